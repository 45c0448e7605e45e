/**
 * What changes on the canvas while its layout stays: selection, breakpoints, problems, the run. Each
 * card and edge listens to its own part, so a step of the debugger draws two cards again, not all.
 */
import type { ScopeGraph, State, Transition } from '@stepthrough/asl';
import type { DesignerProblem, RunTransition, StateRun } from '@stepthrough/protocol';
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { type Model, statesOf } from './model.ts';

export interface StateLive {
  readonly isSelected: boolean;
  readonly hasBreakpoint: boolean;
  readonly problems: readonly DesignerProblem[];
  readonly run: StateRun | undefined;
  readonly isCurrent: boolean;
}

const quiet: StateLive = {
  isSelected: false,
  hasBreakpoint: false,
  problems: [],
  run: undefined,
  isCurrent: false,
};

class LiveStore {
  #states: ReadonlyMap<string, StateLive> = new Map();
  #selectedEdge: string | undefined;
  #taken: ReadonlySet<string> = new Set();
  #isRunning = false;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  state(id: string): StateLive {
    return this.#states.get(id) ?? quiet;
  }

  isEdgeSelected(id: string): boolean {
    return this.#selectedEdge === id;
  }

  /** Whether the run has taken a transition; what a scope starts with is entered first. */
  isTaken(key: string, target: string): boolean {
    return key === startKey ? this.state(target).run !== undefined : this.#taken.has(key);
  }

  /** Whether there is a run to show, so that what it has not reached is drawn as such. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  update(model: Model, problems: ReadonlyMap<string, readonly DesignerProblem[]>): void {
    const runs = new Map(model.run?.states.map((run) => [run.id, run]));
    const next = new Map<string, StateLive>();
    for (const { node } of model.graph ? statesOf(model.graph) : []) {
      const { id } = node;
      const live: StateLive = {
        isSelected: model.selected === id,
        hasBreakpoint: model.breakpoints.has(id),
        problems: problems.get(id) ?? quiet.problems,
        run: runs.get(id),
        isCurrent: model.run?.current === id,
      };
      const before = this.#states.get(id) ?? quiet;
      next.set(id, isSame(before, live) ? before : live);
    }
    this.#states = next;
    this.#selectedEdge = model.selectedEdge;
    this.#isRunning = model.run !== undefined;
    this.#taken = new Set(model.run?.transitions?.map(takenKey));
    for (const listener of this.#listeners) listener();
  }
}

/** What names a transition in a run, as `RunStatus.transitions` tells it. */
export function keyOfTransition({ kind, from, to, index }: Transition): string {
  switch (kind) {
    case 'start':
      return startKey;
    case 'choice':
    case 'catch':
      return takenKey({ from, to, isCaught: kind === 'catch', index });
    case 'default':
      return takenKey({ from, to, isCaught: false, index: 'Default' });
    case 'next':
    case 'end':
      return takenKey({ from, to, isCaught: false, index: undefined });
  }
}

const startKey = 'start';

function takenKey({ from, to, isCaught, index }: RunTransition): string {
  return `${isCaught ? 'catch' : 'next'}\n${from}\n${to ?? ''}\n${index ?? ''}`;
}

function isSame(a: StateLive, b: StateLive): boolean {
  return (
    a.isSelected === b.isSelected &&
    a.hasBreakpoint === b.hasBreakpoint &&
    a.isCurrent === b.isCurrent &&
    a.run?.status === b.run?.status &&
    a.run?.visits === b.run?.visits &&
    a.problems.length === b.problems.length &&
    a.problems.every((problem, index) => problem.message === b.problems[index]?.message)
  );
}

const LiveContext = createContext(new LiveStore());
export const LiveProvider = LiveContext.Provider;

/** The store that follows the model. */
export function useLiveStore(model: Model): LiveStore {
  const store = useMemo(() => new LiveStore(), []);
  const problems = useMemo(
    () => problemsByState(model.graph, model.problems),
    [model.graph, model.problems],
  );
  useEffect(() => {
    store.update(model, problems);
  }, [store, model, problems]);
  return store;
}

export function useLive(id: string): StateLive {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, () => store.state(id));
}

interface EdgeLive {
  readonly isSelected: boolean;
  /** Joins the selected state. */
  readonly isNear: boolean;
  readonly isTaken: boolean;
  readonly isWaiting: boolean;
}

export function useEdgeLive(id: string, source: string, target: string, taken: string): EdgeLive {
  const store = useContext(LiveContext);
  // One number, because the answer must be the same value until it changes.
  const bits = useSyncExternalStore(
    store.subscribe,
    () =>
      (store.isEdgeSelected(id) ? 1 : 0) |
      (store.state(source).isSelected || store.state(target).isSelected ? 2 : 0) |
      (store.isTaken(taken, target) ? 4 : 0) |
      (store.isRunning ? 8 : 0),
  );
  return {
    isSelected: (bits & 1) !== 0,
    isNear: (bits & 2) !== 0,
    isTaken: (bits & 4) !== 0,
    isWaiting: (bits & 12) === 8,
  };
}

export function useIsRunning(): boolean {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, () => store.isRunning);
}

/** The problems at each state itself, not those of the states inside it. */
export function problemsByState(
  graph: ScopeGraph | undefined,
  problems: readonly DesignerProblem[],
): ReadonlyMap<string, readonly DesignerProblem[]> {
  const found = new Map<string, DesignerProblem[]>();
  if (!graph || problems.length === 0) return found;
  const states = [...statesOf(graph)].map(({ node }) => node);
  for (const problem of problems) {
    // Inner states come after those around them.
    const owner = states.findLast(({ state }) => isAt(problem, state));
    if (owner) found.set(owner.id, [...(found.get(owner.id) ?? []), problem]);
  }
  return found;
}

function isAt({ start, end }: DesignerProblem, { key, node }: State): boolean {
  return start >= key.range.start && end <= node.range.end;
}
