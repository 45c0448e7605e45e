import type { Json, JsonObject } from '@stepthrough/json';
import type { SortedMap } from '@stepthrough/collections';
import type { ReplyTo } from '../contract/service.ts';
import type { SourceState } from '../sources/batching.ts';

/** An event source: a function's, by its place in `events`. */
export interface SourcePlace {
  readonly function: string;
  readonly source: number;
}

/** What an event source keeps with its alarms and calls. */
export interface SourceKey extends SourcePlace {
  readonly step: 'received' | 'processed' | 'window' | 'retry';
  readonly records: readonly JsonObject[];
}

/** An asynchronous invocation that is to be tried again. */
export interface Again {
  readonly function: string;
  readonly payload: Json;
  readonly attempt: Attempt;
}

export type WakeKey = SourceKey | Again;

export interface LambdaState {
  /** Invocations that a handler works on. */
  readonly running: SortedMap<number, Invocation>;
  /** Execution environments of each function. */
  readonly instances: { readonly [function_: string]: Instances };
  /** How often each answer of the scenario has been given. */
  readonly given: { readonly [answer: string]: number };
  /** Event sources, by function and place. */
  readonly sources: { readonly [source: string]: SourceState };
}

interface Instances {
  /** Numbers of those that wait for an invocation; the one used last comes first. */
  readonly idle: readonly number[];
  readonly started: number;
}

export interface Invocation {
  readonly function: string;
  readonly requestId: string;
  readonly replyTo: ReplyTo | undefined;
  readonly payload: Json;
  readonly instance: number;
  readonly isCold: boolean;
  readonly startedAt: number;
  /** Of an asynchronous invocation. */
  readonly attempt: Attempt | undefined;
}

export interface Attempt {
  readonly failures: number;
  readonly throttles: number;
  /** When it was first asked for. */
  readonly since: number;
}

export const initialState: LambdaState = {
  running: undefined,
  instances: {},
  given: {},
  sources: {},
};

export const noInstances: Instances = { idle: [], started: 0 };
