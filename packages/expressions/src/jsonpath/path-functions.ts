import { isArray, isObject, type Json } from '../json.ts';

/** Functions at the end of a path, e.g. `$.prices.max()`; `undefined` where they do not apply. */
export const pathFunctions: { readonly [name: string]: (value: Json) => Json | undefined } = {
  length: (value) => {
    if (isArray(value)) return value.length;
    if (isObject(value)) return Object.keys(value).length;
    return typeof value === 'string' ? value.length : undefined;
  },
  keys: (value) => (isObject(value) ? Object.keys(value) : undefined),
  min: (value) => aggregate(value, (numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  max: (value) => aggregate(value, (numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  sum: (value) => aggregate(value, sum),
  avg: (value) => aggregate(value, mean),
  stddev: (value) =>
    aggregate(value, (numbers) => {
      const average = mean(numbers);
      return Math.sqrt(mean(numbers.map((number) => (number - average) ** 2)));
    }),
};

function aggregate(
  value: Json,
  reduce: (numbers: readonly number[]) => number,
): number | undefined {
  const numbers = isArray(value) ? value.filter((item) => typeof item === 'number') : [];
  return numbers.length === 0 ? undefined : reduce(numbers);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}
