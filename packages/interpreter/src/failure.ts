import { takesError } from '@stepthrough/catalog';
import type { Failure } from './thread.ts';

/** A failure that no retrier or catcher has been found for yet. */
export function failure(
  error: string | undefined,
  cause: string | undefined,
  alias?: string,
): Failure {
  return {
    error,
    cause,
    alias,
    retryIndex: undefined,
    catchIndex: undefined,
    backoffSeconds: undefined,
  };
}

/** Whether a catcher has taken the failure of a state, so that the thread is on that catcher's way. */
export function isCaught(failed: Failure | undefined): boolean {
  return failed?.catchIndex !== undefined;
}

/** What `$states.errorOutput`, or `$` of a Catch, holds. */
export function errorOutput({ error, cause }: Failure): {
  readonly Error: string | null;
  readonly Cause: string | null;
} {
  // Recorded of a timeout, whose event has no cause either.
  if (error === 'States.Timeout') return { Error: error, Cause: cause ?? '' };
  return { Error: error ?? null, Cause: cause ?? null };
}

/** Whether a retrier or catcher takes a failure. */
export function takes(errorEquals: readonly string[], { error, alias }: Failure): boolean {
  return errorEquals.some(
    (entry) => takesError(entry, error) || (alias !== undefined && entry === alias),
  );
}
