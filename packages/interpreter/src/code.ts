/** What a compiled machine is made of. */
import type { QueryLanguage, StateType } from '@stepthrough/asl';
import type { ExecutionEvent } from './event.ts';
import type { Layout, Placed } from './layout.ts';
import type { Failure, Phase } from './thread.ts';
import type { Draft, Workspace } from './workspace.ts';

/** A state machine made ready to run: every path, template and field is parsed once. */
export type Program = Layout<StateCode>;

/** The workspace of one step of a program. */
export type Run = Workspace<StateCode>;

export interface StateCode extends Placed {
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
