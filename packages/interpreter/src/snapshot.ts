/**
 * Everything that an execution is at one instant: plain immutable data that shares structure with
 * the snapshots before it. Keeping one is keeping a pointer.
 */
import type { Json } from '@stepthrough/asl';
import type { EffectId, PathStep } from './effect.ts';

/** Stable name of a branch of execution: `main`, or the path below it, e.g. `main/ForEach[2]/Both<1>`. */
export type ThreadId = string;

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** The positions at which a state can be stopped, in the order in which a state passes them. */
export const phases = [
  'enter',
  'inputPath',
  'items',
  'arguments',
  'call',
  'retry',
  'result',
  'resultSelector',
  'resultPath',
  'assign',
  'output',
  'catch',
  'next',
] as const;
export type Phase = (typeof phases)[number];

export interface Snapshot {
  readonly status: ExecutionStatus;
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Milliseconds since the epoch of the last event. */
  readonly now: number;
  /** All live threads, in the order in which they were started. */
  readonly threads: ReadonlyMap<ThreadId, Thread>;
  /** Id of the last history event; 0 before the first. */
  readonly lastEventId: number;
}

export interface Thread {
  readonly id: ThreadId;
  readonly parent: ThreadId | undefined;
  readonly path: readonly PathStep[];
  /** The state it is in, and the phase that it will do next. */
  readonly state: string;
  readonly phase: Phase;
  readonly visit: number;
  readonly attempt: number;
  /** The state's input, and each value that a phase has given so far, named as TestState's inspectionData names them. */
  readonly values: { readonly [name: string]: Json };
  /** Workflow variables of this scope and the scopes around it. */
  readonly variables: { readonly [name: string]: Json };
  readonly context: Json;
  /** What it waits for; it is runnable when this is `undefined`. */
  readonly waitingFor: Waiting | undefined;
}

export type Waiting =
  | { readonly kind: 'effect'; readonly id: EffectId }
  | { readonly kind: 'children'; readonly threads: readonly ThreadId[] };
