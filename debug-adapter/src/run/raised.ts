import type { Recording } from './recording.ts';

/** An error at the moment at which the state decides what becomes of it. */
export interface Raised {
  readonly error: string;
  readonly cause: string | undefined;
  /** A Retry tries again, a Catch takes it, or it fails the execution. */
  readonly fate: 'retried' | 'caught' | 'uncaught';
}

/** The error that a mark is about; `undefined` where none was raised. */
export function raisedAt(recording: Recording, index: number): Raised | undefined {
  const mark = recording.marks[index];
  if (mark?.kind === 'position') {
    if (mark.phase !== 'retry' && mark.phase !== 'catch') return undefined;
    const snapshot = recording.executionAt(mark.world, mark.execution)?.snapshot;
    const failure = snapshot?.threads.get(mark.thread)?.failure;
    if (!failure) return undefined;
    const { error = '(no error name)', cause } = failure;
    if (mark.phase === 'retry' && failure.retryIndex !== undefined) {
      return { error, cause, fate: 'retried' };
    }
    return mark.phase === 'catch' && failure.catchIndex !== undefined
      ? { error, cause, fate: 'caught' }
      : undefined;
  }
  if (mark?.kind !== 'executionEnded' || mark.parentExecution !== undefined) return undefined;
  if (mark.status !== 'FAILED' && mark.status !== 'TIMED_OUT') return undefined;
  const snapshot = recording.executionAt(mark.world, mark.execution)?.snapshot;
  const unnamed = mark.status === 'TIMED_OUT' ? 'States.Timeout' : '(no error name)';
  return { error: snapshot?.error ?? unnamed, cause: snapshot?.cause, fate: 'uncaught' };
}
