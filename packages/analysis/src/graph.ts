import { type Reach, reachOf, type Scope, type State, type WaysOut } from '@stepthrough/asl';

export interface Graph {
  /** By name; a repeated name means its first state. */
  readonly byName: ReadonlyMap<string, State>;
  readonly reachable: ReadonlySet<State>;
  /** Whether a way is filled in at deployment, or not written yet, so that anything may be reached. */
  readonly isOpen: boolean;
  /** Whether the text could not be read whole, so that some of it is missing here. */
  readonly isBroken: boolean;
  /** Whether StartAt names a state. */
  readonly isStarted: boolean;
  /** Whether a way from StartAt leads to a name that no state has, which is told there. */
  readonly hasLooseEnd: boolean;
  /** Whether `transitionsOf` tells of every way by which a state is reached. */
  readonly isWhole: boolean;
  /** The names of the states that any state leads to, its own included. */
  readonly named: ReadonlySet<string>;
  /** What is known of all the states' ways, also of those that cannot be reached. */
  readonly all: Pick<WaysOut, 'mayEnd' | 'isOpen'> & { readonly hasLooseEnd: boolean };
  ways(state: State): WaysOut;
}

/** Names and real reachability from StartAt; in a text that cannot be read whole nothing is certain. */
export function graphOf(scope: Scope, isBroken: boolean): Graph {
  const byName = new Map<string, State>();
  for (const state of scope.states) {
    if (!byName.has(state.name)) byName.set(state.name, state);
  }
  const reach = reachOf(scope);
  const isOpen = isBroken || reach.isOpen;
  return {
    byName,
    reachable: new Set(scope.states.filter(({ node }) => reach.reached.has(node))),
    isOpen,
    isBroken,
    isStarted: reach.isStarted,
    hasLooseEnd: reach.hasLooseEnd,
    isWhole: !(isOpen || reach.isChosen || reach.hasLooseEnd),
    ...ofAll(reach, isBroken),
    ways: ({ node }) => reach.waysOf(node),
  };
}

function ofAll(
  { written, waysOf, hasOpenStates }: Reach,
  isBroken: boolean,
): Pick<Graph, 'named' | 'all'> {
  const ways = [...written.values()].flat().map((value) => waysOf(value));
  const named = new Set(ways.flatMap(({ targets }) => targets));
  return {
    named,
    all: {
      mayEnd: ways.some(({ mayEnd }) => mayEnd),
      isOpen: isBroken || hasOpenStates || ways.some(({ isOpen }) => isOpen),
      hasLooseEnd: [...named].some((name) => !written.has(name)),
    },
  };
}
