/** Paths that AWS takes and reads otherwise than they are meant. */
import { analyse } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { services } from './services.ts';

const found = (field: string): readonly string[] => {
  const text = `{"StartAt":"A","States":{"A":{"Type":"Pass",${field},"End":true}}}`;
  return analyse(parse(text, 'json'), { services })
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
};

describe('a path', () => {
  it.each<[path: string, found: readonly string[]]>([
    ['$.2', []],
    ['$.body.2fa', []],
    ['$.x-y', []],
    ['$.-', []],
    ['$.é', []],
    ['$.a$b', []],
    ['$.a_1', []],
    ["$['@type'].b", []],
    ["$.['a:b']", []],
    ['$.list[0:4:2]', []],
    ['$.a.@type', ['.@type']],
    ['$.a:b', ['.a:b']],
    ['$..a/b', ['a/b']],
    ['$.list.length()', ['.length()']],
    ["$['a','b']", []],
    ["$['a'].b", []],
    ["$['a','b'].c", ["['a','b']"]],
    ["$['a','b'].*", ["['a','b']"]],
    ["$['a','b']..c", ["['a','b']"]],
    ['$.a[?(@.b == 1)].c', []],
    ['$.a[?(@.b in [1])]', ['in']],
    ['$.a[?(@.b == 1 && (@.c nin [1] || @.d size 2))]', ['nin', 'size']],
    ['$.a[?(!(@.b == 1))]', ['!']],
    ['$.a[?(@.b != 1)]', []],
    ['$.a[?(!(@.b in [1]))]', ['!', 'in']],
    ["$.a[?(@['x','y'].z)]", ["['x','y']"]],
    ["$.a[?(1 == $['x','y'].z)]", ["['x','y']"]],
    ["$.a[?(@['x','y'].z == 1)]", ["['x','y']"]],
    ['$.a[?(@.b[?(@.c empty true)])]', ['empty']],
  ])('%s', (path, marked) => {
    const expected = marked.map((text) => `path.dialect ${text}`);
    expect(found(`"InputPath":"${path}"`)).toEqual(expected);
  });

  it('is looked at where a function gets it', () => {
    expect(found(`"Parameters":{"n.$":"States.Array(States.Array($['a','b'].c), $.d)"}`)).toEqual([
      "path.dialect ['a','b']",
    ]);
  });
});
