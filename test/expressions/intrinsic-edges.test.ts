/** How calls of intrinsic functions are written, and the order in which Java's sets give their elements. */
import { compileIntrinsic } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

function result(text: string, input: Json = {}, random = () => 0): unknown {
  const call = compileIntrinsic(text);
  if (!call.ok) return `${call.index}: ${call.message}`;
  const outcome = call.value.evaluate({ input, context: { a: 1 }, variables: {}, random });
  return outcome.ok ? outcome.value : outcome.cause;
}

const unique = (items: Json): unknown => result('States.ArrayUnique($)', items);
const from = (least: number, most: number): number[] =>
  Array.from({ length: most - least + 1 }, (_, index) => least + index);

describe('States.ArrayUnique gives the order of a HashSet', () => {
  it.each<readonly [what: string, items: Json, order: Json]>([
    ['texts by their codes, within sixteen', ['b', 'a', 'p'], ['p', 'a', 'b']],
    ['longer texts', ['ba', 'ab', ''], ['', 'ab', 'ba']],
    ['what falls together, as it came', [17, 1, 33], [17, 1, 33]],
    ['numbers below 0', [3, -1], [-1, 3]],
    ['numbers of 64 bits', [3, 4_294_967_296, 2], [4_294_967_296, 2, 3]],
    ['fractions by their bits', [9, 1.5, 0.5, 7], [0.5, 7, 1.5, 9]],
    ['truth', [true, false], [false, true]],
    ['lists by their elements', [[2], [1], []], [[1], [2], []]],
    ['objects by names and values', [{ b: 3 }, { a: 1 }], [{ a: 1 }, { b: 3 }]],
    ['objects of two members', [{ b: 3 }, { a: 1, b: 2 }], [{ a: 1, b: 2 }, { b: 3 }]],
    [
      'equal objects once, however their members stand',
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [{ a: 1, b: 2 }],
    ],
    [
      'objects that differ inside',
      [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }],
      [{ a: { b: 1, c: 2 } }],
    ],
    [
      'lists that differ in order are two',
      [
        [1, 2],
        [2, 1],
      ],
      [
        [2, 1],
        [1, 2],
      ],
    ],
    ['a list and its text are two', ['["a"]', ['a']], [['a'], '["a"]']],
    // 97 ^ 1 is 98 ^ 2.
    ['objects that fall together, as they came', [{ a: 1 }, { b: 2 }], [{ a: 1 }, { b: 2 }]],
    ['null first', [1, null], [null, 1]],
    ['within sixteen up to eleven elements', [16, ...from(0, 9)], [16, ...from(0, 9)]],
    ['within thirty-two from twelve on', [16, ...from(0, 10)], [...from(0, 10), 16]],
    ['within thirty-two up to twenty-three', [32, ...from(0, 21)], [32, ...from(0, 21)]],
    ['within sixty-four from twenty-four on', [32, ...from(0, 22)], [...from(0, 22), 32]],
  ])('%s', (_what, items, order) => {
    expect(unique(items)).toEqual(order);
  });

  it('and of equal ones the first as it was written', () => {
    const items = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ];
    expect(JSON.stringify(unique(items))).toBe('[{"a":1,"b":2}]');
  });
});

describe('a call', () => {
  it.each<readonly [text: string, value: unknown]>([
    ['States.MathAdd( 1 , 2 )', 3],
    ['States.MathAdd (1,2) ', 3],
    ['States.MathAdd(1e1, 2E+1)', 30],
    ['States.MathAdd(100e-1, -1)', 9],
    ['States.MathAdd(12e08, 0)', 1_200_000_000],
    ['States.Array( )', []],
    ["States.Array('a\\'b', 'c\\\\d', 'e\\{f\\}')", ["a'b", 'c\\d', 'e{f}']],
    ["States.Format('\\{{}\\}', 'x\\{y')", '{x{y}'],
    ["States.Array('States.Format', true, false, null)", ['States.Format', true, false, null]],
    ["States.Format('{}', $$.a)", '1'],
  ])('%s', (text, value) => {
    expect(result(text)).toEqual(value);
  });

  it.each<readonly [text: string, message: string]>([
    ['Format()', '0: An intrinsic function starts with States., for example States.Format.'],
    ['States.UUID', '11: States.UUID needs its arguments in parentheses.'],
    ['States.UUID() x', '14: The function call ends here; nothing may follow it.'],
    ['States.UUID(1)', '0: States.UUID takes 0 arguments, not 1.'],
    ['States.Format()', '0: States.Format takes at least 1 arguments, not 0.'],
    ['States.ArrayLength()', '0: States.ArrayLength takes 1 argument, not 0.'],
    ['States.ArrayLength(1, 2)', '0: States.ArrayLength takes 1 argument, not 2.'],
    ['States.ArrayContains(1)', '0: States.ArrayContains takes 2 arguments, not 1.'],
    ['States.MathRandom(1)', '0: States.MathRandom takes 2 to 3 arguments, not 1.'],
    ['States.MathRandom(1, 2, 3, 4)', '0: States.MathRandom takes 2 to 3 arguments, not 4.'],
    ['States.Array(1 2)', '15: A comma or ) is expected after an argument.'],
    ['States.Array(1', '14: The arguments are not closed; write ).'],
    [
      'States.Array(x)',
      '13: An argument is a path ($…), a text in single quotes, a number, true, false, null or another States function.',
    ],
    [
      'States.Array(trues)',
      '13: An argument is a path ($…), a text in single quotes, a number, true, false, null or another States function.',
    ],
  ])('%s is refused', (text, message) => {
    expect(result(text)).toBe(message);
  });

  it('names all functions where one is not known', () => {
    expect(result('States.Nope()')).toMatch(
      /^0: There is no intrinsic function States\.Nope; there are States\.Format, .*, States\./,
    );
  });

  it('is nested ten deep at most', () => {
    const nested = (depth: number): string =>
      depth === 0 ? '1' : `States.Array(${nested(depth - 1)})`;
    expect(Array.isArray(result(nested(10)))).toBe(true);
    expect(result(nested(11))).toContain('can be nested 10 deep at most');
  });

  it('knows the paths that it reads, in order', () => {
    const call = compileIntrinsic("States.Format('{}{}', $.a, States.Array($.b))");
    expect(call.ok && call.value.paths.map(({ text }) => text)).toEqual(['$.a', '$.b']);
    const none = compileIntrinsic("States.Format('{}', 1)");
    expect(none.ok && none.value.paths).toEqual([]);
  });

  it('says which path of the context object gives nothing', () => {
    expect(result('States.Format($$.x)')).toBe(
      "The function 'States.Format($$.x)' had the following error: The JsonPath argument for the field '$.x' could not be found in the input '{}'",
    );
    expect(result("States.Format('{}', $['$$'])")).toContain("the field '$['$$']'");
  });
});

describe('States.UUID', () => {
  it('has version 4 and variant 8 to b, whatever chance gives', () => {
    expect(result('States.UUID()', {}, () => 0)).toBe('00000000-0000-4000-8000-000000000000');
    expect(result('States.UUID()', {}, () => 0.999)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });
});
