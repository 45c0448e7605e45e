/** What a request's template sets for the response's, and the ids and addresses that an event tells. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { arrival, ask, asked, worldOf, type Response } from './requests.ts';

const status = '{"statusCode": 200}';

describe('what a request’s template overrides', () => {
  const mock = async (requestTemplate: string, template?: string): Promise<Response> => {
    const responses = [{ status: 200, ...(template === undefined ? {} : { template }) }];
    const routes = { 'POST /{id}': { integration: 'Mock', requestTemplate, responses } };
    return ask(worldOf({ routes }), '/7', { method: 'POST', body: '{"a":1}' });
  };

  it('holds of the response, with and without a template of its own', async () => {
    const set =
      '#set($context.responseOverride.status = 444)#set($context.responseOverride.header.A = "b")';
    for (const template of [undefined, 'x']) {
      expect(await mock(`${set}${status}`, template)).toMatchObject({
        status: 444,
        headers: { A: 'b' },
      });
    }
    const later = '#set($context.responseOverride.status = 445)x';
    expect(await mock(`${set}${status}`, later)).toMatchObject({
      status: 445,
      headers: { A: 'b' },
    });
    expect((await mock(status)).status).toBe(200);
  });

  it('is read by the response’s template', async () => {
    const set =
      "#set($context.requestOverride.path.v = $input.path('$.a'))#set($context.requestOverride.header.H = {'x': [1]})";
    const template =
      '$context.requestOverride.path.v $context.requestOverride.header.H [$context.requestOverride.querystring.none]';
    expect((await mock(`${set}${status}`, template)).body).toBe('1 {x=[1]} []');
  });

  it('is not lost where a service answers in between', async () => {
    const set =
      '#set($context.responseOverride.status = 299)#set($context.requestOverride.header.X-Two = "2")$input.body';
    const routes = {
      'POST /f': { integration: 'Lambda', function: 'f', proxy: false, requestTemplate: set },
      'POST /h': {
        integration: 'Http',
        uri: 'https://a.example',
        proxy: false,
        requestTemplate: set,
      },
      'POST /s': {
        integration: 'SendMessage',
        queue: 'q',
        requestTemplate: `#set($context.responseOverride.status = 299){"MessageBody": "x"}`,
      },
    };
    const world = worldOf(
      { routes },
      {
        functions: { f: { answers: [{ return: {} }] } },
        queues: { q: {} },
        endpoints: { 'https://a.example': [{ body: '{{ headers }}' }] },
      },
    );
    for (const path of ['/f', '/h', '/s']) {
      const answer = await ask(world, path, { method: 'POST', body: '{}' });
      expect(answer.status).toBe(299);
      if (path === '/h') expect(JSON.parse(answer.body)).toMatchObject({ 'x-two': '2' });
    }
  });

  it('an empty answer is an empty object to its template', async () => {
    expect((await mock(status, "$input.body $input.json('$')")).body).toBe('{} {}');
  });
});

describe('an event of a REST API', () => {
  const told = async (path: string, headers: object = {}): Promise<JsonObject> => {
    const see = { integration: 'Lambda', function: 'see' };
    const world = worldOf(
      { stage: 'one', routes: { 'GET /a/{x+}': see, 'GET /b': see } },
      { functions: { see: { answers: [{ return: { statusCode: 200 } }] } } },
    );
    await ask(world, path, { headers: { ...headers } });
    return asked(world) as JsonObject;
  };
  const contextOf = ({ requestContext }: JsonObject) => requestContext as JsonObject;

  it('has four ids: of the request, twice, the resource and the deployment', async () => {
    const [first, same, other] = [
      contextOf(await told('/a/1')),
      contextOf(await told('/a/2')),
      contextOf(await told('/b')),
    ];
    const { requestId, extendedRequestId, resourceId, deploymentId } = first;
    expect(new Set([requestId, extendedRequestId, resourceId, deploymentId]).size).toBe(4);
    expect(extendedRequestId).toMatch(/^[\w+/]{15}=$/);
    expect([same['resourceId'], same['deploymentId']]).toEqual([resourceId, deploymentId]);
    expect([other['resourceId'] === resourceId, other['deploymentId']]).toEqual([
      false,
      deploymentId,
    ]);
  });

  it.each([
    ['//one/a/1', '/a/1', '/one/a/1', '1'],
    ['/one//a/1', '/a/1', '/one//a/1', '1'],
    ['/one/a//1//2', '/a//1//2', '/one/a//1//2', '1//2'],
    ['/one/a/1/', '/a/1/', '/one/a/1/', '1'],
    ['/one/a/1#b', '/a/1', '/one/a/1', '1'],
  ])('tells of the path %s', async (path, own, whole, x) => {
    const event = await told(path);
    expect([event['path'], contextOf(event)['path'], event['pathParameters']]).toEqual([
      own,
      whole,
      { x },
    ]);
  });

  it('ends the query before a #', async () => {
    expect((await told('/b?q=1#&r=2'))['queryStringParameters']).toEqual({ q: '1' });
  });

  it('writes Authorization its own way, and other headers as they come', async () => {
    const { headers } = await told('/b', { authorization: 'x', tEsT: '1' });
    expect(headers).toEqual({
      Authorization: 'x',
      tEsT: '1',
      'User-Agent': 'stepthrough',
      ...arrival(),
    });
  });
});
