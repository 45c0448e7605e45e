import { equals, isArray, isDeeper, isObject, type Json } from '@stepthrough/json';
import { expect, it } from 'vitest';

it.each<[value: unknown, kind: 'object' | 'array' | 'neither']>([
  [{}, 'object'],
  [Object.create(null), 'object'],
  [[], 'array'],
  [null, 'neither'],
  [undefined, 'neither'],
  ['{}', 'neither'],
  [1, 'neither'],
])('%j is %s', (value, kind) => {
  expect(isObject(value)).toBe(kind === 'object');
  expect(isArray(value)).toBe(kind === 'array');
});

it.each<[Json, Json]>([
  [1, 1],
  [null, null],
  ['a', 'a'],
  [
    [1, [2]],
    [1, [2]],
  ],
  [
    { a: 1, b: null },
    { b: null, a: 1 },
  ],
])('%j equals %j', (a, b) => {
  expect(equals(a, b)).toBe(true);
  expect(equals(b, a)).toBe(true);
});

it.each<[Json, Json]>([
  [1, '1'],
  [0, false],
  [null, {}],
  [null, []],
  [[], {}],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [[null], []],
  [{ a: null }, {}],
  [{ a: 1 }, { b: 1 }],
  [{ a: 1 }, { a: 2 }],
  [{ constructor: null }, { a: null }],
  [{}, JSON.parse('{"__proto__": null}') as Json],
])('%j does not equal %j', (a, b) => {
  expect(equals(a, b)).toBe(false);
  expect(equals(b, a)).toBe(false);
});

it('counts each pair that is compared', () => {
  let pairs = 0;
  equals({ a: [1, 2], b: 3 }, { a: [1, 2], b: 3 }, () => (pairs += 1));
  expect(pairs).toBe(5);
});

it.each<[value: Json, levels: number, isMore: boolean]>([
  [1, 0, false],
  [[], 0, true],
  [{}, 0, true],
  [[1], 1, false],
  [[[]], 1, true],
  [{ a: { b: 1 } }, 2, false],
  [{ a: 1, b: { c: [] } }, 2, true],
])('%j is deeper than %i levels: %s', (value, levels, isMore) => {
  expect(isDeeper(value, levels)).toBe(isMore);
});
