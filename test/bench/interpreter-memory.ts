/** What recording costs as executions grow, and what it takes to go back to any snapshot. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { step } from '@stepthrough/interpreter';
import type { BenchCase } from './interpreter-cases.ts';
import { programOf, record, type Recording } from './interpreter-run.ts';

/** Time, and what is kept. */
export async function measureGrowth(theCase: BenchCase): Promise<object> {
  const program = programOf(theCase);
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    settledHeap();
    const started = performance.now();
    await record(program, theCase.input);
    times.push(performance.now() - started);
  }
  const first = await record(program, theCase.input);
  const restoring = medianOf([1, 2, 3, 4, 5].map(() => restoreTime(program, first)));
  const { events, snapshotBytes, historyBytes } = await measureKept(theCase);
  return {
    events,
    'µs/event': round((medianOf(times) * 1000) / events),
    'MB with all snapshots': round(((snapshotBytes + historyBytes) * events) / 2 ** 20),
    'bytes of snapshot/event': Math.round(snapshotBytes),
    'bytes of history/event': Math.round(historyBytes),
    'µs/restore': round(restoring),
  };
}

interface Kept {
  readonly events: number;
  /** Of one event. */
  readonly snapshotBytes: number;
  readonly historyBytes: number;
}

/** What the heap loses when first the snapshots and then the history are let go. */
export async function measureKept(theCase: BenchCase): Promise<Kept> {
  const program = programOf(theCase);
  const { history } = await record(program, theCase.input);
  const events = history.length;
  // Several of a small one, so that what else moves on the heap does not count.
  const kept = await recordings(program, theCase, Math.ceil(enoughEvents / events));
  const total = events * kept.length;
  const all = settledHeap();
  for (const { snapshots } of kept) snapshots.length = 0;
  const withoutSnapshots = settledHeap();
  for (const recording of kept) recording.history.length = 0;
  const snapshotBytes = (all - withoutSnapshots) / total;
  return { events, snapshotBytes, historyBytes: (withoutSnapshots - settledHeap()) / total };
}

const enoughEvents = 50_000;

async function recordings(
  program: ReturnType<typeof programOf>,
  { input }: BenchCase,
  count: number,
): Promise<readonly Recording[]> {
  const made: Recording[] = [];
  while (made.length < count) made.push(await record(program, input));
  return made;
}

const restores = 1_000;

/** Microseconds to go back to a snapshot anywhere in the run and to do the next step from there. */
function restoreTime(program: ReturnType<typeof programOf>, { snapshots }: Recording): number {
  let at = 0;
  let events = 0;
  const started = performance.now();
  for (let count = 0; count < restores; count += 1) {
    at = (at + 7919) % (snapshots.length - 1);
    const snapshot = snapshots[at];
    if (!snapshot) throw new RangeError(`There is no snapshot ${at}.`);
    const event = { type: 'advance', at: snapshot.now, granularity: 'state' } as const;
    events += step(program, snapshot, event).history.length;
  }
  if (events === 0) throw new Error('No step did anything.');
  return ((performance.now() - started) * 1000) / restores;
}

let collect: (() => void) | undefined;

/** Bytes on the heap after everything has been collected that can be. */
export function settledHeap(): number {
  setFlagsFromString('--expose-gc');
  collect ??= runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

export function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
