import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import {
  compileIntrinsic,
  compilePath,
  compileTemplate,
  evaluateBriefly,
  evaluateJsonata,
  stoppedJsonata,
  unfinished,
  compileRegularExpression,
  LimitReached,
  matchesIn,
  type Outcome,
  Wildcard,
  Work,
} from '@stepthrough/expressions';

describe('work', () => {
  it('is what an evaluation may spend, and not one unit more', () => {
    const work = new Work();
    work.spend('steps', 1_999_999);
    expect(work.canSpend('steps', 1)).toBe(true);
    expect(work.canSpend('steps', 2)).toBe(false);
    work.spend('steps');
    expect(() => {
      work.spend('steps');
    }).toThrow(LimitReached);
    work.spend('matching', 10_000_000);
    expect(() => {
      work.spend('matching');
    }).toThrow(/regular expression/);
  });
});

describe('a wildcard pattern', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['a', 'a', true],
    ['a', 'ab', false],
    ['*', '', true],
    ['*', 'anything\nelse', true],
    ['a*', 'a', true],
    ['*a', 'ba', true],
    ['*a', 'ab', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['ab*bc', 'abc', false],
    ['ab*bc', 'abbc', true],
    ['a**c', 'abc', true],
    ['a?c', 'a?c', true],
    ['a?c', 'abc', false],
    ['.+(', '.+(', true],
  ])('%j and the text %j: %j', (pattern, text, expected) => {
    expect(new Wildcard(pattern).matches(text)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a?', 'abc', false],
    ['*?', '', false],
    ['*?', 'x', true],
    ['*?b', 'bb', true],
    ['*?b', 'b', false],
    ['?*?*?', 'ab', false],
    ['?*?*?', 'abc', true],
    ['*a?c*', 'xxabcx', true],
    ['*a?c*', 'xxacx', false],
  ])('with ? for one character, %j and the text %j: %j', (pattern, text, expected) => {
    expect(new Wildcard(pattern, { one: true }).matches(text)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a\\\\*', 'a\\b', true],
    ['a\\b', 'a\\b', true],
    ['\\', '\\', true],
    ['a\\?', 'a\\?', true],
    ['a\\?', 'a?', false],
  ])('with an escape, %j and the text %j: %j', (pattern, text, expected) => {
    expect(new Wildcard(pattern, { escape: '\\' }).matches(text)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['a\\?', 'a?', true],
    ['a\\?', 'ab', false],
    ['a\\??', 'a?b', true],
    ['a\\*?', 'a*b', true],
    ['a\\b', 'a\\b', true],
  ])('with both, %j and the text %j: %j', (pattern, text, expected) => {
    expect(new Wildcard(pattern, { escape: '\\', one: true }).matches(text)).toBe(expected);
  });

  it('takes no longer for many stars', () => {
    const pattern = new Wildcard(`${'*a'.repeat(500)}*b`, { one: true });
    expect(pattern.matches('a'.repeat(100_000))).toBe(false);
  });
});

/** Expressions that keep JavaScript's own matcher busy for years. */
const endless: readonly [string, string][] = [
  ['^(a+)+$', `${'a'.repeat(5000)}!`],
  ['^(a|a)*$', `${'a'.repeat(5000)}!`],
  ['(a|aa)+$', `${'a'.repeat(5000)}!`],
  ['(.*)*x', 'a'.repeat(5000)],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(5000)],
  ['(x+x+)+y', 'x'.repeat(5000)],
  ['.*.*.*.*.*=', 'x'.repeat(5000)],
  [`${'(a|b|ab)'.repeat(30)}c`, 'ab'.repeat(40)],
  ['(?:a?){40}a{40}', 'a'.repeat(39)],
  ['(?:[^]{1,50}x)?y'.repeat(8), 'x'.repeat(3000)],
];

describe('a regular expression', () => {
  it.each(endless)('%s ends', (source, text) => {
    expect(compileRegularExpression(source).test(text)).toBe(false);
  });

  it.each<[string, string]>([
    ['^(?=(a+)+$)', `${'a'.repeat(5000)}!`],
    ['(a+)+\\1$', `${'a'.repeat(5000)}!`],
  ])('%s, which only going back could match, is refused for such a text', (source, text) => {
    const expression = compileRegularExpression(source);
    expect(() => expression.test(text)).toThrow(LimitReached);
    expect(() => expression.test(text)).toThrow(/might take too long for a text of 5001/);
  });

  it.each<[string, string, boolean]>([
    ['^\\d{3}-\\d{4}$', '555-1234', true],
    ['^\\d{3}-\\d{4}$', '555-12345', false],
    ['^(?=.*[A-Z])(?=.*\\d).{8,}$', 'Passw0rd', true],
    ['^(\\w+)@\\1\\.com$', 'ab@ab.com', true],
    ['[]-]', ']', false],
    ['[\\]]', ']', true],
    ['^[^\\]]*\\]$', 'abc]', true],
    ['^\\u00e9$', 'é', true],
    ['^(?<year>\\d+)$', '2024', true],
    ['a{,2}', 'a{,2}', true],
    ['x|', '', true],
  ])('%s and the text %j: %j', (source, text, expected) => {
    expect(compileRegularExpression(source).test(text)).toBe(expected);
  });

  it('S65 has the same answers by either way', () => {
    const long = 'ab1-'.repeat(50_000);
    for (const source of ['(b\\d)-(a)', '[a-c]+(\\d)', '(?:-)(a)(x)?', '\\ba', '\\u0062(1)']) {
      const expression = compileRegularExpression(source);
      const [near, far] = [
        expression.find('ab1-ab1-', 0, new Work()),
        expression.find(long, 0, new Work()),
      ];
      expect(far).toEqual(near);
    }
  });

  it('finds one match after the other, empty ones included', () => {
    const found = (source: string, text: string): readonly (string | undefined)[] =>
      [...matchesIn(compileRegularExpression(source), text, new Work())].map(
        ({ groups }) => groups[0],
      );
    expect(found('\\d+', 'a12b3')).toEqual(['12', '3']);
    expect(found('x*', 'axb')).toEqual(['', 'x', '', '']);
    expect(found('y', 'abc')).toEqual([]);
  });

  it('may be used so often and no oftener', () => {
    const expression = compileRegularExpression('(a.*b)|a');
    const text = 'a'.repeat(100_000);
    expect(() => [...matchesIn(expression, text, new Work())]).toThrow(LimitReached);
  });

  it('has at most 10,000 characters', () => {
    expect(compileRegularExpression('a'.repeat(10_000)).test('b')).toBe(false);
    expect(() => compileRegularExpression('a'.repeat(10_001))).toThrow(SyntaxError);
    expect(() => compileRegularExpression('(')).toThrow(SyntaxError);
  });

  it('minds its flags', () => {
    expect(compileRegularExpression('^a.b$', { ignoreCase: true }).test('A-B')).toBe(true);
    expect(compileRegularExpression('^a.b$').test('a\nb')).toBe(false);
    expect(compileRegularExpression('^a.b$', { dotAll: true }).test('a\nb')).toBe(true);
    expect(() => compileRegularExpression('\\-', { unicode: true })).toThrow(SyntaxError);
  });
});

describe('a path', () => {
  const evaluate = (path: string, input: Json): Json | undefined => {
    const compiled = compilePath(path);
    if (!compiled.ok) throw new Error(compiled.message);
    return compiled.value.evaluate({ input, context: {}, variables: {} });
  };
  const list = (length: number): Json =>
    Array.from({ length }, (_, n) => ({ n, t: 'a'.repeat(30) }));

  it.each([
    ['$..[*]..[*]', chain(3000)],
    ['$[?(@.n == $[*].n)]', list(5000)],
    ['$[?($..n)]', list(5000)],
    ['$[*][?($[*][*])]', table(1500)],
    ['$[?(@.t =~ /(a+)+(a+)+b/)]', list(50_000)],
  ])('%s ends with the limit where there is too much to visit', (path, input) => {
    expect(() => evaluate(path, input)).toThrow(LimitReached);
  });

  it.each([
    ['$..n', list(2000), 2000],
    ['$[?(@.n < 4)]', list(5000), 4],
    ['$[?(@.t =~ /(a+)+/)]', list(2000), 2000],
    ['$[?(@.t =~ /(a+)+b/)]', list(2000), 0],
    ['$[?(@.n >= 10 && @.n < 20 && @.n != 15)]', list(100), 9],
  ])('%s is evaluated where there is not', (path, input, count) => {
    expect(evaluate(path, input)).toHaveLength(count);
  });

  it('takes filters of any length', () => {
    const filter = Array.from({ length: 20_000 }, (_, n) => `@.n != ${n + 10}`).join(' && ');
    expect(evaluate(`$[?(${filter})]`, list(12))).toHaveLength(10);
  });
});

/** An array in an array in an array … */
function chain(depth: number): Json {
  let value: Json = 0;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

/** As many rows as columns, which are few. */
function table(size: number): Json {
  return Array.from({ length: size }, (_, n) => [n, n]);
}

describe('an intrinsic function', () => {
  const evaluate = (text: string, input: Json): Outcome => {
    const compiled = compileIntrinsic(text);
    if (!compiled.ok) throw new Error(compiled.message);
    return compiled.value.evaluate({ input, context: {}, variables: {}, random: () => 0 });
  };
  const twice = (depth: number, inner: string): string =>
    depth === 0 ? inner : `States.Array(${twice(depth - 1, inner)}, ${twice(depth - 1, inner)})`;
  // Written in quotes, 64 of them are 16,000,000 characters.
  const big = 'a'.repeat(249_998);

  it.each([
    `States.JsonToString(${twice(7, '$')})`,
    `States.Format('${'{}'.repeat(65)}'${', $'.repeat(65)})`,
    `States.Hash(${twice(7, '$')}, 'MD5')`,
    `States.ArrayUnique(${twice(7, '$')})`,
  ])('of much text ends with the limit: %.40s…', (text) => {
    expect(() => evaluate(text, big)).toThrow(/more than 16,000,000 characters of text/);
  });

  it('makes texts that are as long as the limit', () => {
    const format = `States.Format('${'{}'.repeat(64)}'${', $'.repeat(64)})`;
    expect(evaluate(format, big)).toMatchObject({ ok: true });
  });

  it('compares no more than the limit', () => {
    const rows = Array.from({ length: 1500 }, (_, n) => Array.from({ length: 1500 }, () => n));
    expect(evaluate('States.ArrayContains($, $[1499])', rows)).toMatchObject({ ok: true });
    expect(() => evaluate('States.ArrayContains($[*][*], $[0][0])', rows)).toThrow(LimitReached);
  });
});

describe('a payload template', () => {
  it('has one limit for all its fields', () => {
    const fields = (count: number): Json =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`f${n}.$`, 'States.JsonToString($)']),
      );
    const scope = { input: 'a'.repeat(249_998), context: {}, variables: {}, random: () => 0 };
    const evaluate = (count: number): boolean => {
      const compiled = compileTemplate(fields(count));
      return compiled.ok && compiled.value.evaluate(scope).ok;
    };
    expect(evaluate(64)).toBe(true);
    expect(() => evaluate(65)).toThrow(LimitReached);
  });
});

describe('an expression in JSONata', () => {
  it('that comes to more evaluations than are brief is left unfinished', async () => {
    const evaluate = async (length: number): Promise<unknown> =>
      evaluateBriefly('{% $states.input[$ > 1] %}', 'Output', {
        states: { input: Array.from({ length }, () => 1) },
        variables: {},
        now: 0,
        random: () => 0,
      });
    expect(await evaluate(10_000)).toMatchObject({ ok: false, location: 'Output' });
    expect(await evaluate(100_000)).toBe(unfinished);
  });

  it.each([
    ['time', 'Expression evaluation timeout: Check for infinite loop'],
    ['memory', 'Expression evaluation memory limit exceeded: Check for excessive memory usage'],
  ] as const)('that was stopped for its %s fails in the words of AWS', (why, words) => {
    const template = { a: '{% 1 %}', b: ['{% $x %}'] };
    expect(stoppedJsonata(template, 'Output', 1, why)).toEqual({
      ok: false,
      error: 'States.QueryEvaluationError',
      cause: `The JSONata expression '$x' specified for the field 'Output/b[0]' threw an error during evaluation: ${words}`,
      location: 'Output/b[0]',
      expression: '$x',
    });
  });

  const doubled = '($twice := function($s, $n) { $n = 0 ? $s : $twice($s & $s, $n - 1) }';

  it.each([
    ['$count([1..873782])', 873_782],
    ['$count([1..873783])', undefined],
    ['$count($range(1, 360145, 1))', 360_145],
    ['$count($range(1, 360146, 1))', undefined],
    ['$count($append([1..400000], [1..473782]))', 873_782],
    ['$count($append([1..400000], [1..473783]))', undefined],
    // References to two lists are sixteen bytes.
    ['$count([[1..400000], [1..473780]])', 2],
    ['$exists([[1..400000], [1..473781]])', true],
    [`${doubled}; $length($twice("x", 22)))`, 2 ** 22],
    [`${doubled}; $length($twice("x", 23)))`, undefined],
    [`${doubled}; $twice("x", 23) = "x")`, undefined],
    ['$length($reduce([1..22], function($text, $n) { $text & $text }, "x"))', 2 ** 22],
    ['$length($reduce([1..23], function($text, $n) { $text & $text }, "x"))', undefined],
    ['$length($pad("", 6990256))', 6_990_256],
    ['$length($pad("", 6990257))', undefined],
    ['$length($replace($pad("", 1747565, "a"), "a", "bcde"))', undefined],
    ['$count($split($pad("", 873783, "a"), ""))', undefined],
    ['$map(["a", "b"], $string)', ['a', 'b']],
  ])('S63 makes lists and texts as long as AWS does: %s', async (expression, value) => {
    const bindings = { states: {}, variables: {}, now: 0, random: () => 0 };
    const outcome = await evaluateJsonata(`{% ${expression} %}`, 'Output', bindings);
    if (value !== undefined) expect(outcome).toEqual({ ok: true, value });
    else
      expect(outcome).toMatchObject({ cause: expect.stringContaining('memory limit') as string });
  });

  it.each([
    // Eight bytes for each of the lists, for what stands in them and for members, and the letters of names.
    ['[[1..436889], [1..436889]]', true],
    ['[[1..436889], [1..436890], []]', true],
    ['[[1..436889], [1..436890], [], [1]]', false],
    ['{"abcdefgh": [1..873780]}', true],
    ['{"abcdefgh": [1..873781]}', false],
    ['[[1..436890], $pad("", 3495112)]', true],
    ['[[1..436890], $pad("", 3495121)]', false],
  ])('S63 counts what its result holds: %s', async (expression, isOk) => {
    const bindings = { states: {}, variables: {}, now: 0, random: () => 0 };
    const outcome = await evaluateJsonata(`{% ${expression} %}`, 'Output', bindings);
    expect(outcome.ok).toBe(isOk);
  });

  it('S63 that is brief makes no longer texts either', async () => {
    const text = 'x'.repeat(2 ** 18);
    const evaluate = async (times: number): Promise<unknown> =>
      evaluateBriefly(
        `{% ${Array.from({ length: times }, () => '$text').join(' & ')} %}`,
        'Output',
        {
          states: {},
          variables: { text },
          now: 0,
          random: () => 0,
        },
      );
    expect(await evaluate(26)).toMatchObject({ ok: true });
    expect(await evaluate(27)).toMatchObject({
      ok: false,
      cause: expect.stringContaining('memory limit') as string,
    });
  });
});
