/** Blanks in a path, Jayway's words for what finds nothing, and paths that end behind a list. */
import { compilePath, type Path } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

const input: Json = {
  list: [1, 2, 3],
  text: 'abc',
  object: { '0': 'zero', a: 1, b: 2 },
  items: [{ a: { c: 1 }, b: 2 }, 7],
  gap: [],
};
const scope = { input, context: { now: [5] }, variables: { v: [1], o: {} } };

function compiled(text: string): Path {
  const path = compilePath(text);
  if (!path.ok) throw new Error(`${path.index}: ${path.message}`);
  return path.value;
}

describe('a path', () => {
  it.each<[text: string, value: Json | undefined]>([
    ['$.list[ 1 ]', 2],
    ['$.list[ * ]', [1, 2, 3]],
    ['$.list[ 0 , 2 ,1 ]', [1, 3, 2]],
    ['$.list[ 1 : 2 ]', [2]],
    ['$.list[ : 2 ]', [1, 2]],
    ['$.list[ 1 : ]', [2, 3]],
    ['$.list[0:3:2]', [1, 2, 3]],
    ["$.object[ 'a' ]", 1],
    ["$.object[ 'a' , 'b' ]", { a: 1, b: 2 }],
    ['$.list[ (@.length-1) ]', 3],
    ['$.list[( @.length() - 2 )]', 2],
    ['$.items[ ? ( @.b == 2 ) ].b', [2]],
    ['$.items[?(@.b==2 )].b', [2]],
    ['$.items[?( ( @.b == 2 ) )].b', [2]],
    ['$.text ', 'abc'],
  ])('may have blanks: %s', (text, value) => {
    expect(compiled(text).evaluate(scope)).toEqual(value);
  });

  it.each<[text: string, value: Json | undefined]>([
    ['$.text[0]', undefined],
    ['$.object[0]', undefined],
    ['$.text[(@.length-1)]', undefined],
    ['$.object[(@.length-1)]', undefined],
    ['$.list[(@.length-3)]', 1],
    ['$.list[(@.length-4)]', undefined],
    ['$.list[(@.length-0)]', undefined],
    ['$.text[0,1]', []],
    ['$.list[0,9]', [1, null]],
    ['$.text[0:1]', []],
    ['$.text[*]', []],
    ['$.text.a', undefined],
    ['$.list.a', undefined],
    ['$.items[*].b', [2]],
    ["$.items[*]['a','b']", [{ a: { c: 1 }, b: 2 }]],
    ['$..b', [2, 2]],
  ])('steps into what is of its kind alone: %s', (text, value) => {
    expect(compiled(text).evaluate(scope)).toEqual(value);
  });

  it.each<[text: string, index: number, message: string]>([
    [
      'list',
      0,
      'A JSONPath starts with $ (the input), $$ (the context object) or $name (a variable).',
    ],
    ['$.list x', 7, 'The path ends here; «x» is left over.'],
    ['$.', 2, "A member name, * or ['name'] is expected after the dot."],
    ['$..', 3, "A member name, * or ['name'] is expected after the dot."],
    ['$.list[1', 6, 'The bracket [ is not closed; write ].'],
    ['$.list[1 x', 9, 'A closing bracket ] is expected here.'],
    [
      '$.list[]',
      7,
      'An index, a slice, *, a quoted name, a filter ?(…) or (@.length-1) is expected in the brackets.',
    ],
    ['$.list[1,]', 9, 'An index is expected after the comma.'],
    ["$['a", 2, 'The quoted name is not closed.'],
    ["$['a', 'b", 7, 'The quoted name is not closed.'],
  ])('%s is refused at its character', (text, index, message) => {
    expect(compilePath(text)).toEqual({ ok: false, index, message });
  });
});

describe('the words for what finds nothing', () => {
  const leafs = 'Multi properties can only be used as path leafs: ';
  it.each<[text: string, words: string]>([
    ['$.list[9]', "No results for path: $['list'][9]"],
    ['$.list[(@.length-9)]', "No results for path: $['list'][@.size()-9]"],
    ["$.no['a','b']", "Missing property in path $['no']"],
    ["$.text['a','b']", "Property ['a', 'b'] not found in path $['text']"],
    ['$.gap[0].a', "Property ['a'] not found in path $['gap'][0]"],
    ['$.gap[0][1]', "The path $['gap'][0] is null"],
    ['$.gap[0][(@.length-1)]', "The path $['gap'][0] is null"],
    ['$.text[0]', 'Filter: [0] can only be applied to arrays. Current context is: "abc"'],
    [
      '$.text[(@.length-1)].a[2]',
      'Filter: [@.size()-1][\'a\'][2] can only be applied to arrays. Current context is: "abc"',
    ],
    ['$v[3]', 'No results for path: $[3]'],
    ['$w.a', "Property ['a'] not found in path $"],
    ['$w[0]', 'The path $ is null'],
    ['$$.x', "No results for path: $['x']"],
    // Where names of several members do not come last.
    ["$.object['a','b'].c", `${leafs}$['object']['a', 'b']`],
    ["$.no['a','b'].c", "Missing property in path $['no']"],
    ["$.text['a','b'].c", "Property ['a', 'b'] not found in path $['text']"],
    ["$.items[0]['a','b'].c", `${leafs}$['items'][0]['a', 'b']`],
    ["$.items[*]['a','b'].c", `${leafs}$['items'][*]['a', 'b']`],
    ["$.items[0,1]['a','b'].c", `${leafs}$['items'][0,1]['a', 'b']`],
    ["$.items[0:1]['a','b'].c", `${leafs}$['items'][0:1]['a', 'b']`],
    ["$.items[:1]['a','b'].c", `${leafs}$['items'][:1]['a', 'b']`],
    ["$.items[1:]['a','b'].c", `${leafs}$['items'][1:]['a', 'b']`],
    ["$..['a','b'].c", `${leafs}$..['a', 'b']`],
    ["$.items[?(@.a)]['a','b'].c.d", `${leafs}$['items'][?]['a', 'b']`],
    ["$..items[(@.length-2)]['a','b'].c", `${leafs}$..['items'][@.size()-2]['a', 'b']`],
  ])('%s', (text, words) => {
    expect(compiled(text).missing(scope)).toBe(words);
  });

  it.each<[text: string, value: Json | undefined]>([
    // Jayway's library gives up at the first object.
    ["$.items[*]['a','b'].c", undefined],
    ["$.list[*]['a','b'].c", []],
    ["$.gap[*]['a','b'].c", []],
    ["$.object['a','b'].a", undefined],
    ["$w..['a','b'].c", undefined],
    ['$w[*]', []],
    ['$w[0]', undefined],
    ['$w', undefined],
  ])('%s has the value %j', (text, value) => {
    expect(compiled(text).evaluate(scope)).toEqual(value);
  });
});

describe('a path ends behind a list that is there', () => {
  it.each<[text: string, ends: boolean]>([
    ['$.list[3]', true],
    ['$.list[(@.length-4)]', true],
    ['$$.now[1]', true],
    ['$v[1]', true],
    ['$.gap[0]', true],
    ['$.text[0]', false],
    ['$.no[0]', false],
    ['$w[0]', false],
    ['$o[0]', false],
    ['$.list.a', false],
    ['$.no', false],
    ['$', false],
  ])('%s: %s', (text, ends) => {
    expect(compiled(text).endsPastArray(scope)).toBe(ends);
  });
});
