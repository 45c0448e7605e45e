/** What a mapping template may be, what its values are at their edges, and what is printed of nothing. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { isBranch, isTree } from '../../../packages/services/src/apigateway/velocity/tree.ts';
import { ask, worldOf, type Response } from './requests.ts';

/** The answer of a route whose function returns the request's body, rendered by this template. */
async function render(template: string, body: Json = {}): Promise<Response> {
  const route = {
    integration: 'Lambda',
    proxy: false,
    function: 'echo',
    requestTemplate: '$input.body',
    responses: [{ status: 200, template }],
  };
  const functions = { echo: { answers: [{ return: '{{ input }}' }] } };
  const world = worldOf({ routes: { 'POST /x': route } }, { functions });
  return ask(world, '/x', { method: 'POST', body: JSON.stringify(body) });
}

const problemOf = async (template: string, body?: Json): Promise<string | undefined> =>
  (await render(template, body)).headers['x-simulation-problem'];

const rules = (table: readonly (readonly [template: string, text: string])[]) => () => {
  it.each(table)('%s', async (template, text) => {
    expect((await render(template)).body).toBe(text);
  });
};

describe(
  'of what is not there nothing is printed',
  rules([
    ['[$a][${a}][$!a][$!{a}]', '[][][][]'],
    ['[$a.b][$a.b()][$a[0]][${a.b.c}]', '[][][][]'],
    ["#set($a = {'b': 1})[$a.c][$a.c.d][$a.get('c')][$a.none('b')][$a['c']]", '[][][][][]'],
    ["#set($a = [1])[$a[1]][$a.x][$a['0']][$a.get(1)]", '[][][][]'],
    ["#set($a = 'x')[$a.b][$a[0]]", '[][]'],
    ['#set($a = 1)[$a.b][$a.none()]#set($a = true)[$a.b][$a.none()]', '[][][][]'],
    ['[$stageVariables.none][$context.none][$context.identity.none]', '[][][]'],
    ['[$input.none][$input.none()][$util.none][$util.none()]', '[][][][]'],
    ['#set($a = $none)[$a]#set($a = null)[$a]', '[][]'],
    ['[$input][$util]', '[][]'],
    ['#foreach($i in $none.list)x#end#foreach($i in $none)y#end.', '.'],
    ['#set($none.put.b = 1)#set($n = {})#set($n.a.b = 1)#set($n.toString() = 1)$n', '{}'],
    ['$ 5 $5 $$', '$ 5 $5 $$'],
  ]),
);

describe(
  'only false is false',
  rules([
    ["#if($none)a#end#if(null)b#end#if('')c#end#if(0)d#end#if([])e#end#if({})f#end", 'abcdef'],
    ['#if(false)a#end#if(!false)b#end#if(!$none)c#end#if(not true)d#end', 'b'],
    ['#if($none && true)a#end#if($none || false)b#end#if(false || false)c#end', 'ab'],
    ['#set($x = 1 && 2)$x #set($x = 0 || false)$x #set($x = false && 1)$x', 'true true false'],
    ['#set($l = [])#if(true || $l.add(1))#end#if(false && $l.add(1))#end$l.size()', '0'],
    ['#if(2 gt 1)a#end#if(1 ge 1)b#end#if(1 lt 1)c#end#if(1 le 1)d#end', 'abd'],
    ['#if(1 eq 1)a#end#if(1 ne 1)b#end#if(true and false)c#end#if(false or true)d#end', 'ad'],
  ]),
);

describe(
  'texts and numbers are compared, added and divided as they are',
  rules([
    ["#if('a' < 'b')a#end#if('a' < 'a')b#end#if('b' > 'a')c#end#if('a' > 'a')d#end", 'ac'],
    ["#if('a' <= 'a')a#end#if('a' >= 'a')b#end#if('b' <= 'a')c#end#if('a' >= 'b')d#end", 'ab'],
    ["#if('9' < 10)a#end#if(9 < '10')b#end#if('9' < '10')c#end", 'ab'],
    ["#if('10' > 9)a#end#if(10 > '9')b#end", 'ab'],
    ['#set($l = [1])#if($l > 0)a#end#if(2 > $l)b#end#if($l <= $l)c#end', ''],
    ["#set($x = 1 + '2')$x #set($x = '1' + 2)$x #set($x = 1 + 2)$x", '12 12 3'],
    [
      '#set($x = 7 / 2)$x #set($x = 7.5 / 2)$x #set($x = 7 / 2.5)$x #set($x = -7 / 2)$x',
      '3 3.75 2.8 -3',
    ],
    ['#set($a = 3)#set($x = -3)$x #set($x = 2 - $a)$x #set($x = -($a + 1))$x', '-3 -1 -4'],
    ['#set($l = [])[$util.urlEncode(word)][$l.add(word)]$l', '[][true][null]'],
    [
      "#if(1 == '1')a#end#if(true == 'true')b#end#set($l = [])#set($k = [])#if($l == $k)c#end#set($m = {})#if($m == '{}')d#end",
      'ab',
    ],
    ["#if('' == $none)a#end#if(null == '')b#end#if(0 == '')c#end#if($none == $other)d#end", 'abd'],
    ["#set($l = [1])#if($l == $l)a#end#if($l == '[1]')b#end#if($l != '[1]')c#end", 'ac'],
    [
      '#set($b = true)$b.toString().length() $b.equals(true) $b.equals("true") $b.equals(false)',
      '4 true true false',
    ],
    [
      "#set($n = 5)$n.equals('5') $n.equals(6) #set($l = [1])$l.equals('[1]') $l.equals([1])",
      'true false true true',
    ],
    ['#set($n = 7)[$n.length()][$n.toUpperCase()] #set($b = true)[$b.intValue()]', '[][] []'],
  ]),
);

describe(
  'a list or map',
  rules([
    ['#set($l = [1..3])$l #set($l = [3..1])$l #set($l = [2..2])$l', '[1, 2, 3] [3, 2, 1] [2]'],
    ["#set($a = 'x')#set($l = [1..$a])$l.size() #set($l = [$a..1])$l.size()", '0 0'],
    ['#set($l = [])#set($x = $l.add(null))#set($x = $l.add($none))$l', '[null, null]'],
    ['$util.parseJson(\'[null, true, 1.5, "x", {"a": []}]\')', '["",true,1.5,"x",{"a":[]}]'],
    ["#set($l = ['a', 'b'])[$l.set(0, 'c')][$l.set(-1, 'd')][$l.set(2, 'e')]$l", '[a][][][c, b]'],
    ["#set($l = ['a', 'b', 'a'])[$l.remove('a')][$l.remove(-1)][$l.remove(0)]$l", '[a][][b][a]'],
    [
      '#set($l = [1, 2])$l.contains(2) $l.contains("2") $l.contains([2]) $l.contains(3)',
      'true true false false',
    ],
    ['#set($m = {"a": 1})#set($l = [$m])$l.contains($m) $l.indexOf($m)', 'true 0'],
    [
      "#set($m = {'abc': 1, 'X': 2})[$m.getAbc()][$m.getX()][$m.get()][$m.forgetAbc()]",
      '[1][2][][]',
    ],
    [
      '#set($l = [1, 2, 3])#set($l[1] = 9)#set($l[3] = 9)#set($l["0"] = 9)#set($l[-1] = 9)$l',
      '[1, 9, 3]',
    ],
    ["#set($m = {'1': 'a'})$m[1] $m.get(1) $m.get('1') #set($m[2] = 'b')$m", 'a a a {1=a, 2=b}'],
    ['#set($l = [1])#foreach($i in $l)#set($x = $l.add($i))#end$l', '[1, 1]'],
    ['#set($s = "abc")[$s.indexOf("a", 1)][$s.substring(0, 0)][$s.charAt(9)]', '[-1][][]'],
  ]),
);

describe(
  'replacing and splitting',
  rules([
    [
      "#set($s = 'ab')$s.replace('', '-') $s.replace('b', '') $s.replace('x', 'y') $s.replace('b', '$1')",
      '-a-b- a ab a$1',
    ],
    [
      "#set($s = 'aXbX')$s.replaceAll('X', '$0$0') $s.replaceFirst('X', '-') $s.replaceAll('Z', 'y')",
      'aXXbXX a-bX aXbX',
    ],
    ["#set($s = 'ab')$s.replaceAll('(b)|(c)', '[$1$2]') $s.replaceAll('b', '$9')", 'a[b] a'],
    [
      "#set($s = 'a,b,')$s.split(',') #set($s = ',a')$s.split(',') #set($s = ',')$s.split(',')",
      '[a, b] [, a] []',
    ],
    ["#set($s = 'abc')$s.split('b') $s.split('x') $s.split('')", '[a, c] [abc] [a, b, c]'],
    ["#set($s = 'a1b')$s.split('\\d')", '[a, b]'],
    ["$util.urlEncode('a/ü\\ +')", 'a%2F%C3%BC%5C+%2B'],
  ]),
);

it('half a pair of a character is replaced, a whole one is not', async () => {
  const encode = "$util.urlEncode($input.path('$'))";
  expect((await render(encode, '\ud83d\ude00')).body).toBe('%F0%9F%98%80');
  expect((await render(encode, 'a\ud83d!')).body).toBe('a%EF%BF%BD!');
  expect((await render(encode, 'a\ude00')).body).toBe('a%EF%BF%BD');
});

describe(
  'loops and texts in double quotes',
  rules([
    ['#foreach($i in [1, 2, 3])$velocityHasNext#end', 'truetruefalse'],
    [
      '#foreach($i in [1..2])#foreach($j in [1..2])#if($j == 2)#break#end$i$j #end|#end',
      '11 |21 |',
    ],
    ['#foreach($i in [1..2])#if($i == 2)#stop()#end$i#end$i', '1'],
    ['#foreach($i in [1..3])#foreach($j in [1..3])#stop()#end$i#end', ''],
    ['#set($d = 1)#define($e)#foreach($i in [1])$i#end#end$e$e$e', '111'],
    [
      `#set($e = '#if(true)x#end')#set($s = "$e \${e} #if(true)y#end")$s`,
      '#if(true)x#end #if(true)x#end y',
    ],
    ['#set($s = "a#b")$s #set($s = "a b")$s', 'a#b a b'],
    ['#if(true)a#elseif(true)b#{else}c#end', 'a'],
    ['#if(false)a#elseif(false)b#elseif(true)c#{else}d#end', 'c'],
    ['#noescape()a$none#end', 'a'],
    [`#define($word)x#end${'$word'.repeat(25)}`, 'x'.repeat(25)],
    ['#define($word)hi#end$word($none) $!word(1)', 'hi($none) hi(1)'],
    ['#s top|#s|#sx#stopped', '#s top|#s|#sx#stopped'],
    ['#set($x = 1)#if($x == 1)##\n one\n#end', ' one\n'],
    ['x ##y', 'x '],
    ['a\n##', 'a\n'],
    ['##\na', 'a'],
    ['##', ''],
    ['', ''],
  ]),
);

describe('what the parser cannot read', () => {
  const unclosed =
    'POST /x: the mapping template cannot be rendered: a block has no #end, or an #end has no block.';

  it.each([
    ['#if(true)a', unclosed],
    ['a#end', unclosed],
    ['#foreach($i in [1])#if(true)a#end', unclosed],
    ['a ## #end\n#end', unclosed],
  ])('%j: a block is not closed', async (template, problem) => {
    expect(await problemOf(template)).toBe(problem);
  });

  it.each([
    ['#if(', /: the mapping template cannot be rendered: Parse error.*got 'EOF'$/],
    ['a ##\n#if(', /cannot be rendered: Parse error.*got 'EOF'$/],
    ['#set($x = )b', /cannot be rendered: Parse error.*got 'CLOSE_PARENTHESIS'$/],
  ])('%j is told in its words, without what has been added to the text', async (template, told) => {
    const problem = await problemOf(template);
    expect(problem).toMatch(told);
    expect(problem).not.toMatch(/\uE000|#end/);
  });

  it.each([
    ['$!a', 2500],
    ['#if(true)#end', 833],
    ['$a.b($c)', 833],
    ['$a[$b]', 833],
    ['$a.f([1, [2]])', 357],
    ['$a.f(1 + (2))', 500],
  ])('more than 2,500 references, directives and what they hold: %s', async (part, most) => {
    const tooMany =
      'POST /x: the mapping template has more than 2,500 references, directives and items, which Stepthrough does not read.';
    expect(await problemOf(part.repeat(most))).not.toBe(tooMany);
    expect(await problemOf(part.repeat(most + 1))).toBe(tooMany);
  });

  it('texts, however long, are no parts', async () => {
    const text = '(a) [b] {c} + - * / % & | ! , '.repeat(300);
    expect((await render(text)).body).toBe(text);
    expect((await render(`$!a ${text}`)).body).toBe(` ${text}`);
  });

  it('limits are told', async () => {
    expect(await problemOf('#set($l = [1..100000000])')).toMatch(/^POST \/x: .*steps/);
    const deep = `$util.parseJson('${'['.repeat(20_000)}${']'.repeat(20_000)}')`;
    expect(await problemOf(deep)).toBeDefined();
  });
});

describe('a tree of the parser', () => {
  const pos = { first_line: 1, last_line: 1, first_column: 0, last_column: 1 };
  const a = { type: 'references', id: 'a' };
  const text = { type: 'string', value: 'x' };

  it.each<[string, unknown, boolean]>([
    ['is a list', 'x', false],
    ['is a list, not one that only looks like it', { every: true }, false],
    ['of texts', ['x', 'y'], true],
    ['all of which are right', ['x', 7], false],
    ['or nodes', [a, { type: 'comment' }], true],
    ['that are objects', [null], false],
    ['of known types', [{ type: 'other' }], false],
    ['with their members', [{ type: 'references' }], false],
    ['references: arguments', [{ ...a, args: [text] }], true],
    ['references: no arguments', [{ ...a, args: false }], true],
    ['references: other arguments', [{ ...a, args: true }], false],
    ['references: one wrong argument', [{ ...a, args: [text, 'x'] }], false],
    ['references: a path', [{ ...a, path: [{ type: 'property', id: 'b' }] }], true],
    ['references: a wrong path', [{ ...a, path: [{ type: 'property', id: 7 }] }], false],
    ['references: a path that is none', [{ ...a, path: { type: 'property' } }], false],
    ['references: a method', [{ ...a, path: [{ type: 'method', id: 'b', args: [a] }] }], true],
    ['references: an index', [{ ...a, path: [{ type: 'index', id: text }] }], true],
    ['references: a wrong index', [{ ...a, path: [{ type: 'index', id: 'b' }] }], false],
    ['references: a place', [{ ...a, pos }], true],
    ['references: half a place', [{ ...a, pos: { first_line: 1 } }], false],
    ['references: no place', [{ ...a, pos: 7 }], false],
    ['set', [{ type: 'set', equal: [a, text] }], true],
    ['set: three', [{ type: 'set', equal: [a, text, text] }], false],
    ['set: one', [{ type: 'set', equal: [a] }], false],
    ['set: of what is no reference', [{ type: 'set', equal: [text, text] }], false],
    ['set: to what is no expression', [{ type: 'set', equal: [a, 'x'] }], false],
    ['set: no pair', [{ type: 'set', equal: { length: 2, 0: a, 1: text } }], false],
    ['raw', [{ type: 'raw', value: 'x' }], true],
    ['raw: a number', [{ type: 'raw', value: 1 }], false],
    ['elseif', [{ type: 'elseif', condition: text }], true],
    ['elseif: no condition', [{ type: 'elseif' }], false],
    ['a call', [{ type: 'macro_call', id: 'm', pos }], true],
    ['a call: nowhere', [{ type: 'macro_call', id: 'm' }], false],
    ['a block', [[{ type: 'if', condition: text }, 'x', a]], true],
    ['a block: a wrong body', [[{ type: 'if', condition: text }, 7]], false],
    ['a block: a wrong head', [[{ type: 'if' }, 'x']], false],
    ['a block: a node for a head', [[a, 'x']], false],
    ['a block: empty', [[]], false],
    ['a loop', [[{ type: 'foreach', from: a, to: 'i' }]], true],
    ['a loop: no name', [[{ type: 'foreach', from: a }]], false],
    ['a definition', [[{ type: 'define', id: 'd' }]], true],
    ['a definition: no name', [[{ type: 'define', id: 1 }]], false],
  ])('%s: %j', (_what, nodes, isRight) => {
    expect(isTree(nodes)).toBe(isRight);
  });

  const math = (expression: unknown): unknown => [
    { type: 'set', equal: [a, { type: 'math', operator: '+', expression }] },
  ];
  const value = (expression: unknown): unknown => [{ type: 'set', equal: [a, expression] }];
  it.each<[unknown, boolean]>([
    [math([text, a]), true],
    [math([text, 'x']), false],
    [math(a), false],
    [value({ type: 'integer', value: 1 }), true],
    [value({ type: 'integer', value: '1' }), true],
    [value({ type: 'integer', value: null }), false],
    [value({ type: 'bool', value: 1 }), false],
    [value({ type: 'array', value: [text] }), true],
    [value({ type: 'array', value: ['x'] }), false],
    [value({ type: 'array', isRange: true, value: ['1', 2, a] }), true],
    [value({ type: 'array', isRange: true, value: [null] }), false],
    [value({ type: 'map' }), true],
    [value({ type: 'map', value: {} }), true],
    [value({ type: 'map', value: { a: text, b: a } }), true],
    [value({ type: 'map', value: { a: text, b: 'x' } }), false],
    [value({ type: 'map', value: [text] }), false],
    [value({ type: 'map', value: 7 }), false],
  ])('an expression: %j', (nodes, isRight) => {
    expect(isTree(nodes)).toBe(isRight);
  });

  it('branches are no texts and no blocks', () => {
    expect(isBranch('else')).toBe(false);
    expect(isBranch([{ type: 'define', id: 'd' }])).toBe(false);
    expect(isBranch({ type: 'else' })).toBe(true);
    expect(isBranch({ type: 'elseif', condition: { type: 'bool', value: 'true' } })).toBe(true);
    expect(isBranch({ type: 'comment' })).toBe(false);
  });
});
