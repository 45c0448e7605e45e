import { LimitReached } from '@stepthrough/expressions';

/**
 * An error of our own, as opposed to one of the workflow: `start`, `step` and `redrive` end the
 * execution with it. No retrier or catcher is asked, since AWS would not have failed.
 */
export class Fault extends Error {}

/** Names no error of AWS. */
const faultError = 'Stepthrough.Fault';

/** The error of an evaluation that would take more work than it is given; the cause tells which. */
const limitError = 'Stepthrough.LimitReached';

/** A thrown error that is neither the workflow's nor a limit: whoever drives the execution has to be told. */
export function faultOf(problem: unknown): Error | undefined {
  if (problem instanceof LimitReached) return undefined;
  return problem instanceof Error ? problem : new Fault(String(problem));
}

/** The error and cause of an execution that a fault or a limit of our own ends. */
export function faultOutput(problem: unknown): { readonly error: string; readonly cause: string } {
  if (problem instanceof LimitReached) return { error: limitError, cause: problem.message };
  const what = problem instanceof Error ? problem.message : String(problem);
  return {
    error: faultError,
    cause: `Stepthrough cannot run this any further, whatever AWS would do: ${what} Please report it with the definition and the input.`,
  };
}
