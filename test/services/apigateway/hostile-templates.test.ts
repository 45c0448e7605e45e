import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** The answer's template, rendered over the request's body. */
async function render(template: string, body: Json = {}): Promise<Response> {
  const route = {
    integration: 'Lambda',
    proxy: false,
    function: 'echo',
    requestTemplate: '$input.body',
    responses: [{ status: 200, template }],
  };
  const scenario = {
    resources: {
      functions: { echo: { answers: [{ return: '{{ input }}' }] } },
      apis: { api: { routes: { 'POST /x': route } } },
    },
  };
  const world = new TestWorld(JSON.stringify(scenario));
  const { value } = await world.request({
    method: 'POST',
    path: '/x',
    body: JSON.stringify(body),
  });
  return value as unknown as Response;
}

const mark = join(tmpdir(), `stepthrough-template-${process.pid}`);
const code = `return process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(mark)}, '')`;

/** Ways from a value of a template to the host's functions. */
const escapes: readonly string[] = [
  `#set($m={})#set($O=$m.get("constructor"))#set($d=$O.getOwnPropertyDescriptor($O.getPrototypeOf($O),"constructor"))#set($h={})#set($x=$h.put("f",$d.value("${code}")))#set($y=$h.f())$y`,
  `#set($f="".constructor.constructor("${code}"))$f.call()`,
  `#set($f=$input.json.constructor("${code}"))$f.apply()$f()`,
  `$input.path.constructor("${code}")()`,
  `$input.params("constructor").constructor("${code}").call()`,
  `$util.escapeJavaScript.constructor("${code}").call()`,
  `#set($l=[])$l.map.constructor("${code}").call()`,
  `#set($l=["${code}"])$l.constructor.constructor($l[0]).call()`,
  `$context.constructor.constructor("${code}").call()`,
  `#set($k="constructor")$context[$k][$k]("${code}").call()`,
  `#set($x=1)$x.constructor.constructor("${code}").call()`,
  `#constructor("${code}")#__defineGetter__("a", "b")#toString()#hasOwnProperty("x")`,
  `#set($m={})$m.entrySet().constructor.constructor("${code}").call()`,
  `$context.getClass().forName("java.lang.Runtime").getRuntime().exec("${code}")`,
  `#set($s="$context.eval('${code}')")$s $context.eval("${code}") #eval("${code}")`,
  `#evaluate("${code}")#parse("${code}")#include("${code}")`,
];

describe('a mapping template', () => {
  it.each(escapes)('reaches nothing of the host: %s', async (template) => {
    rmSync(mark, { force: true });
    await render(template);
    expect(existsSync(mark)).toBe(false);
  });

  it.each([
    '#set($m={})$m.get("__proto__").put("polluted", "yes")',
    '#set($m={})$m.put("__proto__", {"polluted": "yes"})',
    '#set($m={})#set($m.__proto__.polluted = "yes")',
    '#set($m={})#set($m["__proto__"]["polluted"] = "yes")',
    '#set($m={})#set($m.constructor.prototype.polluted = "yes")',
    '#set($context.__proto__.polluted = "yes")',
    '#set($__proto__ = {"polluted": "yes"})#set($__proto__.polluted = "yes")',
    '#set($input.__proto__.polluted = "yes")#set($util.polluted = "yes")',
    '#set($l=[])$l.get("__proto__").put("polluted","yes")#set($l["__proto__"] = 1)',
    '#set($x = $input.path("$"))$x.putAll({"__proto__": {"polluted": "yes"}})',
    '#macro(__proto__ $a)x#end#define($constructor)x#end#__proto__(1)$constructor',
  ])('changes no prototype: %s', async (template) => {
    await render(template, JSON.parse('{"__proto__": {"polluted": "yes"}, "a": {}}') as Json);
    expect(({} as { readonly [name: string]: unknown })['polluted']).toBeUndefined();
    expect(([] as unknown as { readonly [name: string]: unknown })['polluted']).toBeUndefined();
  });

  it('holds members by any name', async () => {
    const template =
      '#set($m={})#set($x=$m.put("__proto__","a"))#set($x=$m.put("constructor","b"))$m.size() $m.get("__proto__") $m.constructor $m.toString $m';
    expect((await render(template)).body).toBe('2 a b  {__proto__=a, constructor=b}');
    const body = JSON.parse('{"__proto__": 1, "toString": 2}') as Json;
    expect((await render(`$input.json('$') $input.path('$').toString`, body)).body).toBe(
      '{"__proto__":1,"toString":2} 2',
    );
  });

  it.each([
    ['#foreach($i in [1..100000000])x#end', 'steps'],
    [
      '#set($s="aaaaaaaaaaaaaaaa")#foreach($i in [1..100])#set($s="$s$s")#end',
      'characters of text',
    ],
    ['#set($s="aaaaaaaaaaaaaaaa")#foreach($i in [1..100])#set($s=$s+$s)#end', 'characters of text'],
    ['#set($s="aaaaaaaaaaaaaaaa")#foreach($i in [1..100])#set($s=$s.concat($s))#end', 'characters'],
    [
      '#set($s="aaaaaaaaaaaaaaaa")#foreach($i in [1..100])#set($s=$s.replace("a","aa"))#end',
      'characters',
    ],
    [
      '#set($s="aaaaaaaaaaaaaaaa")#foreach($i in [1..100])#set($s=$s.replaceAll("a","aa"))#end',
      'regular expression',
    ],
    [
      '#set($s="aaaaaaaaaaaaaaaa")#foreach($i in [1..100])#set($s=$util.urlEncode("$s %"))#set($s="$s$s")#end',
      'characters',
    ],
    ['#set($l=[1])#foreach($i in [1..100])#set($ok=$l.addAll($l))#end', 'steps'],
    ['#set($l=[1])#foreach($i in [1..100])#set($l=[$l,$l])#end$l', 'characters'],
    [
      `#foreach($i in [1..1000])#foreach($i in [1..1000])#foreach($i in [1..1000])x#end#end#end`,
      'steps',
    ],
    ['#define($d)#foreach($i in [1..1000])$d#end#end$d', '20 times'],
    ['#define($d)$d$d#end$d', '20 times'],
    ['#set($x=$util.parseJson("{"))', 'no JSON'],
    ['$input.body.matches("(")', 'no regular expression'],
    [`${'#if(true)'.repeat(1250)}x${'#end'.repeat(1250)}`, 'more than 2,500'],
    ['$a '.repeat(2501), 'more than 2,500'],
    [`#set($a = [${'1,'.repeat(2500)}1])`, 'more than 2,500'],
    [`#set($a = ${'{"a":'.repeat(2500)})`, 'more than 2,500'],
    [`#set($a = 1${'+1'.repeat(2500)})`, 'more than 2,500'],
    [`x${' '.repeat(300 * 1024)}`, '300 KB'],
  ])('ends with its limit: %s', async (template, words) => {
    const { status, headers } = await render(template);
    expect(status).toBe(500);
    expect(headers['x-simulation-problem']).toContain(words);
  });

  it.each([
    [`$input.body.matches("{.a.:.(a+)+b.*")`, 'false'],
    [`#set($s=$input.path('$.a'))$s.replaceAll("(a|aa)+$", "b")`, `${'a'.repeat(3000)}!`],
    [`#set($s=$input.path('$.a'))$s.split("(a+)+b").size()`, '1'],
  ])('is not kept busy by a regular expression: %s', async (template, expected) => {
    expect((await render(template, { a: `${'a'.repeat(3000)}!` })).body).toBe(expected);
  });

  it('prints a body of many lists, but not of any number', async () => {
    const status = async (count: number): Promise<number> =>
      (
        await render(
          "$input.path('$')",
          Array.from({ length: count }, () => []),
        )
      ).status;
    // Each list is five steps to make and five to write.
    expect([await status(190_000), await status(210_000)]).toEqual([200, 500]);
  });

  it('goes round a loop 1,000 times at most, as API Gateway does', async () => {
    const count = async (items: number): Promise<string> =>
      (await render(`#set($n=0)#foreach($i in [1..${items}])#set($n=$n+1)#end$n`)).body;
    expect([await count(999), await count(1000), await count(1001)]).toEqual([
      '999',
      '1000',
      '1000',
    ]);
  });

  it('has up to 2,500 references, and as much text as there is', async () => {
    expect((await render('$!a'.repeat(2500))).status).toBe(200);
    expect((await render('{"a": [1, 2, (3)]}, '.repeat(5000))).status).toBe(200);
  });

  it('takes up to 300 KB', async () => {
    const [most, more] = [300 * 1024, 300 * 1024 + 1].map((size) => 'x'.repeat(size));
    expect((await render(most ?? '')).status).toBe(200);
    expect((await render(more ?? '')).status).toBe(500);
  });

  it('puts a definition into itself up to 20 deep', async () => {
    const nested = (depth: number): string =>
      `#set($n = 1)#define($d)$n#if($n < ${depth})#set($n = $n + 1)$d#end#end$d`;
    expect((await render(nested(20))).status).toBe(200);
    expect((await render(nested(21))).status).toBe(500);
  });

  it('refuses blocks that are not closed, however many, and closes nothing on its own', async () => {
    const refusal = async (template: string) =>
      (await render(template)).headers['x-simulation-problem'];
    const unclosed = /a block has no #end, or an #end has no block/;
    expect(await refusal('#if(true)a')).toMatch(unclosed);
    expect(await refusal('a#end b')).toMatch(unclosed);
    expect(await refusal('#if(true)#if(true)a#end')).toMatch(unclosed);
    expect(await refusal(`${'#define($d)'.repeat(140)}x`)).toMatch(unclosed);
    expect(await refusal('#if(true)a## #end')).toMatch(unclosed);
    expect(await refusal('x#if')).toMatch(/got 'EOF'$/);
    expect((await render('#if(true)a#end')).body).toBe('a');
    expect((await render('#set($a = 1)\n$a ')).body).toBe('1 ');
    expect((await render('#[[#if ##]]#x')).body).toBe('#if ##x');
    expect((await render('a ## not said')).body).toBe('a ');
    expect((await render('## not said\nb ')).body).toBe('b ');
  });

  it('renders what is nested and branched', async () => {
    const template =
      "#foreach($i in $input.path('$.n'))#if($i == 1)one#elseif($i == 2)two#{else}many#end#if($foreach.hasNext),#end#end";
    expect((await render(template, { n: [1, 2, 3] })).body).toBe('one,two,many');
    expect((await render('#foreach($i in [1,2,3])$i#if($i==2)#break#end.#end|')).body).toBe('1.2|');
    expect((await render('#set($a = ["x","y"])#set($a[1] = 3)$a ${a} $!none.x $none.x')).body).toBe(
      '[x, 3] [x, 3]  ',
    );
    expect((await render('a#stop b')).body).toBe('a');
    expect((await render('#set($x = -3 + 2 * 3 - (4 / 5))$x #[[$x]]# \\$x ## c')).body).toBe(
      '3 $x $x ',
    );
  });
});
