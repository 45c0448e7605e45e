import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** The answer's template, rendered over the request's body. */
async function render(template: string, body: Json, more: object = {}): Promise<Response> {
  const scenario = {
    resources: {
      functions: { echo: { answers: [{ return: '{{ input }}' }] } },
      apis: {
        api: {
          stageVariables: { tier: 'gold' },
          routes: {
            'POST /t/{id}': {
              integration: 'Lambda',
              proxy: false,
              function: 'echo',
              requestTemplate: '$input.body',
              responses: [{ status: 200, template }],
            },
          },
        },
      },
    },
  };
  const world = new TestWorld(JSON.stringify(scenario));
  const { value } = await world.request({
    method: 'POST',
    path: '/t/7?q=x&q=y',
    headers: { 'X-Who': 'kim' },
    body: JSON.stringify(body),
    ...more,
  });
  return value as unknown as Response;
}

describe('G9: mapping templates render as Java does it', () => {
  it.each<[string, Json, string]>([
    // What is not there is empty, and equals the empty text.
    ["#set($r = $input.path('$.none'))[$r]", {}, '[]'],
    ["#set($r = $input.path('$.none'))#if($r == '')empty#{else}full#end", {}, 'empty'],
    // Maps and lists print as Java prints them; lists inside maps as JSON.
    ["$input.path('$.m')", { m: { a: 1, b: 'x' } }, '{a=1, b=x}'],
    ["$input.path('$.m')", { m: { foo: [{ nested: 'bar' }] } }, '{foo=[{"nested":"bar"}]}'],
    ["$input.path('$.l')", { l: [1, 'x'] }, '[1,"x"]'],
    ["$input.path('$.l').size() $input.path('$.l')[0].n", { l: [{ n: 5 }] }, '1 5'],
    // JSON keeps its form.
    ["$input.json('$.m')", { m: { a: [1, null] } }, '{"a":[1,null]}'],
    ['$input.body', { a: 1 }, '{"a":1}'],
    // Whole numbers divide to whole numbers.
    ['#set($x = 7 / 2)$x', {}, '3'],
    ['#set($x = 7 % 2 + 3 * 2)$x', {}, '7'],
    // Texts are Java's.
    [
      "#set($s = 'a-b-c')$s.replaceAll('-', '+') $s.length() $s.substring(2) $s.split('-').size()",
      {},
      'a+b+c 5 b-c 3',
    ],
    [
      "#set($s = 'Ab')$s.toLowerCase() $s.equalsIgnoreCase('aB') $s.contains('b') $s.isEmpty()",
      {},
      'ab true true false',
    ],
    ["$input.path('$.n').toString().equals('5')", { n: 5 }, 'true'],
    // Collections are changed in place, and say what Java says.
    ["#set($m = {})$m.put('a', 1)$m.put('b', 2)$m", {}, '{a=1, b=2}'],
    ["#set($l = [])#set($ok = $l.add('x'))$ok $l.size()", {}, 'true 1'],
    [
      "#foreach($k in $input.path('$.m').keySet())$k#if($foreach.hasNext),#end#end",
      { m: { a: 1, b: 2 } },
      'a,b',
    ],
    [
      "#foreach($e in $input.path('$.m').entrySet())$e.key=$e.value;#end",
      { m: { a: 1, b: 2 } },
      'a=1;b=2;',
    ],
    // Texts with quotes inside are evaluated again, as in nested templates.
    ['#define($loop){"k": "v"}#end#set($s = "$loop")$s', {}, '{"k": "v"}'],
    // Parameters, context, stage variables.
    ["$input.params('id') $input.params('q') $input.params('X-Who')", {}, '7 y kim'],
    ["$input.params().path.id $input.params().header.get('X-Who')", {}, '7 kim'],
    [
      '$context.httpMethod $context.resourcePath $context.stage $stageVariables.tier',
      {},
      'POST /t/{id} prod gold',
    ],
    // Utilities.
    [
      "$util.urlEncode('a b&c') $util.urlDecode('a+b%26c') $util.base64Encode('hi') $util.base64Decode('aGk=')",
      {},
      'a+b%26c a b&c aGk= hi',
    ],
    ['$util.parseJson(\'{"a": 1}\').a', {}, '1'],
    [`$util.escapeJavaScript("O'Reilly")`, {}, "O\\'Reilly"],
    // The rules of Apache Commons Lang 2, which the slash is one of.
    ["$util.escapeJavaScript('a/b')", {}, 'a\\/b'],
    [
      "$util.escapeJavaScript($input.path('$.s'))",
      { s: '\\ " \n\r\t\f\b' },
      '\\\\ \\" \\n\\r\\t\\f\\b',
    ],
    [
      "$util.escapeJavaScript($input.path('$.s'))",
      { s: '\u001f ~\u007f\u0080\u20ac' },
      '\\u001F ~\u007f\\u0080\\u20AC',
    ],
    [`$util.escapeJavaScript("O'Reilly").replaceAll("\\\\'", "'")`, {}, "O'Reilly"],
  ])('%s', async (template, body, expected) => {
    expect((await render(template, body)).body).toBe(expected);
  });

  it('may change status and headers of the answer', async () => {
    const template = `#if($input.path('$.status').toString().equals("FAILED"))#set($context.responseOverride.status = 500)#set($context.responseOverride.header.X-Error = "yes"){"error": "$input.path('$.error')"}#else$input.path('$.output')#end`;
    const failed = await render(template, { status: 'FAILED', error: 'Boom' });
    expect([failed.status, failed.headers['X-Error'], failed.body]).toEqual([
      500,
      'yes',
      '{"error": "Boom"}',
    ]);
    const succeeded = await render(template, { status: 'SUCCEEDED', output: '{"a":1}' });
    expect([succeeded.status, succeeded.body]).toEqual([200, '{"a":1}']);
  });
});

/** The execution that a request with this template starts. */
async function start(requestTemplate: string, body: string): Promise<{ input: Json; log: string }> {
  const routes = { 'POST /run': { integration: 'StartExecution', requestTemplate } };
  const world = new TestWorld(JSON.stringify({ resources: { apis: { api: { routes } } } }));
  await world.pass(0);
  const { length } = world.simulation.executions();
  await world.request({
    method: 'POST',
    path: '/run?page=2',
    headers: { Accept: 'text/plain', 'X-Note': 'say "hi"' },
    body,
  });
  return {
    input: world.simulation.executions()[length]?.input ?? null,
    log: world.simulation
      .log()
      .map(({ message }) => message)
      .join('\n'),
  };
}

describe('G9: templates that people deploy', () => {
  const arn = '"stateMachineArn": "machine"';

  it('the body as it is, with the escape that keeps apostrophes', async () => {
    const template = `{"input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")", ${arn}}`;
    const body = { name: "O'Reilly", text: 'line\nüñí/', list: [1.5, null, true] };
    expect((await start(template, JSON.stringify(body))).input).toEqual(body);
  });

  it('the default of SAM, which an apostrophe breaks: the log says why and what helps', async () => {
    const template = `{"input": "$util.escapeJavaScript($input.json('$'))", ${arn}}`;
    const { input, log } = await start(template, `{"name": "O'Reilly"}`);
    expect(input).toBeNull();
    expect(log).toContain('the mapping template renders no JSON');
    expect(log).toContain(`append .replaceAll("\\\\'","'")`);
  });

  it('a wrapped body with headers and query, put together in loops', async () => {
    const template = `#set($all = $input.params())
#set($text = "")
#foreach($type in ["header", "querystring"])
#set($params = $all.get($type))
#set($part = "")
#foreach($name in $params.keySet())
#set($part = "$part@@$name@@: @@$util.escapeJavaScript($params.get($name))@@")
#if($foreach.hasNext)#set($part = "$part,")#end
#end
#set($text = "$text, @@$type@@: {$part}")
#end
#set($text = "{@@body@@: $input.body$text}")
#set($text = $text.replaceAll("@@", '"'))
{"input": "$util.escapeJavaScript($text)", ${arn}}`;
    const { input } = await start(template, '{"a":{"b":[1]}}');
    expect(input).toMatchObject({
      body: { a: { b: [1] } },
      querystring: { page: '2' },
      header: { 'X-Note': 'say "hi"' },
    });
  });

  it('a template in which something cannot be rendered says so', async () => {
    const { log } = await start(`{"input": "$input.json('$[')", ${arn}}`, '{}');
    expect(log).toContain('POST /run: invalid JSONPath $[');
  });
});
