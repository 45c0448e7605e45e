/** One step of an execution, whatever happens in it. */
import { endRun } from './control.ts';
import type { Program, Run } from './code.ts';
import { faultOf, faultOutput } from './fault.ts';
import type { Snapshot } from './snapshot.ts';
import { EventLimitReached, type StepResult, Workspace } from './workspace.ts';

/**
 * What `act` makes of an execution. Never throws: a history that is full ends the execution as on
 * AWS, and anything else that `act` throws ends it as it was before, with a fault of our own.
 */
export function perform<Given>(
  program: Program,
  before: Snapshot,
  at: number,
  act: (run: Run, given: Given) => void,
  given: Given,
): StepResult {
  const run = new Workspace(program, before, at);
  try {
    act(run, given);
    return run.finish();
  } catch (problem) {
    if (problem instanceof EventLimitReached) return endAtLimit(run);
    const { error, cause } = faultOutput(problem);
    const faulty = new Workspace(program, before, at);
    endWith(faulty, 'FAILED', error, cause);
    const fault = faultOf(problem);
    return fault ? { ...faulty.finish(), fault } : faulty.finish();
  }
}

function endAtLimit(run: Run): StepResult {
  const cause = 'The execution reached the maximum number of history events (25000).';
  if (run.facts.type === 'EXPRESS') timeOut(run);
  else endWith(run, 'FAILED', 'States.Runtime', cause);
  return run.finish();
}

/** The event of a timeout or a stop follows none (recorded). */
export function timeOut(run: Run): void {
  endWith(run, 'TIMED_OUT', undefined, undefined);
}

const endings = {
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
} as const;

/** Ends an execution as a whole, whatever its threads are doing. */
export function endWith(
  run: Run,
  status: keyof typeof endings,
  error: string | undefined,
  cause: string | undefined,
): void {
  const after = status === 'FAILED' ? run.lastEventId : 0;
  const recorded = status === 'TIMED_OUT' ? 'States.Timeout' : error;
  run.recordAfter(after, endings[status], { error: recorded, cause });
  run.status = status;
  run.error = error;
  run.cause = cause;
  endRun(run);
}
