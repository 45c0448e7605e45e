/**
 * How records become batches, for event source mappings and Pipes alike: they wait until as many have come
 * as a batch holds, or until the window is over that the first of them has opened.
 */
import type { JsonObject } from '@stepthrough/json';

type Batch = readonly JsonObject[];

export interface SourceState {
  /** Batches that come again as they were, before all others. */
  readonly again: readonly Batch[];
  /** Records that wait for their batch to fill, or for the batch before them. */
  readonly waiting: readonly JsonObject[];
  /** Since when the first of them waits, in milliseconds since the epoch. */
  readonly since: number;
  /** Batches that are worked on. */
  readonly active: number;
  /** Whether the queue has been asked and has not answered. */
  readonly isPolling: boolean;
  /** Streams: failures of the batch in work. */
  readonly failures: number;
  /** Streams: when a failed batch is read again; nothing is read before. */
  readonly pausedUntil: number;
}

export const initialSource: SourceState = {
  again: [],
  waiting: [],
  since: 0,
  active: 0,
  isPolling: false,
  failures: 0,
  pausedUntil: 0,
};

export interface Batching {
  /** Records of a full batch. */
  readonly size: number;
  /** Milliseconds; 0 when each batch goes at once. */
  readonly window: number;
  /** Batches that may be worked on at once. */
  readonly mostAtOnce: number;
}

export interface Batched {
  readonly state: SourceState;
  /** What can be worked on now, oldest first. */
  readonly batches: readonly Batch[];
  /** When the window is over that has been opened. */
  readonly alarmAt?: number;
}

/** Records have come: full batches go at once, and without a window all of them. */
export function gather(
  before: SourceState,
  records: readonly JsonObject[],
  batching: Batching,
  now: number,
): Batched {
  if (records.length === 0) return { state: before, batches: [] };
  const isFirst = before.waiting.length === 0;
  const state: SourceState = {
    ...before,
    waiting: [...before.waiting, ...records],
    since: isFirst ? now : before.since,
  };
  const batched = take(state, batching, now, batching.window === 0);
  return isFirst && batching.window > 0 ? { ...batched, alarmAt: now + batching.window } : batched;
}

/** A window may be over, or a batch has made room: the rest goes too, if its time has come. */
export function release(state: SourceState, batching: Batching, now: number): Batched {
  return take(state, batching, now, true);
}

function take(before: SourceState, batching: Batching, now: number, isDue: boolean): Batched {
  const { size, window, mostAtOnce } = batching;
  const batches: Batch[] = [];
  let { again, waiting, active } = before;
  const isOver = isDue && before.since + window <= now;
  while (before.pausedUntil <= now && active < mostAtOnce) {
    const [first, ...others] = again;
    if (first) {
      batches.push(first);
      again = others;
      active += 1;
      continue;
    }
    if (waiting.length < size && !(isOver && waiting.length > 0)) break;
    batches.push(waiting.slice(0, size));
    waiting = waiting.slice(size);
    active += 1;
  }
  return { state: batches.length === 0 ? before : { ...before, again, waiting, active }, batches };
}

/** Whether the queue may be asked for more. */
export function mayPoll({ isPolling, active }: SourceState, { mostAtOnce }: Batching): boolean {
  return !isPolling && active < mostAtOnce;
}

/** A batch is done with, whatever has come of it. */
export function withoutBatch(state: SourceState): SourceState {
  return { ...state, active: state.active - 1 };
}

/** Records wait, whatever their number and the time: nothing is worked on. */
export function hold(state: SourceState, records: readonly JsonObject[], now: number): SourceState {
  const since = state.waiting.length === 0 ? now : state.since;
  return { ...state, waiting: [...state.waiting, ...records], since };
}

/** Failed batches of a stream come again, as they are, when their pause is over. */
export function repeat(
  state: SourceState,
  batches: readonly Batch[],
  pausedUntil: number,
): SourceState {
  return { ...state, again: [...batches, ...state.again], pausedUntil };
}

/** Failed records come again before all others. They have had their window. */
export function putBack(
  state: SourceState,
  records: readonly JsonObject[],
  pausedUntil: number,
): SourceState {
  return { ...state, waiting: [...records, ...state.waiting], since: 0, pausedUntil };
}
