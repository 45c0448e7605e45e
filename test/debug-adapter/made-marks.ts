import type { ExecutionStatus } from '@stepthrough/interpreter';
import type { Mark, Position } from '../../debug-adapter/src/run/marks.ts';

/** A mark without a run: a thread of an execution comes to a phase of a state. */
export function at(stateId: string, fields: Partial<Position> = {}): Position {
  return {
    kind: 'position',
    world: 1,
    execution: 'one',
    thread: 'main',
    parent: undefined,
    path: 'machine.asl.json',
    state: undefined,
    stateId,
    phase: 'enter',
    visit: 1,
    attempt: 0,
    isCaught: false,
    way: undefined,
    ...fields,
  };
}

export function threadEnd(thread: string, parent?: string, execution = 'one'): Mark {
  return { kind: 'threadEnded', world: 1, execution, thread, parent };
}

export function executionEnd(
  status: ExecutionStatus,
  execution = 'one',
  parentExecution?: string,
): Mark {
  return { kind: 'executionEnded', world: 1, execution, status, parentExecution };
}
