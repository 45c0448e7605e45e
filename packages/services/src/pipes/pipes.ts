/** EventBridge Pipes to a state machine: poll, filter, enrich, transform, start, delete. */
import { type Json, member, parsed, type JsonObject } from '@stepthrough/json';
import { get, remove, set, type SortedMap } from '@stepthrough/collections';
import type {
  Context,
  ReplyTo,
  Result,
  Service,
  ServiceCall,
  ServiceEffect,
} from '../contract/service.ts';
import { success, type Outcome } from '../contract/outcome.ts';
import { isPoison } from '../faults/message-faults.ts';
import { applyInputTemplate } from './input-template.ts';
import { deletion, failedItems, passes, pollOf, recordOf } from './records.ts';

export interface PipesState {
  /** Batches under way, by number. */
  readonly batches: SortedMap<number, Batch>;
  /** Records that wait for their batch to fill. */
  readonly waiting: { readonly [pipe: string]: Waiting };
}

interface Batch {
  readonly pipe: string;
  readonly records: readonly JsonObject[];
}

interface Waiting {
  readonly records: readonly JsonObject[];
  readonly since: number;
}

type Progress = Result<PipesState, string>;

export const pipes: Service<'pipes', PipesState, string, Key> = {
  name: 'pipes',
  initial: () => ({ batches: undefined, waiting: {} }),
  begin: (state, { setting }) => ({
    state,
    effects: Object.entries(setting.scenario.resources.pipes).flatMap(([name, pipe]) =>
      isStreamPipe(pipe) ? [] : [poll(name, pipe)],
    ),
  }),
  operations: {},
  receive: ({ pipe, records }, state, context) => ({
    ...arrive(pipe, records, state, context),
    outcome: success({}),
  }),
  wake: (name, state, context) => flush(name, state, context, true),
  reply: ({ pipe: name, batch: number, step }, outcome, state, context) => {
    if (step === 'received') return received(name, outcome, state, context);
    const batch = get(state.batches, number);
    if (!batch) return { state };
    return step === 'enriched'
      ? enriched(number, batch, outcome, state, context)
      : delivered(number, batch, outcome, state, context);
  },
};

function poll(name: string, { source = '', batchSize = 10 }: JsonObject): ServiceEffect {
  const replied = replyTo({ pipe: name, batch: 0, step: 'received' });
  return { do: 'call', call: pollOf({ queue: source, batchSize }), replyTo: replied };
}

export interface Key {
  readonly pipe: string;
  readonly batch: number;
  readonly step: 'received' | 'enriched' | 'delivered';
}

function received(name: string, outcome: Outcome, state: PipesState, context: Context): Progress {
  const pipe = pipeOf(name, context);
  const { Messages = [] } = (outcome.ok ? outcome.response : {}) as { Messages?: JsonObject[] };
  const queue = String(pipe['source']);
  const all = Messages.map((message) => recordOf(message, queue, context));
  const progress = arrive(name, all, state, context);
  return { ...progress, effects: [...(progress.effects ?? []), poll(name, pipe)] };
}

/** Filters, then waits for the batch to fill. */
function arrive(
  name: string,
  all: readonly JsonObject[],
  state: PipesState,
  context: Context,
): Progress {
  const pipe = pipeOf(name, context);
  const filters = (pipe['filter'] ?? []) as readonly Json[];
  const records = all.filter((record) => passes(record, filters));
  // What no filter matches is deleted, not left for others.
  const dropped = all.filter((record) => !records.includes(record));
  const effects: ServiceEffect[] =
    dropped.length === 0
      ? []
      : [
          {
            do: 'log',
            kind: 'messageMoved',
            message: `Pipe ${name} drops ${dropped.length} records of ${sourceOf(pipe)}: no filter matches them`,
            resource: sourceOf(pipe),
          },
          ...(isStreamPipe(pipe) ? [] : [deletion(sourceOf(pipe), dropped, true)]),
        ];
  if (records.length === 0) return { state, effects };
  const before = member(state.waiting, name) ?? { records: [], since: context.now };
  const isFirst = before.records.length === 0;
  const waiting: Waiting = {
    records: [...before.records, ...records],
    since: isFirst ? context.now : before.since,
  };
  const next = { ...state, waiting: { ...state.waiting, [name]: waiting } };
  const { batchWindow = 0 } = pipe;
  const flushed = flush(name, next, context, batchWindow === 0);
  const alarm: ServiceEffect<string>[] =
    isFirst && typeof batchWindow === 'number' && batchWindow > 0
      ? [{ do: 'wake', key: name, at: context.now + batchWindow }]
      : [];
  return { ...flushed, effects: [...effects, ...(flushed.effects ?? []), ...alarm] };
}

/** Sends full batches on their way; the rest too when its time has come. */
function flush(name: string, state: PipesState, context: Context, isDue: boolean): Progress {
  const pipe = pipeOf(name, context);
  const size = Number(pipe['batchSize'] ?? 10);
  let progress: Progress = { state };
  for (let count = 0; ; count++) {
    const { records, since } = member(progress.state.waiting, name) ?? { records: [], since: 0 };
    const isOver = since + Number(pipe['batchWindow'] ?? 0) <= context.now;
    const isReady = records.length >= size || (records.length > 0 && isDue && isOver);
    if (!isReady) return progress;
    const number = context.number + count / 1000;
    const batch: Batch = { pipe: name, records: records.slice(0, size) };
    const next: PipesState = {
      batches: set(progress.state.batches, number, batch),
      waiting: { ...progress.state.waiting, [name]: { records: records.slice(size), since } },
    };
    const begun = enrich(number, batch, next, context);
    progress = {
      state: begun.state,
      effects: [...(progress.effects ?? []), ...(begun.effects ?? [])],
    };
  }
}

/** Asks a function or an Express state machine for more, where the pipe says so. */
function enrich(number: number, batch: Batch, state: PipesState, context: Context): Progress {
  const pipe = pipeOf(batch.pipe, context);
  const { enrichment, enrichmentTemplate } = pipe;
  if (typeof enrichment !== 'string') {
    return deliver(number, batch, batch.records, state, context);
  }
  const items = transformed(enrichmentTemplate, batch.records, batch.pipe, context);
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
  const key: Key = { pipe: batch.pipe, batch: number, step: 'enriched' };
  return { state, effects: [{ do: 'call', call, replyTo: replyTo(key) }] };
}

function enriched(
  number: number,
  batch: Batch,
  outcome: Outcome,
  state: PipesState,
  context: Context,
): Progress {
  const { Payload, output, FunctionError, status } = (outcome.ok ? outcome.response : {}) as {
    Payload?: Json;
    output?: string;
    FunctionError?: string;
    status?: string;
  };
  const hasFailed =
    !outcome.ok || FunctionError !== undefined || (status !== undefined && status !== 'SUCCEEDED');
  if (hasFailed) {
    const why = outcome.ok ? `the enrichment ${status ?? 'failed'}` : outcome.error.message;
    return finish(number, batch, 'all', why, state, context);
  }
  const value = Payload ?? parsed(output ?? null);
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value];
  // An empty answer means that there is nothing to hand on.
  if (items.length === 0) return finish(number, batch, [], '', state, context);
  return deliver(number, batch, items, state, context);
}

/** Characters of an execution's input. */
const inputLimit = 262_144;

/** The target always gets a list, of one record too. */
function deliver(
  number: number,
  batch: Batch,
  items: readonly Json[],
  state: PipesState,
  context: Context,
): Progress {
  const pipe = pipeOf(batch.pipe, context);
  const { target, inputTemplate, invocation } = pipe;
  const queue = String(pipe['source'] ?? '');
  if (batch.records.some(({ body = '' }) => isPoison(context.setting, queue, body))) {
    return finish(number, batch, 'all', 'a poisoned message', state, context);
  }
  const { machines, main } = context.setting;
  const machine = typeof target === 'string' ? machines.get(target) : main;
  const input = JSON.stringify(transformed(inputTemplate, items, batch.pipe, context));
  if (input.length > inputLimit) {
    const why = `the input of ${input.length} characters is more than the ${inputLimit} that a state machine takes; a smaller "batchSize" or an "inputTemplate" helps`;
    return finish(number, batch, 'all', why, state, context);
  }
  const isSync =
    invocation === undefined ? machine?.type === 'EXPRESS' : invocation === 'REQUEST_RESPONSE';
  const call: ServiceCall = {
    service: 'states',
    operation: isSync ? 'StartSyncExecution' : 'StartExecution',
    request: { stateMachineArn: machine?.arn ?? String(target), input },
  };
  const key: Key = { pipe: batch.pipe, batch: number, step: 'delivered' };
  return { state, effects: [{ do: 'call', call, replyTo: replyTo(key) }] };
}

function delivered(
  number: number,
  batch: Batch,
  outcome: Outcome,
  state: PipesState,
  context: Context,
): Progress {
  const response = (outcome.ok ? outcome.response : {}) as { status?: string; output?: string };
  const hasFailed =
    !outcome.ok || (response.status !== undefined && response.status !== 'SUCCEEDED');
  const ids = batch.records.map(idOf);
  const failed = hasFailed ? 'all' : failedItems(parsed(response.output ?? null), ids);
  const why = outcome.ok ? `the execution ${String(response.status)}` : outcome.error.message;
  return finish(number, batch, failed, why, state, context);
}

/** What has been taken is deleted; what failed is seen again after its visibility timeout. */
function finish(
  number: number,
  batch: Batch,
  failed: readonly string[] | 'all',
  why: string,
  state: PipesState,
  context: Context,
): Progress {
  const pipe = pipeOf(batch.pipe, context);
  const done =
    failed === 'all' ? [] : batch.records.filter((record) => !failed.includes(idOf(record)));
  const left = batch.records.length - done.length;
  const isStream = isStreamPipe(pipe);
  const log: ServiceEffect[] =
    left === 0
      ? []
      : [
          {
            do: 'log',
            kind: 'messageMoved',
            message: `Pipe ${batch.pipe}: ${why}; ${left} of its ${batch.records.length} records stay in ${sourceOf(pipe)}`,
            resource: sourceOf(pipe),
          },
        ];
  const ended: PipesState = { ...state, batches: remove(state.batches, number) };
  if (isStream && left > 0) {
    const again = batch.records.filter((record) => !done.includes(record));
    const progress = readAgain(batch.pipe, again, ended, context);
    return { ...progress, effects: [...log, ...(progress.effects ?? [])] };
  }
  const isDeleted = done.length > 0 && !isStream;
  return {
    state: ended,
    effects: [...log, ...(isDeleted ? [deletion(sourceOf(pipe), done)] : [])],
  };
}

/** A stream keeps its records for a day; until then they are tried again every minute. */
function readAgain(
  name: string,
  records: readonly JsonObject[],
  state: PipesState,
  context: Context,
): Progress {
  const isYoung = ({ dynamodb }: JsonObject): boolean => {
    const { ApproximateCreationDateTime: created = 0 } = (dynamodb ?? {}) as JsonObject;
    return context.now - Number(created) * 1000 < 86_400_000;
  };
  const kept = records.filter(isYoung);
  if (kept.length === 0) return { state };
  const { records: others } = member(state.waiting, name) ?? { records: [] };
  const waiting: Waiting = { records: [...kept, ...others], since: context.now };
  return {
    state: { ...state, waiting: { ...state.waiting, [name]: waiting } },
    effects: [{ do: 'wake', key: name, at: context.now + 60_000 }],
  };
}

/** The template is applied to each record. */
function transformed(
  template: Json | undefined,
  items: readonly Json[],
  name: string,
  context: Context,
): readonly Json[] {
  if (typeof template !== 'string') return items;
  const pipe = pipeOf(name, context);
  const { target, enrichment } = pipe;
  const { machines, main } = context.setting;
  const machine = typeof target === 'string' ? machines.get(target) : main;
  const { account, region } = context;
  const sourceArn = isStreamPipe(pipe)
    ? `arn:aws:dynamodb:${region}:${account}:table/${sourceOf(pipe)}/stream`
    : `arn:aws:sqs:${region}:${account}:${sourceOf(pipe)}`;
  const reserved: JsonObject = {
    'aws.pipes.pipe-name': name,
    'aws.pipes.pipe-arn': `arn:aws:pipes:${region}:${account}:pipe/${name}`,
    'aws.pipes.source-arn': sourceArn,
    'aws.pipes.enrichment-arn': enrichment ?? '',
    'aws.pipes.target-arn': machine?.arn ?? String(target),
    'aws.pipes.event.ingestion-time': new Date(context.now).toISOString(),
  };
  return items.map((item) => {
    const event = { 'aws.pipes.event': item, 'aws.pipes.event.json': item };
    const record = (
      typeof item === 'object' && item && !Array.isArray(item) ? item : {}
    ) as JsonObject;
    return applyInputTemplate(template, record, { ...reserved, ...event });
  });
}

function isStreamPipe({ source }: JsonObject): boolean {
  return source === undefined;
}

function idOf({ messageId, eventID }: JsonObject): string {
  return String(messageId ?? eventID);
}

function sourceOf({ source, table }: JsonObject): string {
  return String(source ?? table);
}

function pipeOf(name: string, { setting }: Context): JsonObject {
  return member(setting.scenario.resources.pipes, name) ?? {};
}

function replyTo(key: Key): ReplyTo {
  return { kind: 'service', service: 'pipes', key: key as unknown as Json };
}
