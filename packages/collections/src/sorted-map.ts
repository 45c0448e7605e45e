/**
 * A persistent map in key order (AVL tree of plain objects): every version stays valid and shares
 * structure with the ones before it, so a world can be kept by keeping a pointer.
 */

type Key = number | string | readonly (number | string)[];

export type SortedMap<K extends Key, V> = Node<K, V> | undefined;

interface Node<K extends Key, V> {
  readonly key: K;
  readonly value: V;
  readonly left: SortedMap<K, V>;
  readonly right: SortedMap<K, V>;
  readonly height: number;
  readonly size: number;
}

export function get<K extends Key, V>(map: SortedMap<K, V>, key: K): V | undefined {
  let node = map;
  while (node) {
    const order = compare(key, node.key);
    if (order === 0) return node.value;
    node = order < 0 ? node.left : node.right;
  }
  return undefined;
}

export function set<K extends Key, V>(map: SortedMap<K, V>, key: K, value: V): SortedMap<K, V> {
  if (!map) return node(key, value, undefined, undefined);
  const order = compare(key, map.key);
  if (order === 0) return node(map.key, value, map.left, map.right);
  return order < 0
    ? balance(map.key, map.value, set(map.left, key, value), map.right)
    : balance(map.key, map.value, map.left, set(map.right, key, value));
}

export function remove<K extends Key, V>(map: SortedMap<K, V>, key: K): SortedMap<K, V> {
  if (!map) return undefined;
  const order = compare(key, map.key);
  if (order < 0) return balance(map.key, map.value, remove(map.left, key), map.right);
  if (order > 0) return balance(map.key, map.value, map.left, remove(map.right, key));
  if (!map.left) return map.right;
  const next = first(map.right);
  if (!next) return map.left;
  return balance(next.key, next.value, map.left, remove(map.right, next.key));
}

/** The entry with the smallest key. */
export function first<K extends Key, V>(
  map: SortedMap<K, V>,
): { readonly key: K; readonly value: V } | undefined {
  let node = map;
  while (node?.left) node = node.left;
  return node;
}

export function size(map: SortedMap<Key, unknown>): number {
  return map?.size ?? 0;
}

/** The entries in key order. */
export function* entries<K extends Key, V>(map: SortedMap<K, V>): Generator<readonly [K, V]> {
  const path: Node<K, V>[] = [];
  let node = map;
  while (node || path.length > 0) {
    while (node) {
      path.push(node);
      node = node.left;
    }
    const next = path.pop();
    if (!next) return;
    yield [next.key, next.value];
    node = next.right;
  }
}

/** The entries from `key` on, in key order. */
export function* entriesFrom<K extends Key, V>(
  map: SortedMap<K, V>,
  key: K,
): Generator<readonly [K, V]> {
  if (!map) return;
  if (compare(key, map.key) <= 0) {
    yield* entriesFrom(map.left, key);
    yield [map.key, map.value];
  }
  yield* entriesFrom(map.right, key);
}

/** The entries below `key`, the last first. */
export function* entriesBefore<K extends Key, V>(
  map: SortedMap<K, V>,
  key: K,
): Generator<readonly [K, V]> {
  if (!map) return;
  if (compare(map.key, key) < 0) {
    yield* entriesBefore(map.right, key);
    yield [map.key, map.value];
  }
  yield* entriesBefore(map.left, key);
}

export function values<K extends Key, V>(map: SortedMap<K, V>): V[] {
  return Array.from(entries(map), ([, value]) => value);
}

/** Numbers before texts; lists by their first difference. */
function compare(a: Key, b: Key): number {
  if (typeof a === 'object' && typeof b === 'object') {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
      const order = compareScalars(a[i] ?? 0, b[i] ?? 0);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (typeof a === 'object') return 1;
  if (typeof b === 'object') return -1;
  return compareScalars(a, b);
}

function compareScalars(a: number | string, b: number | string): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}

function node<K extends Key, V>(
  key: K,
  value: V,
  left: SortedMap<K, V>,
  right: SortedMap<K, V>,
): Node<K, V> {
  return {
    key,
    value,
    left,
    right,
    height: 1 + Math.max(heightOf(left), heightOf(right)),
    size: 1 + size(left) + size(right),
  };
}

function heightOf(map: SortedMap<Key, unknown>): number {
  return map?.height ?? 0;
}

function balance<K extends Key, V>(
  key: K,
  value: V,
  left: SortedMap<K, V>,
  right: SortedMap<K, V>,
): Node<K, V> {
  if (left && left.height > heightOf(right) + 1) {
    if (heightOf(left.left) >= heightOf(left.right) || !left.right) {
      return node(left.key, left.value, left.left, node(key, value, left.right, right));
    }
    const middle = left.right;
    return node(
      middle.key,
      middle.value,
      node(left.key, left.value, left.left, middle.left),
      node(key, value, middle.right, right),
    );
  }
  if (right && right.height > heightOf(left) + 1) {
    if (heightOf(right.right) >= heightOf(right.left) || !right.left) {
      return node(right.key, right.value, node(key, value, left, right.left), right.right);
    }
    const middle = right.left;
    return node(
      middle.key,
      middle.value,
      node(key, value, left, middle.left),
      node(right.key, right.value, middle.right, right.right),
    );
  }
  return node(key, value, left, right);
}
