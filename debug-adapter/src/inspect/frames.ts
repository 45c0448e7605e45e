/** Threads and stack frames of the present moment, as a simulation's executions have them. */
import { queryLanguageOf, type QueryLanguage, type State, stateId } from '@stepthrough/asl';
import { contextOf, type Thread } from '@stepthrough/interpreter';
import type { ExecutionView, Simulation } from '@stepthrough/simulator';
import type { ThreadKey } from '../run/mark-index.ts';
import type { Recording } from '../run/recording.ts';
import type { StatesOfRun } from '../run/states-of-run.ts';

/** More threads make clients slow: VS Code stalls for seconds at some hundreds. */
const maxThreads = 64;

export interface Frame {
  readonly view: ExecutionView;
  readonly thread: Thread;
  readonly state: State | undefined;
  readonly language: QueryLanguage;
}

/** Live threads of all running executions, at most 64; the one in focus is always among them. */
export function liveThreads(simulation: Simulation, focus: ThreadKey | undefined): ThreadKey[] {
  const isFocus = (key: ThreadKey): boolean =>
    key.execution === focus?.execution && key.thread === focus.thread;
  const shown: ThreadKey[] = [];
  for (const { id: execution, snapshot, status } of simulation.runningExecutions()) {
    if (status !== 'RUNNING') continue;
    for (const thread of snapshot.threads.keys()) {
      if (shown.length === maxThreads) {
        if (focus && !shown.some(isFocus)) shown[maxThreads - 1] = focus;
        return shown;
      }
      shown.push({ execution, thread });
    }
  }
  return shown;
}

/** The frame of a thread and of everything around it: its parents, and the executions that started it. */
export function framesOf(
  { simulation, states }: Recording,
  { execution, thread }: ThreadKey,
): Frame[] {
  const frames: Frame[] = [];
  let view = simulation.execution(execution);
  let current = view?.snapshot.threads.get(thread);
  while (view && current) {
    frames.push(frameOf(view, current, states));
    if (current.parent !== undefined) {
      current = view.snapshot.threads.get(current.parent);
      continue;
    }
    const { parent }: ExecutionView = view;
    view = parent && simulation.execution(parent.execution);
    const starter = parent && view?.snapshot.threads.get(parent.thread);
    // One that did not wait may have gone on.
    current = starter?.state === parent?.state ? starter : undefined;
  }
  return frames;
}

/** The frame of a thread itself, at the present moment or another recorded one. */
export function topFrameOf(
  { simulation, states }: Recording,
  { execution, thread }: ThreadKey,
  world = simulation.index,
): Frame | undefined {
  const view = simulation.executionAt(world, execution);
  const found = view?.snapshot.threads.get(thread);
  return view && found && frameOf(view, found, states);
}

function frameOf(view: ExecutionView, thread: Thread, states: StatesOfRun): Frame {
  const state = states.of(view, thread);
  return {
    view,
    thread: thread.phase === 'enter' ? beforeEntry(thread) : thread,
    state,
    language: state ? queryLanguageOf(state) : 'JSONPath',
  };
}

/** A thread at a header still has the values of the state before; only what flows in is the new one's. */
function beforeEntry(thread: Thread): Thread {
  return {
    ...thread,
    values: { input: thread.payload },
    surroundings: { ...contextOf(thread), State: { Name: thread.state } },
    enteredTime: undefined,
    attempt: 0,
    failure: undefined,
  };
}

/** `order`, or for a branch or iteration of it `order · ReserveStock[2]`; with the execution's name where there are several. */
export function threadName(
  simulation: Simulation,
  view: ExecutionView | undefined,
  thread: Thread | undefined,
): string {
  const isOnly = simulation.executionCount < 2;
  const name = isOnly ? view?.machine : view && `${view.machine} ${view.name}`;
  const steps = (thread?.path ?? []).map((step) =>
    'map' in step ? `${step.map}[${step.index}]` : `${step.parallel} branch ${step.index + 1}`,
  );
  return [name ?? 'Execution', ...steps].join(' · ');
}

export function frameStateId({ state, thread }: Frame): string {
  return state ? stateId(state) : thread.state;
}
