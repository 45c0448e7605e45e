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
  if (mark?.kind !== 'executionEnded' || mark.parentExecution !== undefined) return undefined;
  if (mark.status !== 'FAILED' && mark.status !== 'TIMED_OUT') return undefined;
  const snapshot = recording.executionAt(mark.world, mark.execution)?.snapshot;
  const error = snapshot?.error ?? (mark.status === 'TIMED_OUT' ? 'States.Timeout' : '');
  return { error, cause: snapshot?.cause, fate: 'uncaught' };
}
