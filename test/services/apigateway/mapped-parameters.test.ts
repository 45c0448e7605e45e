/** Parameters that an HTTP API maps for its service, and that a REST API maps for an address. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import { ask, worldOf } from './requests.ts';

const lines = Array.from({ length: 12 }, (_, index) => ({ sku: `s${index}` }));
const post = {
  method: 'POST',
  body: JSON.stringify({ lines, 'a-b': 1, nothing: null }),
  headers: { 'X-One': '1' },
};

describe('an event of an HTTP API', () => {
  const taken = async (requestParameters: object, body = '{"a":1}'): Promise<Json | undefined> => {
    const route = { integration: 'PutEvents', requestParameters };
    const world = worldOf({ type: 'HTTP', routes: { 'POST /': route } });
    const { status } = await ask(world, '/', { method: 'POST', body });
    expect(status).toBe(200);
    return world.simulation.log().find(({ kind }) => kind === 'eventPublished')?.data;
  };

  it('is of the gateway when nothing is mapped', async () => {
    expect(await taken({})).toMatchObject({
      source: 'apigateway',
      'detail-type': 'request',
      detail: { a: 1 },
      resources: [],
    });
  });

  it('has what is mapped, and lists as JSON', async () => {
    const requestParameters = {
      Source: 'web',
      DetailType: 'order-${request.body.a}',
      Detail: '$request.body',
      Resources: '["arn:a","arn:b"]',
      EventBusName: 'default',
      Region: 'eu-west-1',
    };
    expect(await taken(requestParameters)).toMatchObject({
      source: 'web',
      'detail-type': 'order-1',
      detail: { a: 1 },
      resources: ['arn:a', 'arn:b'],
      region: 'us-east-1',
    });
  });

  it('goes to its bus', async () => {
    const route = {
      integration: 'PutEvents',
      requestParameters: { Source: 'web', EventBusName: 'own' },
    };
    const world = worldOf(
      { type: 'HTTP', routes: { 'POST /': route } },
      {
        queues: { own: {}, usual: {} },
        rules: {
          own: { bus: 'own', pattern: { source: ['web'] }, queue: 'own' },
          usual: { pattern: { source: ['web'] }, queue: 'usual' },
        },
      },
    );
    await ask(world, '/', { method: 'POST', body: '{}' });
    expect(await received(world, 'own')).toHaveLength(1);
    expect(await received(world, 'usual')).toHaveLength(0);
  });
});

async function received(world: TestWorld, QueueUrl: string): Promise<readonly JsonObject[]> {
  const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl });
  return (value as { readonly Messages?: readonly JsonObject[] }).Messages ?? [];
}

describe('a message of an HTTP API', () => {
  it.each([
    ['$request.body.lines[0].sku', 's0'],
    ['$request.body.lines[11].sku', 's11'],
    ['$request.body.lines.2.sku', 's2'],
    ['$request.body.a-b', '1'],
    ['$request.body.nothing', 'null'],
    ['<${request.header.x-one}${request.header.none}>', '<1>'],
    ['<$request.header.X-One>', '<$request.header.X-One>'],
    ['${request.body.lines[10].sku}/${context.stage}', 's10/$default'],
    ['$context.routeKey', 'POST /'],
    ['$context.stage', '$default'],
  ])('with the text %s is %s', async (MessageBody, body) => {
    const route = { integration: 'SendMessage', queue: 'q', requestParameters: { MessageBody } };
    const world = worldOf({ type: 'HTTP', routes: { 'POST /': route } }, { queues: { q: {} } });
    expect((await ask(world, '/', post)).status).toBe(200);
    expect(await received(world, 'q')).toMatchObject([{ Body: body }]);
  });

  it('without a body is refused', async () => {
    const route = { integration: 'SendMessage', queue: 'q' };
    const world = worldOf({ type: 'HTTP', routes: { 'POST /': route } }, { queues: { q: {} } });
    expect((await ask(world, '/', { method: 'POST' })).status).toBe(400);
  });
});

describe('a header that a REST API maps', () => {
  const endpoints = { 'https://a.example': [{ headers: { 'X-B': '2' }, body: '{{ headers }}' }] };
  const mapped = async (value: string, response = "'-'"): Promise<readonly Json[]> => {
    const route = {
      integration: 'Http',
      proxy: false,
      uri: 'https://a.example',
      requestParameters: { 'integration.request.header.X-It': value },
      responses: [{ status: 200, headers: { 'X-Out': response } }],
    };
    const world = worldOf(
      { routes: { 'POST /': route }, stageVariables: { v: '1' } },
      { endpoints },
    );
    const { body, headers } = await ask(world, '/?q=1&q=2', post);
    return [(JSON.parse(body) as JsonObject)['x-it'] ?? null, headers['X-Out'] ?? null];
  };

  it.each<[string, string | null]>([
    ["'fixed'", 'fixed'],
    ["''", ''],
    ["'it's'", "it's"],
    ["'method.request.body'", 'method.request.body'],
    ['method.request.body', post.body],
    ['method.request.body.lines[11].sku', 's11'],
    ['method.request.body.none', null],
    ['method.request.header.x-one', '1'],
    ['method.request.querystring.q', '2'],
    ['method.request.multivaluequerystring.q', '1,2'],
    ['method.request.querystring.none', null],
    ['context.httpMethod', 'POST'],
    ['context.identity.sourceIp', '127.0.0.1'],
    ['stageVariables.v', '1'],
    ['stageVariables.none', null],
  ])('from %s is %s', async (value, expected) => {
    expect((await mapped(value))[0]).toBe(expected);
  });

  it.each<[string, string | null]>([
    ["'fixed'", 'fixed'],
    ['integration.response.header.x-b', '2'],
    ['integration.response.header.none', null],
    ['integration.response.body.host', 'a.example'],
    ['integration.response.body.none', null],
    ['method.request.header.X-One', '1'],
    ['context.stage', 'prod'],
    ['stageVariables.v', '1'],
  ])('of the answer, from %s, is %s', async (value, expected) => {
    expect((await mapped("'-'", value))[1]).toBe(expected);
  });
});
