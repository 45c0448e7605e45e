/**
 * Sets of names, which are numbers from 0 up, that share what they have in common. A state knows almost
 * all that the state before it knows: a new set costs what is different in it, and equal parts of two
 * sets are not compared.
 */

/** `0` is the empty set; a leaf holds 32 names as bits, a list 32 smaller sets. */
export type NameSet = number | readonly NameSet[];

export const noNames: NameSet = 0;

/** Operations on sets of at most so many names. What gives a set again gives the very first one. */
export class NameSets {
  /** Levels of lists above the leaves. */
  readonly #height: number;

  constructor(count: number) {
    let height = 0;
    for (let room = 32; room < count; room *= 32) height += 1;
    this.#height = height;
  }

  /** The set of all names below a number. */
  upTo(count: number): NameSet {
    let set = noNames;
    for (let name = 0; name < count; name += 1) set = this.with(set, name);
    return set;
  }

  has(set: NameSet, name: number): boolean {
    let at = set;
    for (let level = this.#height; level > 0; level -= 1) {
      if (typeof at === 'number') return false;
      at = at[(name >>> (5 * level)) & 31] ?? noNames;
    }
    return typeof at === 'number' && (at & (1 << (name & 31))) !== 0;
  }

  with(set: NameSet, name: number): NameSet {
    return this.has(set, name) ? set : added(set, name, this.#height);
  }

  withAll(set: NameSet, names: readonly number[]): NameSet {
    return names.reduce((all, name) => this.with(all, name), set);
  }
}

function added(set: NameSet, name: number, level: number): NameSet {
  if (level === 0) return (typeof set === 'number' ? set : 0) | (1 << (name & 31));
  const children = typeof set === 'number' ? Array<NameSet>(32).fill(noNames) : [...set];
  const index = (name >>> (5 * level)) & 31;
  children[index] = added(children[index] ?? noNames, name, level - 1);
  return children;
}

export function union(a: NameSet, b: NameSet): NameSet {
  if (a === b || b === noNames) return a;
  if (a === noNames) return b;
  if (typeof a === 'number' || typeof b === 'number') return Number(a) | Number(b);
  return combined(a, b, union);
}

export function intersection(a: NameSet, b: NameSet): NameSet {
  if (a === b) return a;
  if (a === noNames || b === noNames) return noNames;
  if (typeof a === 'number' || typeof b === 'number') return Number(a) & Number(b);
  return combined(a, b, intersection);
}

/** What is in the first set and not in the second. */
export function difference(a: NameSet, b: NameSet): NameSet {
  if (a === b || a === noNames) return noNames;
  if (b === noNames) return a;
  if (typeof a === 'number' || typeof b === 'number') return Number(a) & ~Number(b);
  return combined(a, b, difference);
}

function combined(
  a: readonly NameSet[],
  b: readonly NameSet[],
  combine: (a: NameSet, b: NameSet) => NameSet,
): NameSet {
  const children = a.map((each, index) => combine(each, b[index] ?? noNames));
  if (children.every((each, index) => each === a[index])) return a;
  if (children.every((each, index) => each === b[index])) return b;
  return children.every((each) => each === noNames) ? noNames : children;
}
