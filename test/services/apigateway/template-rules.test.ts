/** Methods, operators and directives of mapping templates, as Java and Velocity have them. */
import { describe, expect, it } from 'vitest';
import { ask, worldOf, type Response } from './requests.ts';

async function render(template: string): Promise<Response> {
  const route = { integration: 'Mock', responses: [{ status: 200, template }] };
  return ask(worldOf({ routes: { 'GET /': route } }), '/');
}

const rules = (table: readonly (readonly [template: string, text: string])[]) => () => {
  it.each(table)('%s', async (template, text) => {
    expect((await render(template)).body).toBe(text);
  });
};

const list = (items: string) => `#set($l = ${items})`;
const map = "#set($m = {'a': 1, 'b': 'x'})";
const json = (value: object) => `#set($j = $util.parseJson('${JSON.stringify(value)}'))`;

describe(
  'texts',
  rules([
    ["#set($s = 'abcabc')$s.charAt(1) $s.substring(1, 3) $s.substring(4)", 'b bc bc'],
    ["#set($s = 'abcabc')$s.indexOf('c') $s.indexOf('c', 3) $s.indexOf('x')", '2 5 -1'],
    [
      "#set($s = 'abcabc')$s.lastIndexOf('b') $s.startsWith('ab') $s.startsWith('b')",
      '4 true false',
    ],
    ["#set($s = 'abcabc')$s.endsWith('bc') $s.endsWith('b') $s.contains('x')", 'true false false'],
    ["#set($s = ' Ab ')$s.toUpperCase()|$s.trim()|$s.concat('c')", ' AB |Ab| Ab c'],
    [
      "#set($s = 'Ab')$s.equalsIgnoreCase('AB') $s.equalsIgnoreCase('a') $s.equals('Ab') $s.equals('ab')",
      'true false true false',
    ],
    ["#set($s = 'b')$s.compareTo('a') $s.compareTo('b') $s.compareTo('c')", '1 0 -1'],
    [
      "#set($s = 'a.b.c')$s.replace('.', '-') $s.replaceAll('.', '-') $s.replaceFirst('[.]', '-')",
      'a-b-c ----- a-b.c',
    ],
    [
      "#set($s = 'a1b2')$s.replaceAll('([a-z])(\\d)', '$2$1') $s.replaceAll('\\d', '\\$')",
      '1a2b a$b$',
    ],
    [
      "#set($s = 'a1')$s.matches('[a-z]\\d') $s.matches('[a-z]') $s.matches('\\d')",
      'true false false',
    ],
    ["#set($s = ',a,,b,,')$s.split(',').size() $s.split(',')", '4 [, a, , b]'],
    ["#set($s = '')$s.isEmpty() $s.length() $s.split(',').size()", 'true 0 1'],
    ["#set($s = 'ab')$s.split('')", '[a, b]'],
    ["#set($s = 'a')$s.nothing()", ''],
  ]),
);

describe(
  'numbers and booleans',
  rules([
    ['#set($n = 7)$n.intValue() $n.longValue() $n.doubleValue() $n.toString()', '7 7 7 7'],
    ['#set($n = 7.9)$n.intValue() $n.longValue() $n.doubleValue()', '7 7 7.9'],
    ["#set($n = 0)$n.parseInt('42') $n.parseLong('-7') $n.parseInt('+1')", '42 -7 1'],
    ['#set($n = 2)$n.compareTo(1) $n.compareTo(2) $n.compareTo(3)', '1 0 -1'],
    [
      '#set($n = 2)$n.equals(2) $n.equals(3) #set($b = true)$b.equals(true) $b',
      'true false true true',
    ],
    ['#set($x = 7 - 2)$x #set($x = 2 * 3)$x #set($x = 7.0 / 2)$x #set($x = -7 / 2)$x', '5 6 3 -3'],
    ["#set($x = 1 + 2)$x #set($x = 'a' + 1)$x #set($x = 1 + 'a')$x", '3 a1 1a'],
    ['#set($x = (1 + 2) * 3)$x', '9'],
  ]),
);

describe(
  'maps',
  rules([
    [`${map}$m.get('a') $m.a $m['b'] $m.size() $m.isEmpty()`, '1 1 x 2 false'],
    [
      `${map}$m.containsKey('a') $m.containsKey('c') $m.keySet() $m.values()`,
      'true false [a, b] [1, x]',
    ],
    [`${map}[$m.put('a', 2)][$m.put('c', 3)]$m`, '[1][]{a=2, b=x, c=3}'],
    [`${map}[$m.remove('a')][$m.remove('z')]$m`, '[1][]{b=x}'],
    [
      `${map}#set($o = {'b': 'y', 'c': 2})[$m.putAll($o)]$m [$m.putAll('x')]`,
      '[]{a=1, b=y, c=2} []',
    ],
    [`${map}$m.getA() $m.getC()`, '1 '],
    ["#set($m = {})$m.isEmpty() #set($m.a = 1)#set($m['b'] = 2)$m", 'true {a=1, b=2}'],
    ['#set($m = {})#set($m.a = {})#set($m.a.b = 1)$m', '{a={b=1}}'],
    ['#set($n.a = 1)$n', '{a=1}'],
    [`${map}#foreach($v in $m)$v;#end`, '1;x;'],
    [
      `${json({ a: [1, { b: null, c: 'x' }], d: true })}$j.a[1].c $j.d $j`,
      'x true {a=[1,{"b":"","c":"x"}], d=true}',
    ],
  ]),
);

describe(
  'lists',
  rules([
    [
      `${list("['a', 'b', 'c']")}$l.get(1) $l[2] $l.size() $l.isEmpty() $l`,
      'b c 3 false [a, b, c]',
    ],
    [`${list("['a', 'b']")}[$l.set(1, 'c')][$l.set(2, 'd')][$l.set(-1, 'd')]$l`, '[b][][][a, c]'],
    [`${list("['a']")}$l.add('b') $l`, 'true [a, b]'],
    [
      `${list("['a']")}$l.addAll(['b', 'c']) $l.addAll([]) $l.addAll('x') $l`,
      'true false false [a, b, c]',
    ],
    [`${list("['a', 'b', 'c']")}$l.remove(1) $l.remove('c') [$l.remove('z')] $l`, 'b c [] [a]'],
    [
      `${list("['a', 1]")}$l.contains('a') $l.contains('1') $l.contains('z') $l.indexOf('z') $l.indexOf(1)`,
      'true true false -1 1',
    ],
    [`${list('[1..4]')}$l.subList(1, 3) $l.subList(2) $l`, '[2, 3] [3, 4] [1, 2, 3, 4]'],
    [`${list('[2..-1]')}$l`, '[2, 1, 0, -1]'],
    [`${list("['a']")}#set($l[0] = 'b')#set($l[1] = 'c')$l`, '[b]'],
    [`${list('[]')}$l.isEmpty() $l.size() $l`, 'true 0 []'],
    ['#set($n = 2)#foreach($i in [1..$n])$i#end', '12'],
  ]),
);

describe(
  'conditions',
  rules([
    ['#if(1 < 2)a#end#if(2 < 2)b#end#if(2 <= 2)c#end#if(3 <= 2)d#end', 'ac'],
    ['#if(2 > 1)a#end#if(2 > 2)b#end#if(2 >= 2)c#end#if(1 >= 2)d#end', 'ac'],
    ["#if('a' < 'b')a#end#if('b' < 'a')b#end#if('10' < '9')c#end#if('a' > 1)d#end", 'ac'],
    [
      "#if(1 == 1)a#end#if(1 == '1')b#end#if(1 != 2)c#end#if($x == '')d#end#if('a' != 'a')e#end",
      'abcd',
    ],
    [
      '#if(true && false)a#end#if(true && true)b#end#if(false || true)c#end#if(false || false)d#end',
      'bc',
    ],
    ['#if(!true)a#end#if(!false)b#end#if($none)c#end#if(!$none)d#end', 'bc'],
    ["#if('')a#end#if('x')b#end#if(0)c#end#if(false)d#end#if(null)e#end", 'abce'],
    ['#if(false)a#elseif(true)b#elseif(true)c#{else}d#end', 'b'],
    ['#if(false)a#elseif(false)b#{else}d#end', 'd'],
    ['#if(true)a#elseif(true)b#{else}c#end', 'a'],
    ['#set($l = [1])#if($l < 2)a#{else}b#end', 'b'],
  ]),
);

describe(
  'loops, calls and references',
  rules([
    [
      "#foreach($i in ['a', 'b', 'c'])$foreach.count$foreach.index$velocityCount$i#if($foreach.first)!#end#if($foreach.last).#end#if($foreach.hasNext), #end#end",
      '101a!, 212b, 323c.',
    ],
    ["#foreach($i in ['a', 'b', 'c'])#if($i == 'b')#break#end$i#end-$i", 'a-'],
    [
      '#foreach($i in [1..2])#foreach($j in [1..9])#if($j == 3)#break#end$i$j #end#end',
      '11 12 21 22 ',
    ],
    ['#set($n = 0)#foreach($i in [1..1001])#set($n = $n + 1)#end$n', '1000'],
    ["#set($s = 'text')#foreach($i in $s)x#end#foreach($i in $none)y#end-", '-'],
    ["#set($i = 'o')#foreach($i in [1])$i#set($i = 'p')$i#end$i", '1po'],
    ["#macro(twice $x)$x$x#end#twice('a')#twice( $b [1, 2] )", "#twice('a')#twice( $b [1, 2] )"],
    ['<#if(true)#m()$none#end>#m()', '<#m()>#m()'],
    ['a\nb #m(1,\n  2)c', 'a\nb #m(1,\n  2)c'],
    ['#macro(m)<$bodyContent>#end#@m()$x.y#end', '#@m()#end'],
    ['#define($d)hi#end$d()$d(1).x ${d}() $!d()', 'hi()hi(1).x hi() hi()'],
    ['#define($d)$n#end#set($n = 1)$d#set($n = 2)$d', '12'],
    ['a#stop()b', 'a'],
    ['a#stop b', 'a'],
    ['a#stops b', 'a#stops b'],
    ['a#set($x = 1)#foreach($i in [1, 2])$i#stop()#end', 'a1'],
    ['$none $!none ${none} $!{none} $none.a', '    '],
    ['## a comment\na#* another *#b', 'ab'],
    ['#[[$a #set]]#', '$a #set'],
    [
      "#set($s = \"a$util.base64Encode('b')#if(true)c#end\")$s #set($s = '$x#if')$s",
      'aYg==c $x#if',
    ],
    ["#set($x = 'a')${x}b $x.length()", 'ab 1'],
  ]),
);

it.each([
  ['#set($context.responseOverride.status = 418)x', 418, {}],
  ["#set($context.responseOverride.status = '419')x", 419, {}],
  [
    "#set($context.responseOverride.header.A = 'b')#set($context.responseOverride.header['c'] = 1)x",
    200,
    { A: 'b', c: '1' },
  ],
])('%s overrides the response', async (template, status, headers) => {
  const answer = await render(template);
  expect(answer).toEqual({
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: 'x',
  });
});

it.each([
  ["#set($n = 0)$n.parseInt('x')", '"x" is no whole number.'],
  ["#set($n = 0)$n.parseInt('1.5')", '"1.5" is no whole number.'],
  ["#set($s = 'a')$s.replaceAll('(', '')", '( is no regular expression'],
  ["$util.parseJson('{')", '$util.parseJson was given a text that is no JSON.'],
  ["$util.urlDecode('%')", '$util.urlDecode was given a text that is not encoded for a URL.'],
  ["$input.json('$[')", 'invalid JSONPath $['],
  ['#define($d)$d#end$d', '$d contains itself more than 20 times.'],
  ['x'.repeat(300 * 1024 + 1), 'the mapping template is larger than 300 KB'],
])('%.40s is told as a problem', async (template, problem) => {
  const { status, headers } = await render(template);
  expect([status, headers['x-simulation-problem']]).toEqual([
    500,
    expect.stringContaining(problem) as string,
  ]);
});

it('a template has up to 300 KB', async () => {
  const text = 'x'.repeat(300 * 1024);
  expect((await render(text)).body).toBe(text);
});
