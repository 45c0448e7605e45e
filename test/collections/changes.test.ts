import { changesBetween, remove, set, type SortedMap } from '@stepthrough/collections';
import { describe, expect, it } from 'vitest';

type Changes = ReturnType<typeof changesBetween<string, number>>;

function mapOf(members: { readonly [key: string]: number }): SortedMap<string, number> {
  let map: SortedMap<string, number> = undefined;
  for (const [key, value] of Object.entries(members)) map = set(map, key, value);
  return map;
}

describe('between two maps', () => {
  it.each<[before: { [key: string]: number }, after: { [key: string]: number }, changes: Changes]>([
    [{}, {}, []],
    [{ a: 1 }, { a: 1 }, []],
    [{}, { a: 1 }, [{ key: 'a', before: undefined, after: 1 }]],
    [{ a: 1 }, {}, [{ key: 'a', before: 1, after: undefined }]],
    [{ a: 1 }, { a: 2 }, [{ key: 'a', before: 1, after: 2 }]],
    [
      { a: 1 },
      { b: 1 },
      [
        { key: 'a', before: 1, after: undefined },
        { key: 'b', before: undefined, after: 1 },
      ],
    ],
    [
      { b: 1, d: 4 },
      { a: 1, d: 4 },
      [
        { key: 'a', before: undefined, after: 1 },
        { key: 'b', before: 1, after: undefined },
      ],
    ],
    [
      { a: 1, b: 2, c: 3, d: 4, e: 5 },
      { b: 2, c: 30, e: 5, f: 6, g: 7 },
      [
        { key: 'a', before: 1, after: undefined },
        { key: 'c', before: 3, after: 30 },
        { key: 'd', before: 4, after: undefined },
        { key: 'f', before: undefined, after: 6 },
        { key: 'g', before: undefined, after: 7 },
      ],
    ],
  ])('%j and %j', (before, after, changes) => {
    expect(changesBetween(mapOf(before), mapOf(after))).toEqual(changes);
  });
});

/** Maps of all sizes and of changes of all sizes, so that subtrees of different heights meet. */
describe.each([0, 1, 2, 3, 7, 20, 64])('a map of %i keys', (size) => {
  const keys = Array.from({ length: size }, (_key, index) => index * 2);
  let map: SortedMap<number, number> = undefined;
  for (const key of keys) map = set(map, key, key);

  it('has no changes from itself', () => {
    expect(changesBetween(map, map)).toEqual([]);
  });

  it.each([1, 2, 3, 5, 11])(
    'where each %i. key is changed, and each next one goes or comes',
    (each) => {
      let after = map;
      const expected: ReturnType<typeof changesBetween<number, number>> = [];
      for (const key of keys.filter((_key, index) => index % each === 0)) {
        if (key % 3 === 0) {
          after = set(after, key, -1);
          expected.push({ key, before: key, after: -1 });
        } else if (key % 3 === 1) {
          after = remove(after, key);
          expected.push({ key, before: key, after: undefined });
        } else {
          after = set(after, key + 1, 0);
          expected.push({ key: key + 1, before: undefined, after: 0 });
        }
      }
      expect(changesBetween(map, after)).toEqual(expected);
      expect(changesBetween(after, map)).toEqual(
        expected.map(({ key, before, after: now }) => ({ key, before: now, after: before })),
      );
    },
  );
});

it('passes over what two versions share', () => {
  let reads = 0;
  let before: SortedMap<number, number> = undefined;
  for (let key = 0; key < 1023; key += 1) before = set(before, key, key);
  const after = set(before, 500, -1);
  const counted = (map: SortedMap<number, number>): SortedMap<number, number> =>
    map && new Proxy(map, { get: (node, name) => (count(name), Reflect.get(node, name)) });
  function count(name: string | symbol): void {
    if (name === 'key') reads += 1;
  }
  expect(changesBetween(counted(before), counted(after))).toEqual([
    { key: 500, before: 500, after: -1 },
  ]);
  expect(reads).toBeLessThan(40);
});
