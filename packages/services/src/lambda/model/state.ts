/** All that Lambda keeps. */
import type { Json, JsonObject } from '@stepthrough/json';
import { size, type SortedMap } from '@stepthrough/collections';
import type { ReplyTo } from '../../contract/service.ts';
import type { LambdaFunction } from './function.ts';
import type { CheckedMapping, Mapping } from './mapping.ts';

/** What an event source mapping keeps with its alarms and calls. */
export type SourceKey =
  /** Asks for a queue's messages, a batch that was handed to the function, an alarm of a lane. */
  | {
      readonly step: 'received' | 'processed' | 'window' | 'retry';
      readonly mapping: string;
      readonly lane: number;
      readonly records: readonly JsonObject[];
    }
  /** A change of its state is through. */
  | { readonly step: 'settled'; readonly mapping: string }
  /** The stream of a declared mapping is opened. */
  | { readonly step: 'opened'; readonly mapping: string }
  /** Its source has been asked for, before the mapping is made or changed. */
  | {
      readonly step: 'checked';
      readonly mapping: CheckedMapping;
      readonly replyTo: ReplyTo | undefined;
    };

/** A function has become active. */
interface Activated {
  readonly step: 'activated';
  readonly function: string;
}

/** An asynchronous invocation that is to be tried again. */
export interface Again {
  readonly function: string;
  readonly qualifier: string | undefined;
  readonly payload: Json;
  readonly attempt: Attempt;
}

export type WakeKey = SourceKey | Activated | Again;

export interface LambdaState {
  readonly functions: SortedMap<string, LambdaFunction>;
  /** Event source mappings by UUID. */
  readonly mappings: SortedMap<string, Mapping>;
  /** Invocations that a handler works on. */
  readonly running: SortedMap<number, Invocation>;
  /** Execution environments of each function. */
  readonly instances: { readonly [function_: string]: Instances };
  /** How often each answer of the scenario has been given. */
  readonly given: { readonly [answer: string]: number };
}

export interface Instances {
  /** Those that wait for an invocation; the one used last comes first. */
  readonly idle: readonly Instance[];
  /** Of all versions together, so that no two have one number. */
  readonly started: number;
  /** How many of each published version. */
  readonly begun: { readonly [version: string]: number };
}

/** An execution environment. */
interface Instance {
  readonly number: number;
  readonly version: string;
}

export interface Invocation {
  readonly function: string;
  readonly qualifier: string | undefined;
  readonly version: string;
  readonly requestId: string;
  readonly replyTo: ReplyTo | undefined;
  readonly payload: Json;
  readonly instance: number;
  readonly isCold: boolean;
  readonly startedAt: number;
  /** Whether the end of its log is wanted with the answer. */
  readonly isTailed: boolean;
  readonly memory: number;
  /** Of an asynchronous invocation. */
  readonly attempt: Attempt | undefined;
}

export interface Attempt {
  readonly failures: number;
  readonly throttles: number;
  /** When it was first asked for. */
  readonly since: number;
}

export const noInstances: Instances = { idle: [], started: 0, begun: {} };

export function hasFunctions({ functions }: LambdaState): boolean {
  return size(functions) > 0;
}
