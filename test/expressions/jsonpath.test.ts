import { describe, expect, it } from 'vitest';
import { compilePath, compileReferencePath, writeReference } from '@stepthrough/expressions';

const input = {
  a: { b: [1, 2, 3], 'odd name': true, 'back\\"slash': 1, "it's": 2 },
  books: [
    { title: 'Red', price: 8, tags: ['x'] },
    { title: 'Blue', price: 12 },
    { title: 'Green', price: 23, isbn: '1-2' },
  ],
  nothing: null,
};
const scope = {
  input,
  context: { Execution: { Name: 'run' } },
  variables: { total: 5, cart: { lines: [{ sku: 'm' }] } },
};

describe('a path reads', () => {
  it.each<[string, unknown]>([
    ['$', input],
    ['$.a.b', [1, 2, 3]],
    ["$['a']['odd name']", true],
    // A backslash is part of a name, but before the quote that would end it.
    [String.raw`$.a['back\"slash']`, 1],
    [String.raw`$.a['it\'s']`, 2],
    ['$.a.b[0]', 1],
    ['$.a.b[(@.length-1)]', 3],
    ['$.a.b[( @.length() - 3 )]', 1],
    ['$.a.b[(@.length-4)]', undefined],
    ['$.a[(@.length-1)]', undefined],
    ['$.a.b[ 1 ]', 2],
    ['$.books[2]["isbn"]', '1-2'],
    ['$.nothing ', null],
    ["$.a.['odd name']", true],
    // Several names make one object of those that are there.
    ["$.books[0]['title','isbn']", { title: 'Red' }],
    ['$.nothing', null],
    ['$$.Execution.Name', 'run'],
    ['$total', 5],
    ['$cart.lines[0].sku', 'm'],
    // An indefinite path gives a list, also of one or none.
    ['$.a.b[0:2]', [1, 2]],
    ['$.a.b[1:]', [2, 3]],
    ['$.a.b[:1]', [1]],
    ['$.a.b[ 0 : 1 ]', [1]],
    ['$.a.b[1:9]', [2, 3]],
    ['$.a.b[2:1]', []],
    ['$.a[0:1]', []],
    ['$.a[0,1]', []],
    ['$.a.b[-2:]', [2, 3]],
    ['$.a.b[0,2]', [1, 3]],
    ['$.a.b[ 0 , 2 ]', [1, 3]],
    ['$.a.b[2,0]', [3, 1]],
    ['$.a.b[*]', [1, 2, 3]],
    ['$.books[0].*', ['Red', 8, ['x']]],
    ['$.nothing.*', []],
    ['$.books[*].tags', [['x']]],
    ['$..title', ['Red', 'Blue', 'Green']],
    ["$..['title']", ['Red', 'Blue', 'Green']],
    ['$.books[1]..*', ['Blue', 12]],
    ['$..b[0]', [1]],
    ['$.books[*].title', ['Red', 'Blue', 'Green']],
    ['$..price', [8, 12, 23]],
    ['$.books[?(@.price < 10)].title', ['Red']],
    ["$.books[?(@.price > 10 && @.title != 'Blue')].title", ['Green']],
    ['$.books[?(@.isbn)].title', ['Green']],
    ['$.books[?(!@.isbn)].title', ['Red', 'Blue']],
    ["$.books[?(@.title in ['Red', 'Blue'])].price", []],
    ['$.books[?(@.title =~ /r.*/i)].title', ['Red']],
    ['$.books[?(@.title==Red)].price', [8]],
    ['$.books[?(@.isbn != 9)].title', ['Green']],
    ['$.missing[*]', []],
    ['$.missing.deeper[?(@.x == 1)]', []],
    // A definite one that finds nothing gives nothing.
    ['$.missing', undefined],
    ['$.a.b[9]', undefined],
    // AWS counts no index from the end, and knows no functions.
    ['$.a.b[-1]', undefined],
    ['$.books.length()', undefined],
    ['$.a.b[?(@ > 1)]', []],
    ['$unknown', undefined],
  ])('%s', (text, value) => {
    const path = compilePath(text);
    if (!path.ok) throw new Error(path.message);
    expect(path.value.evaluate(scope)).toEqual(value);
  });
});

describe("what is missing is told in AWS's words", () => {
  it.each([
    ['$.no', "No results for path: $['no']"],
    ['$.no.deeper', "Missing property in path $['no']"],
    ['$.a.no', "No results for path: $['a']['no']"],
    ['$.a.b[9]', "No results for path: $['a']['b'][9]"],
    ['$.a.b[-1].c', "Property ['c'] not found in path $['a']['b'][-1]"],
    ['$.a.b[9][0]', "The path $['a']['b'][9] is null"],
    ['$.books.length()', "Property ['length()'] not found in path $['books']"],
    [
      '$.a[0].c',
      `Filter: [0]['c'] can only be applied to arrays. Current context is: ${JSON.stringify(input.a)}`,
    ],
    ["$['a','books'].b", "Multi properties can only be used as path leafs: $['a', 'books']"],
  ])('%s', (text, words) => {
    const path = compilePath(text);
    expect(path.ok && path.value.missing(scope)).toBe(words);
  });
});

describe('a member name after a dot', () => {
  it.each([
    '2',
    '2fa',
    'x-y',
    '-',
    '@type',
    'a:b',
    'a$b',
    '#',
    'a/b',
    'a&b|c',
    '\u00e9',
    '\u{1f600}',
  ])('S72 may be %s', (name) => {
    const compiled = compilePath(`$.${name}`);
    const input = { [name]: { [name]: 1 } };
    const value = compiled.ok && compiled.value.evaluate({ input, context: null, variables: {} });
    expect(value).toEqual({ [name]: 1 });
    const deep = compilePath(`$['${name}']..${name}`);
    const found = deep.ok && deep.value.evaluate({ input, context: null, variables: {} });
    expect(found).toEqual([1]);
  });

  it.each(['2', '2fa', 'x-y', 'a$b'])('S72 may be %s in a filter', (name) => {
    const compiled = compilePath(`$[?(@.${name}==1)]`);
    const input = [{ [name]: 1 }, { [name]: 2 }];
    const value = compiled.ok && compiled.value.evaluate({ input, context: null, variables: {} });
    expect(value).toEqual([{ [name]: 1 }]);
  });
});

describe('a wrong path is refused at its character', () => {
  it.each([
    ['', 0, 'A JSONPath starts with'],
    ['a.b', 0, 'A JSONPath starts with'],
    ['$.', 2, 'A member name, * or'],
    ['$.a[', 4, 'An index, a slice'],
    ['$.a[0', 3, 'The bracket [ is not closed'],
    ["$['a", 2, 'The quoted name is not closed'],
    ["$['a'", 1, 'The bracket [ is not closed'],
    ["$['a'}", 5, 'A closing bracket ] is expected here'],
    ["$['a', 0]", 7, 'The quoted name is not closed'],
    ['$.a[0,]', 6, 'An index is expected after the comma'],
    ['$.a[x]', 4, 'An index, a slice'],
    ['$.(1', 2, 'A member name, * or'],
    ['$.a?', 3, 'The path ends here; «?» is left over'],
    ['$2', 1, 'The path ends here; «2» is left over'],
    ["$.a'", 3, "The path ends here; «'» is left over"],
    ['$.a b', 4, 'The path ends here; «b» is left over'],
    ['$.list[?(@.a:b == 1)]', 12, 'The filter is not closed'],
    ['$..', 3, 'A member name, * or'],
    ['$total-1', 6, 'The path ends here; «-1» is left over'],
    ['$.a]', 3, 'The path ends here; «]» is left over'],
    ['$.a[?(@.b ==)]', 12, 'A value is expected here'],
    ['$.a b', 4, 'The path ends here'],
    ['$.a[?(@.b == 1', 14, 'The filter is not closed'],
  ])('%s', (text, index, message) => {
    const path = compilePath(text);
    expect(path).toMatchObject({ ok: false, index });
    expect(!path.ok && path.message).toContain(message);
  });
});

describe('a path tells', () => {
  it.each<[text: string, isDefinite: boolean, variable: string | undefined]>([
    ['$', true, undefined],
    ['$.a[0]', true, undefined],
    ["$['a','b']", true, undefined],
    ['$.a[(@.length-1)]', true, undefined],
    ['$.a[0,1]', false, undefined],
    ['$.a[0:1]', false, undefined],
    ['$.*', false, undefined],
    ['$..a', false, undefined],
    ['$[?(@.a)]', false, undefined],
    ['$total.x', true, 'total'],
    ['$größe_2', true, 'größe_2'],
    ['$$.Execution', true, undefined],
  ])('of %s whether it is definite, and its variable', (text, isDefinite, variable) => {
    const path = compilePath(text);
    expect(path).toMatchObject({ ok: true, value: { text, isDefinite } });
    expect(path.ok && path.value.variable).toBe(variable);
  });

  it.each([
    ['$.a.b[9]', true],
    ['$.a.b[(@.length-9)]', true],
    ['$.a[9]', false],
    ['$.no[9]', false],
    ['$.a.b', false],
    ['$unknown[0]', false],
  ])('of %s whether its last index is outside a list', (text, isPast) => {
    const path = compilePath(text);
    expect(path.ok && path.value.endsPastArray(scope)).toBe(isPast);
  });
});

describe('a path tells its parts', () => {
  it('with their ranges', () => {
    const path = compilePath("$$.a['b'][0]..c");
    expect(path.ok && path.value.syntax).toEqual({
      root: { kind: 'context' },
      segments: [
        { kind: 'names', names: ['a'], start: 2, end: 4 },
        { kind: 'names', names: ['b'], start: 4, end: 9 },
        { kind: 'indexes', indexes: [0], start: 9, end: 12 },
        { kind: 'descendants', start: 12, end: 14 },
        { kind: 'names', names: ['c'], start: 14, end: 15 },
      ],
      end: 15,
    });
  });
});

describe('a Reference Path writes', () => {
  it.each<[string, unknown]>([
    ['$', 7],
    ['$.x', { ...input, x: 7 }],
    ['$.a.new.deep', { ...input, a: { ...input.a, new: { deep: 7 } } }],
    ['$.a.b[1]', { ...input, a: { ...input.a, b: [1, 7, 3] } }],
    ['$.a.b[0]', { ...input, a: { ...input.a, b: [7, 2, 3] } }],
    ['$.a.b[2]', { ...input, a: { ...input.a, b: [1, 2, 7] } }],
    ['$.books[1].price', { ...input, books: input.books.with(1, { title: 'Blue', price: 7 }) }],
  ])('%s', (text, value) => {
    const path = compileReferencePath(text);
    if (!path.ok) throw new Error(path.message);
    expect(writeReference(path.value, input, 7)).toEqual({ ok: true, value });
  });

  it.each(['$.a.b.c', '$.a.b[3]', '$.a[0]', '$.nothing.x', '$.new[0]', '$.books[1].title.x'])(
    'fails where the input has something else: %s',
    (text) => {
      const path = compileReferencePath(text);
      expect(path.ok && writeReference(path.value, input, 7)).toEqual({
        ok: false,
        error: 'States.ResultPathMatchFailure',
        cause: `Unable to apply ReferencePath ${text} to input ${JSON.stringify(input)}`,
      });
    },
  );

  it.each(['$.a[*]', '$..a', '$.a[0:1]', "$['a','b']", '$.a[(@.length-1)]', '$$.a', '$var'])(
    'and is never %s',
    (text) => {
      expect(compileReferencePath(text).ok).toBe(false);
    },
  );
});
