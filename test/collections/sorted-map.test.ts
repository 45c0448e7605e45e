/** A sorted map does what a `Map` does whose keys are sorted; and it stays as low as an AVL tree. */
import {
  entries,
  entriesFrom,
  first,
  get,
  remove,
  set,
  size,
  type SortedMap,
  values,
} from '@stepthrough/collections';
import { describe, expect, it } from 'vitest';

type Key = number | string | readonly (number | string)[];

/** Keys in the order in which a map has them. */
const inOrder: readonly Key[] = [
  -3,
  0,
  0.5,
  1,
  2,
  10,
  '',
  '1',
  '10',
  '2',
  'A',
  'a',
  'ab',
  'b',
  'é',
  [],
  [-1],
  [0],
  [0, 0],
  [0, 1],
  [0, 'a'],
  [1],
  [1, 'a'],
  [1, 'a', 0],
  [1, 'b'],
  [2],
  ['a'],
  ['a', 1],
  ['b'],
];

function mapOf(keys: readonly Key[]): SortedMap<Key, string> {
  let map: SortedMap<Key, string> = undefined;
  for (const key of keys) map = set(map, key, JSON.stringify(key));
  return map;
}

function keysOf(map: SortedMap<Key, unknown>): Key[] {
  return Array.from(entries(map), ([key]) => key);
}

const orders: readonly (readonly [name: string, keys: readonly Key[]])[] = [
  ['ascending', inOrder],
  ['descending', inOrder.toReversed()],
  ['from both ends', inOrder.map((_key, at) => inOrder.at(at % 2 ? -(at + 1) / 2 : at / 2) ?? 0)],
  ['in steps of 7', inOrder.map((_key, at) => inOrder[(at * 7) % inOrder.length] ?? 0)],
];

describe.each(orders)('keys that come %s', (_name, keys) => {
  const map = mapOf(keys);

  it('are numbers before texts before lists, lists by their first difference and then by length', () => {
    expect(keysOf(map)).toEqual(inOrder);
    expect(values(map)).toEqual(inOrder.map((key) => JSON.stringify(key)));
    expect(first(map)?.key).toBe(-3);
    expect(size(map)).toBe(inOrder.length);
  });

  it.each(inOrder.map((key, at) => [key, at] as const))(
    '%j is found, and begins what is from it on',
    (key, at) => {
      expect(get(map, key)).toBe(JSON.stringify(key));
      const rest = Array.from(entriesFrom(map, key), ([each]) => each);
      expect(rest).toEqual(inOrder.slice(at));
    },
  );

  it.each<[key: Key, next: Key | undefined]>([
    [-4, -3],
    [-1, 0],
    [3, 10],
    [11, ''],
    ['aa', 'ab'],
    ['z', 'é'],
    ['ê', []],
    [
      [0, 2],
      [0, 'a'],
    ],
    [[0, 'b'], [1]],
    [
      ['a', 0],
      ['a', 1],
    ],
    [['c'], undefined],
  ])('%j is not there; from it on the first is %j', (key, next) => {
    expect(get(map, key)).toBeUndefined();
    expect([...entriesFrom(map, key)].map(([each]) => each)[0]).toEqual(next);
    expect(remove(map, key)).toEqual(map);
  });

  it('are removed one by one in any order, and earlier versions keep them', () => {
    let rest: SortedMap<Key, string> = map;
    const left = new Set(keys);
    for (const key of keys) {
      rest = remove(rest, key);
      left.delete(key);
      expect(keysOf(rest)).toEqual(inOrder.filter((each) => left.has(each)));
      expect(size(rest)).toBe(left.size);
      expect(isBalanced(rest)).toBe(true);
    }
    expect(rest).toBeUndefined();
    expect(keysOf(map)).toEqual(inOrder);
  });
});

it('has nothing in an empty map', () => {
  const none: SortedMap<string, number> = undefined;
  expect(get(none, 'a')).toBeUndefined();
  expect(first(none)).toBeUndefined();
  expect(size(none)).toBe(0);
  expect(remove(none, 'a')).toBeUndefined();
  expect([...entries(none), ...entriesFrom(none, 'a'), ...values(none)]).toEqual([]);
});

it('replaces a value in a version of its own', () => {
  const before = mapOf([2, 1, 3]);
  for (const key of [1, 2, 3]) {
    const after = set(before, key, 'new');
    expect(get(after, key)).toBe('new');
    expect(get(before, key)).toBe(String(key));
    expect(keysOf(after)).toEqual([1, 2, 3]);
    expect(size(after)).toBe(3);
  }
});

it('shares what a change does not touch', () => {
  const map = mapOf([4, 2, 6, 1, 3, 5, 7]);
  expect(set(map, 7, 'new')?.left).toBe(map?.left);
  expect(set(map, 1, 'new')?.right).toBe(map?.right);
});

describe('as a Map with sorted keys, after any 200 changes', () => {
  it.each([1, 2, 3, 4, 5])('(%i)', (seed) => {
    const random = randomOf(seed);
    const model = new Map<number, number>();
    let map: SortedMap<number, number> = undefined;
    for (let change = 0; change < 200; change += 1) {
      const key = Math.floor(random() * 40);
      // At first more keys come, then more go.
      if (random() < (change < 100 ? 0.75 : 0.25)) {
        model.set(key, change);
        map = set(map, key, change);
      } else {
        model.delete(key);
        map = remove(map, key);
      }
      const sorted = [...model].sort(([a], [b]) => a - b);
      expect([...entries(map)]).toEqual(sorted);
      expect(size(map)).toBe(sorted.length);
      expect(first(map)?.value).toBe(sorted[0]?.[1]);
      expect(get(map, key)).toBe(model.get(key));
      expect([...entriesFrom(map, key)]).toEqual(sorted.filter(([each]) => each >= key));
      expect(isBalanced(map)).toBe(true);
    }
  });
});

it('is as low as an AVL tree after a thousand keys in order', () => {
  let map: SortedMap<number, number> = undefined;
  for (let key = 1; key <= 1023; key += 1) map = set(map, key, key);
  expect(map?.height).toBe(10);
});

/** Whether the sides of each node differ by at most one level, and it knows its height and size. */
function isBalanced(map: SortedMap<Key, unknown>): boolean {
  if (!map) return true;
  const [left, right] = [map.left?.height ?? 0, map.right?.height ?? 0];
  return (
    Math.abs(left - right) <= 1 &&
    map.height === 1 + Math.max(left, right) &&
    map.size === 1 + size(map.left) + size(map.right) &&
    isBalanced(map.left) &&
    isBalanced(map.right)
  );
}

/** Numbers from 0 to below 1, the same for the same seed (Lehmer). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
