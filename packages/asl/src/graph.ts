import { describeCondition } from './describe-condition.ts';
import type { AslDocument } from './document.ts';
import type { Scope, State } from './machine.ts';
import { reachOf } from './reach.ts';
import { transitionsOf } from './transitions.ts';
import { scopesOf, stateId } from './walk.ts';

/** The states of one scope and the transitions between them; no transition leaves its scope. */
export interface ScopeGraph {
  /** The owner's `stateId` with the branch number, e.g. `Both[1]`; empty for the machine. */
  readonly id: string;
  readonly scope: Scope;
  readonly nodes: readonly StateNode[];
  readonly transitions: readonly Transition[];
}

export interface StateNode {
  /** `stateId` of the state. */
  readonly id: string;
  readonly state: State;
  /** What a Map or Parallel holds. */
  readonly scopes: readonly ScopeGraph[];
  /** Whether transitions lead here from the start of its scope, or may: some are filled in at deployment. */
  readonly isReachable: boolean;
}

/** Where a transition is written. `index` counts choice rules and catchers. */
export interface TransitionSource {
  readonly kind: 'start' | 'next' | 'end' | 'choice' | 'default' | 'catch';
  /** `stateId`; empty for the start of the scope. */
  readonly from: string;
  readonly index: number;
}

export interface Transition extends TransitionSource {
  /** `stateId` of the target; `undefined` for the end of the scope and for a name that no state has. */
  readonly to: string | undefined;
  /** The name as written; `undefined` for the end. */
  readonly target: string | undefined;
  readonly label: string;
}

/** Everything that a canvas draws; `undefined` when the text holds no object at all. */
export function graphOf(document: AslDocument): ScopeGraph | undefined {
  return document.machine && scopeGraph(document.machine, document.problems.length > 0);
}

/** The id of a scope, as `ScopeGraph.id` has it. */
export function scopeId(scope: Scope): string {
  if (!scope.owner) return '';
  return scope.kind === 'branch' ? `${stateId(scope.owner)}[${scope.index}]` : stateId(scope.owner);
}

function scopeGraph(scope: Scope, isBroken: boolean): ScopeGraph {
  const ids = new Map<string, string>();
  // A repeated name means its first state, as in `findState`.
  const states = scope.states.filter((state) => {
    if (ids.has(state.name)) return false;
    ids.set(state.name, stateId(state));
    return true;
  });
  const written = [...startOf(scope), ...states.flatMap(leaving)];
  const transitions = written.map((transition) => ({
    ...transition,
    to: transition.target === undefined ? undefined : ids.get(transition.target),
  }));
  const isReached = isReachedIn(scope, isBroken);
  const nodes = states.map((state) => ({
    id: stateId(state),
    state,
    scopes: scopesOf(state).map((inner) => scopeGraph(inner, isBroken)),
    isReachable: isReached(state),
  }));
  return { id: scopeId(scope), scope, nodes, transitions };
}

/**
 * Where some way is not known, or one leads to no state yet, nothing counts as lost. Behind a StartAt
 * that names no state, what another state leads to does not.
 */
function isReachedIn(scope: Scope, isBroken: boolean): (state: State) => boolean {
  const { written, waysOf, ...reach } = reachOf(scope);
  const { reached, isOpen, isStarted, hasLooseEnd } = reach;
  if (isBroken || isOpen || (isStarted && hasLooseEnd)) return () => true;
  if (isStarted) return ({ node }) => reached.has(node);
  const ways = [...written.values()].flat().map((value) => waysOf(value));
  const named = new Set(ways.flatMap(({ targets }) => targets));
  return ({ name }) => named.has(name) || ways.some((each) => each.isOpen);
}

type Written = Omit<Transition, 'to'>;

function startOf({ startAt }: Scope): Written[] {
  return startAt ? [{ kind: 'start', from: '', index: 0, target: startAt.value, label: '' }] : [];
}

function leaving(state: State): Written[] {
  const from = stateId(state);
  return transitionsOf(state).map(({ kind, index, target }) => ({
    kind,
    from,
    index,
    target: target?.value,
    label: labelOf(state, kind, index),
  }));
}

function labelOf(state: State, kind: TransitionSource['kind'], index: number): string {
  if (kind === 'default') return 'Default';
  if (kind === 'choice' && state.type === 'Choice') {
    const rule = state.choices[index];
    return rule ? (rule.comment?.value ?? describeCondition(rule.node)) : '';
  }
  if (kind !== 'catch' || !('catch' in state)) return '';
  return state.catch[index]?.errorEquals?.value.map(({ value }) => value).join(', ') ?? 'Catch';
}
