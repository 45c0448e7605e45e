import { type KeyedItem, keyedItems } from '@stepthrough/webview/item-keys';
import { describe, expect, it } from 'vitest';

const before: readonly KeyedItem[] = ['a', 'b', 'c'].map((content, key) => ({ content, key }));

/** The keys of a list's items after a change, of those that had the keys 0, 1 and 2 as a, b and c. */
const cases: readonly (readonly [change: string, contents: string, keys: readonly number[]])[] = [
  ['nothing changes', 'abc', [0, 1, 2]],
  ['one comes before', 'xabc', [3, 0, 1, 2]],
  ['one comes between', 'axbc', [0, 3, 1, 2]],
  ['one goes', 'ac', [0, 2]],
  ['two change places', 'bac', [1, 0, 2]],
  ['one is changed in place', 'axc', [0, 1, 2]],
  ['two are changed in place', 'xyc', [0, 1, 2]],
  ['one is changed and another comes', 'axyc', [0, 3, 4, 2]],
  ['all go', '', []],
];

describe('an item keeps its key', () => {
  it.each(cases)('%s: %s', (_change, contents, keys) => {
    expect(keyedItems(before, [...contents]).map(({ key }) => key)).toEqual(keys);
  });

  it('also beside an equal one', () => {
    const same = keyedItems([], ['a', 'a']);
    expect(same.map(({ key }) => key)).toEqual([0, 1]);
    expect(keyedItems(same, ['a', 'x', 'a']).map(({ key }) => key)).toEqual([0, 2, 1]);
  });
});
