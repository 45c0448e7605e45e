import { compilePath } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

const item = {
  five: 5,
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
    // Values of different types are unequal.
    ["@.five == '5'", false],
    ["@.five != '5'", true],
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
    ['@.object != @.hollow', true],
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
    ["@.five < '6'", false],
    ["@.five > '4'", false],
    ['@.abc > 1', false],
    ['@.yes >= true', false],
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

describe('a filter looks into lists and texts', () => {
  it.each<[condition: string, expected: boolean]>([
    ['@.five in [4, 5]', true],
    ['@.five in [4, 6]', false],
    ['@.five in []', false],
    ["@.abc in ['x', 'abc']", true],
    ['@.abc in $.words', true],
    ['@.five in $.words', false],
    ['@.object in @.list', true],
    ['@.missing in [1]', false],
    ['@.five in 5', false],
    ['@.five nin [4, 6]', true],
    ['@.five nin [4, 5]', false],
    ['@.list contains 1', true],
    ["@.list contains 'b'", true],
    ['@.list contains 2', false],
    ['@.list contains @.object', true],
    ["@.abc contains 'bc'", true],
    ["@.abc contains 'cb'", false],
    ['@.five contains 5', false],
    ['@.none subsetof [1]', true],
    ["@.list subsetof [1, 'b']", false],
    ['$.words subsetof $.words', true],
    ["$.words subsetof ['x', 'y', 'abc']", true],
    ["@.abc subsetof ['abc']", false],
    ["@.list anyof ['b', 'z']", true],
    ["@.list anyof ['z']", false],
    ['@.none anyof [1]', false],
    ["@.abc anyof ['abc']", false],
    ["@.list noneof ['z']", true],
    ["@.list noneof ['b', 'z']", false],
    ['@.none noneof [1]', true],
    ["@.abc noneof ['z']", false],
    ['@.list size 3', true],
    ['@.list size 2', false],
    ['@.abc size 3', true],
    ['@.abc size 4', false],
    ['@.object size 1', false],
    ['@.five size 1', false],
    ['@.object size @.missing', false],
    ['@.none empty true', true],
    ['@.none empty false', false],
    ['@.list empty false', true],
    ['@.list empty true', false],
    ['@.blank empty true', true],
    ['@.abc empty false', true],
    ['@.hollow empty true', true],
    ['@.object empty false', true],
    // A number is neither empty nor full, and what is missing is not either.
    ['@.five empty true', false],
    ['@.five empty false', false],
    ['@.missing empty false', false],
  ])('%s: %s', (condition, expected) => {
    expect(passes(condition)).toBe(expected);
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
