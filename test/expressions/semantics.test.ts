/** The rules of docs/SEMANTICS.md on paths, functions and expressions. */
import { describe, expect, test } from 'vitest';
import {
  choiceOperators,
  compileIntrinsic,
  compilePath,
  compileTemplate,
  evaluateJsonata,
} from '@stepthrough/expressions';

const input = { list: [1, 2, 3], items: [{ n: 1 }, { n: 2 }, 7], text: 'a', none: null };
const scope = { input, context: {}, variables: {}, random: () => 0.5 };

function read(text: string): unknown {
  const path = compilePath(text);
  return path.ok ? path.value.evaluate(scope) : path.message;
}

function call(text: string): unknown {
  const intrinsic = compileIntrinsic(text);
  if (!intrinsic.ok) return intrinsic.message;
  const outcome = intrinsic.value.evaluate(scope);
  return outcome.ok ? outcome.value : outcome.cause;
}

async function evaluate(expression: string, states = {}): Promise<unknown> {
  const bindings = { states, variables: {}, now: 0, random: () => 0.5 };
  const outcome = await evaluateJsonata(`{% ${expression} %}`, 'Output', bindings);
  return outcome.ok ? outcome.value : outcome.cause;
}

describe('paths', () => {
  test.each([
    ['$.list.length()', undefined],
    ['$.list.sum()', undefined],
    ['$.list.min()', undefined],
  ])('S47 %s calls no function', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ['$.list[-1]', undefined],
    ['$.list[-2:]', [2, 3]],
    ['$.list[:-1]', [1, 2]],
    ['$.list[0,2]', [1, 3]],
    ['$.list[(@.length-1)]', 3],
  ])('S48 %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ['$.list[?(@ > 1)]', []],
    ['$.items[?(@.n > 1)]', [{ n: 2 }]],
    ['$..n', [1, 2]],
  ])('S49 %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ["$.items[?(@.n == '1')].n", [1]],
    ["$.items[?(@.n != '1')].n", [2]],
    ["$.items[?(@.n != 'a')].n", []],
    ["$.items[?(@.n > '1')].n", [2]],
    ['$.items[?(@.n in [1, 5])].n', []],
    ['$.items[?(@.n nin [1, 5])].n', []],
  ])('S70 %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each<[string, string]>([
    ["$['list','items'].n", "$['list', 'items']"],
    ["$['list','items'].*", "$['list', 'items']"],
    ["$['list','items']..n", "$['list', 'items']"],
    ["$['list','items'][0]", "$['list', 'items']"],
    ["$.items[*]['n','m'].x", "$['items'][*]['n', 'm']"],
  ])('S71 %s fails', (text, place) => {
    const path = compilePath(text);
    if (!path.ok) throw new Error(path.message);
    const scope = { input, context: {}, variables: {} };
    expect(path.value.evaluate(scope)).toBeUndefined();
    expect(path.value.missing(scope)).toBe(
      `Multi properties can only be used as path leafs: ${place}`,
    );
  });

  test.each<[string, unknown]>([
    ["$.list[*]['n','m'].x", []],
    ["$.items[*]['n','m']", [{ n: 1 }, { n: 2 }]],
    ['$.list[0:2:2]', [1, 2]],
    ['$.list[::2]', [1, 2, 3]],
    ['$.list[1::]', [2, 3]],
  ])('S71 %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test('S50 an index past the end is null in a template, and nothing elsewhere', () => {
    const template = compileTemplate({ 'x.$': '$.list[3]' });
    expect(template.ok && template.value.evaluate(scope)).toEqual({ ok: true, value: { x: null } });
    expect(read('$.list[3]')).toBeUndefined();
  });
});

describe('intrinsic functions', () => {
  test.each<[string, unknown]>([
    ['States.ArrayGetItem($.list, 1.9)', 2],
    ['States.ArrayRange(0.9, 2.9, 1.5)', [0, 1, 2]],
    ['States.ArrayPartition($.list, 2.9)', [[1, 2], [3]]],
    ['States.MathAdd(1.49, 1.5)', 3],
    ['States.MathAdd(-1.5, 0)', -1],
  ])('S51 %s', (text, value) => {
    expect(call(text)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ["States.StringSplit('a.b,,c', '.,')", ['a', 'b', 'c']],
    ["States.StringToJson('')", null],
    ["States.Format('{} {}', $.items[0], $.list)", '{n=1} [1, 2, 3]'],
    ['States.JsonToString($.items[0])', '{"n":1}'],
    ['States.ArrayUnique(States.Array(2, 1, 2))', [1, 2]],
  ])('S52 %s', (text, value) => {
    expect(call(text)).toEqual(value);
  });

  test.each([
    ['States.ArrayGetItem($.list, 3)', 'Invalid arguments in States.ArrayGetItem'],
    ['States.MathAdd(2147483647, 1)', 'Invalid arguments in States.MathAdd'],
    ['States.JsonMerge($.items[0], $.items[1], true)', 'Invalid arguments in States.JsonMerge'],
    ['States.Array($.no)', "The JsonPath argument for the field '$.no' could not be found"],
  ])('S53 %s ends the execution with its words', (text, words) => {
    expect(call(text)).toContain(`The function '${text}' had the following error: ${words}`);
  });
});

describe('JSONata', () => {
  test.each<[string, unknown]>([
    ['$nope', "'$nope' specified for the field 'Output' returned nothing (undefined)."],
    ['1 ?? 2', 'is not valid JSONata. S0211'],
    ["$eval('1')", 'T1006: Attempted to invoke a non-function'],
    ['function($x) { $x }', 'returned an unsupported result type.'],
  ])('S54 %s fails', async (expression, words) => {
    expect(await evaluate(expression)).toContain(words);
  });

  test.each<[string, unknown]>([
    ['1/0', 'Infinity'],
    ['$partition([1,2,3], 2)', [[1, 2], [3]]],
    ['$range(0, 4, 2)', [0, 2, 4]],
    ["$hash('x', 'MD5')", '9dd4e461268c8034f5c8564e155c67a6'],
    ['$random(42)', 0.7275636800328681],
    ['$parse(\'{"a": [1]}\')', { a: [1] }],
    ['$uuid()', '88888888-8888-4888-8888-888888888888'],
  ])('S55 %s', async (expression, value) => {
    expect(await evaluate(expression)).toEqual(value);
  });

  test('S56 recursion ends at a depth, and a loop at a number of calls', async () => {
    expect(await evaluate('($f := function($n) { 1 + $f($n) }; $f(1))')).toContain(
      'Stack overflow',
    );
    expect(await evaluate('($f := function($n) { $f($n + 1) }; $f(1))')).toContain('timeout');
    expect(await evaluate('$count([1..3000].([1..3000].(1)))')).toContain('timeout');
    expect(await evaluate('$count([1..300].([1..300].(1)))')).toBe(90_000);
  });

  test('S57 an expression cannot change what it reads', async () => {
    const states = { input: { list: [[]], one: [1] } };
    await evaluate('$states.input.list.{"k": 1}', states);
    await evaluate('$states.input.one[]', states);
    await evaluate('$states.input ~> |$|{"new": 1}|', states);
    expect(states).toEqual({ input: { list: [[]], one: [1] } });
    expect(Object.keys(states.input.one)).toEqual(['0']);
  });
});

describe('Choice operators', () => {
  test.each<[string, unknown, unknown, boolean]>([
    ['NumericEquals', '1', 1, false],
    ['StringEquals', 1, '1', false],
    ['BooleanEquals', 'true', true, false],
    ['NumericEquals', 1, 1.0, true],
    ['StringLessThan', 'B', 'a', true],
    ['TimestampEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', true],
    ['IsTimestamp', '2026-01-01t00:00:00z', true, false],
    ['StringMatches', 'log-1.txt', 'log-*.txt', true],
    ['StringMatches', 'a*b', 'a\\*b', true],
    ['IsPresent', undefined, false, true],
  ])('S58 %s of %j and %j is %s', (name, value, operand, expected) => {
    expect(choiceOperators[name]?.test(value as never, operand as never)).toBe(expected);
  });
});
