import {
  hasPlaceholder,
  type ObjectNode,
  type Range,
  type Scope,
  scopesOf,
  type State,
  type StateMachine,
  type StringNode,
  type Template,
} from '@stepthrough/asl';
import { variablesOf } from './expressions.ts';
import { isDistributed } from './distributed.ts';
import type { Graph } from './graph.ts';
import { intersection, NameSets, type NameSet, noNames, union } from './name-set.ts';
import { type ScopeWays, untilStable, waysOf } from './scope-ways.ts';
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
  /** Whether the expression has read the name before, outside of $exists. */
  readonly isRepeated: boolean;
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
  /** The first write of a name in a scope, not in those inside it. */
  writeIn(scope: Scope, name: string): VariableWrite | undefined;
  /** What a state's own Assign sets, by name. */
  ownWriteOf(state: State, name: string): VariableWrite | undefined;
  /** Sets of the names that some expression reads. */
  readonly sets: NameSets;
  /** How many names some expression reads, and the number of one of them. */
  readonly count: number;
  numberOf(name: string): number | undefined;
  /** Those of an Assign's names that some expression reads. */
  readOf(assign: ObjectNode | undefined): NameSet;
  waysOf(scope: Scope): ScopeWays;
}

/** Follows variables through the graph of every scope: what is assigned on all paths, and on some. */
export function analyseVariables(machine: StateMachine | undefined, facts: Sources): VariableFlow {
  const flow = new Flow(facts);
  if (machine) flow.collect(machine);
  if (machine && flow.count > 0) flow.follow(machine, nothing, true);
  return flow;
}

/** Places where a variable is assigned, as notes of a problem: the first of them, which tell its name. */
export function whereAssigned(
  name: string,
  flow: VariableFlow,
): readonly { readonly message: string; readonly range: Range }[] {
  return flow
    .writesOf(name)
    .slice(0, mostPlaces)
    .map(({ key }) => ({ message: `$${name} is assigned here.`, range: key.range }));
}

/** Each problem of a variable tells of so many places. */
const mostPlaces = 20;

/** Names that have a value on every path to a place, and those that have one on some path. */
interface Known {
  readonly definite: NameSet;
  readonly possible: NameSet;
}

class Flow implements VariableFlow {
  readonly reads: VariableRead[] = [];
  readonly writes: VariableWrite[] = [];
  readonly #facts: Sources;
  readonly #byName = new Map<string, VariableWrite[]>();
  readonly #byScope = new Map<Scope, Map<string, VariableWrite>>();
  readonly #own = new Map<State, Map<string, VariableWrite>>();
  /** The names that some expression reads, in the order of the text; the others need not be followed. */
  readonly #numbers = new Map<string, number>();
  readonly #assigned = new Map<ObjectNode, NameSet>();
  readonly #ways = new Map<Scope, ScopeWays>();
  #sets: NameSets | undefined;
  /** Whether some Assign is filled in at deployment, so that any name may be assigned. */
  #isOpen = false;

  constructor(facts: Sources) {
    this.#facts = facts;
  }

  writesOf(name: string): readonly VariableWrite[] {
    return this.#byName.get(name) ?? [];
  }

  writeIn(scope: Scope, name: string): VariableWrite | undefined {
    return this.#byScope.get(scope)?.get(name);
  }

  ownWriteOf(state: State, name: string): VariableWrite | undefined {
    return this.#own.get(state)?.get(name);
  }

  get sets(): NameSets {
    return (this.#sets ??= new NameSets(this.#numbers.size));
  }

  get count(): number {
    return this.#numbers.size;
  }

  numberOf(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  readOf(assign: ObjectNode | undefined): NameSet {
    if (!assign) return noNames;
    const known = this.#assigned.get(assign);
    if (known !== undefined) return known;
    const names = assign.properties.flatMap(
      ({ key }) => this.#numbers.get(variableName(key.value)) ?? [],
    );
    const set = this.sets.withAll(noNames, names);
    this.#assigned.set(assign, set);
    return set;
  }

  waysOf(scope: Scope): ScopeWays {
    const known = this.#ways.get(scope) ?? waysOf(scope, this.#facts.graph(scope));
    this.#ways.set(scope, known);
    return known;
  }

  collect(scope: Scope): void {
    for (const state of scope.states) {
      for (const site of this.#facts.sites(state).expressions) {
        for (const { name } of variablesOf(site)) {
          if (!this.#numbers.has(name)) this.#numbers.set(name, this.#numbers.size);
        }
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
      const others = this.#byName.get(name);
      if (others) others.push(write);
      else this.#byName.set(name, [write]);
      addFirst(this.#byScope, state.scope, write);
      if (holder === 'state') addFirst(this.#own, state, write);
    }
  }

  /** `isCertain`: whether all that happens around the scope is known. */
  follow(scope: Scope, entry: Known, isCertain: boolean): void {
    const graph = this.#facts.graph(scope);
    const isWhole = isCertain && graph.isWhole;
    const before = this.writes.length === 0 ? undefined : this.#before(scope, entry);
    for (const state of scope.states) {
      const known = before ? before.get(state) : entry;
      // What nothing leads to has its own problem; what may be led to from anywhere has none.
      const isChecked = known !== undefined && isWhole && graph.reachable.has(state);
      for (const site of this.#facts.sites(state).expressions) {
        // ResultPath writes; that it cannot write into a variable is told by its own rule.
        if (site.field === 'ResultPath') continue;
        const seen = new Set<string>();
        for (const { name, index, isGuarded } of variablesOf(site)) {
          const verdict = isChecked ? this.#judge(name, known, scope) : 'ok';
          const isRepeated = seen.has(name);
          if (!isGuarded) seen.add(name);
          this.reads.push({ name, state, site, index, isGuarded, verdict, isRepeated });
        }
      }
      for (const inner of scopesOf(state)) {
        this.follow(inner, known && !isDistributed(inner) ? known : nothing, isWhole);
      }
    }
  }

  /** What is known on entering each state that can be reached; empty when it cannot be worked out. */
  #before(scope: Scope, entry: Known): ReadonlyMap<State, Known> {
    const before = new Map<State, Known>();
    const first = scope.startAt && this.#facts.graph(scope).byName.get(scope.startAt.value);
    if (!first) return before;
    before.set(first, entry);
    const ways = this.waysOf(scope);
    const changed = new Set([first]);
    const isStable = untilStable(ways.order, (state) => {
      const known = before.get(state);
      if (!known || !changed.delete(state)) return false;
      for (const { next, assign } of ways.of(state)) {
        if (!next) continue;
        const after = this.#after(known, assign);
        const earlier = before.get(next);
        const joined = earlier ? join(earlier, after) : after;
        if (joined === earlier) continue;
        before.set(next, joined);
        changed.add(next);
      }
      return changed.size > 0;
    });
    return isStable ? before : new Map();
  }

  #after(known: Known, assign: ObjectNode | undefined): Known {
    const names = this.readOf(assign);
    const definite = union(known.definite, names);
    if (definite === known.definite) return known;
    return { definite, possible: union(known.possible, names) };
  }

  #judge(name: string, { definite, possible }: Known, scope: Scope): Verdict {
    const number = this.#numbers.get(name);
    if (this.#isOpen || number === undefined || this.sets.has(definite, number)) return 'ok';
    if (this.sets.has(possible, number)) return 'maybe';
    if (!this.#byName.has(name)) return 'unknown';
    let isCut = false;
    for (let at: Scope | undefined = scope; at; at = at.owner?.scope) {
      if (this.writeIn(at, name)) return isCut ? 'distributed' : 'unset';
      isCut ||= isDistributed(at);
    }
    return 'crossBranch';
  }
}

const nothing: Known = { definite: noNames, possible: noNames };

function addFirst<K>(
  writes: Map<K, Map<string, VariableWrite>>,
  at: K,
  write: VariableWrite,
): void {
  const known = writes.get(at) ?? new Map<string, VariableWrite>();
  if (!known.has(write.name)) known.set(write.name, write);
  writes.set(at, known);
}

/** The variable that a key of Assign assigns. */
export function variableName(key: string): string {
  return key.endsWith('.$') ? key.slice(0, -2) : key;
}

/** What holds after either of two ways; the first one itself when nothing changes. */
function join(a: Known, b: Known): Known {
  if (a === b) return a;
  const definite = intersection(a.definite, b.definite);
  const possible = union(a.possible, b.possible);
  const isSame = definite === a.definite && possible === a.possible;
  return isSame ? a : { definite, possible };
}
