export type * from './effect.ts';
export type * from './event.ts';
export type { ExecutionStatus, Snapshot } from './snapshot.ts';
export type { EffectId, PathStep, Phase, Thread, ThreadId, Waiting } from './thread.ts';
export type { ExecutionType, Facts, Identity } from './facts.ts';

export { contextOf } from './context.ts';
export { childProgram, compile } from './program.ts';
export type { Program } from './code.ts';
export { start, step } from './execution.ts';
export type { StartOptions } from './execution.ts';
export type { StepResult } from './workspace.ts';
export { redrive, redriveStatusOf } from './redrive.ts';
export type { RedriveStatus } from './redrive.ts';

export { describeExecution } from './describe.ts';
export type { ExecutionDescription } from './describe.ts';
export { exportHistory, isStateEntered, isStateExited } from './history.ts';
export type { HistoryEventType } from './history-events.ts';
export type { AwsHistoryEvent, HistoryEvent } from './history.ts';

export { testState } from './test-state/test-state.ts';
export type { TestStateWorld } from './test-state/test-state.ts';
export { TestStateProblem } from './test-state/call.ts';
export { resultShapeOf, validateResult } from './test-state/validate-result.ts';
export type { Shape as ResultShape } from './test-state/result-shapes.ts';
export type { TestStateCall, TestStateResult } from './test-state/call.ts';
