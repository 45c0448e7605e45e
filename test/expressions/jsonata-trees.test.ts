/** What is read off the tree of a JSONata expression before it is evaluated. */
import { parseJsonata, treeOf, type Tree } from '@stepthrough/expressions';
import { describe, expect, it } from 'vitest';
import {
  directPathsOf,
  walkDirectly,
} from '../../packages/expressions/src/jsonata/direct-paths.ts';
import { writesIntoData } from '../../packages/expressions/src/jsonata/tree.ts';

function parsed(text: string): Tree {
  const compiled = parseJsonata(text);
  if (!compiled.ok) throw new Error(compiled.message);
  return treeOf(compiled.value);
}

describe('the library writes into the data', () => {
  it.each([
    'list.{"a": b}',
    'list{a: b}',
    'list[]',
    'a.b[].c',
    '[1, {"a": list[]}]',
    '$f(list.{"a": 1})',
    'list[{"a": 1}]',
    'list.[{"a": 1}]',
    'list.($x; {"a": 1})',
  ])('of %s', (text) => {
    expect(writesIntoData(parsed(text))).toBe(true);
  });

  it.each([
    'a.b',
    'list[b = 1]',
    '{"a": b}',
    '[a, {"b": c}]',
    '{"a": {"b": [1]}}',
    'list.[a, b]',
    'list.(-a)',
    '$f({"a": b})',
    '$sum(list)',
    '$x[]',
  ])('but not of %s', (text) => {
    expect(writesIntoData(parsed(text))).toBe(false);
  });
});

describe('the paths that are walked without the library', () => {
  const pathsOf = (text: string): readonly string[] | undefined =>
    directPathsOf(text)?.paths.map(({ variable, members }) => [variable, ...members].join('.'));

  it.each<[text: string, paths: readonly string[] | undefined]>([
    ['$states.input', ['states.input']],
    ['$v.a.b.c', ['v.a.b.c']],
    ['$v.a + $w.b', ['v.a', 'w.b']],
    ['$v.`a b`', ['v.a b']],
    ['$v."a"', ['v.a']],
    ['$v.f($w.a)', ['w.a']],
    ['[$v.a, {"k": $v.b}, 1]', ['v.a', 'v.b']],
    ['$sum($v.a)', ['v.a']],
    ['$list[a = $v.b]', ['v.b']],
    ['$v.a ? $v.b : $v.c', ['v.a', 'v.b', 'v.c']],
    // Nothing but a variable and names after it.
    ['$v', undefined],
    ['a.b', undefined],
    ['$.a', undefined],
    ['$$.a', undefined],
    ['$v.a[0]', undefined],
    ['$v[0].a', undefined],
    ['$v.*', undefined],
    ['$v.(a)', undefined],
    ['$v.a[]', undefined],
    ['$v.a^(b)', undefined],
    ['$v.a{b: c}', undefined],
    ['$v.f(1)', undefined],
    ['$v.$w', undefined],
    ['1 + 2', undefined],
    // What is called is no value.
    ['($v.f)(1)', undefined],
    // What could give a name another value, or counts evaluations.
    ['($v := 1; $v.a)', undefined],
    ['function($v) { $v.a }', undefined],
    ['λ($v) { $v.a }', undefined],
    ['$v.a ~> $sum', undefined],
    ['$list@$v.(b = $v.a)', undefined],
    ['$list#$v.(b = $w.a)', undefined],
    ['$list.(%.a = $v.b)', undefined],
  ])('of %s are %j', (text, paths) => {
    expect(pathsOf(text)).toEqual(paths);
  });

  it('are the whole expression, or leave one with variables in their places', () => {
    expect(directPathsOf('$v.a')?.expression).toBeUndefined();
    const { expression, paths = [] } = directPathsOf('$v.a & $w.b') ?? {};
    expect(expression && treeOf(expression)).toMatchObject({
      lhs: { type: 'variable', value: paths[0]?.name },
      rhs: { type: 'variable', value: paths[1]?.name },
    });
    expect(new Set(paths.map(({ name }) => name)).size).toBe(2);
  });

  it('are none in an expression that is deep', () => {
    const deep = (levels: number): string => `${'-('.repeat(levels)}$v.a${')'.repeat(levels)}`;
    const found = [...Array(40).keys()].map((levels) => pathsOf(deep(levels)) !== undefined);
    const last = found.lastIndexOf(true);
    expect(last).toBeGreaterThan(5);
    expect(found.slice(0, last + 1)).not.toContain(false);
    expect(pathsOf(`[1, ${deep(39)}]`)).toBeUndefined();
    expect(pathsOf(`[${deep(39)}, 1]`)).toBeUndefined();
  });

  it('end at what is no object', () => {
    const path = { name: 'n', variable: 'v', members: ['a', 'b'] };
    const walk = (v: unknown): unknown => walkDirectly(path, { v });
    expect(walk({ a: { b: 1 } })).toBe(1);
    expect(walk({ a: { b: null } })).toBeNull();
    for (const v of [
      { a: [{ b: 1 }] },
      { a: 'text' },
      { a: null },
      { c: 1 },
      [{ a: 1 }],
      undefined,
    ]) {
      expect(walk(v)).toBeUndefined();
    }
    expect(walkDirectly({ ...path, variable: 'constructor' }, {})).toBeUndefined();
    expect(walkDirectly({ ...path, members: ['constructor'] }, { v: {} })).toBeUndefined();
  });
});

describe('an operator of a later version', () => {
  it.each([
    ['$a ?? 1', 4, '?', '??'],
    ['$a ?: 1', 4, ':', '?:'],
    ['[1, {"k": ($a ?? 2)}]', 15, '?', '??'],
  ])('%s is refused at its second half', (text, index, symbol, operator) => {
    expect(parseJsonata(text)).toEqual({
      ok: false,
      index,
      message: `S0211: The symbol "${symbol}" cannot be used as a unary operator: AWS's version of JSONata has no ${operator}`,
    });
  });

  it.each(['$a ? 1 : 2', '"??"', '"?:" & $a', '$a ? "??" : "?:"', '[`a??`]', '$match($a, /a??/)'])(
    '%s is none',
    (text) => {
      expect(parseJsonata(text).ok).toBe(true);
    },
  );
});

describe('what is no JSONata', () => {
  it.each<[text: string, index: number, message: string]>([
    ['1 +', 3, 'S0207: Unexpected end of expression'],
    ['(', 1, 'S0203: Expected ")" before end of expression'],
    ['1 2', 2, 'S0201: Syntax error: 2'],
    ['"a', 2, 'S0101: String literal must be terminated by a matching quote'],
    ['$match(a, /[z-a]/)', 10, 'This is not a regular expression'],
    [`${'('.repeat(20_000)}`, 0, 'The expression is nested too deep'],
  ])('%.20s is refused at its character', (text, index, message) => {
    expect(parseJsonata(text)).toEqual({ ok: false, index, message });
  });
});
