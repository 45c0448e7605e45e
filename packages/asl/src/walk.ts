import type { AslDocument } from './document.ts';
import type { QueryLanguage, Scope, State, StateMachine } from './machine.ts';
import { hasPlaceholder, type Range, type SourceNode, valueOf } from './source/node.ts';

/** Every state of a scope, each before the states inside it, in the order of the text. */
export function* walkStates(scope: Scope): Generator<State> {
  for (const state of scope.states) {
    yield state;
    for (const inner of scopesOf(state)) yield* walkStates(inner);
  }
}

/** Every scope, the given one first. */
export function* walkScopes(scope: Scope): Generator<Scope> {
  yield scope;
  for (const state of scope.states) {
    for (const inner of scopesOf(state)) yield* walkScopes(inner);
  }
}

/** The scopes that a Parallel or Map state holds. */
export function scopesOf(state: State): readonly Scope[] {
  if (state.type === 'Parallel') return state.branches;
  if (state.type !== 'Map') return [];
  return [state.itemProcessor, state.iterator].filter((scope) => scope !== undefined);
}

/** The state of that name in this very scope; the first one when the name is repeated. */
export function findState(scope: Scope, name: string): State | undefined {
  return scope.states.find((state) => state.name === name);
}

/** The innermost state whose key or body holds the offset. */
export function stateAt(document: AslDocument, offset: number): State | undefined {
  let found: State | undefined;
  let scope: Scope | undefined = document.machine;
  while (scope) {
    const state: State | undefined = scope.states.find(({ key, node }) =>
      holds({ start: key.range.start, end: node.range.end }, offset),
    );
    if (!state) break;
    found = state;
    scope = scopesOf(state).find(({ node }) => holds(node.range, offset));
  }
  return found;
}

function holds(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/**
 * The name of a state in the whole machine, the same in breakpoints, canvas and runs: the names of
 * the states around it and its own, with the branch number of a Parallel, e.g. `Both[1]/Ship`.
 */
export function stateId(state: State): string {
  const { owner, index, kind } = state.scope;
  if (!owner) return escapeName(state.name);
  const branch = kind === 'branch' ? `[${index}]` : '';
  return `${stateId(owner)}${branch}/${escapeName(state.name)}`;
}

function escapeName(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('/', '%2F');
}

/** The state that has this `stateId`. */
export function stateById(machine: StateMachine, id: string): State | undefined {
  for (const state of walkStates(machine)) {
    if (stateId(state) === id) return state;
  }
  return undefined;
}

/** The query language in force at a state: its own, or that of the machine, or JSONPath. */
export function queryLanguageOf(state: State): QueryLanguage {
  return languageIn(state) ?? queryLanguageOfScope(state.scope);
}

/** The query language of states that name none: that of the machine, or JSONPath. */
export function queryLanguageOfScope(scope: Scope): QueryLanguage {
  return languageIn(machineOf(scope)) ?? 'JSONPath';
}

/**
 * AWS reads what is neither of the two as JSONata, text or not, beside refusing it; what deployment
 * fills in is unknown.
 */
function languageIn({
  queryLanguage,
  node,
}: Pick<State, 'queryLanguage' | 'node'>): QueryLanguage | undefined {
  if (queryLanguage) {
    const { value } = queryLanguage;
    return value === 'JSONPath' || hasPlaceholder(value) ? 'JSONPath' : 'JSONata';
  }
  const other = valueOf(node, 'QueryLanguage');
  if (!other) return undefined;
  return isOpen(other) ? 'JSONPath' : 'JSONata';
}

/** A substitution, or an intrinsic function of a template such as `Fn::If`. */
function isOpen(node: SourceNode): boolean {
  if (node.kind === 'placeholder') return true;
  return (
    node.kind === 'object' && node.properties.some(({ key }) => /^(?:Fn::|Ref$)/.test(key.value))
  );
}

/** The machine that a scope is part of. */
export function machineOf(scope: Scope): StateMachine {
  let outer = scope;
  while (outer.owner) outer = outer.owner.scope;
  return outer as StateMachine;
}
