/** What becomes of a batch after its function: it is done, comes again in whole or in part, or is given up. */
import { get } from '@stepthrough/collections';
import { isObject, type JsonObject } from '@stepthrough/json';
import { joined } from '../../contract/joined.ts';
import { responseOf, type Outcome } from '../../contract/outcome.ts';
import type { Context, Result, ServiceEffect } from '../../contract/service.ts';
import { initialSource, repeat, withoutBatch } from '../../sources/batching.ts';
import { deletion, failedItems, isOutOfStream, itemIdentifier } from '../../sources/records.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { goOn, poll, withLane, withMapping, withoutIdle, type LaneKey } from './event-sources.ts';
import { givenUp } from './given-up.ts';
import type { Mapping } from '../model/mapping.ts';

type Progress = Result<LambdaState, WakeKey>;

export function processed(
  { mapping: uuid, lane, records }: LaneKey,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const found = get(state.mappings, uuid);
  if (!found) return { state };
  const after = withLane(found, lane, withoutBatch(found.lanes[lane] ?? initialSource));
  const mapping: Mapping = {
    ...after,
    lastResult: hasFailed(outcome) ? 'PROBLEM: Function call failed' : 'OK',
  };
  const known = withMapping(state, mapping);
  const progress =
    mapping.source.kind === 'queue'
      ? messagesProcessed(mapping, mapping.source.name, records, outcome, known, context)
      : streamProcessed(mapping, lane, records, outcome, known, context);
  if (mapping.state !== 'Deleting') return progress;
  const last = get(progress.state.mappings, uuid);
  return last ? { ...progress, state: withoutIdle(last, progress.state) } : progress;
}

function hasFailed(outcome: Outcome): boolean {
  return !outcome.ok || responseOf(outcome)['FunctionError'] !== undefined;
}

/** What succeeded is deleted; the rest is seen again after its visibility timeout. */
function messagesProcessed(
  mapping: Mapping,
  queue: string,
  records: readonly JsonObject[],
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const failed = failedOf(mapping, outcome, records);
  const done = failed === 'all' ? [] : records.filter((each) => !failed.includes(each));
  const left =
    failed === 'all' ? 'the whole batch' : `${failed.length} of ${records.length} messages`;
  const effects: ServiceEffect<WakeKey>[] = [];
  if (failed === 'all' || failed.length > 0) {
    effects.push({
      do: 'log',
      kind: 'messageMoved',
      message: `Function ${mapping.function}: ${left} failed and stay in ${queue}`,
      resource: queue,
    });
  }
  if (done.length > 0) effects.push(deletion(queue, done));
  const next = goOn(mapping, 0, state, context);
  return joined({ state, effects }, joined(next, poll(mapping.uuid, next.state)));
}

/** A failed batch is read again, from the first record that failed; it holds up all behind it. */
function streamProcessed(
  mapping: Mapping,
  lane: number,
  records: readonly JsonObject[],
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const failed = failedOf(mapping, outcome, records);
  const current = mapping.lanes[lane] ?? initialSource;
  const fresh = withLane(mapping, lane, { ...current, failures: 0 });
  if (failed !== 'all' && failed.length === 0) {
    return goOn(fresh, lane, withMapping(state, fresh), context);
  }
  const again =
    failed === 'all' ? records : records.slice(records.findIndex((each) => failed.includes(each)));
  const { settings } = mapping;
  // To part a batch is no retry.
  const isParted = settings.bisects && again.length > 1 && again.length === records.length;
  const failures = current.failures + (isParted ? 0 : 1);
  if (!isParted && isOver(mapping, again, failures, context.now)) {
    const reason = { why: 'RetryAttemptsExhausted', tries: failures, outcome } as const;
    const effects = givenUp(mapping, again, reason, context);
    return joined({ state, effects }, goOn(fresh, lane, withMapping(state, fresh), context));
  }
  const pausedUntil = context.now + Math.min(1000 * 2 ** Math.max(0, failures - 1), 60_000);
  const half = Math.ceil(again.length / 2);
  const batches = isParted ? [again.slice(0, half), again.slice(half)] : [again];
  const paused = repeat({ ...current, failures }, batches, pausedUntil);
  const key = { step: 'retry', mapping: mapping.uuid, lane, records: [] } as const;
  return {
    state: withMapping(state, withLane(mapping, lane, paused)),
    effects: [{ do: 'wake', key, at: pausedUntil }],
  };
}

/** After its retries; without a number of them, when the stream does not keep the records any more. */
function isOver(
  { settings: { retries } }: Mapping,
  [first = {}]: readonly JsonObject[],
  failures: number,
  now: number,
): boolean {
  return retries < 0 ? isOutOfStream(first, now) : failures > retries;
}

function failedOf(
  { settings: { reportsFailures } }: Mapping,
  outcome: Outcome,
  records: readonly JsonObject[],
): readonly JsonObject[] | 'all' {
  if (hasFailed(outcome)) return 'all';
  if (!reportsFailures) return [];
  const { Payload = null } = responseOf(outcome);
  // Nothing at all is a batch that is done; another value that is no object says nothing of it.
  if (!isObject(Payload)) return Payload === null || Payload === '' ? [] : 'all';
  const ids = failedItems(Payload, records.map(itemIdentifier));
  return ids === 'all' ? 'all' : records.filter((record) => ids.includes(itemIdentifier(record)));
}
