/** The sparse persistent vector against a map of the same elements. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  elements,
  emptyVector,
  getAt,
  setAt,
  type Vector,
} from '../../packages/interpreter/src/vector.ts';

type Change = readonly [index: number, value: string | undefined];

function filled(changes: readonly Change[]): Vector<string> {
  return changes.reduce(
    (vector, [index, value]) => setAt(vector, index, value),
    emptyVector<string>(),
  );
}

/** Around the widths of the tree's levels. */
const edges = [0, 1, 6, 7, 8, 9, 62, 63, 64, 65, 510, 511, 512, 513, 4094, 4095, 4096, 4097];

const changes = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(...edges), fc.nat(5000)),
    fc.option(fc.string({ maxLength: 3 }), { nil: undefined }),
  ),
  { maxLength: 150 },
);

/** What holds of a vector, whatever it was made of. */
function check(vector: Vector<string>, known: ReadonlyMap<number, string | undefined>): void {
  for (const index of [...edges, ...known.keys()]) {
    expect(getAt(vector, index)).toBe(known.get(index));
  }
  const present = [...known].filter(([, value]) => value !== undefined);
  expect([...elements(vector)]).toEqual(present.sort(([one], [other]) => one - other));
}

describe('a vector', () => {
  it('has what was set last at each index, in order, and keeps what it was', () => {
    fc.assert(
      fc.property(changes, changes, (first, then) => {
        const before = filled(first);
        const known = new Map(first);
        const after = then.reduce((vector, [at, value]) => setAt(vector, at, value), before);
        check(before, known);
        check(after, new Map([...first, ...then]));
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it.each([1, 31, 32, 33, 34, 64, 65, 66, 100, 600])('of %i elements', (count) => {
    for (const step of [1, 7, 8, 64]) {
      const all = Array.from({ length: count }, (_, at): Change => [at * step, `${at}`]);
      check(filled(all), new Map(all));
      check(filled(all.toReversed()), new Map(all));
      const without = all.map(([at]): Change => [at, undefined]);
      check(filled([...all, ...without]), new Map(without));
    }
  });

  it.each(edges)('has an element at %i and none beside it', (index) => {
    const others = Array.from({ length: 40 }, (): Change => [3, 'x']);
    const spread = Array.from({ length: 40 }, (_, at): Change => [10_000 + at, undefined]);
    for (const around of [[], others, spread]) {
      const vector = filled([...around, [index, 'here'], ...spread]);
      expect(getAt(vector, index)).toBe('here');
      for (const other of [index - 1, index + 1, index + 8, index + 64, index * 8 + 1]) {
        if (other >= 0 && other !== index && other !== 3)
          expect(getAt(vector, other)).toBe(undefined);
      }
    }
  });

  it('is no larger for an element that is set again and again', () => {
    const once = filled([
      [1, 'a'],
      [2, 'b'],
    ]);
    const again = filled([
      [1, 'a'],
      [2, 'x'],
      [2, 'y'],
      [2, 'b'],
    ]);
    expect(again).toEqual(once);
  });

  it('of many elements is a tree, whose parts the next one shares', () => {
    const all = Array.from({ length: 200 }, (_, at): Change => [at, 'x']);
    const vector = filled(all);
    let notes = 0;
    for (let rest = vector; !Array.isArray(rest); rest = (rest as { rest: Vector<string> }).rest) {
      notes += 1;
    }
    expect(notes).toBeGreaterThan(0);
    expect(notes).toBeLessThanOrEqual(32);
  });
});
