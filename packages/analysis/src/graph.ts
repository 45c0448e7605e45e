import {
  alternativesOf,
  hasOpenKeys,
  hasPlaceholder,
  propertyOf,
  type Scope,
  type SourceNode,
  type State,
  type WaysOut,
  waysOut,
} from '@stepthrough/asl';

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
  const known = new Map<SourceNode | undefined, WaysOut>();
  const waysOf = (value: SourceNode | undefined): WaysOut => {
    const ways = known.get(value) ?? waysOut(value);
    known.set(value, ways);
    return ways;
  };
  const written = writtenIn(scope);
  const reading = new Reading(written, waysOf);
  const start = startOf(scope);
  const unknown = isBroken || hasOpenKeys(scope.node) || hasOpenStates(scope);
  reading.follow(start.targets);
  return {
    byName,
    reachable: new Set(scope.states.filter(({ node }) => reading.reached.has(node))),
    isOpen: unknown || start.isOpen || reading.isOpen,
    isBroken,
    isStarted: start.targets.some((name) => byName.has(name)),
    hasLooseEnd: reading.hasLooseEnd,
    isWhole: !(
      unknown ||
      start.isOpen ||
      start.isChosen ||
      reading.isOpen ||
      reading.isChosen ||
      reading.hasLooseEnd
    ),
    ...ofAll(written, waysOf, unknown),
    ways: ({ node }) => waysOf(node),
  };
}

/** What stands under each name; under a repeated one, whatever stands there may be meant. */
type Written = ReadonlyMap<string, readonly (SourceNode | undefined)[]>;

function writtenIn({ statesField }: Scope): Written {
  const written = new Map<string, (SourceNode | undefined)[]>();
  for (const { key, value } of statesField?.value.properties ?? []) {
    const known = written.get(key.value);
    if (known) known.push(value);
    else written.set(key.value, [value]);
  }
  return written;
}

function hasOpenStates({ statesField }: Scope): boolean {
  return statesField !== undefined && hasOpenKeys(statesField.value);
}

class Reading {
  readonly reached = new Set<SourceNode | undefined>();
  isOpen = false;
  isChosen = false;
  hasLooseEnd = false;
  readonly #written: Written;
  readonly #waysOf: (value: SourceNode | undefined) => WaysOut;

  constructor(written: Written, waysOf: (value: SourceNode | undefined) => WaysOut) {
    this.#written = written;
    this.#waysOf = waysOf;
  }

  follow(names: readonly string[]): void {
    const pending = [...names];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const values = this.#written.get(name);
      if (!values) this.hasLooseEnd = true;
      for (const value of values ?? []) {
        if (this.reached.has(value)) continue;
        this.reached.add(value);
        const { targets, isOpen, isChosen } = this.#waysOf(value);
        this.isOpen ||= isOpen;
        this.isChosen ||= isChosen;
        for (const target of targets) pending.push(target);
      }
    }
  }
}

interface Start {
  readonly targets: readonly string[];
  readonly isOpen: boolean;
  readonly isChosen: boolean;
}

/** Where a scope begins; in whichever arm of an `Fn::If`. */
function startOf({ node }: Scope): Start {
  const field = propertyOf(node, 'StartAt');
  const targets: string[] = [];
  let isOpen = false;
  let isChosen = false;
  const pending = [field?.value];
  for (const value of pending) {
    const arms = value && alternativesOf(value);
    if (arms) {
      isChosen = true;
      pending.push(...arms);
    } else if (value?.kind === 'string' && !hasPlaceholder(value.value)) targets.push(value.value);
    else isOpen = true;
  }
  return { targets, isOpen, isChosen };
}

function ofAll(
  written: Written,
  waysOf: (value: SourceNode | undefined) => WaysOut,
  unknown: boolean,
): Pick<Graph, 'named' | 'all'> {
  const ways = [...written.values()].flat().map(waysOf);
  const named = new Set(ways.flatMap(({ targets }) => targets));
  return {
    named,
    all: {
      mayEnd: ways.some(({ mayEnd }) => mayEnd),
      isOpen: unknown || ways.some(({ isOpen }) => isOpen),
      hasLooseEnd: [...named].some((name) => !written.has(name)),
    },
  };
}
