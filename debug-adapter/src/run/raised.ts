import type { Phase } from '@stepthrough/interpreter';
import type { ExecutionEnd, Position } from './marks.ts';
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
  if (mark?.kind === 'position') return raisedInState(recording, mark);
  return mark?.kind === 'executionEnded' ? raisedByExecution(recording, mark) : undefined;
}

/** What has become of the error of a state whose thread comes to such a phase. */
const fates: { readonly [phase in Phase]?: Raised['fate'] } = { retry: 'retried', catch: 'caught' };

const noName = '(no error name)';

function raisedInState(
  recording: Recording,
  { world, execution, thread, phase }: Position,
): Raised | undefined {
  const fate = fates[phase];
  if (fate === undefined) return undefined;
  const failure = recording.executionAt(world, execution)?.snapshot.threads.get(thread)?.failure;
  return failure && { error: failure.error ?? noName, cause: failure.cause, fate };
}

/** The error of a nested execution is told by the state that has started it. */
function raisedByExecution(
  recording: Recording,
  { world, execution, status, parentExecution }: ExecutionEnd,
): Raised | undefined {
  if (parentExecution !== undefined) return undefined;
  if (status !== 'FAILED' && status !== 'TIMED_OUT') return undefined;
  const snapshot = recording.executionAt(world, execution)?.snapshot;
  const unnamed = status === 'TIMED_OUT' ? 'States.Timeout' : noName;
  return snapshot && { error: snapshot.error ?? unnamed, cause: snapshot.cause, fate: 'uncaught' };
}
