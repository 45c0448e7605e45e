import { compilePath } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

const item = {
  five: 5,
  digits: '5',
  spelled: 'true',
  minus: -2.5,
  large: 1200,
  abc: 'abc',
  quoted: `it's "x"`,
  blank: '',
  yes: true,
  no: false,
  nothing: null,
  list: [1, 'b', { c: 1 }],
  none: [],
  object: { c: 1 },
  hollow: {},
};

/** Whether the item passes the filter; `limit` lies beside it, under the root. */
function passes(condition: string, tested: Json = item): boolean {
  const path = compilePath(`$.items[?(${condition})]`);
  if (!path.ok) throw new Error(path.message);
  const input = { items: [tested], limit: 5, words: ['abc', 'x'] };
  const found = path.value.evaluate({ input, context: {}, variables: {} });
  expect([[], [tested]]).toContainEqual(found);
  return Array.isArray(found) && found.length === 1;
}

describe('a filter compares as Jayway’s library does', () => {
  it.each<[condition: string, expected: boolean]>([
    ['@.five == 5', true],
    ['@.five == 5.0', true],
    ['@.five == 6', false],
    // A text beside a number is a number, beside a boolean a boolean; a literal is a text.
    ["@.five == '5'", true],
    ["@.five == '5.0'", true],
    ["@.five == '6'", false],
    ["@.five != '5'", false],
    ["@.five != '6'", true],
    ['@.digits == 5', true],
    ["@.digits == '5'", true],
    ['@.digits == 5.0', false],
    ['@.digits != 5', false],
    ['@.digits != 6', true],
    ['@.digits == @.five', true],
    ['@.five == @.digits', true],
    ['@.digits > @.minus', true],
    ["@.yes == 'true'", true],
    ["@.yes == 'TRUE'", true],
    ["@.yes == 'yes'", false],
    ["@.no == 'no'", true],
    ["@.yes != 'false'", true],
    ['@.spelled == true', true],
    ['@.spelled == @.yes', true],
    ['@.yes > @.no', true],
    ['@.no > @.yes', false],
    // Other pairs pass neither == nor !=.
    ['@.five == abc', false],
    ['@.five != abc', false],
    ["@.five != ''", false],
    ['@.five != @.yes', false],
    ['@.list != 1', false],
    ['@.object != x', false],
    ['@.list != @.object', false],
    // Null differs from all else and has no order.
    ['@.nothing == @.nothing', true],
    ['@.nothing != null', false],
    ['@.nothing == 0', false],
    ['@.nothing != 5', true],
    ['@.five != null', true],
    ['@.nothing < 5', false],
    ['@.five > null', false],
    ['@.nothing <= null', true],
    ['@.yes == true', true],
    ['@.no == false', true],
    ['@.yes == false', false],
    ['@.nothing == null', true],
    ['@.no == null', false],
    ['@.five != 5', false],
    ['@.five != 6', true],
    ['@.list == @.list', true],
    ['@.list == @.none', false],
    ['@.object == @.object', true],
    ['@.object == @.hollow', false],
    ['@.object != @.hollow', false],
    // What is missing is neither equal nor unequal.
    ['@.missing == 5', false],
    ['5 == @.missing', false],
    ['@.missing != 5', false],
    ['5 != @.missing', false],
    ['@.missing == null', false],
    ['@.missing == @.gone', false],
    ['@.missing != @.gone', false],
    // Numbers and texts have an order, below, at and above.
    ['@.five < 5', false],
    ['@.five < 5.01', true],
    ['@.five <= 4.99', false],
    ['@.five <= 5', true],
    ['@.five <= 6', true],
    ['@.five > 4.99', true],
    ['@.five > 5', false],
    ['@.five >= 5', true],
    ['@.five >= 5.01', false],
    ['4 < @.five', true],
    ['@.minus < -2', true],
    ['@.minus == -25e-1', true],
    ['@.large == 1.2E+3', true],
    ["@.abc < 'abd'", true],
    ["@.abc < 'abc'", false],
    ["@.abc <= 'abc'", true],
    ["@.abc <= 'abb'", false],
    ["@.abc > 'abb'", true],
    ["@.abc > 'abc'", false],
    ["@.abc >= 'abc'", true],
    ["@.abc >= 'abd'", false],
    ["@.five < '6'", true],
    ["@.five > '4'", true],
    ["@.five > '5'", false],
    ['@.abc > 1', true],
    ['@.abc > @.five', false],
    ['@.yes >= true', true],
    ['@.missing < 5', false],
    // A side may be a path from the root.
    ['@.five == $.limit', true],
    ['@.five < $.limit', false],
    ['$.limit == 5', true],
    ['$.nowhere', false],
    // Texts are quoted in both ways.
    ['@.abc == "abc"', true],
    [String.raw`@.quoted == 'it\'s "x"'`, true],
    [String.raw`@.quoted == "it's \"x\""`, true],
    ['@.blank == ""', true],
    ["@['abc'] == 'abc'", true],
    ['@.list[1] == b', true],
  ])('%s: %s', (condition, expected) => {
    expect(passes(condition)).toBe(expected);
  });
});

describe('a word in place of an operator', () => {
  it.each([
    '@.five in [4, 5]',
    "@.abc in ['x', ['abc']]",
    '@.abc in $.words',
    '@.five nin [4, 6]',
    '@.list contains 1',
    '@.none subsetof [1]',
    "@.list anyof ['b']",
    "@.list noneof ['z']",
    '@.abc size 3',
    '@.none empty true',
    '@.five in []',
  ])('matches nothing: %s', (condition) => {
    expect(passes(condition)).toBe(false);
    expect(passes(`${condition} || @.five == 5`)).toBe(true);
  });
});

describe('a filter matches a regular expression with the whole text', () => {
  it.each<[condition: string, expected: boolean]>([
    ['@.abc =~ /abc/', true],
    ['@.abc =~ /b/', false],
    ['@.abc =~ /a|abc/', true],
    ['@.abc =~ /.*C/', false],
    ['@.abc =~ /.*C/i', true],
    ['@.five =~ /5/', false],
    ['@.missing =~ /.*/', false],
    [String.raw`@.slash =~ /a\/b/`, true],
    ["@.abc =~ 'abc'", false],
  ])('%s: %s', (condition, expected) => {
    expect(passes(condition, { ...item, slash: 'a/b' })).toBe(expected);
  });
});

describe('a filter joins conditions', () => {
  it.each<[condition: string, expected: boolean]>([
    ['@.five', true],
    ['@.nothing', true],
    ['@.no', true],
    ['@.missing', false],
    ['!@.missing', true],
    ['!@.five', false],
    ['!!@.five', true],
    ['! @.missing', true],
    ['@.five && @.abc', true],
    ['@.five && @.missing', false],
    ['@.missing && @.five', false],
    ['@.five || @.missing', true],
    ['@.missing || @.five', true],
    ['@.missing || @.missing', false],
    ['@.five && @.abc && @.missing', false],
    ['@.missing || @.missing || @.five', true],
    // `&&` binds more than `||`, and `!` more than both.
    ['@.five || @.five && @.missing', true],
    ['@.missing && @.five || @.five', true],
    ['(@.five || @.five) && @.missing', false],
    ['@.missing && (@.five || @.five)', false],
    ['!@.five || @.five', true],
    ['!(@.five || @.missing)', false],
    ['!(@.five && @.missing)', true],
    ['( @.five == 5 )', true],
    ['@.five==5&&@.abc=="abc"', true],
  ])('%s: %s', (condition, expected) => {
    expect(passes(condition)).toBe(expected);
  });
});

describe('a filter tests', () => {
  it('the item itself only where that is an object', () => {
    expect(passes('@ == @', { a: 1 })).toBe(true);
    expect(passes('@ == 1', 1)).toBe(false);
    expect(passes('@', 'text')).toBe(false);
    expect(passes('@', [1])).toBe(false);
    expect(passes('@[0] == 1', [1])).toBe(true);
  });

  it('an object that is no list as its only item', () => {
    const path = compilePath('$.one[?(@.n == 1)].n');
    const read = (one: Json) =>
      path.ok && path.value.evaluate({ input: { one }, context: {}, variables: {} });
    expect(read({ n: 1 })).toEqual([1]);
    expect(read({ n: 2 })).toEqual([]);
  });

  it.each<[text: string, index: number, message: string]>([
    ['$[?@.a]', 3, 'A filter is written ?(…)'],
    ['$[?(@.a', 7, 'The filter is not closed; write ).'],
    ['$[?((@.a]', 8, 'A closing parenthesis ) is expected here.'],
    ['$[?(5)]', 5, 'A comparison is expected here, for example == or <.'],
    ['$[?(@.a == )]', 11, 'A value is expected here'],
    ['$[?(@.a =~ /(/)]', 11, 'This is not a regular expression.'],
    ['$[?(@.a in [1 2])]', 14, 'A comma or ] is expected in the list.'],
    ['$[?(@.a in [1)]', 13, 'A comma or ] is expected in the list.'],
    ['$[?(@.a && )]', 11, 'A value is expected here'],
    ['$[?(@.a inside 1)]', 8, 'The filter is not closed; write ).'],
  ])('nothing in %s, which is refused at its character', (text, index, message) => {
    const path = compilePath(text);
    expect(path).toMatchObject({ ok: false, index });
    expect(!path.ok && path.message).toContain(message);
  });
});
