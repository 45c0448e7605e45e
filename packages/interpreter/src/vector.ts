/**
 * A sparse persistent vector, so that ten thousand snapshots of ten thousand threads or results stay
 * linear in time and memory: setting an element puts a note in front, and notes are entered together
 * into a tree, of which only the paths to the elements are copied.
 */

const bits = 3;
const width = 1 << bits;
const mask = width - 1;

type Node<T> = readonly (T | Node<T> | undefined)[];

/** Plain data; `undefined` elements are absent. */
export type Vector<T> = Note<T> | Tree<T>;

interface Note<T> {
  readonly index: number;
  readonly value: T | undefined;
  readonly rest: Vector<T>;
}

/** One array: first how many levels of branches stand above the leaves, then the children of the root. */
type Tree<T> = readonly [height: number, ...root: (T | Node<T> | undefined)[]];

/** How many notes stand before the tree at most. */
const maxNotes = 32;

const nothing: Vector<never> = [0];

export function emptyVector<T>(): Vector<T> {
  return nothing;
}

export function getAt<T>(vector: Vector<T>, index: number): T | undefined {
  let at = vector;
  while (isNote(at)) {
    if (at.index === index) return at.value;
    at = at.rest;
  }
  const [height] = at;
  if (index >= width ** (height + 1)) return undefined;
  let found = at[(index >> (height * bits)) + 1];
  for (let level = height - 1; level >= 0 && found !== undefined; level -= 1) {
    found = (found as Node<T>)[(index >> (level * bits)) & mask];
  }
  return found as T | undefined;
}

export function setAt<T>(vector: Vector<T>, index: number, value: T | undefined): Vector<T> {
  // What was just noted of the same element is of no use any more.
  const before = isNote(vector) && vector.index === index ? vector.rest : vector;
  const rest = noteCount(before) < maxNotes ? before : treeOf(before);
  return { index, value, rest };
}

function isNote<T>(vector: Vector<T>): vector is Note<T> {
  return !Array.isArray(vector);
}

function noteCount<T>(vector: Vector<T>): number {
  let count = 0;
  for (let at = vector; isNote(at); at = at.rest) count += 1;
  return count;
}

/** All that is noted, entered into the tree. */
function treeOf<T>(vector: Vector<T>): Tree<T> {
  if (!isNote(vector)) return vector;
  return setInTree(treeOf(vector.rest), vector.index, vector.value);
}

function setInTree<T>(tree: Tree<T>, index: number, value: T | undefined): Tree<T> {
  let copy = tree.slice() as Writable<T>;
  while (index >= width ** (copy[0] + 1)) copy = [copy[0] + 1, copy.slice(1) as Node<T>];
  const [height] = copy;
  const at = (index >> (height * bits)) + 1;
  while (copy.length < at) copy.push(undefined);
  const child = (copy[at] as Node<T> | undefined) ?? [];
  copy[at] = height === 0 ? value : setIn(child, height - 1, index, value);
  return copy;
}

type Writable<T> = [height: number, ...root: (T | Node<T> | undefined)[]];

function setIn<T>(node: Node<T>, level: number, index: number, value: T | undefined): Node<T> {
  const at = (index >> (level * bits)) & mask;
  const copy = node.slice();
  while (copy.length < at) copy.push(undefined);
  copy[at] =
    level === 0 ? value : setIn((node[at] as Node<T> | undefined) ?? [], level - 1, index, value);
  return copy;
}

/** The elements that are present, with their indexes, in order. */
export function* elements<T>(vector: Vector<T>): Generator<readonly [number, T]> {
  const [height, ...root] = treeOf(vector);
  yield* elementsIn(root, height, 0);
}

function* elementsIn<T>(
  node: Node<T>,
  level: number,
  base: number,
): Generator<readonly [number, T]> {
  for (const [at, child] of node.entries()) {
    if (child === undefined) continue;
    const index = base + at * width ** level;
    if (level === 0) yield [index, child as T];
    else yield* elementsIn(child as Node<T>, level - 1, index);
  }
}
