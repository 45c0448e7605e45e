import type { SortedMap } from './sorted-map.ts';

/** A key whose value differs; `undefined` where the map of that time has none. */
interface Change<K, V> {
  readonly key: K;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

/**
 * The entries in which two versions of a map differ, in key order. What the versions share is passed
 * over, so that the work is proportional to the number of differences times the height of the map.
 */
export function changesBetween<K extends number | string, V>(
  before: SortedMap<K, V>,
  after: SortedMap<K, V>,
): Change<K, V>[] {
  const changes: Change<K, V>[] = [];
  if (before === after) return changes;
  const old = new Rest(before);
  const current = new Rest(after);
  while (!old.isEmpty || !current.isEmpty) {
    if (skipShared(old, current)) continue;
    // The taller side is opened first: what both share then comes to lie on top of both.
    if (old.height > 0 && old.height >= current.height) old.open();
    else if (current.height > 0) current.open();
    else compareTops(old, current, changes);
  }
  return changes;
}

type Node<K extends number | string, V> = NonNullable<SortedMap<K, V>>;

/** What of a map is still to come in key order: whole subtrees, and entries of their own. */
class Rest<K extends number | string, V> {
  readonly #nodes: Node<K, V>[] = [];
  /** Whether only the node's own entry is meant, beside each node. */
  readonly #areEntries: boolean[] = [];

  constructor(map: SortedMap<K, V>) {
    this.#push(map, false);
  }

  get isEmpty(): boolean {
    return this.#nodes.length === 0;
  }

  get top(): Node<K, V> | undefined {
    return this.#nodes.at(-1);
  }

  /** Of the subtree on top; 0 when an entry is there, or nothing. */
  get height(): number {
    return this.#areEntries.at(-1) === false ? (this.top?.height ?? 0) : 0;
  }

  /** Puts the parts of the subtree on top in its place. */
  open(): void {
    const node = this.top;
    if (!node) return;
    this.drop();
    this.#push(node.right, false);
    this.#push(node, true);
    this.#push(node.left, false);
  }

  drop(): void {
    this.#nodes.pop();
    this.#areEntries.pop();
  }

  #push(node: SortedMap<K, V>, isEntry: boolean): void {
    if (!node) return;
    this.#nodes.push(node);
    this.#areEntries.push(isEntry);
  }
}

function skipShared<K extends number | string, V>(old: Rest<K, V>, current: Rest<K, V>): boolean {
  const isSame = old.top === current.top && old.height === current.height;
  if (!isSame) return false;
  old.drop();
  current.drop();
  return true;
}

/** Both sides begin with an entry, or are at their end. */
function compareTops<K extends number | string, V>(
  old: Rest<K, V>,
  current: Rest<K, V>,
  changes: Change<K, V>[],
): void {
  const { top: a } = old;
  const { top: b } = current;
  if (a && (!b || a.key < b.key)) {
    changes.push({ key: a.key, before: a.value, after: undefined });
    old.drop();
  } else if (b && (!a || b.key < a.key)) {
    changes.push({ key: b.key, before: undefined, after: b.value });
    current.drop();
  } else if (a && b) {
    if (a.value !== b.value) changes.push({ key: a.key, before: a.value, after: b.value });
    old.drop();
    current.drop();
  }
}
