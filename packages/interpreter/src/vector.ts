/**
 * A sparse persistent vector: setting one element copies only the path to it, so that ten thousand
 * snapshots of ten thousand threads or results stay linear in time and memory.
 */

const bits = 3;
const width = 1 << bits;
const mask = width - 1;

type Node<T> = readonly (T | Node<T> | undefined)[];

/**
 * Plain data; `undefined` elements are absent. One array, because snapshots keep many: first how many
 * levels of branches stand above the leaves, then the children of the root.
 */
export type Vector<T> = readonly [height: number, ...root: (T | Node<T> | undefined)[]];

const nothing: Vector<never> = [0];

export function emptyVector<T>(): Vector<T> {
  return nothing;
}

export function getAt<T>(vector: Vector<T>, index: number): T | undefined {
  const [height] = vector;
  if (index >= width ** (height + 1)) return undefined;
  let found = vector[(index >> (height * bits)) + 1];
  for (let level = height - 1; level >= 0 && found !== undefined; level -= 1) {
    found = (found as Node<T>)[(index >> (level * bits)) & mask];
  }
  return found as T | undefined;
}

export function setAt<T>(vector: Vector<T>, index: number, value: T | undefined): Vector<T> {
  let copy = vector.slice() as Writable<T>;
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
  const [height, ...root] = vector;
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
