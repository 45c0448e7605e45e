/** Event source mappings: queues that are polled, streams that are read in order. */
import { member, type JsonObject } from '@stepthrough/json';
import type { EventSource } from '@stepthrough/scenario';
import { joined } from '../contract/joined.ts';
import { responseOf, type Outcome } from '../contract/outcome.ts';
import type { Context, ReplyTo, Result, ServiceEffect } from '../contract/service.ts';
import type { SourceRecords } from '../contract/signals.ts';
import { isPoison } from '../faults/message-faults.ts';
import {
  gather,
  initialSource,
  mayPoll,
  putBack,
  release,
  withoutBatch,
  type Batched,
  type Batching,
  type SourceState,
} from '../sources/batching.ts';
import {
  deletion,
  failedItems,
  isOutOfStream,
  itemIdentifier,
  passes,
  pollOf,
  recordsOf,
} from '../sources/records.ts';
import type { LambdaState, SourceKey, SourcePlace, WakeKey } from './state.ts';

type Progress = Result<LambdaState, WakeKey>;

/** An event source with its place and its part of the state. */
interface Mapping {
  readonly place: SourcePlace;
  readonly source: EventSource;
  readonly batching: Batching;
}

export function beginSources(state: LambdaState, context: Context): Progress {
  const { functions } = context.setting.scenario.resources;
  const mappings = Object.entries(functions).flatMap(([name, { events }]) =>
    events.map((source, index) => mappingOf({ function: name, source: index }, source)),
  );
  return mappings.reduce<Progress>(
    (progress, mapping) => joined(progress, poll(mapping, progress.state)),
    { state },
  );
}

/** Records of a stream wait for the batch before them. */
export function takeRecords(
  { function: name, source: index, records }: SourceRecords,
  state: LambdaState,
  context: Context,
): Progress {
  const mapping = findMapping({ function: name, source: index }, context);
  if (!mapping) return { state };
  const fitting = records.filter((record) => passes(record, mapping.source.filter));
  return arrive(mapping, fitting, state, context);
}

/** A window is over, or a failed batch is read again. */
export function sourceWoke(key: SourceKey, state: LambdaState, context: Context): Progress {
  const mapping = findMapping(key, context);
  return mapping ? goOn(mapping, state, context) : { state };
}

export function sourceReplied(
  key: SourceKey,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const mapping = findMapping(key, context);
  if (!mapping) return { state };
  if (key.step === 'received') return received(mapping, outcome, state, context);
  const after = withSource(state, mapping, withoutBatch(stateOf(state, mapping)));
  return mapping.source.table === undefined
    ? messagesProcessed(mapping, key.records, outcome, after, context)
    : streamProcessed(mapping, key.records, outcome, after, context);
}

function received(
  mapping: Mapping,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const { queue = '', filter } = mapping.source;
  const all = recordsOf(outcome, queue, context);
  const records = all.filter((record) => passes(record, filter));
  // What no filter matches is deleted, not left for others.
  const dropped = all.filter((record) => !records.includes(record));
  const before = withSource(state, mapping, { ...stateOf(state, mapping), isPolling: false });
  const arrived = arrive(mapping, records, before, context);
  const deleted = dropped.length > 0 ? [deletion(queue, dropped, true)] : [];
  return joined({ state, effects: deleted }, joined(arrived, poll(mapping, arrived.state)));
}

function arrive(
  mapping: Mapping,
  records: readonly JsonObject[],
  state: LambdaState,
  context: Context,
): Progress {
  const before = stateOf(state, mapping);
  return handOver(mapping, gather(before, records, mapping.batching, context.now), state, context);
}

function goOn(mapping: Mapping, state: LambdaState, context: Context): Progress {
  const before = stateOf(state, mapping);
  return handOver(mapping, release(before, mapping.batching, context.now), state, context);
}

function handOver(
  mapping: Mapping,
  { state: source, batches, alarmAt }: Batched,
  state: LambdaState,
  context: Context,
): Progress {
  const key: SourceKey = { ...mapping.place, step: 'window', records: [] };
  return {
    state: withSource(state, mapping, source),
    effects: [
      ...batches.flatMap((records) => invocation(mapping, records, context)),
      ...(alarmAt === undefined ? [] : [{ do: 'wake', key, at: alarmAt } as const]),
    ],
  };
}

function invocation(
  { place, source }: Mapping,
  records: readonly JsonObject[],
  context: Context,
): readonly ServiceEffect[] {
  const { queue = '' } = source;
  const { function: name } = place;
  const replyTo = toSelf({ ...place, step: 'processed', records });
  if (records.some(({ body = '' }) => isPoison(context.setting, queue, body))) {
    const log: ServiceEffect = {
      do: 'log',
      kind: 'faultInjected',
      message: `Function ${name} fails on a poisoned message of ${queue}`,
      resource: name,
    };
    const error = { code: 'Unhandled', message: 'The scenario poisons this message.', status: 200 };
    return [log, { do: 'reply', replyTo, outcome: { ok: false, error } }];
  }
  const request = { FunctionName: name, Payload: { Records: records } };
  const call = { service: 'lambda', operation: 'Invoke', request } as const;
  return [{ do: 'call', call, replyTo }];
}

/** What succeeded is deleted; the rest is seen again after its visibility timeout. */
function messagesProcessed(
  mapping: Mapping,
  records: readonly JsonObject[],
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const { queue = '' } = mapping.source;
  const failed = failedOf(mapping.source, outcome, records);
  const done = failed === 'all' ? [] : records.filter((each) => !failed.includes(each));
  const left =
    failed === 'all' ? 'the whole batch' : `${failed.length} of ${records.length} messages`;
  const effects: ServiceEffect[] = [];
  if (failed === 'all' || failed.length > 0) {
    effects.push({
      do: 'log',
      kind: 'messageMoved',
      message: `Function ${mapping.place.function}: ${left} failed and stay in ${queue}`,
      resource: queue,
    });
  }
  if (done.length > 0) effects.push(deletion(queue, done));
  const next = goOn(mapping, state, context);
  return joined({ state, effects }, joined(next, poll(mapping, next.state)));
}

/** A failed batch is read again, from the first record that failed; it holds up all behind it. */
function streamProcessed(
  mapping: Mapping,
  records: readonly JsonObject[],
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const failed = failedOf(mapping.source, outcome, records);
  const current = stateOf(state, mapping);
  const passed = withSource(state, mapping, { ...current, failures: 0 });
  if (failed !== 'all' && failed.length === 0) return goOn(mapping, passed, context);
  const again =
    failed === 'all' ? records : records.slice(records.findIndex((each) => failed.includes(each)));
  const failures = current.failures + 1;
  if (isGivenUp(mapping.source, again, failures, context.now)) {
    const { function: name } = mapping.place;
    const log: ServiceEffect = {
      do: 'log',
      kind: 'callFailed',
      message: `Function ${name} has failed ${failures} times on ${again.length} records of the stream; they are given up`,
      resource: name,
    };
    return joined({ state, effects: [log] }, goOn(mapping, passed, context));
  }
  const pausedUntil = context.now + Math.min(1000 * 2 ** (failures - 1), 60_000);
  const paused = putBack({ ...current, failures }, again, pausedUntil);
  const key: SourceKey = { ...mapping.place, step: 'retry', records: [] };
  return {
    state: withSource(state, mapping, paused),
    effects: [{ do: 'wake', key, at: pausedUntil }],
  };
}

/** After its retries; without a number of them, when the stream does not keep the records any more. */
function isGivenUp(
  { retries }: EventSource,
  [first = {}]: readonly JsonObject[],
  failures: number,
  now: number,
): boolean {
  return retries === undefined ? isOutOfStream(first, now) : failures > retries;
}

function failedOf(
  { reportBatchItemFailures }: EventSource,
  outcome: Outcome,
  records: readonly JsonObject[],
): readonly JsonObject[] | 'all' {
  const { FunctionError, Payload = null } = responseOf(outcome);
  if (!outcome.ok || FunctionError !== undefined) return 'all';
  if (!reportBatchItemFailures) return [];
  const ids = failedItems(Payload, records.map(itemIdentifier));
  return ids === 'all' ? 'all' : records.filter((record) => ids.includes(itemIdentifier(record)));
}

function poll(mapping: Mapping, state: LambdaState): Progress {
  const { place, source, batching } = mapping;
  const current = stateOf(state, mapping);
  if (source.queue === undefined || !mayPoll(current, batching)) return { state };
  const replyTo = toSelf({ ...place, step: 'received', records: [] });
  return {
    state: withSource(state, mapping, { ...current, isPolling: true }),
    effects: [{ do: 'call', call: pollOf(source.queue, batching.size), replyTo }],
  };
}

function findMapping(
  { function: name, source: index }: SourcePlace,
  { setting }: Context,
): Mapping | undefined {
  const source = member(setting.scenario.resources.functions, name)?.events[index];
  return source && mappingOf({ function: name, source: index }, source);
}

/** A stream is read in order: one batch at a time. */
function mappingOf(place: SourcePlace, source: EventSource): Mapping {
  const { table, batchSize, batchWindow, maximumConcurrency } = source;
  const batching =
    table === undefined
      ? { size: batchSize ?? 10, window: batchWindow, mostAtOnce: maximumConcurrency ?? Infinity }
      : { size: batchSize ?? 100, window: batchWindow, mostAtOnce: 1 };
  return { place, source, batching };
}

function stateOf({ sources }: LambdaState, { place }: Mapping): SourceState {
  return member(sources, `${place.function}#${place.source}`) ?? initialSource;
}

function withSource(state: LambdaState, { place }: Mapping, changed: SourceState): LambdaState {
  const name = `${place.function}#${place.source}`;
  return { ...state, sources: { ...state.sources, [name]: changed } };
}

function toSelf(key: SourceKey): ReplyTo {
  return { kind: 'service', service: 'lambda', key };
}
