/** What a JSONata expression gives as JSON, and that it leaves the data as it was. */
import { evaluateJsonata, type JsonataOutcome, parseJsonata } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

const input = frozen({
  n: 1,
  text: 'x',
  nothing: null,
  yes: true,
  list: [3, { a: 4 }],
  empty: [],
  object: { a: { b: [1, 2] }, c: 'd' },
});

function outcomeOf(expression: string, random = () => 0.25): Promise<JsonataOutcome> {
  const bindings = { states: { input }, variables: {}, now: 86_400_000, random };
  return evaluateJsonata(`{% ${expression} %}`, 'Output', bindings);
}

async function valueOf(expression: string, random?: () => number): Promise<Json | string> {
  const outcome = await outcomeOf(expression, random);
  return outcome.ok ? outcome.value : outcome.cause.replace(/^.*'Output' /s, '');
}

describe('a result', () => {
  it.each<[expression: string, value: Json]>([
    ['[1/0, 1]', ['Infinity', 1]],
    ['[1, -1/0]', [1, '-Infinity']],
    ['{"a": 1/0, "b": 1}', { a: 'Infinity', b: 1 }],
    ['{"a": 1, "b": 0/0}', { a: 1, b: 'NaN' }],
    ['{"a": [{"b": 1/0}], "c": [1]}', { a: [{ b: 'Infinity' }], c: [1] }],
    ['{"a": $nope, "b": 1}', { b: 1 }],
    ['[$nope, 1]', [1]],
    ['null', null],
    ['true', true],
    ['"a"', 'a'],
    ['{"__proto__": 1}', JSON.parse('{"__proto__": 1}') as Json],
    ['{"__proto__": 1/0}', JSON.parse('{"__proto__": "Infinity"}') as Json],
  ])('%s is JSON as AWS writes it', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  it.each([
    '$sum',
    'function($x) { $x }',
    '[1, $sum]',
    '{"a": {"b": $sum}}',
    '[[function() { 1 }]]',
  ])('%s is none', async (expression) => {
    expect(await valueOf(expression)).toBe('returned an unsupported result type.');
  });

  it.each([
    '[1, 2]',
    '[1..2]',
    '$states.input.list[$ != 0]',
    '[[1, 2], [3]]',
    '{"a": [1, 2]}',
    '$states.input.list[]',
    '{"a": $states.input.text[]}',
  ])('has no marks of the library on its lists: %s', async (expression) => {
    const listsIn = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null
        ? [...(Array.isArray(value) ? [value] : []), ...Object.values(value).flatMap(listsIn)]
        : [];
    const lists = listsIn(await valueOf(expression));
    expect(lists.length).toBeGreaterThan(0);
    for (const list of lists) {
      expect(Object.getOwnPropertyNames(list).filter((name) => !/^\d+$/.test(name))).toEqual([
        'length',
      ]);
    }
  });

  it('that is a part of the data is that part', async () => {
    expect(await valueOf('($states.input.object)')).toBe(input.object);
    expect(await valueOf('($states.input.list)')).toBe(input.list);
  });
});

describe('an expression with which the library writes into its data', () => {
  it.each<[expression: string, value: Json]>([
    ['$states.input.text[]', ['x']],
    ['$states.input.list[]', [3, { a: 4 }]],
    ['$states.input.empty.{"a": 1}', 'returned nothing (undefined).'],
    ['$states.input.list{"k": 1}', { k: 1 }],
    [
      '[$states.input.object[], $states.input.n, $states.input.nothing, $states.input.yes]',
      [{ a: { b: [1, 2] }, c: 'd' }, 1, null, true],
    ],
    ['$states.input.object.a.b[] ~> $append($millis())', [1, 2, 86_400_000]],
  ])('%s gets data of its own', async (expression, value) => {
    const before = structuredClone(input);
    expect(await valueOf(expression)).toEqual(value);
    expect(input).toEqual(before);
    expect(Object.getOwnPropertyNames(input.list)).toEqual(['0', '1', 'length']);
  });
});

describe('functions of AWS', () => {
  it.each<[expression: string, value: Json]>([
    ['$hash($nope, "MD5")', 'returned nothing (undefined).'],
    ['$hash("a", $nope)', 'returned nothing (undefined).'],
    ['$hash("a", "MD5")', '0cc175b9c0f1b6a831c399e269772661'],
    ['$hash("a", "MD6")', 'threw an error during evaluation. D3137: Unsupported algorithm: MD6'],
    ['$parse($nope)', 'returned nothing (undefined).'],
    ['$parse("[1, {}]")', [1, {}]],
    ['$base64decode($nope)', 'returned nothing (undefined).'],
    ['$base64decode("")', ''],
    ['$base64decode("TWFu")', 'Man'],
    ['$base64decode("TWE=")', 'Ma'],
    ['$base64decode("TQ")', 'M'],
    ['$base64decode("w6kA/w==")', '\u00c3\u00a9\u0000\u00ff'],
    ...['!!!', 'TWFu!', 'TWFuT', 'TW Fu', 'TW-_'].map((text): [string, Json] => [
      `$base64decode("${text}")`,
      'threw an internal error during evaluation.',
    ]),
    ['["TQ==", "TWE="] ~> $map($base64decode)', ['M', 'Ma']],
    ['$error("internal")', 'threw an error during evaluation. D3137: internal'],
    ['$length($nope)', 'returned nothing (undefined).'],
    ['$length("")', 0],
    ['$partition($nope, 1)', 'returned nothing (undefined).'],
    ['$partition([], 1)', 'returned nothing (undefined).'],
    ['$partition([1, 2], 0)', 'returned nothing (undefined).'],
    [
      '$partition([1, 2], -1)',
      'threw an error during evaluation. D3137: Second argument must be zero or greater',
    ],
    ['$partition([1, 2, 3], 1)', [[1], [2], [3]]],
    ['$partition([1, 2, 3], 3)', [[1, 2, 3]]],
    ['$partition([1, 2, 3], 4)', [[1, 2, 3]]],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$range(1, 5, -1)', 'returned nothing (undefined).'],
    ['$range(2, 1, 1)', 'returned nothing (undefined).'],
    ['$range(1, 2, 0)', 'returned nothing (undefined).'],
    ['$range(1, 2, 1)', [1, 2]],
    ['$range(1, 3, 2)', [1, 3]],
    ['$range(1, 4, 2)', [1, 3]],
    [
      '$range(1, 360146, 1)',
      'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
    ['$now("[Y]", "+0100")', '1970'],
    ['$now($nope, "+0100")', '1970-01-02T01:00:00.000+01:00'],
    ['$now()', '1970-01-02T00:00:00.000Z'],
    ['$millis()', 86_400_000],
    ['$uuid()', '44444444-4444-4444-8444-444444444444'],
    // An update writes into a copy.
    ['$states.input.object ~> |$|{"c": 1}|', { a: { b: [1, 2] }, c: 1 }],
    ['$states.input.object ~> |a|{"e": [null]}, "b"|', { a: { e: [null] }, c: 'd' }],
    ['$states.input.list ~> |$[1]|{"a": 5}|', [3, { a: 5 }]],
    [
      '$states.input.object ~> |a|{"__proto__": 1}|',
      JSON.parse('{"a": {"b": [1, 2], "__proto__": 1}, "c": "d"}') as Json,
    ],
    ['$nope ~> |$|{"c": 1}|', 'returned nothing (undefined).'],
  ])('%s', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  it('shuffle all elements, each to a place that chance gives', async () => {
    const shuffled = (random: number): Promise<Json> =>
      valueOf('$shuffle([1, 2, 3, 4])', () => random);
    expect(await shuffled(0.999)).toEqual([1, 2, 3, 4]);
    expect(await shuffled(0)).toEqual([2, 3, 4, 1]);
    for (const random of [0.25, 0.5, 0.75]) {
      const found = await shuffled(random);
      expect(Array.isArray(found) && [...found].sort()).toEqual([1, 2, 3, 4]);
    }
    expect(await valueOf('$shuffle([1])')).toEqual([1]);
  });

  it('need a clock and chance where they ask for them', async () => {
    const now = parseJsonata('$now()');
    if (!now.ok) throw new Error(now.message);
    now.value.guard.reset(100);
    await expect(now.value.evaluate(undefined)).rejects.toThrow(
      'This function needs a clock and random numbers, and has none here.',
    );
  });
});
