import { describe, expect, it } from 'vitest';
import { choiceOperators, evaluateJsonata, parseJsonata } from '@stepthrough/expressions';

const bindings = {
  states: {
    input: {
      n: 2,
      list: [3, 4],
      text: '{"a:": ":", "b": [{"a:": "\\\\\\": "}, {"a:": -1e308}], "c": {}}',
    },
  },
  variables: { who: 'Kim' },
  now: Date.UTC(2026, 0, 5, 9),
  random: () => 0.25,
};

describe('JSONata', () => {
  it.each<[unknown, unknown]>([
    ['{% $states.input.n + 1 %}', 3],
    ['not an expression', 'not an expression'],
    [
      { a: ['{% $who %}', 1], b: { c: '{% $states.input.list[$ > 3] %}' } },
      { a: ['Kim', 1], b: { c: 4 } },
    ],
    ['{% $now() %}', '2026-01-05T09:00:00.000Z'],
    ["{% $now('[Y0001]') %}", '2026'],
    ["{% $toMillis('10:00', '[H]:[m]') %}", Date.UTC(2026, 0, 5, 10)],
    ['{% $random() %}', 0.25],
    ['{% $random(42) %}', 0.7275636800328681],
    ['{% $partition([1,2,3], 2.9) %}', [[1, 2], [3]]],
    ['{% $partition([1,2,3]) %}', [[1, 2, 3]]],
    ['{% $partition([null], 2) %}', [[null]]],
    ['{% $partition("a", 2) %}', [['a']]],
    ['{% $length("a\u{1f600}\ud83d") %}', 3],
    ['{% ["ab", "\udc00\ud800"].$length() %}', [2, 2]],
    ['{% $range(0, 9, 3) %}', [0, 3, 6, 9]],
    ['{% $range(-1.7, 1, 1) %}', [-1, 0, 1]],
    ['{% $range(3, 3, 1) %}', 3],
    ["{% $hash('input data', 'SHA-1') %}", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['{% $parse(\'{"a":1}\') %}', { a: 1 }],
    ['{% $map(["1", "2"], $parse) %}', [1, 2]],
    [
      '{% $parse($states.input.text) %}',
      { 'a:': ':', b: [{ 'a:': '\\": ' }, { 'a:': -1e308 }], c: {} },
    ],
    ['{% $map([1,2], function($x) { $x * 2 }) %}', [2, 4]],
    ['{% [1/0, 0/0] %}', ['Infinity', 'NaN']],
    [`{% 1${'+1'.repeat(99)} %}`, 100],
    ['{% 1 %} ', '{% 1 %} '],
  ])('%j', async (template, value) => {
    expect(await evaluateJsonata(template as string, 'Output', bindings)).toEqual({
      ok: true,
      value,
    });
  });

  it.each([
    [
      '{% $nope %}',
      "The JSONata expression '$nope' specified for the field 'Output/x' returned nothing (undefined).",
    ],
    [
      '{% $f := function($x){$x} %}',
      "The JSONata expression '$f := function($x){$x}' specified for the field 'Output/x' returned an unsupported result type.",
    ],
    [
      '{% $randomSeeded(1) %}',
      "The JSONata expression '$randomSeeded(1)' specified for the field 'Output/x' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      "{% $eval('1') %}",
      "The JSONata expression '$eval('1')' specified for the field 'Output/x' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      '{% $range(1, 5) %}',
      "The JSONata expression '$range(1, 5)' specified for the field 'Output/x' returned nothing (undefined).",
    ],
    [
      "{% $parse('') %}",
      "The JSONata expression '$parse('')' specified for the field 'Output/x' threw an error during evaluation. D3137: Invalid JSON",
    ],
    ...['{"a":1,"b":{"a":1,"\\u0061":1}}', '[1e309]', '{"a":-1e400}', '{"a":1,"a":2}'].map(
      (text) => [
        `{% $parse('${text}') %}`,
        `The JSONata expression '$parse('${text}')' specified for the field 'Output/x' threw an error during evaluation. D3137: Invalid JSON`,
      ],
    ),
    [
      '{% $partition(null, 2) %}',
      'The JSONata expression \'$partition(null, 2)\' specified for the field \'Output/x\' threw an error during evaluation. T0412: Argument 1 of function "partition" must be an array of "any"',
    ],
    [
      '{% $uuid(1) %}',
      "The JSONata expression '$uuid(1)' specified for the field 'Output/x' threw an error during evaluation. T0410: Argument 1 of function \"uuid\" does not match function signature",
    ],
    [
      '{% ($f := function($n) { $f($n + 1) + 1 }; $f(0)) %}',
      "The JSONata expression '($f := function($n) { $f($n + 1) + 1 }; $f(0))' specified for the field 'Output/x' threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.",
    ],
    [
      '{% ($f := function($n) { $f($n + 1) }; $f(0)) %}',
      "The JSONata expression '($f := function($n) { $f($n + 1) }; $f(0))' specified for the field 'Output/x' threw an error during evaluation: Expression evaluation timeout: Check for infinite loop",
    ],
  ])('%s fails with its field and reason', async (template, cause) => {
    expect(await evaluateJsonata({ x: template }, 'Output', bindings)).toMatchObject({
      ok: false,
      error: 'States.QueryEvaluationError',
      cause,
      location: 'Output/x',
    });
  });

  it('names a failing place as AWS does', async () => {
    const template = { a: { b: [['x', '{% $no %}']] } };
    expect(await evaluateJsonata(template, 'Arguments', bindings)).toMatchObject({
      location: 'Arguments/a/b[0][1]',
    });
  });

  it('leaves no marks of the library on what it gives', async () => {
    const outcome = await evaluateJsonata('{% $states.input.list[$ > 0] %}', 'Output', bindings);
    expect(outcome.ok && Object.keys(outcome.value ?? {})).toEqual(['0', '1']);
  });

  it.each([
    ['1 + 2)', 5],
    // Not yet in the version that AWS runs.
    ['$a ?? 1', 4],
    ['[1, $a ?: 1]', 8],
    ['(1 + 2', 6],
    ["a & 'b", 6],
    ['a[1,2)', 3],
    // What the engine takes for no regular expression.
    ['$match(a, /(?<!b)+/)', 10],
    ['$match(a, /b/, /[z-a]/)', 15],
  ])('%s is refused at its character', (text, index) => {
    expect(parseJsonata(text)).toMatchObject({ ok: false, index });
  });
});

describe('Choice operators', () => {
  it('are the 39 of the States Language', () => {
    expect(Object.keys(choiceOperators)).toHaveLength(39);
  });

  it.each<[string, unknown, unknown, boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringLessThan', 'a', 'b', true],
    ['NumericGreaterThan', 2, 1, true],
    ['NumericEquals', '1', 1, false],
    ['BooleanEquals', true, true, true],
    ['StringMatches', 'log-1.txt', 'log-*.txt', true],
    ['StringMatches', 'a*b', 'a\\*b', true],
    ['StringMatches', 'axb', 'a\\*b', false],
    ['TimestampLessThan', '2026-01-01T00:00:00Z', '2026-01-01T02:00:00+01:00', true],
    ['IsPresent', undefined, true, false],
    ['IsPresent', undefined, false, true],
    ['IsTimestamp', '2026-01-01', true, false],
    ['IsTimestamp', '2026-02-30T00:00:00Z', true, false],
    ['IsNull', null, true, true],
  ])('%s of %j and %j is %s', (name, value, operand, expected) => {
    expect(choiceOperators[name]?.test(value as string, operand as string)).toBe(expected);
  });
});
