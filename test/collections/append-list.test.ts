import { append, type AppendList, itemsOf } from '@stepthrough/collections';
import { describe, expect, it } from 'vitest';

const lengths = [0, 1, 2, 5];

describe.each(lengths)('a list of %i items', (length) => {
  const array = Array.from({ length }, (_item, index) => `item ${index}`);
  let list: AppendList<string> | undefined;
  for (const item of array) list = append(list, item);

  it('has them in the order in which they came', () => {
    expect(itemsOf(list)).toEqual(array);
    expect(list?.length ?? 0).toBe(length);
    expect(list?.last).toBe(array.at(-1));
  });

  it.each([0, 1, length - 1, length, length + 1])(
    'from index %i on, they are those of an array',
    (from) => {
      expect(itemsOf(list, Math.max(from, 0))).toEqual(array.slice(Math.max(from, 0)));
    },
  );

  it('stays as it is when two others grow from it', () => {
    const one = append(list, 'one');
    const other = append(list, 'other');
    expect(itemsOf(list)).toEqual(array);
    expect(itemsOf(one)).toEqual([...array, 'one']);
    expect(itemsOf(other)).toEqual([...array, 'other']);
    expect([one.length, other.length]).toEqual([length + 1, length + 1]);
    expect(one.before).toBe(list);
  });
});
