/** What JSONPath reads and writes at its edges, and the words for what is not there. */
import { compilePath, compileReferencePath, writeReference } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

const root: Json = {
  list: [1, 2, 3],
  items: [
    { n: 1, t: 'a', l: [1, 2] },
    { n: 2, t: 'b', l: [] },
    { n: 3, o: {} },
  ],
};

function read(path: string): unknown {
  const compiled = compilePath(path);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.value.evaluate({ input: root, context: {}, variables: {} });
}

it.each<readonly [path: string, found: Json | undefined]>([
  ['$.list[0]', 1],
  ['$.list[2]', 3],
  ['$.list[3]', undefined],
  ['$.list[0,2]', [1, 3]],
  ['$.list[1:2]', [2]],
  ['$.list[:2]', [1, 2]],
  ['$.list[1:]', [2, 3]],
  ['$.list[-1:]', [3]],
  ['$.list[:-1]', [1, 2]],
  ['$.list[3:]', []],
  ['$.list[*]', [1, 2, 3]],
  ['$.no[*]', []],
  ["$.items[0]['n','t']", { n: 1, t: 'a' }],
  ["$.items[0]['n','no']", { n: 1 }],
  ['$..n', [1, 2, 3]],
])('%s finds %j', (path, found) => {
  expect(read(path)).toEqual(found);
});

describe('a filter', () => {
  it.each<readonly [condition: string, found: readonly number[]]>([
    ['@.n < 2', [1]],
    ['@.n <= 2', [1, 2]],
    ['@.n > 2', [3]],
    ['@.n >= 2', [2, 3]],
    ['@.n == 2', [2]],
    ['@.n != 2', [1, 3]],
    ["@.n == '2'", [2]],
    ["@.t < 'b'", [1]],
    ["@.t <= 'b'", [1, 2]],
    ["@.t > 'a'", [2]],
    ["@.t != 'a'", [2]],
    ['@.t', [1, 2]],
    ['!(@.t)', [3]],
    ["@.n > 1 && @.t == 'b'", [2]],
    ["@.n > 2 || @.t == 'a'", [1, 3]],
    ['@.n in [1, 3]', []],
    ['@.l size 2', []],
  ])('%s', (condition, found) => {
    expect(read(`$.items[?(${condition})].n`)).toEqual(found);
  });
});

describe('a Reference Path', () => {
  const write = (path: string, target: Json): unknown => {
    const compiled = compileReferencePath(path);
    if (!compiled.ok) return compiled.message;
    const outcome = writeReference(compiled.value, target, 'w');
    return outcome.ok ? outcome.value : outcome.cause;
  };
  const unable = (path: string, target: Json): string =>
    `Unable to apply ReferencePath ${path} to input ${JSON.stringify(target)}`;

  it.each<readonly [path: string, target: Json, written: unknown]>([
    ['$', { a: 1 }, 'w'],
    ['$.a', { a: 1, b: 2 }, { a: 'w', b: 2 }],
    ['$.a.b', {}, { a: { b: 'w' } }],
    ['$.a[0]', { a: [1, 2] }, { a: ['w', 2] }],
    ['$.a[1].b', { a: [1, {}] }, { a: [1, { b: 'w' }] }],
    ['$.a[2]', { a: [1, 2] }, unable('$.a[2]', { a: [1, 2] })],
    ['$.a[0]', {}, unable('$.a[0]', {})],
    ['$.a.b', { a: 1 }, unable('$.a.b', { a: 1 })],
    ['$.a.b', { a: null }, unable('$.a.b', { a: null })],
    ['$.a', [1], unable('$.a', [1])],
  ])('%s written into %j', (path, target, written) => {
    expect(write(path, target)).toEqual(written);
  });

  it.each([
    ['$$.a', 0, 'A Reference Path starts with $, the input; it cannot write elsewhere.'],
    ...['$.a[*]', '$.a..b', '$.a[0:1]', '$.a[0,1]', "$.a['b','c']", '$.a[?(@.b)]'].map(
      (path): [string, number, string] => [
        path,
        3,
        'A Reference Path names one place: it has only member names and indexes, no *, .., slice, union or filter.',
      ],
    ),
  ])('%s is none, from character %i', (path, index, message) => {
    expect(compileReferencePath(path)).toEqual({ ok: false, index, message });
  });
});
