/** One thread of an execution: the machine's own, a Parallel's branch or a Map's iteration. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Vector } from './vector.ts';

/** Stable name of a branch of execution: `main`, or the path below it, e.g. `main/ForEach[2]/Both<1>`. */
export type ThreadId = string;

export type PathStep =
  | { readonly map: string; readonly index: number }
  | { readonly parallel: string; readonly index: number };

export type EffectId = number;

/** The positions at which a state can be stopped, in the order in which a state passes them. */
export type Phase =
  | 'enter'
  | 'inputPath'
  | 'items'
  | 'arguments'
  | 'call'
  | 'retry'
  | 'result'
  | 'resultSelector'
  | 'resultPath'
  | 'assign'
  | 'output'
  | 'catch'
  | 'next';

export interface Thread {
  readonly id: ThreadId;
  readonly parent: ThreadId | undefined;
  readonly path: readonly PathStep[];
  /** The name of the state it is in. */
  readonly state: string;
  /** What it will do next. */
  readonly phase: Phase;
  /** Zero-based: the nth entry of this state on this path. */
  readonly visit: number;
  /** Zero-based: 0 is the first try. */
  readonly attempt: number;
  /** The state's input, and each value that a phase has given so far, named as TestState's inspectionData names them. */
  readonly values: JsonObject;
  /** Workflow variables of this scope and the scopes around it. */
  readonly variables: Variables;
  /** The members of the context object that do not depend on the state; `contextOf` gives all of it. */
  readonly surroundings: JsonObject;
  /** When its state was entered, as the context object tells it; before that, and where the context is given, `undefined`. */
  readonly enteredTime: string | undefined;
  /** The token in the context object of a task that waits for it. */
  readonly taskToken: string | undefined;
  /** What it waits for; it is runnable when this is `undefined`. */
  readonly waitingFor: Waiting | undefined;
  /** Why its state has failed, at the phases `retry` and `catch` and what follows a catch. */
  readonly failure: Failure | undefined;

  /** What never changes about this thread. */
  readonly home: Home;
  /** Index of the state among all states of the program, and of the next step among its steps. */
  readonly code: number;
  readonly position: number;
  /** What flows from phase to phase: at first the input, at last the output. */
  readonly payload: Json;
  /** The last event of this thread, which the next one follows; and that of its state's entry. */
  readonly lastEventId: number;
  readonly enteredEventId: number;
  /** What the exit of a Parallel or Map that has succeeded follows; 0 where it follows the last event. */
  readonly exitFollows: number;
  /** Variables that this state has assigned; they take effect when it is left. */
  readonly assigned: Variables | undefined;
  /** How often each retrier has been used since the state was entered; `undefined` in a state that is never tried again. */
  readonly retries: readonly number[] | undefined;
  /** What a Parallel or Map state knows about its branches or iterations. */
  readonly children: Children | undefined;
  /** Entries of the states that can be entered more than once. */
  readonly visits: Vector<number>;
}

interface Home {
  readonly slot: number;
  readonly parentSlot: number | undefined;
  /** Id of the last event when it was started; those that a state starts at once differ in their index. */
  readonly startedAfter: number;
  /** Which branch or iteration of its parent it is. */
  readonly index: number;
  /** Added to visits: earlier starts of the state around it. */
  readonly earlierVisits: number;
}

export type Variables = JsonObject;

export type Waiting =
  /** `field` is set when the effect evaluates a JSONata field. */
  | {
      readonly kind: 'effect';
      readonly id: EffectId;
      /** Timers that run beside it. */
      readonly timers: Timers | undefined;
      /** Whether the thread was doing its state in one go: then an evaluation does not end that. */
      readonly inPassing: boolean;
    }
  | { readonly kind: 'children' };

export interface Failure {
  /** `undefined` when a worker reported a failure without one. */
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Names besides `error` that a retrier or catcher may call it by. */
  readonly alias: string | undefined;
  /** The retrier or catcher that takes it. */
  readonly retryIndex: number | undefined;
  readonly catchIndex: number | undefined;
  readonly backoffSeconds: number | undefined;
}

export interface Timers {
  readonly timeout: EffectId | undefined;
  readonly heartbeat: EffectId | undefined;
}

export interface Children {
  /** What a Map is doing with its items. */
  readonly stage: 'read' | 'select' | 'run' | 'write';
  /** A Map's items as they were found, and the input of each branch, iteration or child execution. */
  readonly items: readonly Json[];
  /** The names of the items, where they are the members of an object. */
  readonly keys: readonly string[] | undefined;
  readonly inputs: readonly Json[];
  /** Items whose ItemSelector has been evaluated, while that goes on. */
  readonly selected: Vector<Json>;
  readonly total: number;
  /** How many may run at once. */
  readonly limit: number;
  /** The index of the next one to start. */
  readonly next: number;
  readonly running: number;
  readonly results: Vector<Json>;
  readonly run: MapRun | undefined;
}

/** The Map Run of a distributed Map. */
export interface MapRun {
  readonly arn: string;
  readonly label: string;
  /** Where the items come from, as the context object tells it. */
  readonly source: string;
  /** How many items may fail, and how many in a hundred. */
  readonly toleratedCount: number;
  readonly toleratedPercentage: number;
  /** How many items each child has. */
  readonly itemCounts: readonly number[];
  readonly itemsFailed: number;
  readonly itemsSucceeded: number;
  /** Which child each outstanding effect has started, by the effect's number since the first. */
  readonly started: Vector<number>;
  readonly firstEffect: number;
  /** Children that a redrive starts again, before those that have not been started, and how many it has. */
  readonly again: readonly number[];
  readonly startedAgain: number;
  readonly redriveCount: number;
}
