/** EventBridge Pipes to a state machine: poll, filter, enrich, transform, start, delete. */
import { limits } from '@stepthrough/catalog';
import { get, remove, set, type SortedMap } from '@stepthrough/collections';
import { isArray, member, parsed, utf8Size, type Json, type JsonObject } from '@stepthrough/json';
import { joined } from '../contract/joined.ts';
import { responseOf, success, type Outcome } from '../contract/outcome.ts';
import type {
  Context,
  ReplyTo,
  Result,
  Service,
  ServiceCall,
  ServiceEffect,
} from '../contract/service.ts';
import { isPoison } from '../faults/message-faults.ts';
import {
  gather,
  initialSource,
  putBack,
  release,
  withoutBatch,
  type Batched,
  type SourceState,
} from '../sources/batching.ts';
import {
  deletion,
  failedItems,
  isOutOfStream,
  passes,
  pollOf,
  recordId,
  recordsOf,
} from '../sources/records.ts';
import { transformed } from './input-template.ts';
import { batchingOf, pipeNamed, targetOf, type NamedPipe } from './named-pipe.ts';

export interface PipesState {
  /** Batches under way, by number. */
  readonly batches: SortedMap<number, Batch>;
  /** How many batches there have been. */
  readonly begun: number;
  /** What waits for its batch to fill. */
  readonly sources: { readonly [pipe: string]: SourceState };
}

interface Batch {
  readonly number: number;
  readonly pipe: string;
  readonly records: readonly JsonObject[];
}

/** What a pipe keeps with its calls. */
export interface Key {
  readonly pipe: string;
  readonly batch: number;
  readonly step: 'received' | 'enriched' | 'delivered';
}

type Progress = Result<PipesState, string>;

export const pipes: Service<'pipes', PipesState, string, Key> = {
  name: 'pipes',
  initial: () => ({ batches: undefined, begun: 0, sources: {} }),
  begin: (state, { setting }) => ({
    state,
    effects: Object.keys(setting.scenario.resources.pipes).flatMap((name) => {
      const pipe = pipeNamed(name, setting);
      return pipe ? poll(pipe) : [];
    }),
  }),
  operations: {},
  receive: ({ pipe: name, records }, state, context) => {
    const pipe = pipeNamed(name, context.setting);
    const progress = pipe ? arrive(pipe, records, state, context) : { state };
    return { ...progress, outcome: success({}) };
  },
  wake: (name, state, context) => {
    const pipe = pipeNamed(name, context.setting);
    if (!pipe) return { state };
    const released = release(sourceState(state, pipe), batchingOf(pipe), context.now);
    return handOver(pipe, released, state, context);
  },
  reply: ({ pipe: name, batch: number, step }, outcome, state, context) => {
    const pipe = pipeNamed(name, context.setting);
    if (!pipe) return { state };
    if (step === 'received') return received(pipe, outcome, state, context);
    const batch = get(state.batches, number);
    if (!batch) return { state };
    return step === 'enriched'
      ? enriched(pipe, batch, outcome, state, context)
      : delivered(pipe, batch, outcome, state, context);
  },
};

/** A stream comes by itself. */
function poll({ name, isStream, source, batchSize }: NamedPipe): readonly ServiceEffect[] {
  if (isStream) return [];
  const replied = replyTo({ pipe: name, batch: 0, step: 'received' });
  return [{ do: 'call', call: pollOf(source, batchSize), replyTo: replied }];
}

function received(
  pipe: NamedPipe,
  outcome: Outcome,
  state: PipesState,
  context: Context,
): Progress {
  const progress = arrive(pipe, recordsOf(outcome, pipe.source, context), state, context);
  return joined(progress, { state: progress.state, effects: poll(pipe) });
}

/** Filters, then waits for the batch to fill. */
function arrive(
  pipe: NamedPipe,
  all: readonly JsonObject[],
  state: PipesState,
  context: Context,
): Progress {
  const { name, source, isStream, filter } = pipe;
  const records = all.filter((record) => passes(record, filter));
  // What no filter matches is deleted, not left for others.
  const dropped = all.filter((record) => !records.includes(record));
  const effects: ServiceEffect[] = [];
  if (dropped.length > 0) {
    effects.push({
      do: 'log',
      kind: 'messageMoved',
      message: `Pipe ${name} drops ${dropped.length} records of ${source}: no filter matches them`,
      resource: source,
    });
    if (!isStream) effects.push(deletion(source, dropped, true));
  }
  const gathered = gather(sourceState(state, pipe), records, batchingOf(pipe), context.now);
  return joined({ state, effects }, handOver(pipe, gathered, state, context));
}

/** Sends batches on their way. */
function handOver(
  pipe: NamedPipe,
  { state: source, batches, alarmAt }: Batched,
  before: PipesState,
  context: Context,
): Progress {
  let progress: Progress = { state: withSource(before, pipe, source) };
  for (const records of batches) {
    const { state } = progress;
    const batch: Batch = { number: state.begun, pipe: pipe.name, records };
    const begun: PipesState = {
      ...state,
      begun: state.begun + 1,
      batches: set(state.batches, batch.number, batch),
    };
    progress = joined(progress, enrich(pipe, batch, begun, context));
  }
  if (alarmAt === undefined) return progress;
  const wake = { do: 'wake', key: pipe.name, at: alarmAt } as const;
  return joined(progress, { state: progress.state, effects: [wake] });
}

/** Asks a function or an Express state machine for more, where the pipe says so. */
function enrich(pipe: NamedPipe, batch: Batch, state: PipesState, context: Context): Progress {
  const { name, enrichment, enrichmentTemplate } = pipe;
  if (enrichment === undefined) return deliver(pipe, batch, batch.records, state, context);
  const items = transformed(enrichmentTemplate, batch.records, pipe, context);
  const express = context.setting.machines.get(enrichment);
  const call: ServiceCall = express
    ? {
        service: 'states',
        operation: 'StartSyncExecution',
        request: { stateMachineArn: express.arn, input: JSON.stringify(items) },
      }
    : {
        service: 'lambda',
        operation: 'Invoke',
        request: { FunctionName: enrichment, Payload: items },
      };
  const key: Key = { pipe: name, batch: batch.number, step: 'enriched' };
  return { state, effects: [{ do: 'call', call, replyTo: replyTo(key) }] };
}

function enriched(
  pipe: NamedPipe,
  batch: Batch,
  outcome: Outcome,
  state: PipesState,
  context: Context,
): Progress {
  const { Payload, output = null, FunctionError } = responseOf(outcome);
  const why = failureOf(outcome, 'enrichment', FunctionError !== undefined);
  if (why !== undefined) return finish(pipe, batch, 'all', why, state, context);
  const value = Payload ?? parsed(output);
  const items = isArray(value) ? value : [value];
  // An empty answer means that there is nothing to hand on.
  if (items.length === 0) return finish(pipe, batch, [], '', state, context);
  return deliver(pipe, batch, items, state, context);
}

/** The target always gets a list, of one record too. */
function deliver(
  pipe: NamedPipe,
  batch: Batch,
  items: readonly Json[],
  state: PipesState,
  context: Context,
): Progress {
  if (batch.records.some(({ body = '' }) => isPoison(context.setting, pipe.source, body))) {
    return finish(pipe, batch, 'all', 'a poisoned message', state, context);
  }
  const target = targetOf(pipe, context.setting);
  const input = JSON.stringify(transformed(pipe.inputTemplate, items, pipe, context));
  const size = utf8Size(input);
  if (size > limits.payloadBytes) {
    const why = `the input of ${size} bytes is more than the ${limits.payloadBytes} that a state machine takes; a smaller "batchSize" or an "inputTemplate" helps`;
    return finish(pipe, batch, 'all', why, state, context);
  }
  const { invocation } = pipe;
  const isSync =
    invocation === undefined ? target.type === 'EXPRESS' : invocation === 'REQUEST_RESPONSE';
  const call: ServiceCall = {
    service: 'states',
    operation: isSync ? 'StartSyncExecution' : 'StartExecution',
    request: { stateMachineArn: target.arn, input },
  };
  const key: Key = { pipe: pipe.name, batch: batch.number, step: 'delivered' };
  return { state, effects: [{ do: 'call', call, replyTo: replyTo(key) }] };
}

function delivered(
  pipe: NamedPipe,
  batch: Batch,
  outcome: Outcome,
  state: PipesState,
  context: Context,
): Progress {
  const why = failureOf(outcome, 'execution', false);
  if (why !== undefined) return finish(pipe, batch, 'all', why, state, context);
  const { output = null, status } = responseOf(outcome);
  const failed = failedItems(parsed(output), batch.records.map(recordId));
  const ended = typeof status === 'string' ? status : 'undefined';
  return finish(pipe, batch, failed, `the execution ${ended}`, state, context);
}

/** Why a batch has failed at what was asked; a status is that of an execution that was waited for. */
function failureOf(outcome: Outcome, what: string, hasFailed: boolean): string | undefined {
  if (!outcome.ok) return outcome.error.message;
  const { status } = responseOf(outcome);
  if (typeof status === 'string')
    return status === 'SUCCEEDED' ? undefined : `the ${what} ${status}`;
  return hasFailed ? `the ${what} failed` : undefined;
}

/** What has been taken is deleted; what failed is seen again after its visibility timeout. */
function finish(
  pipe: NamedPipe,
  batch: Batch,
  failed: readonly string[] | 'all',
  why: string,
  state: PipesState,
  context: Context,
): Progress {
  const { name, source, isStream } = pipe;
  const { records } = batch;
  const left = records.filter((each) => failed === 'all' || failed.includes(recordId(each)));
  const done = records.filter((record) => !left.includes(record));
  const effects: ServiceEffect<string>[] = [];
  if (left.length > 0) {
    effects.push({
      do: 'log',
      kind: 'messageMoved',
      message: `Pipe ${name}: ${why}; ${left.length} of its ${records.length} records stay in ${source}`,
      resource: source,
    });
  }
  const batches = remove(state.batches, batch.number);
  const ended = withSource({ ...state, batches }, pipe, withoutBatch(sourceState(state, pipe)));
  if (!isStream) {
    if (done.length > 0) effects.push(deletion(source, done));
    return { state: ended, effects };
  }
  return joined({ state, effects }, readAgain(pipe, left, ended, context));
}

/** A stream keeps its records for a day; until then they are tried again every minute. */
function readAgain(
  pipe: NamedPipe,
  records: readonly JsonObject[],
  state: PipesState,
  context: Context,
): Progress {
  const kept = records.filter((record) => !isOutOfStream(record, context.now));
  if (kept.length === 0) return { state };
  return {
    state: withSource(state, pipe, putBack(sourceState(state, pipe), kept, 0)),
    effects: [{ do: 'wake', key: pipe.name, at: context.now + 60_000 }],
  };
}

function sourceState({ sources }: PipesState, { name }: NamedPipe): SourceState {
  return member(sources, name) ?? initialSource;
}

function withSource(state: PipesState, { name }: NamedPipe, changed: SourceState): PipesState {
  return { ...state, sources: { ...state.sources, [name]: changed } };
}

function replyTo(key: Key): ReplyTo {
  return { kind: 'service', service: 'pipes', key };
}
