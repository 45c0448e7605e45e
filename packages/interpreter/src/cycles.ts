import {
  type Scope,
  type State,
  type StateMachine,
  transitionsOf,
  walkScopes,
} from '@stepthrough/asl';

/**
 * Numbers the states that can be entered more than once in one scope, because a way leads from them
 * back to them. Only their entries need counting.
 */
export function statesInCycles(machine: StateMachine): ReadonlyMap<State, number> {
  const counters = new Map<State, number>();
  for (const scope of walkScopes(machine)) {
    for (const component of components(scope)) {
      for (const state of component) counters.set(state, counters.size);
    }
  }
  return counters;
}

/** Tarjan's strongly connected components with more than one state, or one that names itself. */
function components(scope: Scope): readonly (readonly State[])[] {
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  const found: State[][] = [];
  const order = new Map<State, number>();
  const low = new Map<State, number>();
  const open: State[] = [];
  for (const root of scope.states) {
    if (order.has(root)) continue;
    const work: { state: State; targets: Iterator<State> }[] = [visit(root)];
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const next = top.targets.next();
      if (!next.done) {
        if (!order.has(next.value)) work.push(visit(next.value));
        else if (open.includes(next.value)) lower(top.state, order.get(next.value) ?? 0);
        continue;
      }
      work.pop();
      const around = work.at(-1);
      if (around) lower(around.state, low.get(top.state) ?? 0);
      if (low.get(top.state) === order.get(top.state)) close(top.state);
    }
  }
  return found;

  function visit(state: State): { state: State; targets: Iterator<State> } {
    order.set(state, order.size);
    low.set(state, order.size - 1);
    open.push(state);
    return { state, targets: targetsOf(state, byName)[Symbol.iterator]() };
  }

  function lower(state: State, to: number): void {
    low.set(state, Math.min(low.get(state) ?? to, to));
  }

  function close(state: State): void {
    const component = open.splice(open.indexOf(state));
    if (component.length > 1 || targetsOf(state, byName).includes(state)) found.push(component);
  }
}

function targetsOf(state: State, byName: ReadonlyMap<string, State>): readonly State[] {
  return transitionsOf(state).flatMap(({ target }) => (target && byName.get(target.value)) ?? []);
}
