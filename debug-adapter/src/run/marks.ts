/**
 * What the debugger sees of a run: each arrival of a thread at a phase, in the order in which they
 * happened. Stepping, in either direction, is a search in this list.
 */
import type { State } from '@stepthrough/asl';
import { stateId } from '@stepthrough/asl';
import type { ExecutionStatus, Phase, Thread, ThreadId } from '@stepthrough/interpreter';
import type { ExecutionView } from '@stepthrough/simulator';
import { stateOfThread } from './state-of-thread.ts';

interface MarkBase {
  /** Index of the world in which it is so for the first time. */
  readonly world: number;
  readonly execution: string;
}

/** A thread has come to a phase of a state and has not done it yet. */
export interface Position extends MarkBase {
  readonly kind: 'position';
  readonly thread: ThreadId;
  readonly parent: ThreadId | undefined;
  /** Path of the definition's file. */
  readonly path: string;
  readonly state: State | undefined;
  /** `stateId` of the state; its name when the definition has no such state. */
  readonly stateId: string;
  readonly phase: Phase;
  readonly visit: number;
  readonly attempt: number;
  /** A Catch has taken the error of the state. */
  readonly isCaught: boolean;
}

interface ThreadEnd extends MarkBase {
  readonly kind: 'threadEnded';
  readonly thread: ThreadId;
  readonly parent: ThreadId | undefined;
}

interface ExecutionEnd extends MarkBase {
  readonly kind: 'executionEnded';
  readonly status: ExecutionStatus;
  /** The execution that started it, when it is nested. */
  readonly parentExecution: string | undefined;
}

export type Mark = Position | ThreadEnd | ExecutionEnd;

/** What is new in a world, given the executions of the world before it. */
export function marksBetween(
  before: ReadonlyMap<string, ExecutionView>,
  after: readonly ExecutionView[],
  world: number,
): Mark[] {
  return after.flatMap((view) => {
    const previous = before.get(view.id);
    return previous?.snapshot === view.snapshot ? [] : marksOfExecution(previous, view, world);
  });
}

function marksOfExecution(
  before: ExecutionView | undefined,
  after: ExecutionView,
  world: number,
): Mark[] {
  const marks: Mark[] = [];
  const execution = after.id;
  const { threads } = after.snapshot;
  const earlier = new Map(before?.snapshot.threads);
  const live = new Set<ThreadId>();
  const positions: Position[] = [];
  for (const thread of threads.values()) {
    live.add(thread.id);
    const known = earlier.get(thread.id);
    if (known !== thread && !(known && isSamePosition(known, thread))) {
      positions.push(positionOf(after, thread, world));
    }
  }
  if (after.status !== 'RUNNING' && before?.status !== after.status) {
    const parentExecution = after.parent?.execution;
    marks.push({ kind: 'executionEnded', world, execution, status: after.status, parentExecution });
  }
  for (const { id, parent } of earlier.values()) {
    if (!live.has(id)) marks.push({ kind: 'threadEnded', world, execution, thread: id, parent });
  }
  return [...marks, ...positions];
}

function isSamePosition(a: Thread, b: Thread): boolean {
  return (
    a.state === b.state && a.phase === b.phase && a.visit === b.visit && a.attempt === b.attempt
  );
}

function positionOf(view: ExecutionView, thread: Thread, world: number): Position {
  const state = stateOfThread(view, thread);
  const { id, parent, phase, visit, attempt } = thread;
  return {
    kind: 'position',
    world,
    execution: view.id,
    thread: id,
    parent,
    path: view.path,
    state,
    stateId: state ? stateId(state) : thread.state,
    phase,
    visit,
    attempt,
    isCaught: thread.failure?.catchIndex !== undefined,
  };
}
