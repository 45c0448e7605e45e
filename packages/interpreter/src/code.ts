/** What a compiled machine is made of. */
import type { QueryLanguage, StateType } from '@stepthrough/asl';
import type { ExecutionEvent } from './event.ts';
import type { Place } from './kept-thread.ts';
import type { Draft, Run } from './run.ts';
import type { Failure, Phase } from './snapshot.ts';

/** A state machine made ready to run: every path, template and field is parsed once. */
export interface Program {
  /** Index among `scopes` of what is run: 0 is the machine, others are processors of distributed Maps. */
  readonly root: number;
  readonly scopes: readonly ScopeCode[];
  readonly states: readonly StateCode[];
  readonly timeoutSeconds: number | undefined;
  readonly options: ProgramOptions;
}

export interface ProgramOptions {
  /** `aws` keeps to the 25,000 events of a standard execution; `none` is for measurements. */
  readonly limits: 'aws' | 'none';
}

interface ScopeCode {
  readonly startAt: string;
  /** Index among the program's states, by name. */
  readonly indexOf: ReadonlyMap<string, number>;
}

export interface StateCode {
  readonly index: number;
  readonly name: string;
  /** As `stateId` of the model gives it. */
  readonly id: string;
  readonly type: StateType;
  readonly language: QueryLanguage;
  readonly scope: number;
  readonly enteredType: `${StateType}StateEntered`;
  readonly exitedType: `${StateType}StateExited`;
  /** Where its entries are counted, when it can be entered more than once. */
  readonly counter: number | undefined;
  readonly steps: readonly Step[];
  /** Where a thread stands that does each of them next. */
  readonly places: readonly Place[];
  readonly retriers: readonly RetrierCode[];
  readonly catchers: readonly CatcherCode[];
  /** Position of the step that waits before another try. */
  readonly retryAt: number;
}

/** What a step did: go on with the next one, wait for an event, or it has moved the thread itself. */
export type Progress = 'done' | 'waits' | 'moved';

export interface Step {
  readonly phase: Phase;
  readonly perform: (run: Run, thread: Draft) => Progress;
  /** Takes an event that answers what `perform` has asked for. */
  readonly receive?: (run: Run, thread: Draft, event: ExecutionEvent) => Progress;
  /** Takes the end of a branch or iteration that `perform` has started. */
  readonly childEnded?: (
    run: Run,
    thread: Draft,
    child: Draft,
    failed: Failure | undefined,
  ) => Progress;
  /** Of the step that runs a distributed Map: the scope that its children run. */
  readonly processor?: number;
}

export interface RetrierCode {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly hasFullJitter: boolean;
}

export interface CatcherCode {
  readonly errorEquals: readonly string[];
  /** Position of its first step. */
  readonly at: number;
}
