import type { RunStatus, StateStatus } from '@stepthrough/protocol';
import type { Mark, Position } from './marks.ts';

/** How far the run has come at a mark: what the canvas shows. */
export function runStatusAt(
  marks: readonly Mark[],
  cursor: number,
  program: string,
  present: { readonly now: number; readonly ended: boolean; readonly current: string | undefined },
): RunStatus {
  const states = new Map<string, { status: StateStatus; visits: number }>();
  const standing = new Map<string, Position>();
  for (let index = 0; index <= cursor; index += 1) {
    const mark = marks[index];
    if (!mark || (mark.kind === 'position' && mark.path !== program)) continue;
    if (mark.kind === 'executionEnded') {
      for (const [thread, position] of standing) {
        if (position.execution !== mark.execution) continue;
        leave(position, mark.status === 'SUCCEEDED' ? 'succeeded' : 'failed');
        standing.delete(thread);
      }
      continue;
    }
    const thread = `${mark.execution} ${mark.thread}`;
    const before = standing.get(thread);
    if (mark.kind === 'threadEnded') {
      if (before) leave(before, before.phase === 'next' ? 'succeeded' : 'cancelled');
      standing.delete(thread);
      continue;
    }
    const isEntered = mark.phase === 'enter';
    if (isEntered && before) leave(before, before.phase === 'catch' ? 'caught' : 'succeeded');
    if (isEntered) {
      const visits = (states.get(mark.stateId)?.visits ?? 0) + 1;
      states.set(mark.stateId, { status: 'running', visits });
    }
    standing.set(thread, mark);
  }
  function leave(position: Position, status: StateStatus): void {
    const known = states.get(position.stateId);
    if (known) known.status = status;
  }
  return {
    program,
    states: [...states].map(([id, { status, visits }]) => ({ id, status, visits })),
    ...present,
  };
}
