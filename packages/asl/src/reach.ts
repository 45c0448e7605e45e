/** How far the transitions of a scope lead from its start, as far as its text tells. */
import type { Scope } from './machine.ts';
import { alternativesOf } from './source/alternatives.ts';
import { hasOpenKeys, hasPlaceholder, propertyOf, type SourceNode } from './source/node.ts';
import { type WaysOut, waysOut } from './ways-out.ts';

export interface Reach {
  readonly written: Written;
  /** What stands under the names of states that can be reached. */
  readonly reached: ReadonlySet<SourceNode | undefined>;
  /** Whether a way is filled in at deployment, or not written yet, so that anything may be reached. */
  readonly isOpen: boolean;
  /** Whether some way stands in an arm of an `Fn::If`. */
  readonly isChosen: boolean;
  /** Whether StartAt names a state. */
  readonly isStarted: boolean;
  /** Whether a way from StartAt leads to a name that no state has. */
  readonly hasLooseEnd: boolean;
  /** Whether states are filled in at deployment. */
  readonly hasOpenStates: boolean;
  waysOf(value: SourceNode | undefined): WaysOut;
}

/** Follows the ways from StartAt. */
export function reachOf(scope: Scope): Reach {
  const known = new Map<SourceNode | undefined, WaysOut>();
  const waysOf = (value: SourceNode | undefined): WaysOut => {
    const ways = known.get(value) ?? waysOut(value);
    known.set(value, ways);
    return ways;
  };
  const written = writtenIn(scope);
  const reading = new Reading(written, waysOf);
  const start = startOf(scope);
  const hasOpenStates = hasOpenKeys(scope.node) || hasOpenStatesField(scope);
  reading.follow(start.targets);
  return {
    written,
    reached: reading.reached,
    isOpen: hasOpenStates || start.isOpen || reading.isOpen,
    isChosen: start.isChosen || reading.isChosen,
    isStarted: start.targets.some((name) => written.has(name)),
    hasLooseEnd: reading.hasLooseEnd,
    hasOpenStates,
    waysOf,
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

function hasOpenStatesField({ statesField }: Scope): boolean {
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
