import type { Scope, State } from '@stepthrough/asl';
import { difference, intersection, type NameSet, noNames, union } from './name-set.ts';
import { untilStable, type Way } from './scope-ways.ts';
import type { VariableFlow, VariableWrite } from './variables.ts';

/** What happens to variables after a place of a scope. */
export interface Later {
  /** The names that a state, or one that can follow it, reads; not what states inside others read. */
  readFrom(state: State): NameSet;
  /**
   * Whether, on every way that a state goes on by itself, a name gets another value before anything
   * reads it, and on one of them gets one at all.
   */
  isReplaced(write: VariableWrite): boolean;
}

/** Works out each scope when it is first asked about. */
export function variablesLater(flow: VariableFlow): Later {
  const reads = new Map<Scope, ReadonlyMap<State, NameSet>>();
  const fates = new Map<Scope, ReadonlyMap<State, Fate>>();
  let touched: Touched | undefined;
  return {
    readFrom(state) {
      const { scope } = state;
      touched ??= touchedBy(flow);
      const known = reads.get(scope) ?? readsFrom(scope, flow, touched);
      reads.set(scope, known);
      return known.get(state) ?? noNames;
    },
    isReplaced({ name, state }) {
      const { scope } = state;
      const number = flow.numberOf(name);
      if (number === undefined) return false;
      touched ??= touchedBy(flow);
      const known = fates.get(scope) ?? fatesIn(scope, flow, touched);
      fates.set(scope, known);
      const next = flow
        .waysOf(scope)
        .of(state)
        .filter(goesOn)
        .map((way) => (way.next && known.get(way.next)) ?? noFate);
      return (
        next.every(({ lost }) => flow.sets.has(lost, number)) &&
        next.some(({ set }) => flow.sets.has(set, number))
      );
    },
  };
}

/** By Next or Default, and to a state that exists. */
function goesOn({ next, by }: Way): boolean {
  return next !== undefined && (by === 'next' || by === 'default');
}

interface Touched {
  /** What a state itself reads. */
  readonly own: ReadonlyMap<State, NameSet>;
  /** What it reads together with the states inside it. */
  readonly read: ReadonlyMap<State, NameSet>;
  /** What the states inside it assign. */
  readonly assigned: ReadonlyMap<State, NameSet>;
}

function touchedBy(flow: VariableFlow): Touched {
  const { reads, writes, sets } = flow;
  const own = new Map<State, NameSet>();
  const read = new Map<State, NameSet>();
  const assigned = new Map<State, NameSet>();
  const add = (to: Map<State, NameSet>, state: State, name: string): void => {
    const number = flow.numberOf(name);
    if (number === undefined) return;
    to.set(state, sets.with(to.get(state) ?? noNames, number));
  };
  for (const { name, state } of reads) {
    add(own, state, name);
    // Iterations and branches read on behalf of the state around them.
    for (let at: State | undefined = state; at; at = at.scope.owner) add(read, at, name);
  }
  for (const { name, state } of writes) {
    for (let at = state.scope.owner; at; at = at.scope.owner) add(assigned, at, name);
  }
  return { own, read, assigned };
}

function readsFrom(
  scope: Scope,
  flow: VariableFlow,
  { own }: Touched,
): ReadonlyMap<State, NameSet> {
  const ways = flow.waysOf(scope);
  const from = new Map<State, NameSet>();
  untilStable([...ways.order].reverse(), (state) => {
    const before = from.get(state) ?? own.get(state) ?? noNames;
    let names = before;
    for (const { next } of ways.of(state)) {
      if (next) names = union(names, from.get(next) ?? noNames);
    }
    from.set(state, names);
    return names !== before;
  });
  return from;
}

interface Fate {
  /** Names that are assigned again before they are read, on every way. */
  readonly lost: NameSet;
  /** Names that are assigned on some way. */
  readonly set: NameSet;
}

const noFate: Fate = { lost: noNames, set: noNames };

/** What becomes of the values that states are entered with. */
function fatesIn(
  scope: Scope,
  flow: VariableFlow,
  { read, assigned }: Touched,
): ReadonlyMap<State, Fate> {
  const ways = flow.waysOf(scope);
  const all = flow.sets.upTo(flow.count);
  const fates = new Map<State, Fate>();
  const isStable = untilStable([...ways.order].reverse(), (state) => {
    const before = fates.get(state) ?? { lost: all, set: noNames };
    let lost = all;
    let { set } = before;
    for (const { next, assign } of ways.of(state)) {
      const own = flow.readOf(assign);
      const after = next ? fates.get(next) : undefined;
      lost = intersection(lost, union(after?.lost ?? all, own));
      set = union(set, union(after?.set ?? noNames, own));
    }
    // At the end of its scope a value may be seen outside, or nowhere: nothing replaces it.
    if (ways.of(state).length === 0) lost = noNames;
    lost = difference(lost, read.get(state) ?? noNames);
    lost = intersection(before.lost, difference(lost, assigned.get(state) ?? noNames));
    fates.set(state, { lost, set });
    return lost !== before.lost || set !== before.set;
  });
  return isStable ? fates : new Map();
}
