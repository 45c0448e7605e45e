import {
  type ObjectNode,
  type Scope,
  type State,
  type StateTransition,
  transitionsOf,
} from '@stepthrough/asl';
import type { Graph } from './graph.ts';

/** A way from a state to another of its scope; `next` is `undefined` where no state has the name. */
export interface Way {
  readonly next: State | undefined;
  /** What is assigned on it: a matched rule or catcher assigns instead of its state. */
  readonly assign: ObjectNode | undefined;
  readonly by: StateTransition['kind'];
}

/** The ways of a scope's states, and an order in which most states come before those they lead to. */
export interface ScopeWays {
  readonly order: readonly State[];
  of(state: State): readonly Way[];
}

export function waysOf(scope: Scope, { byName }: Graph): ScopeWays {
  const ways = new Map<State, readonly Way[]>();
  for (const state of scope.states) {
    ways.set(
      state,
      transitionsOf(state)
        .filter(({ kind }) => kind !== 'end')
        .map((transition) => ({
          next: transition.target && byName.get(transition.target.value),
          assign: assignedBy(state, transition),
          by: transition.kind,
        })),
    );
  }
  const of = (state: State): readonly Way[] => ways.get(state) ?? [];
  const first = scope.startAt && byName.get(scope.startAt.value);
  return { of, order: ordered([...(first ? [first] : []), ...scope.states], of) };
}

/** The states in reverse postorder of a search in depth, without recursion. */
function ordered(roots: readonly State[], of: ScopeWays['of']): readonly State[] {
  const seen = new Set<State>();
  const left: State[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const path = [{ state: root, at: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const ways = of(top.state);
      const next = ways[top.at]?.next;
      if (top.at >= ways.length) {
        left.push(top.state);
        path.pop();
      } else {
        top.at += 1;
        if (next && !seen.has(next)) {
          seen.add(next);
          path.push({ state: next, at: 0 });
        }
      }
    }
  }
  return left.reverse();
}

/** What a transition assigns. */
function assignedBy(state: State, { kind, index }: StateTransition): ObjectNode | undefined {
  let assign = state.assign;
  if (kind === 'choice' && state.type === 'Choice') assign = state.choices[index]?.assign;
  if (kind === 'catch') assign = 'catch' in state ? state.catch[index]?.assign : undefined;
  return assign?.value.kind === 'object' ? assign.value : undefined;
}

/** Goes over states until nothing changes: `visit` tells whether it has changed something. */
export function untilStable(order: readonly State[], visit: (state: State) => boolean): boolean {
  for (let round = 0; round < maxRounds; round += 1) {
    let isChanged = false;
    for (const state of order) isChanged = visit(state) || isChanged;
    if (!isChanged) return true;
  }
  return false;
}

/** As many as loops are nested in loops, and two; no workflow comes near. */
const maxRounds = 100;
