/** Comparison operators and intrinsic functions below, at and above their edges. */
import {
  choiceOperators,
  intrinsicFunctions,
  type IntrinsicName,
  Work,
} from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

describe('an operator of order', () => {
  const values: readonly (readonly [prefix: string, below: Json, at: Json, above: Json])[] = [
    ['Numeric', 1, 2, 3],
    ['String', 'a', 'b', 'c'],
    [
      'Timestamp',
      '2026-01-01T00:00:00.001Z',
      '2026-01-01T00:00:00.002Z',
      '2026-01-01T00:00:00.003Z',
    ],
  ];
  const orders: readonly (readonly [suffix: string, ...holds: readonly boolean[]])[] = [
    ['Equals', false, true, false],
    ['LessThan', true, false, false],
    ['LessThanEquals', true, true, false],
    ['GreaterThan', false, false, true],
    ['GreaterThanEquals', false, true, true],
  ];
  const rows = values.flatMap(([prefix, ...tried]) =>
    orders.map(([suffix, ...holds]) => [prefix + suffix, tried, holds] as const),
  );

  it.each(rows)('%s', (name, tried, holds) => {
    const [plain, path] = [choiceOperators[name], choiceOperators[`${name}Path`]];
    const at = tried[1] ?? null;
    expect(tried.map((value) => plain?.test(value, at))).toEqual(holds);
    expect(tried.map((value) => path?.test(value, at))).toEqual(holds);
    expect([plain?.isPath, path?.isPath]).toEqual([false, true]);
    for (const other of [undefined, null, true, [], typeof at === 'number' ? '2' : 2])
      expect(plain?.test(other, at)).toBe(false);
    expect(plain?.test(at, null)).toBe(false);
  });
});

it.each([
  ['2026-01-01T00:00:00Z', true],
  ['2026-01-01T00:00Z', true],
  ['2026-12-31T23:59:59.123456789+23:59', true],
  ['2026-01-01T00:00:00.1234567890Z', false],
  ['2024-02-29T00:00:00Z', true],
  ['2025-02-29T00:00:00Z', false],
  ['2026-04-31T00:00:00Z', false],
  ['2026-00-01T00:00:00Z', false],
  ['2026-13-01T00:00:00Z', false],
  ['2026-01-00T00:00:00Z', false],
  ['2026-01-32T00:00:00Z', false],
  ['2026-01-01T24:00:00Z', false],
  ['2026-01-01T00:60:00Z', false],
  ['2026-01-01T00:00:60Z', false],
  ['2026-01-01T00:00:00', false],
  ['2026-01-01 00:00:00Z', false],
  ['x2026-01-01T00:00:00Z', false],
  ['2026-01-01T00:00:00Zx', false],
])('%s is a timestamp: %s', (value, is) => {
  expect(choiceOperators['IsTimestamp']?.test(value, true)).toBe(is);
  expect(choiceOperators['IsTimestamp']?.test(value, false)).toBe(!is);
});

it.each<readonly [name: string, value: Json | undefined, holds: boolean]>([
  ['IsPresent', null, true],
  ['IsPresent', undefined, false],
  ['IsNull', null, true],
  ['IsNull', undefined, false],
  ['IsBoolean', false, true],
  ['IsBoolean', 'false', false],
  ['IsNumeric', 0, true],
  ['IsNumeric', '0', false],
  ['IsString', '', true],
  ['IsString', 0, false],
])('%s of %j is %s', (name, value, holds) => {
  expect(choiceOperators[name]?.test(value, true)).toBe(holds);
  expect(choiceOperators[name]?.test(value, false)).toBe(!holds);
});

function call(name: IntrinsicName, values: readonly Json[], chance = 0): unknown {
  try {
    return intrinsicFunctions[name].apply(values, () => chance, new Work());
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

describe('an intrinsic function', () => {
  const wrong = (name: string, problem: string): string =>
    `Invalid arguments in ${name}: ${problem}`;
  const long = 'the text has more than 10,000 characters';
  const wide = 'the array would have more than 1,000 items';
  const order = 'the first number must be below the second';

  it.each<readonly [name: IntrinsicName, values: readonly Json[], result: unknown]>([
    ['States.ArrayPartition', [[1, 2, 3], 1], [[1], [2], [3]]],
    ['States.ArrayPartition', [[1, 2, 3], 3], [[1, 2, 3]]],
    ['States.ArrayPartition', [[], 1], []],
    [
      'States.ArrayPartition',
      [[1], 0],
      wrong('States.ArrayPartition', 'the size must be at least 1'),
    ],
    [
      'States.ArrayPartition',
      ['a', 1],
      wrong('States.ArrayPartition', 'an array is expected, not "a"'),
    ],
    [
      'States.ArrayPartition',
      [[1], 'a'],
      wrong('States.ArrayPartition', 'a number is expected, not "a"'),
    ],
    ['States.ArrayContains', [[{ a: 1 }], { a: 1 }], true],
    ['States.ArrayContains', [[1, 2], 3], false],
    ['States.ArrayRange', [1, 1, 1], [1]],
    ['States.ArrayRange', [1, 3, 2], [1, 3]],
    ['States.ArrayRange', [1, 4, 2], [1, 3]],
    ['States.ArrayRange', [3, 1, -1], [3, 2, 1]],
    ['States.ArrayRange', [1, 2, 0], wrong('States.ArrayRange', 'the step must not be 0')],
    ['States.ArrayRange', [1, 1001, 1], wrong('States.ArrayRange', wide)],
    ['States.ArrayGetItem', [[1, 2], 1], 2],
    [
      'States.ArrayGetItem',
      [[1, 2], 2],
      wrong('States.ArrayGetItem', 'the index is outside the array'),
    ],
    [
      'States.ArrayGetItem',
      [[1, 2], -1],
      wrong('States.ArrayGetItem', 'the index is outside the array'),
    ],
    ['States.Base64Decode', ['*'], wrong('States.Base64Decode', 'the text is not Base64')],
    ['States.Base64Encode', ['a'.repeat(10_001)], wrong('States.Base64Encode', long)],
    ['States.Base64Encode', [1], wrong('States.Base64Encode', 'a text is expected, not 1')],
    ['States.JsonMerge', [{ a: 1, b: 1 }, { b: 2 }, false], { a: 1, b: 2 }],
    [
      'States.JsonMerge',
      [{}, [], false],
      wrong('States.JsonMerge', 'the first two arguments must be objects'),
    ],
    [
      'States.JsonMerge',
      [1, {}, false],
      wrong('States.JsonMerge', 'the first two arguments must be objects'),
    ],
    [
      'States.JsonMerge',
      [{}, {}, true],
      wrong('States.JsonMerge', 'deep merging is not supported; pass false'),
    ],
    ['States.MathAdd', [2147483646, 1], 2147483647],
    [
      'States.MathAdd',
      [2147483647, 1],
      wrong('States.MathAdd', '2147483648 does not fit into 32 bits'),
    ],
    ['States.MathAdd', [-2147483647, -1], -2147483648],
    [
      'States.MathAdd',
      [-2147483648, -1],
      wrong('States.MathAdd', '-2147483649 does not fit into 32 bits'),
    ],
    [
      'States.MathAdd',
      [2147483648, -1],
      wrong('States.MathAdd', '2147483648 does not fit into 32 bits'),
    ],
    ['States.MathAdd', ['1', 1], wrong('States.MathAdd', 'a number is expected, not "1"')],
    ['States.MathRandom', [1, 2], 1],
    ['States.MathRandom', [2, 2], wrong('States.MathRandom', order)],
    ['States.MathRandom', [3, 2], wrong('States.MathRandom', order)],
    ['States.StringToJson', [' \n'], null],
    ['States.StringToJson', ['{'], wrong('States.StringToJson', 'the text is not JSON')],
    [
      'States.Hash',
      ['a', 'CRC'],
      wrong('States.Hash', 'the algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512'),
    ],
    ['States.StringSplit', ['a', ','], ['a']],
    ['States.StringSplit', ['', ','], []],
    ['States.StringSplit', ['a,b', ''], ['a,b']],
    ['States.Format', ['\\{{}\\}', [1, { a: null }]], '{[1, {a=null}]}'],
    [
      'States.Format',
      ['{}'],
      wrong('States.Format', 'number of arguments do not match the occurrences of {}'),
    ],
    ['States.Format', ['}'], "Invalid template in States.Format: matching '{' not found for '}'"],
  ])('%s of %j', (name, values, result) => {
    expect(call(name, values)).toEqual(result);
  });

  it('takes and gives as much as its limit', () => {
    expect(call('States.ArrayRange', [1, 1000, 1])).toHaveLength(1000);
    expect(call('States.Base64Encode', ['😀'.repeat(10_000)])).toMatch(/^8J\+YgPCf/);
    expect(call('States.Base64Encode', ['😀'.repeat(10_001)])).toBe(
      wrong('States.Base64Encode', long),
    );
  });

  it.each([
    [0, 5],
    [0.25, 6],
    [0.999, 8],
  ])('draws by a chance of %d from the first number to below the second', (chance, result) => {
    expect(call('States.MathRandom', [5, 9], chance)).toBe(result);
  });
});
