/** What the methods and values of mapping templates count as work, by which a template is bounded. */
import { Work } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { expect, it } from 'vitest';
import { callMethod } from '../../../packages/services/src/apigateway/velocity/methods.ts';
import {
  fromJson,
  JavaList,
  JavaMap,
  print,
  rangeOf,
  type Value,
} from '../../../packages/services/src/apigateway/velocity/values.ts';

/** How much of the allowance has been spent. */
class Counted extends Work {
  steps = 0;
  text = 0;

  override spend(kind: Parameters<Work['spend']>[0], amount = 1): void {
    super.spend(kind, amount);
    if (kind === 'steps') this.steps += amount;
    if (kind === 'text') this.text += amount;
  }
}

const counted = (perform: (work: Counted) => unknown): readonly [steps: number, text: number] => {
  const work = new Counted();
  perform(work);
  return [work.steps, work.text];
};

const listOf = (...items: Value[]) => new JavaList(items);
const mapOf = (...names: string[]) => {
  const map = new JavaMap();
  for (const name of names) map.entries.set(name, 1);
  return map;
};

it.each<[string, Value, string, readonly Value[], number, number]>([
  ['a call that is none', 'abc', 'none', [], 1, 0],
  ['a length', 'abc', 'length', [], 1, 0],
  ['a printed text', 'abc', 'toString', [], 2, 3],
  ['an equal text', 'abc', 'equals', ['abc'], 1, 0],
  ['another text', 'abc', 'equals', ['ab'], 3, 5],
  ['a longer text', 'abc', 'concat', ['de'], 1, 5],
  ['each place that is replaced', 'abab', 'replace', ['a', 'xyz'], 1, 4 + 2 * 3],
  ['no place that is replaced', 'abab', 'replace', ['c', 'xyz'], 1, 4],
  ['each place between letters', 'ab', 'replace', ['', '-'], 1, 2 + 3],
  ['each match that is replaced', '-a--a', 'replaceAll', ['a', 'xy'], 1, 3 + 4],
  ['the first match alone', '-a--a', 'replaceFirst', ['a', 'xy'], 1, 3],
  ['all names of a map', mapOf('a', 'b', 'c'), 'keySet', [], 4, 0],
  ['all values of a map', mapOf('a', 'b', 'c'), 'values', [], 4, 0],
  ['all entries of a map', mapOf('a', 'b', 'c'), 'entrySet', [], 4, 0],
  ['all that comes into a map', mapOf('a'), 'putAll', [mapOf('b', 'c')], 3, 0],
  ['nothing that comes into a map', mapOf('a'), 'putAll', ['b'], 1, 0],
  ['one of a map', mapOf('a', 'b'), 'get', ['a'], 1, 0],
  ['all that comes into a list', listOf(1), 'addAll', [listOf(2, 3)], 3, 0],
  ['what a list is looked through for', listOf(1, 2, 3), 'contains', [1], 4, 0],
  ['what a list is cut from', listOf(1, 2, 3), 'subList', [1, 2], 4, 0],
  ['one of a list', listOf(1, 2, 3), 'get', [1], 1, 0],
])('%s', (_, target, name, args, steps, text) => {
  expect(counted((work) => callMethod(target, name, args, work))).toEqual([steps, text]);
});

it.each<[Json, number]>([
  [null, 0],
  ['text', 1],
  [7, 1],
  [[], 5],
  [{}, 5],
  [[1, null, [2]], 5 + 1 + 5 + 1],
  [{ a: 1, b: { c: 'x' } }, 5 + 1 + 5 + 1],
])('making a value of %j', (value, steps) => {
  expect(counted((work) => fromJson(value, work))).toEqual([steps, 0]);
});

it.each<[Value, string, number, number]>([
  ['text', 'text', 1, 4],
  [undefined, 'null', 1, 4],
  [null, 'null', 1, 4],
  [listOf(), '[]', 5, 2 + 2],
  [listOf(1, listOf('a')), '[1, [a]]', 5 + 1 + 5 + 1, 3 + 8 + 8],
  [mapOf('a', 'b'), '{a=1, b=1}', 5 + 1 + 1, 10 + 10],
])('printing %o', (value, printed, steps, text) => {
  const work = new Counted();
  expect(print(value, work)).toBe(printed);
  expect([work.steps, work.text]).toEqual([steps, text]);
});

it.each([
  [1, 3, [1, 2, 3], 3],
  [3, 1, [3, 2, 1], 3],
  [-1, 1, [-1, 0, 1], 3],
  [2, 2, [2], 1],
  [NaN, 1, [], 0],
  [1, NaN, [], 0],
  [1, Infinity, [], 0],
])('a range from %d to %d', (from, to, items, steps) => {
  const work = new Counted();
  expect(rangeOf(from, to, work).items).toEqual(items);
  expect(work.steps).toBe(steps);
});
