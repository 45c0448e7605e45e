import { type Scope, type State, transitionsOf } from '@stepthrough/asl';

export interface Graph {
  /** By name; a repeated name means its first state. */
  readonly byName: ReadonlyMap<string, State>;
  readonly reachable: ReadonlySet<State>;
  /** Whether a transition's target is filled in at deployment, so that anything may be reached. */
  readonly isOpen: boolean;
}

/** Names and real reachability from StartAt. */
export function graphOf(scope: Scope): Graph {
  const byName = new Map<string, State>();
  for (const state of scope.states) {
    if (!byName.has(state.name)) byName.set(state.name, state);
  }
  const reachable = new Set<State>();
  let isOpen = scope.startAt?.node.kind === 'placeholder';
  const pending = [scope.startAt?.value];
  while (pending.length > 0) {
    const name = pending.pop();
    const state = name === undefined ? undefined : byName.get(name);
    if (name !== undefined && !state && name.includes('${')) isOpen = true;
    if (!state || reachable.has(state)) continue;
    reachable.add(state);
    for (const { target } of transitionsOf(state)) pending.push(target?.value);
  }
  return { byName, reachable, isOpen };
}
