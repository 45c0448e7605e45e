/**
 * What an execution wants from the world, as data. The world answers each effect with at most one
 * event of the same `id` (several for a task that is submitted first); it never calls back.
 */
import type { IntegrationPattern } from '@stepthrough/catalog';
import type { Json, JsonObject } from '@stepthrough/json';
import type { EffectId, PathStep, ThreadId } from './thread.ts';

export type Effect =
  | EvaluateEffect
  | TaskEffect
  | TimerEffect
  | CancelEffect
  | ReadItemsEffect
  | StartChildEffect
  | WriteResultsEffect;

/** Where in the run an effect comes from: the key by which mocks, breakpoints and histories find it. */
export interface Origin {
  readonly thread: ThreadId;
  readonly state: string;
  /** The enclosing iterations and branches, outermost first. */
  readonly path: readonly PathStep[];
  /** Zero-based: the nth entry of this state on this path. */
  readonly visit: number;
  /** Zero-based: 0 is the first try. */
  readonly attempt: number;
}

/** JSONata expressions to evaluate; its library is asynchronous, so the answer is an event. */
export interface EvaluateEffect {
  readonly kind: 'evaluate';
  readonly id: EffectId;
  readonly origin: Origin;
  /** The field as the States Language names it, e.g. `Arguments`, `Assign`, `Output`. */
  readonly field: string;
  /** The field's value with its `{% … %}` strings. */
  readonly template: Json;
  /** What `$states` holds. */
  readonly states: JsonObject;
  readonly variables: JsonObject;
  /** With the origin, the key of the random numbers that `$random` and `$uuid` draw. */
  readonly draw: string;
}

/** How the answer comes: as the integration waits for it, or from a worker that fetches the work. */
export type TaskPattern = IntegrationPattern | 'activity';

export interface TaskEffect {
  readonly kind: 'task';
  readonly id: EffectId;
  readonly origin: Origin;
  /** The state's Resource as written. */
  readonly resource: string;
  readonly pattern: TaskPattern;
  readonly parameters: Json;
  readonly credentials: Json | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  /** The token in the context object of this attempt. */
  readonly taskToken: string;
}

/** A timer on the virtual clock, answered by a `timer` event when `at` has come. */
export interface TimerEffect {
  readonly kind: 'timer';
  readonly id: EffectId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly purpose: 'wait' | 'retry' | 'timeout' | 'heartbeat' | 'executionTimeout';
  readonly origin: Origin | undefined;
}

/** The answer to this effect is no longer wanted; a later one is ignored. */
export interface CancelEffect {
  readonly kind: 'cancel';
  readonly id: EffectId;
}

/** The items of a distributed Map, from its ItemReader. */
export interface ReadItemsEffect {
  readonly kind: 'readItems';
  readonly id: EffectId;
  readonly origin: Origin;
  readonly resource: string;
  readonly parameters: Json;
  readonly readerConfig: Json;
}

/** One child execution of a distributed Map. */
export interface StartChildEffect {
  readonly kind: 'startChild';
  readonly id: EffectId;
  readonly origin: Origin;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly index: number;
  readonly input: Json;
  readonly mapRunArn: string;
  /** The name of the child's state machine is that of the parent and the Map's label, with a slash between. */
  readonly label: string;
  /** `$$.Map` of the child. */
  readonly map: Json;
}

/** The results of a distributed Map, for its ResultWriter. */
export interface WriteResultsEffect {
  readonly kind: 'writeResults';
  readonly id: EffectId;
  readonly origin: Origin;
  readonly resource: string;
  readonly parameters: Json;
  readonly writerConfig: Json;
  readonly mapRunArn: string;
  readonly results: Json;
}
