import { atPointer, type Json, pointerTo } from '@stepthrough/json';
import { expect, it } from 'vitest';

const value: Json = { a: { 'b/c': [10, { '~1': 'x' }], '': 0 }, '01': 'one' };

it.each<[place: readonly (string | number)[], pointer: string, found: Json | undefined]>([
  [[], '', value],
  [['a', 'b/c', 0], '/a/b~1c/0', 10],
  [['a', 'b/c', 1, '~1'], '/a/b~1c/1/~01', 'x'],
  [['a', ''], '/a/', 0],
  [['01'], '/01', 'one'],
  [['a', 'b/c', 2], '/a/b~1c/2', undefined],
  [['none'], '/none', undefined],
  [['none', 'a'], '/none/a', undefined],
  [['constructor'], '/constructor', undefined],
  [['a', 'b/c', 'length'], '/a/b~1c/length', undefined],
])('%j is %s', (place, pointer, found) => {
  expect(pointerTo(place)).toBe(pointer);
  expect(atPointer(value, pointer)).toEqual(found);
});

it.each(['a', 'a/b', '/a/b~1c/00', '/a/b~1c/-', '/a/b~1c/1e0', '/a/b~1c/+1'])(
  '%s points at nothing',
  (pointer) => {
    expect(atPointer(value, pointer)).toBeUndefined();
  },
);
