/** Event source mappings at work: queues that are polled, streams that are read in order. */
import { get, remove, set, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { joined } from '../../contract/joined.ts';
import { responseOf, type Outcome } from '../../contract/outcome.ts';
import type { Context, ReplyTo, Result, ServiceEffect } from '../../contract/service.ts';
import type { SourceRecords } from '../../contract/signals.ts';
import {
  gather,
  hold,
  initialSource,
  mayPoll,
  release,
  withoutBatch,
  type Batched,
  type SourceState,
} from '../../sources/batching.ts';
import { deletion, passes, pollOf, recordsOf } from '../../sources/records.ts';
import type { LambdaState, SourceKey, WakeKey } from '../model/state.ts';
import { invocation } from './batch-invocation.ts';
import { givenUp, parted } from './given-up.ts';
import { laneOf } from './lanes.ts';
import { batchingOf, type Mapping } from '../model/mapping.ts';

type Progress = Result<LambdaState, WakeKey>;
export type LaneKey = Extract<SourceKey, { readonly lane: number }>;

/** Records of a stream wait for the batch before them. */
export function takeRecords(
  { stream, records }: SourceRecords,
  state: LambdaState,
  context: Context,
): Progress {
  return values(state.mappings)
    .filter(({ source }) => source.kind === 'stream' && source.arn === stream)
    .reduce<Progress>(
      (progress, { uuid }) => {
        const mapping = get(progress.state.mappings, uuid);
        return mapping
          ? joined(progress, arrive(mapping, records, progress.state, context))
          : progress;
      },
      { state },
    );
}

/** A window is over, or a failed batch is read again. */
export function sourceWoke(
  { mapping: uuid, lane }: Pick<LaneKey, 'mapping' | 'lane'>,
  state: LambdaState,
  context: Context,
): Progress {
  const mapping = get(state.mappings, uuid);
  return mapping ? goOn(mapping, lane, state, context) : { state };
}

/** A mapping that was made, changed or deleted is through with it. */
export function settled(uuid: string, state: LambdaState, context: Context): Progress {
  const mapping = get(state.mappings, uuid);
  if (!mapping) return { state };
  if (mapping.state === 'Deleting') return { state: withoutIdle(mapping, state) };
  const after: Mapping = { ...mapping, state: mapping.isEnabled ? 'Enabled' : 'Disabled' };
  const known = withMapping(state, after);
  if (!mapping.isEnabled) return { state: known };
  const lanes = after.lanes.map((_, lane) => lane);
  const released = lanes.reduce<Progress>(
    (progress, lane) =>
      joined(progress, sourceWoke({ mapping: uuid, lane }, progress.state, context)),
    { state: known },
  );
  return joined(released, poll(uuid, released.state));
}

/** A deleted mapping is there until its last batch is done. */
export function withoutIdle({ uuid, lanes }: Mapping, state: LambdaState): LambdaState {
  const isIdle = lanes.every(({ active }) => active === 0);
  return isIdle ? { ...state, mappings: remove(state.mappings, uuid) } : state;
}

/** A queue is asked no more. */
export function stopReading({ uuid, source }: Mapping): readonly ServiceEffect<never>[] {
  if (source.kind === 'stream') return [];
  const signal = { kind: 'stopPolling', queue: source.name, poller: uuid } as const;
  return [{ do: 'call', call: { service: 'sqs', signal } }];
}

/** The answer of a queue that was asked. */
export function received(
  uuid: string,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const mapping = get(state.mappings, uuid);
  if (mapping?.source.kind !== 'queue') return { state };
  const { name } = mapping.source;
  const [lane = initialSource] = mapping.lanes;
  const idle = withLane(mapping, 0, { ...lane, isPolling: false });
  if (!outcome.ok) return unreadable(idle, outcome, state);
  const all = recordsOf(outcome, name, context);
  const fitting = all.filter((record) => passes(record, mapping.patterns));
  // What no filter matches is deleted, not left for others.
  const dropped = all.filter((record) => !fitting.includes(record));
  const arrived = arriveIn(idle, 0, fitting, withMapping(state, idle), context);
  const deleted = dropped.length > 0 ? [deletion(name, dropped, true)] : [];
  return joined({ state, effects: deleted }, joined(arrived, poll(uuid, arrived.state)));
}

/** A queue that is not there any more is asked again when the mapping is changed. */
function unreadable(mapping: Mapping, { ok, ...rest }: Outcome, state: LambdaState): Progress {
  const { code, message } = !ok && 'error' in rest ? rest.error : { code: '', message: '' };
  const log: ServiceEffect = {
    do: 'log',
    kind: 'callFailed',
    message: `The event source mapping of function ${mapping.function} cannot read ${mapping.source.arn}: ${code}: ${message}`,
    resource: mapping.function,
  };
  const stopped = { ...mapping, lastResult: `PROBLEM: ${message}` };
  return { state: withMapping(state, stopped), effects: [log] };
}

/** Records come to their lanes; a stream that is not read keeps them. */
export function arrive(
  mapping: Mapping,
  records: readonly JsonObject[],
  state: LambdaState,
  context: Context,
): Progress {
  const fitting = records.filter((record) => passes(record, mapping.patterns));
  const byLane = new Map<number, JsonObject[]>();
  for (const record of fitting) {
    const lane = laneOf(record, mapping.settings.parallelization);
    byLane.set(lane, [...(byLane.get(lane) ?? []), record]);
  }
  let progress: Progress = { state };
  for (const [lane, own] of byLane) {
    const now = get(progress.state.mappings, mapping.uuid) ?? mapping;
    progress = joined(progress, arriveIn(now, lane, own, progress.state, context));
  }
  return progress;
}

function arriveIn(
  mapping: Mapping,
  lane: number,
  records: readonly JsonObject[],
  state: LambdaState,
  context: Context,
): Progress {
  const before = mapping.lanes[lane] ?? initialSource;
  if (isHeld(mapping)) {
    const held = withLane(mapping, lane, hold(before, records, context.now));
    return { state: withMapping(state, held) };
  }
  const gathered = gather(before, records, batchingOf(mapping), context.now);
  return handOver(mapping, lane, gathered, state, context);
}

function isHeld({ source, state }: Mapping): boolean {
  return source.kind === 'stream' && state !== 'Enabled';
}

/** What waits goes on its way, as far as it may. */
export function goOn(
  mapping: Mapping,
  lane: number,
  state: LambdaState,
  context: Context,
): Progress {
  if (isHeld(mapping)) return { state };
  const before = mapping.lanes[lane] ?? initialSource;
  const released = release(before, batchingOf(mapping), context.now);
  return handOver(mapping, lane, released, state, context);
}

function handOver(
  mapping: Mapping,
  lane: number,
  { state: source, batches, alarmAt }: Batched,
  state: LambdaState,
  context: Context,
): Progress {
  const { uuid: name } = mapping;
  const key = { step: 'window', mapping: name, lane, records: [] } as const;
  const alarm = alarmAt === undefined ? [] : [{ do: 'wake', key, at: alarmAt } as const];
  const known = withMapping(state, withLane(mapping, lane, source));
  let progress: Progress = { state: known, effects: alarm };
  for (const batch of batches) {
    const { expired, kept } = parted(mapping, batch, context.now);
    if (expired.length > 0) {
      const effects = givenUp(
        mapping,
        expired,
        { why: 'RecordAgeExceeded', tries: source.failures },
        context,
      );
      progress = { state: progress.state, effects: [...(progress.effects ?? []), ...effects] };
    }
    const next =
      kept.length > 0
        ? { state: progress.state, effects: invocation(mapping, lane, kept, context) }
        : batchDone(name, lane, progress.state, context);
    progress = joined(progress, next);
  }
  return progress;
}

/** A batch is done with, and the next one's turn comes. */
function batchDone(uuid: string, lane: number, state: LambdaState, context: Context): Progress {
  const mapping = get(state.mappings, uuid);
  if (!mapping) return { state };
  const after = withLane(mapping, lane, withoutBatch(mapping.lanes[lane] ?? initialSource));
  return goOn(after, lane, withMapping(state, after), context);
}

/** Asks a queue for more, as long as more may be worked on. */
export function poll(uuid: string, state: LambdaState): Progress {
  const mapping = get(state.mappings, uuid);
  if (mapping?.source.kind !== 'queue' || mapping.state !== 'Enabled') return { state };
  const [lane = initialSource] = mapping.lanes;
  const { name } = mapping.source;
  const batching = batchingOf(mapping);
  if (!mayPoll(lane, batching)) return { state };
  const replyTo = toSelf({ step: 'received', mapping: uuid, lane: 0, records: [] });
  return {
    state: withMapping(state, withLane(mapping, 0, { ...lane, isPolling: true })),
    effects: [{ do: 'call', call: pollOf(name, batching.size, uuid), replyTo }],
  };
}

/** The stream of a declared mapping has been opened: now its shard is known. */
export function opened(uuid: string, outcome: Outcome, state: LambdaState): LambdaState {
  const mapping = get(state.mappings, uuid);
  const { ShardId: shard } = responseOf(outcome);
  if (mapping?.source.kind !== 'stream' || typeof shard !== 'string') return state;
  const source = { ...mapping.source, shard };
  return withMapping(state, { ...mapping, source });
}

export function withMapping(state: LambdaState, mapping: Mapping): LambdaState {
  return { ...state, mappings: set(state.mappings, mapping.uuid, mapping) };
}

export function withLane(mapping: Mapping, lane: number, changed: SourceState): Mapping {
  const { lanes } = mapping;
  // The common mapping has one.
  if (lanes.length === 1) return { ...mapping, lanes: [changed] };
  return { ...mapping, lanes: lanes.map((one, index) => (index === lane ? changed : one)) };
}

export function toSelf(key: SourceKey): ReplyTo {
  return { kind: 'service', service: 'lambda', key };
}
