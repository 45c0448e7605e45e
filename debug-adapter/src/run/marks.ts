/**
 * What the debugger sees of a run: each arrival of a thread at a phase, in the order in which they
 * happened. Stepping, in either direction, is a search in this list.
 */
import type { State } from '@stepthrough/asl';
import { stateId } from '@stepthrough/asl';
import type { ExecutionStatus, Phase, Thread, ThreadId } from '@stepthrough/interpreter';
import type { RunTransition } from '@stepthrough/protocol';
import type { ExecutionChange, ExecutionView } from '@stepthrough/simulator';
import type { StatesOfRun } from './states-of-run.ts';

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
  /** What tells its transition from others of the state, where that is decided; see `RunTransition.index`. */
  readonly way: RunTransition['index'];
}

interface ThreadEnd extends MarkBase {
  readonly kind: 'threadEnded';
  readonly thread: ThreadId;
  readonly parent: ThreadId | undefined;
}

export interface ExecutionEnd extends MarkBase {
  readonly kind: 'executionEnded';
  readonly status: ExecutionStatus;
  /** The execution that started it, when it is nested. */
  readonly parentExecution: string | undefined;
}

export type Mark = Position | ThreadEnd | ExecutionEnd;

/** What is new in a world, given the executions that differ from the world before. */
export function marksOf(
  changed: readonly ExecutionChange[],
  world: number,
  states: StatesOfRun,
): Mark[] {
  return changed.flatMap(({ before, after }) => {
    if (before?.snapshot === after?.snapshot) return [];
    if (after) return marksOfExecution(before, after, world, states);
    return before ? endsOfForgotten(before, world) : [];
  });
}

function marksOfExecution(
  before: ExecutionView | undefined,
  after: ExecutionView,
  world: number,
  states: StatesOfRun,
): Mark[] {
  const [only, onlyBefore] = [onlyThread(after), onlyThread(before)];
  if (only && onlyBefore) {
    return isSamePosition(onlyBefore, only) ? [] : [positionOf(after, only, world, states)];
  }
  const marks: Mark[] = [];
  const execution = after.id;
  const earlier = new Map(before?.snapshot.threads);
  const positions: Position[] = [];
  for (const thread of after.snapshot.threads.values()) {
    const known = earlier.get(thread.id);
    earlier.delete(thread.id);
    if (!known || !isSamePosition(known, thread)) {
      positions.push(positionOf(after, thread, world, states));
    }
  }
  if (after.status !== 'RUNNING' && before?.status !== after.status) {
    const parentExecution = after.parent?.execution;
    marks.push({ kind: 'executionEnded', world, execution, status: after.status, parentExecution });
  }
  for (const thread of earlier.values()) marks.push(endOf(execution, thread, world));
  return [...marks, ...positions];
}

/** Nearly all executions have one thread, and need no search for what is new. */
function onlyThread(view: ExecutionView | undefined): Thread | undefined {
  const threads = view?.snapshot.threads;
  return threads?.size === 1 ? threads.get('main') : undefined;
}

/** An execution that is not kept is not there any more when it has ended. */
function endsOfForgotten({ id, snapshot }: ExecutionView, world: number): Mark[] {
  return Array.from(snapshot.threads.values(), (thread) => endOf(id, thread, world));
}

function endOf(execution: string, { id: thread, parent }: Thread, world: number): ThreadEnd {
  return { kind: 'threadEnded', world, execution, thread, parent };
}

function isSamePosition(a: Thread, b: Thread): boolean {
  return (
    a.state === b.state && a.phase === b.phase && a.visit === b.visit && a.attempt === b.attempt
  );
}

function positionOf(
  view: ExecutionView,
  thread: Thread,
  world: number,
  states: StatesOfRun,
): Position {
  const state = states.of(view, thread);
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
    way: states.wayOf(view, thread),
  };
}
