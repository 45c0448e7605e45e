/** AWS's events by HistoryEventType, each with the members of its `…EventDetails`. */
import type { StateType } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';

type Failed = {
  readonly error: string | undefined;
  readonly cause: string | undefined;
};

type TimedOut = {
  readonly error: string;
};

type Succeeded = {
  readonly output: Json;
};

type Scheduled = {
  readonly resource: string;
  readonly timeoutInSeconds: number | undefined;
  readonly taskCredentials?: { readonly roleArn: Json } | undefined;
  readonly heartbeatInSeconds?: number | undefined;
};

type Called = {
  readonly resourceType: string;
  readonly resource: string;
};

type Iteration = {
  readonly name: string;
  readonly index: number;
};

type Entered = {
  readonly name: string;
  readonly input: Json;
};

type Exited = {
  readonly name: string;
  readonly output: Json;
  readonly assignedVariables?: { readonly [name: string]: Json };
};

type MapRun = {
  readonly mapRunArn: string;
};

/** The events of a state's entry and exit share their details. */
type StateEvents = {
  readonly [Type in `${StateType}StateEntered`]: Entered;
} & { readonly [Type in `${StateType}StateExited`]: Exited };

interface OtherEvents {
  readonly ExecutionStarted: { readonly input: Json; readonly roleArn: string };
  readonly ExecutionSucceeded: Succeeded;
  readonly ExecutionFailed: Failed;
  readonly ExecutionTimedOut: Failed;
  readonly ExecutionAborted: Failed;
  readonly ExecutionRedriven: { readonly redriveCount: number };
  readonly EvaluationFailed: Failed & {
    readonly state: string;
    /** The field, where it is known. */
    readonly location: string | undefined;
  };
  readonly LambdaFunctionScheduled: Scheduled & { readonly input: Json };
  readonly LambdaFunctionStarted: undefined;
  readonly LambdaFunctionSucceeded: Succeeded;
  readonly LambdaFunctionFailed: Failed;
  readonly LambdaFunctionTimedOut: TimedOut;
  readonly ActivityScheduled: Scheduled & { readonly input: Json };
  readonly ActivityStarted: { readonly workerName: string | undefined };
  readonly ActivitySucceeded: Succeeded;
  readonly ActivityFailed: Failed;
  readonly ActivityTimedOut: TimedOut;
  readonly TaskScheduled: Scheduled &
    Called & { readonly region: string; readonly parameters: Json };
  readonly TaskStarted: Called;
  readonly TaskSubmitted: Called & Succeeded;
  readonly TaskSucceeded: Called & Succeeded;
  readonly TaskFailed: Called & Failed;
  readonly TaskTimedOut: Called & TimedOut;
  readonly ParallelStateStarted: undefined;
  readonly ParallelStateSucceeded: undefined;
  readonly ParallelStateFailed: undefined;
  readonly ParallelStateAborted: undefined;
  readonly TaskStateAborted: undefined;
  readonly WaitStateAborted: undefined;
  readonly MapStateStarted: { readonly length: number };
  readonly MapStateSucceeded: undefined;
  readonly MapStateFailed: undefined;
  readonly MapStateAborted: undefined;
  readonly MapIterationStarted: Iteration;
  readonly MapIterationSucceeded: Iteration;
  readonly MapIterationFailed: Iteration;
  readonly MapIterationAborted: Iteration;
  readonly MapRunStarted: MapRun;
  readonly MapRunSucceeded: undefined;
  readonly MapRunFailed: Failed;
  readonly MapRunRedriven: MapRun & { readonly redriveCount: number };
}

export type EventDetails = StateEvents & OtherEvents;

export type HistoryEventType = keyof EventDetails;

/** Events that tell nothing but that they happened. */
export type BareEventType = {
  [Type in HistoryEventType]: EventDetails[Type] extends undefined ? Type : never;
}[HistoryEventType];
