import type { Field, Scope, State, Text } from '@stepthrough/asl';

/** A way out of a state. */
export interface Transition {
  readonly target: Text;
  readonly by: 'next' | 'default' | 'choice' | 'catch';
  /** Which rule or catcher, for `choice` and `catch`. */
  readonly index: number;
}

export interface Graph {
  /** By name; a repeated name means its first state. */
  readonly byName: ReadonlyMap<string, State>;
  readonly reachable: ReadonlySet<State>;
  /** Whether a transition's target is filled in at deployment, so that anything may be reached. */
  readonly isOpen: boolean;
}

/** The transitions that a state has by its type, whether or not their targets exist. */
export function transitionsOf(state: State): readonly Transition[] {
  const transitions: Transition[] = [];
  const add = (target: Field<string> | undefined, by: Transition['by'], index = 0): void => {
    if (target) transitions.push({ target, by, index });
  };
  if (state.type === 'Choice') {
    state.choices.forEach((rule, index) => {
      add(rule.next, 'choice', index);
    });
    add(state.default, 'default');
    return transitions;
  }
  if (state.type !== 'Succeed' && state.type !== 'Fail') add(state.next, 'next');
  if (state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map') {
    state.catch.forEach((catcher, index) => {
      add(catcher.next, 'catch', index);
    });
  }
  return transitions;
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
    for (const { target } of transitionsOf(state)) pending.push(target.value);
  }
  return { byName, reachable, isOpen };
}

export function isTerminal(state: State): boolean {
  return state.type === 'Succeed' || state.type === 'Fail' || state.end?.value === true;
}
