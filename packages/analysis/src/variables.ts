import {
  hasPlaceholder,
  type ObjectNode,
  type Scope,
  scopesOf,
  type State,
  type StateMachine,
  type StringNode,
  type Template,
} from '@stepthrough/asl';
import { variablesOf } from './expressions.ts';
import { isDistributed } from './distributed.ts';
import { type Graph, type Transition, transitionsOf } from './graph.ts';
import type { ExpressionSite, Holder, Sites } from './sites.ts';

/** What the flow is computed from. */
interface Sources {
  graph(scope: Scope): Graph;
  sites(state: State): Sites;
}

/** What a read of a variable finds. `unset`: assigned where it can be seen, but on no path to here. */
type Verdict = 'ok' | 'maybe' | 'unset' | 'unknown' | 'crossBranch' | 'distributed';

interface VariableRead {
  readonly name: string;
  readonly state: State;
  readonly site: ExpressionSite;
  readonly index: number;
  readonly isGuarded: boolean;
  readonly verdict: Verdict;
}

export interface VariableWrite {
  readonly name: string;
  readonly key: StringNode;
  readonly state: State;
  readonly holder: Holder;
}

export interface VariableFlow {
  readonly reads: readonly VariableRead[];
  readonly writes: readonly VariableWrite[];
  /** The writes of a name, in the order of the text. */
  writesOf(name: string): readonly VariableWrite[];
}

/** Follows variables through the graph of every scope: what is assigned on all paths, and on some. */
export function analyseVariables(machine: StateMachine | undefined, facts: Sources): VariableFlow {
  const flow = new Flow(facts);
  if (machine) flow.collect(machine);
  if (machine) flow.follow(machine, { definite: new Set(), possible: new Set() });
  return flow;
}

/** Names that have a value on every path to a place, and those that have one on some path. */
interface Known {
  readonly definite: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
}

class Flow implements VariableFlow {
  readonly reads: VariableRead[] = [];
  readonly writes: VariableWrite[] = [];
  readonly #facts: Sources;
  readonly #byName = new Map<string, VariableWrite[]>();
  /** Names that some expression reads; the others need not be followed. */
  readonly #wanted = new Set<string>();
  /** Whether some Assign is filled in at deployment, so that any name may be assigned. */
  #isOpen = false;

  constructor(facts: Sources) {
    this.#facts = facts;
  }

  writesOf(name: string): readonly VariableWrite[] {
    return this.#byName.get(name) ?? [];
  }

  collect(scope: Scope): void {
    for (const state of scope.states) {
      for (const site of this.#facts.sites(state).expressions) {
        for (const { name } of variablesOf(site)) this.#wanted.add(name);
      }
      this.#write(state.assign, state, 'state');
      if (state.type === 'Choice')
        for (const rule of state.choices) this.#write(rule.assign, state, 'choice');
      if (state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map') {
        for (const catcher of state.catch) this.#write(catcher.assign, state, 'catch');
      }
      for (const inner of scopesOf(state)) this.collect(inner);
    }
  }

  #write(assign: Template | undefined, state: State, holder: Holder): void {
    if (assign && assign.value.kind !== 'object') this.#isOpen = true;
    if (assign?.value.kind !== 'object') return;
    for (const { key } of assign.value.properties) {
      if (hasPlaceholder(key.value)) this.#isOpen = true;
      const name = variableName(key.value);
      const write = { name, key, state, holder };
      this.writes.push(write);
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), write]);
    }
  }

  follow(scope: Scope, entry: Known): void {
    const graph = this.#facts.graph(scope);
    const before = this.writes.length === 0 ? undefined : this.#before(scope, entry);
    for (const state of scope.states) {
      const known = before ? before.get(state) : entry;
      // What nothing leads to has its own problem; what may be led to from anywhere has none.
      const isChecked = known !== undefined && !graph.isOpen && graph.reachable.has(state);
      for (const site of this.#facts.sites(state).expressions) {
        for (const { name, index, isGuarded } of variablesOf(site)) {
          const verdict = isChecked ? this.#judge(name, known, scope) : 'ok';
          this.reads.push({ name, state, site, index, isGuarded, verdict });
        }
      }
      for (const inner of scopesOf(state)) {
        this.follow(inner, known && !isDistributed(inner) ? known : nothing);
      }
    }
  }

  /** What is known on entering each state that can be reached. */
  #before(scope: Scope, entry: Known): ReadonlyMap<State, Known> {
    const { byName } = this.#facts.graph(scope);
    const before = new Map<State, Known>();
    const first = scope.startAt && byName.get(scope.startAt.value);
    if (!first) return before;
    before.set(first, entry);
    const pending = new Set([first]);
    for (const state of pending) {
      pending.delete(state);
      const known = before.get(state) ?? entry;
      for (const transition of transitionsOf(state)) {
        const next = byName.get(transition.target.value);
        if (!next) continue;
        const after = assigning(known, assignedBy(state, transition), this.#wanted);
        const earlier = before.get(next);
        const joined = earlier ? join(earlier, after) : after;
        if (earlier && joined === earlier) continue;
        before.set(next, joined);
        pending.add(next);
      }
    }
    return before;
  }

  #judge(name: string, { definite, possible }: Known, scope: Scope): Verdict {
    if (this.#isOpen || definite.has(name)) return 'ok';
    if (possible.has(name)) return 'maybe';
    const writers = new Set(this.writesOf(name).map(({ state }) => state.scope));
    if (writers.size === 0) return 'unknown';
    let isCut = false;
    for (let at: Scope | undefined = scope; at; at = at.owner?.scope) {
      if (writers.has(at)) return isCut ? 'distributed' : 'unset';
      isCut ||= isDistributed(at);
    }
    return 'crossBranch';
  }
}

const nothing: Known = { definite: new Set(), possible: new Set() };

/** The variable that a key of Assign assigns. */
export function variableName(key: string): string {
  return key.endsWith('.$') ? key.slice(0, -2) : key;
}

/** What a transition assigns: a matched rule or catcher assigns instead of its state. */
function assignedBy(state: State, { by, index }: Transition): ObjectNode | undefined {
  let assign = state.assign;
  if (by === 'choice' && state.type === 'Choice') assign = state.choices[index]?.assign;
  if (by === 'catch') assign = 'catch' in state ? state.catch[index]?.assign : undefined;
  return assign?.value.kind === 'object' ? assign.value : undefined;
}

/** Whether a variable is assigned on a way out of a state; without a way, on any. */
export function assignedOn(state: State, way: Transition | undefined, name: string): boolean {
  const ways = way ? [way] : transitionsOf(state);
  const assigns = way ? [] : [state.assign?.value];
  return [...ways.map((each) => assignedBy(state, each)), ...assigns].some(
    (assign) =>
      assign?.kind === 'object' &&
      assign.properties.some(({ key }) => variableName(key.value) === name),
  );
}

function assigning(
  known: Known,
  assign: ObjectNode | undefined,
  wanted: ReadonlySet<string>,
): Known {
  if (!assign || assign.properties.length === 0) return known;
  const names = assign.properties
    .map(({ key }) => variableName(key.value))
    .filter((name) => wanted.has(name));
  if (names.every((name) => known.definite.has(name))) return known;
  return { definite: union(known.definite, names), possible: union(known.possible, names) };
}

/** What holds after either of two ways; the first one itself when nothing changes. */
function join(a: Known, b: Known): Known {
  if (a === b) return a;
  const definite = new Set([...a.definite].filter((name) => b.definite.has(name)));
  const possible = union(a.possible, b.possible);
  const isSame = definite.size === a.definite.size && possible.size === a.possible.size;
  return isSame ? a : { definite, possible };
}

function union(names: ReadonlySet<string>, more: Iterable<string>): ReadonlySet<string> {
  return new Set([...names, ...more]);
}
