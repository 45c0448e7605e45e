/**
 * Where steps end. At a state's header a step is a state; inside, it is a field. The same rule holds
 * backwards, so that a step back undoes a step.
 */
import type { ThreadId } from '@stepthrough/interpreter';
import type { Mark, Position } from './marks.ts';
import type { Recording } from './recording.ts';

export type StepKind = 'over' | 'in' | 'out';

/** Asked of each mark after the one at which the step begins; true where the step ends. */
type Goal = (mark: Mark) => boolean;

/** Positions at which a step over fields stops: headers, and phases that read a field of the text. */
export type IsStoppable = (position: Position) => boolean;

export function goalOf(kind: StepKind, from: Position, isStoppable: IsStoppable): Goal {
  const atHeader = from.phase === 'enter';
  switch (kind) {
    case 'over':
      return inThread(from, atHeader ? isHeader : isStoppable);
    case 'in': {
      const own = inThread(from, isStoppable);
      return (mark) => isEntryOfChild(mark, from) || own(mark);
    }
    case 'out':
      return inThread(from, atHeader ? () => false : isHeader);
  }
}

/**
 * The mark before `from` to which a step back leads: the thread's previous header or field, or where
 * the thread's parent stood before the thread began; `undefined` at the beginning of the run.
 */
export function previousOf(
  recording: Recording,
  from: number,
  isStoppable: IsStoppable,
): number | undefined {
  const start = recording.marks[from];
  if (start?.kind !== 'position') return recording.lastPosition(from - 1);
  const isEnd = start.phase === 'enter' ? isHeader : isStoppable;
  let first: number | undefined;
  for (const index of recording.ofThread(start, from - 1)) {
    const mark = recording.marks[index];
    // An earlier life of a thread of the same name, in an earlier visit of its Map or Parallel.
    if (mark?.kind !== 'position') break;
    if (isEnd(mark)) return index;
    first = index;
  }
  // A redriven thread begins inside a state.
  if (first !== undefined) return first;
  const { execution, parent } = start;
  // An execution begins, or is redriven, where the run stood.
  if (parent === undefined) return recording.lastPosition(from - 1);
  return recording.lastPositionOf({ execution, thread: parent }, from - 1)?.index;
}

function isHeader(position: Position): boolean {
  return position.phase === 'enter';
}

/** In the thread, while it lives; when it has ended, at whatever its parent does next. */
function inThread(from: Position, isEnd: (position: Position) => boolean): Goal {
  let { execution } = from;
  let thread: ThreadId | undefined = from.thread;
  let parent = from.parent;
  let accept = isEnd;
  return (mark) => {
    if (mark.kind === 'executionEnded') {
      if (mark.execution !== execution || mark.parentExecution === undefined) return false;
      execution = mark.parentExecution;
      thread = undefined;
      accept = () => true;
      return false;
    }
    if (mark.execution !== execution) return false;
    if (thread !== undefined && mark.thread !== thread) return false;
    if (mark.kind === 'position') {
      parent = mark.parent;
      return accept(mark);
    }
    thread = mark.parent ?? parent;
    accept = () => true;
    return false;
  };
}

/** The first position of a branch, an iteration or a nested execution that the state has started. */
function isEntryOfChild(mark: Mark, from: Position): boolean {
  if (mark.kind !== 'position' || mark.phase !== 'enter') return false;
  return mark.execution === from.execution && mark.parent === from.thread;
}
