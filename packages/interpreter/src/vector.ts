/**
 * A sparse persistent vector: setting one element copies only the path to it, so that ten thousand
 * snapshots of ten thousand threads or results stay linear in time and memory.
 */

const bits = 3;
const width = 1 << bits;
const mask = width - 1;

type Node<T> = readonly (T | Node<T> | undefined)[];

/** Plain data; `undefined` elements are absent. */
export interface Vector<T> {
  /** How many levels of branches stand above the leaves. */
  readonly height: number;
  readonly root: Node<T>;
}

const nothing: Vector<never> = { height: 0, root: [] };

export function emptyVector<T>(): Vector<T> {
  return nothing;
}

export function getAt<T>(vector: Vector<T>, index: number): T | undefined {
  if (vector.height === 0) return vector.root[index] as T | undefined;
  if (index >= width ** (vector.height + 1)) return undefined;
  let node: Node<T> | undefined = vector.root;
  for (let level = vector.height; level > 0 && node; level -= 1) {
    node = node[(index >> (level * bits)) & mask] as Node<T> | undefined;
  }
  return node?.[index & mask] as T | undefined;
}

export function setAt<T>(vector: Vector<T>, index: number, value: T | undefined): Vector<T> {
  let { height, root } = vector;
  while (index >= width ** (height + 1)) {
    root = [root];
    height += 1;
  }
  return { height, root: setIn(root, height, index, value) };
}

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
  yield* elementsIn(vector.root, vector.height, 0);
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
