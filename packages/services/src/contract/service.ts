/**
 * One interface for every simulated service: an operation's name and request in, a response or an
 * AWS error and the service's next state out. Nothing else reaches in, and no service reaches into
 * another's state, so that a network front for SDK clients can stand before it.
 */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Scenario, Shape } from '@stepthrough/scenario';
import type { Outcome } from './outcome.ts';
import type { ApiName, OwnService, SecondApi } from './service-name.ts';
import type { Signal, Signals } from './signals.ts';
import type { TaskIntegrations } from './task-integration.ts';

/** A request to AWS's API of a service. */
export interface OperationCall {
  readonly service: ApiName;
  /** As the API spells it, e.g. `SendMessage`. */
  readonly operation: string;
  readonly request: JsonObject;
}

export type ServiceCall = OperationCall | Signal;

/** Names a Task that waits for its answer. */
export type TaskId = string;

/** To whom an outcome goes. Plain data, as everything in a world. */
export type ReplyTo =
  | { readonly kind: 'task'; readonly task: TaskId }
  /** A client from outside. */
  | { readonly kind: 'client'; readonly id: number }
  /** What the scenario sends: a call of its start, or an event, by their place. */
  | { readonly kind: 'start'; readonly index: number }
  | { readonly kind: 'event'; readonly index: number }
  /** A service that has called: its own words come back to it as they were. */
  | { readonly kind: 'service'; readonly service: OwnService; readonly key: unknown };

/** What services know of that which does not change during a run. */
export interface Surroundings {
  readonly scenario: Scenario;
  readonly machines: ReadonlyMap<string, StateMachine>;
  /** The one that is meant where none is named. */
  readonly main: StateMachine;
  readonly seed: number;
  readonly account: string;
  readonly region: string;
  /** Virtual time of the beginning, in milliseconds since the epoch. */
  readonly clockStart: number;
}

export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
}

export interface Context {
  /** Virtual time, in milliseconds since the epoch. */
  readonly now: number;
  /** Unique in the run and growing. */
  readonly number: number;
  readonly account: string;
  readonly region: string;
  readonly setting: Surroundings;
  /** Who waits for the outcome; a service that parks the call keeps it. */
  readonly replyTo: ReplyTo | undefined;
  /** A UUID of this call, the same for the same seed. */
  uuid(purpose: string): string;
}

/** What became of a request, an alarm or an answer. `K`: what the service keeps with its alarms. */
export interface Result<S, K = never> {
  readonly state: S;
  /** Absent while the call is parked: the service replies later. */
  readonly outcome?: Outcome;
  readonly effects?: readonly ServiceEffect<K>[];
}

/** What a service wants to happen besides its answer. Times are milliseconds since the epoch; without one, now. */
export type ServiceEffect<K = never> =
  | {
      readonly do: 'call';
      readonly call: ServiceCall;
      readonly replyTo?: ReplyTo;
      readonly at?: number;
    }
  | {
      readonly do: 'reply';
      readonly replyTo: ReplyTo;
      readonly outcome: Outcome;
      readonly at?: number;
    }
  /** An alarm; the key comes back with it. */
  | { readonly do: 'wake'; readonly key: K; readonly at: number }
  | { readonly do: 'drive'; readonly request: InvokeRequest }
  | {
      readonly do: 'log';
      readonly kind: ServiceLogKind;
      readonly message: string;
      readonly data?: Json;
      readonly resource?: string;
    };

/** Work for a process outside: a real Lambda function is run, and its answer comes back as an event. */
export interface InvokeRequest {
  readonly kind: 'invoke';
  readonly function: string;
  readonly requestId: string;
  /** Number of the execution environment: the same number is a warm start. */
  readonly instance: number;
  readonly payload: Json;
  /** Virtual milliseconds that it takes; the measured ones when absent. */
  readonly durationMs?: number;
  readonly replyTo: ReplyTo;
}

/** Kinds of lines that services write. */
export type ServiceLogKind =
  | 'messageSent'
  | 'messageReceived'
  | 'messageMoved'
  | 'httpRequest'
  | 'httpResponse'
  | 'authorized'
  | 'functionInvoked'
  | 'eventPublished'
  | 'functionReturned'
  | 'frameSent'
  | 'frameReceived'
  | 'itemChanged'
  | 'workerActed'
  | 'faultInjected'
  | 'callFailed';

export interface Operations<S, K = never> {
  readonly [operation: string]: Operation<S, K>;
}

export interface Operation<S, K = never> {
  (request: JsonObject, state: S, context: Context): Result<S, K>;
  /** The members that it reads; others of AWS's API it passes over. */
  readonly form: { readonly [member: string]: Shape };
  /** Those others whose requests are refused, because they would change what AWS does. */
  readonly unsimulated: readonly string[];
}

/** `K`: what it keeps with its alarms; `C`: with its calls, until their answers come. */
export interface Service<N extends OwnService, S, K = never, C = never> {
  readonly name: N;
  readonly initial: (setting: Surroundings) => S;
  /** What happens by itself at the beginning: pollers poll, schedules are set. */
  readonly begin?: (state: S, context: Context) => Result<S, K>;
  /** Operations of AWS's API. */
  readonly operations: Operations<S, K>;
  /** Operations of a second API on the same state. */
  readonly second?: { readonly api: SecondApi; readonly operations: Operations<S, K> };
  /** How Tasks ask it. */
  readonly integrations?: TaskIntegrations;
  /** What is said to it beyond AWS's API. */
  readonly receive?: (signal: Signals[N], state: S, context: Context) => Result<S, K>;
  /** Its own alarm has rung. */
  readonly wake?: (key: K, state: S, context: Context) => Result<S, K>;
  /** The answer to a call that it made. */
  readonly reply?: (key: C, outcome: Outcome, state: S, context: Context) => Result<S, K>;
  /** Its alarms alone keep no run alive: redeliveries and schedules go on for ever. */
  readonly isBackground?: true;
  /** What the scenario would have to declare before this request can be answered. */
  readonly whyNot?: (call: ServiceCall, setting: Surroundings, state: S) => string | undefined;
  /** How it refuses too many requests, when the scenario says so. */
  readonly throttled?: (action: string) => Outcome;
}
