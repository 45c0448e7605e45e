/**
 * One interface for every simulated service: an operation's name and request in, a response or an
 * AWS error and the service's next state out. Nothing else reaches in, so that a network front for
 * SDK clients can stand before it.
 */
import type { Json } from '@stepthrough/asl';
import type { Scenario } from '@stepthrough/scenario';

/** Names a Task that waits for its answer. */
export type TaskId = string;

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

/** Work for a process outside: a real Lambda function is run, and its answer comes back as an event. */
export interface InvokeRequest {
  readonly kind: 'invoke';
  readonly function: string;
  readonly requestId: string;
  /** Number of the execution environment. */
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

export type ServiceName =
  | 'sqs'
  | 'sns'
  | 'events'
  | 'lambda'
  | 'states'
  | 'apigateway'
  | 's3'
  | 'dynamodb'
  | 'pipes'
  | 'workers'
  | 'jobs'
  | 'http';

/** Step Functions is the world's own; every other service has a state of its own. */
export type OwnService = Exclude<ServiceName, 'states'>;

export interface JsonObject {
  readonly [name: string]: Json;
}

export interface ServiceCall {
  readonly service: ServiceName;
  /** As the API spells it, e.g. `SendMessage`. */
  readonly operation: string;
  readonly request: JsonObject;
}

/** What AWS would answer. */
export type Outcome =
  { readonly ok: true; readonly response: Json } | { readonly ok: false; readonly error: AwsError };

export interface AwsError {
  /** The shape's name without `Exception` dropped, e.g. `QueueDoesNotExist`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
  /** The code of the older Query protocol, where it differs. */
  readonly queryCode?: string;
}

/** To whom an outcome goes. Plain data, as everything in a world. */
export type ReplyTo =
  | { readonly kind: 'task'; readonly task: TaskId }
  | { readonly kind: 'client'; readonly id: number }
  | { readonly kind: 'service'; readonly service: OwnService; readonly key: Json };

export interface Context {
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

export interface Result<S> {
  readonly state: S;
  /** Absent while the call is parked: the service replies later. */
  readonly outcome?: Outcome;
  readonly effects?: readonly ServiceEffect[];
}

/** What a service wants to happen besides its answer. Times are milliseconds since the epoch; without one, now. */
export type ServiceEffect =
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
  | { readonly do: 'wake'; readonly key: Json; readonly at: number }
  | { readonly do: 'drive'; readonly request: InvokeRequest }
  | {
      readonly do: 'log';
      readonly kind: ServiceLogKind;
      readonly message: string;
      readonly data?: Json;
      readonly resource?: string;
    };

export type Operation<S> = (request: JsonObject, state: S, context: Context) => Result<S>;

export interface Service<S> {
  readonly name: OwnService;
  readonly initial: (setting: Surroundings) => S;
  /** What happens by itself at the beginning: pollers poll, schedules are set. */
  readonly begin?: (state: S, context: Context) => Result<S>;
  readonly operations: { readonly [operation: string]: Operation<S> };
  /** Its own alarm has rung. */
  readonly wake?: (key: Json, state: S, context: Context) => Result<S>;
  /** The answer to a call that it made. */
  readonly reply?: (key: Json, outcome: Outcome, state: S, context: Context) => Result<S>;
}

export function success(response: Json): Outcome {
  return { ok: true, response };
}

export function failure(code: string, message: string, status = 400, queryCode?: string): Outcome {
  return {
    ok: false,
    error: { code, message, status, ...(queryCode === undefined ? {} : { queryCode }) },
  };
}
