/**
 * The whole simulation at one instant, as one immutable value: executions, services, clock and what
 * is to come. Keeping a world is keeping a pointer; going back in time is taking an earlier one.
 */
import type { Json } from '@stepthrough/json';
import type {
  EffectId,
  ExecutionEvent,
  HistoryEvent,
  TaskPattern,
  Origin,
  Snapshot,
  StepResult,
  ThreadId,
} from '@stepthrough/interpreter';
import type { AppendList, SortedMap } from '@stepthrough/collections';
import type { MapChild } from '../map-child.ts';
import type { LogEntry } from './log.ts';
import type {
  ServiceStates,
  InvokeRequest,
  Outcome,
  OwnService,
  ReplyTo,
  ServiceCall,
  TaskId,
} from '@stepthrough/services';

/** The execution's ARN. */
type ExecutionId = string;

export interface World {
  /** Virtual time, in milliseconds since the epoch. */
  readonly now: number;
  /** The next number for order and ids: two worlds of one run never give the same number twice. */
  readonly sequence: number;
  /** What will happen, ordered by virtual time, then by when it was decided. */
  readonly agenda: SortedMap<AgendaKey, Happening>;
  /** In the order in which they were started. */
  readonly executions: SortedMap<number, Execution>;
  readonly executionNumbers: SortedMap<ExecutionId, number>;
  /** How many entries of the agenda keep the run alive, and how many end the wait of an API's request. */
  readonly work: number;
  readonly requestTimeouts: number;
  /** Tasks that have been requested and not answered. */
  readonly tasks: SortedMap<TaskId, OutstandingTask>;
  /** Tasks, also those that have ended, by the token that a callback names. */
  readonly taskTokens: SortedMap<string, TaskId>;
  /** Those of them that nothing will answer by itself. */
  readonly unanswered: SortedMap<TaskId, true>;
  /** Tasks of activities that no worker has taken. */
  readonly offeredTasks: SortedMap<OfferKey, TaskId>;
  /** Numbers of the executions that have not ended. */
  readonly running: SortedMap<number, true>;
  /** How many have been started: children of Map Runs, and others. */
  readonly children: number;
  readonly started: number;
  /** Whether children of Map Runs have been started that are not kept. */
  readonly forgets: boolean;
  /** What only the driver can do (asynchronous libraries, processes); the first is awaited before all else. */
  readonly requests: SortedMap<number, DriverRequest>;
  /** Workers that wait for tasks of activities, in order. */
  readonly activityPolls: readonly ActivityPoll[];
  /** How often each state has been answered, by mock and execution. */
  readonly answerCounts: SortedMap<string, number>;
  /** Resources of Tasks whose answers were taken without a check, which is said once for each. */
  readonly unchecked: SortedMap<string, true>;
  /** Answers to calls from outside and of the scenario, by `senderOf`. */
  readonly replies: SortedMap<string, { readonly outcome: Outcome; readonly at: number }>;
  readonly services: ServiceStates;
  readonly log: AppendList<LogEntry> | undefined;
}

export type AgendaKey = readonly [at: number, sequence: number];

/** In this order the tasks of an activity are given to workers: the oldest first. */
export type OfferKey = readonly [
  activity: string,
  since: number,
  execution: number,
  effect: EffectId,
];

/** A worker that waits for a task of an activity. */
export interface ActivityPoll {
  readonly activity: string;
  readonly replyTo: ReplyTo;
  readonly workerName: string | undefined;
  /** Its place on the agenda, where it is told that there was none; workers of the scenario wait without end. */
  readonly end: AgendaKey | undefined;
}

/** An execution event whose time is that of the world when it happens. */
export type Undated<E> = E extends unknown ? Omit<E, 'at'> : never;

export type Happening =
  /** A new execution's first effects and history take hold. */
  | { readonly kind: 'begin'; readonly execution: number; readonly interpreted: StepResult }
  | { readonly kind: 'advance'; readonly execution: number }
  | {
      readonly kind: 'deliver';
      readonly execution: number;
      readonly event: Undated<ExecutionEvent>;
    }
  | {
      readonly kind: 'call';
      readonly call: ServiceCall;
      readonly replyTo: ReplyTo | undefined;
      /** A fault has held it back; it is not held back again. */
      readonly isLate?: true;
    }
  /** An event of the scenario, by its place in the list. */
  | { readonly kind: 'event'; readonly event: number }
  | { readonly kind: 'reply'; readonly replyTo: ReplyTo; readonly outcome: Outcome }
  | { readonly kind: 'answer'; readonly task: TaskId; readonly answer: TaskAnswer }
  /** A sign of life of a task that the scenario answers later. */
  | { readonly kind: 'beat'; readonly task: TaskId; readonly beats: Beats }
  /** A service's own alarm, with what it keeps for it. */
  | { readonly kind: 'wake'; readonly service: OwnService; readonly key: unknown };

export interface Execution {
  readonly id: ExecutionId;
  readonly number: number;
  readonly name: string;
  /** Name of the state machine in the setting. */
  readonly machine: string;
  /** For a child of a distributed Map: the state whose processor it runs. */
  readonly child: ChildOf | undefined;
  /** The Task that started it, when another execution did. */
  readonly startedBy: ThreadPlace | undefined;
  readonly input: Json;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly snapshot: Snapshot;
  readonly history: AppendList<HistoryEvent> | undefined;
  /** Where each effect's timer stands in the agenda. */
  readonly timers: SortedMap<EffectId, AgendaKey>;
  readonly isScheduled: boolean;
  /** Who is told when it ends. */
  readonly replyTo: ReplyTo | undefined;
}

/** Where in an execution another one has been started. */
interface ThreadPlace {
  readonly execution: number;
  readonly thread: ThreadId;
  readonly state: string;
}

export interface ChildOf extends ThreadPlace, MapChild {
  readonly effect: EffectId;
  /** Otherwise it is forgotten when it has ended, and leaves no line in the log. */
  readonly isKept: boolean;
}

/** A Task state's request that waits for its answer. */
export interface OutstandingTask {
  readonly id: TaskId;
  readonly execution: number;
  readonly effect: EffectId;
  readonly origin: Origin;
  readonly resource: string;
  readonly pattern: TaskPattern;
  readonly parameters: Json;
  readonly taskToken: string;
  readonly heartbeatSeconds: number | undefined;
  readonly since: number;
  /** Submitted: the service has taken the request; a callback or a job's end is still to come. */
  readonly isSubmitted: boolean;
  /** Why the simulation cannot answer it, and what would be right; then a person has to. */
  readonly unanswered: string | undefined;
}

/** How the scenario keeps a task alive: each beat plans the next one. */
export interface Beats {
  /** Milliseconds between two. */
  readonly every: number;
  /** The virtual time before which the last one comes. */
  readonly until: number;
  /** When it is due, and how many there have been before. */
  readonly at: number;
  readonly count: number;
}

/** What a scenario, a service or a person says to a task. */
export type TaskAnswer =
  | { readonly kind: 'succeeded'; readonly output: Json }
  | {
      readonly kind: 'failed';
      readonly error: string | undefined;
      readonly cause: string | undefined;
    }
  | { readonly kind: 'submitted'; readonly output: Json }
  | { readonly kind: 'heartbeat' };

/** Work for libraries and processes outside the world; its answer comes back as a recorded event. */
export type DriverRequest =
  | {
      readonly kind: 'evaluate';
      readonly execution: number;
      readonly effect: EffectId;
      readonly origin: Origin;
      readonly field: string;
      readonly template: Json;
      readonly states: { readonly [member: string]: Json };
      readonly variables: { readonly [name: string]: Json };
      readonly seed: string;
    }
  | InvokeRequest;
