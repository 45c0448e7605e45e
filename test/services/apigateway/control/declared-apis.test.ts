import { describe, expect, it } from 'vitest';
import { Conversation, deploy, patch } from './conversation.ts';

const scenario = JSON.stringify({
  resources: {
    functions: { orders: { answers: [{ return: { statusCode: 200, body: 'called' } }] } },
    queues: { q: {} },
    apis: {
      shop: {
        stages: { live: { variables: { env: 'l' }, throttle: { rateLimit: 100 } }, test: {} },
        models: { Order: { type: 'object', required: ['n'] } },
        authorizers: {
          admins: { type: 'TOKEN', answer: { isAuthorized: true }, ttl: '60s' },
          signed: { type: 'IAM' },
        },
        gatewayResponses: { UNAUTHORIZED: { status: 404, headers: { 'X-Why': 'no' } } },
        apiKeys: { partner: { value: 'key', rateLimit: 5 } },
        routes: {
          'GET /orders/{id}': { integration: 'Lambda', function: 'orders', timeout: '10s' },
          'POST /orders': {
            integration: 'SendMessage',
            queue: 'q',
            model: 'Order',
            requiredParameters: ['method.request.header.x'],
          },
          'GET /fixed': { integration: 'Mock', response: { status: 201, body: { a: 1 } } },
          'GET /key': { integration: 'Mock', response: { body: 'key' }, apiKeyRequired: true },
          'GET /in': { integration: 'Mock', response: { body: 'in' }, authorizer: 'admins' },
          'GET /signed': { integration: 'Mock', response: { body: 's' }, authorizer: 'signed' },
        },
      },
      web: {
        type: 'HTTP',
        routes: { 'GET /': { integration: 'Mock', response: { body: 'web' } } },
      },
    },
  },
});

const inShop = { restApiId: 'shop' };

async function begun(): Promise<Conversation> {
  const talk = new Conversation(scenario);
  talk.known['api'] = 'shop';
  const { items } = await talk.ask('GetResources', { ...inShop, limit: 100 });
  for (const { id, path } of items as unknown as readonly {
    readonly id: string;
    readonly path: string;
  }[]) {
    talk.known[path.replace(/\W/g, '') || 'root'] = id;
  }
  return talk;
}

describe('G41: a declared REST API is what operations see', () => {
  it('with its resources, methods and integrations', async () => {
    const talk = await begun();
    await talk.say([
      ['GetRestApis', {}, { items: [{ id: 'shop', name: 'shop' }] }],
      [
        'GetResource',
        { ...inShop, resourceId: '$ordersid' },
        {
          path: '/orders/{id}',
          pathPart: '{id}',
          parentId: '$orders',
          resourceMethods: { GET: {} },
        },
      ],
      [
        'GetIntegration',
        { ...inShop, resourceId: '$ordersid', httpMethod: 'GET' },
        {
          type: 'AWS_PROXY',
          httpMethod: 'POST',
          timeoutInMillis: 10_000,
          uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders/invocations',
        },
      ],
      [
        'GetMethod',
        { ...inShop, resourceId: '$orders', httpMethod: 'POST' },
        {
          requestModels: { 'application/json': 'Order' },
          requestParameters: { 'method.request.header.x': true },
          methodIntegration: { uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/q' },
        },
      ],
      [
        'GetMethod',
        { ...inShop, resourceId: '$in', httpMethod: 'GET' },
        { authorizationType: 'CUSTOM', authorizerId: 'admins' },
      ],
      [
        'GetMethod',
        { ...inShop, resourceId: '$signed', httpMethod: 'GET' },
        { authorizationType: 'AWS_IAM' },
      ],
      [
        'GetMethod',
        { ...inShop, resourceId: '$key', httpMethod: 'GET' },
        { authorizationType: 'NONE', apiKeyRequired: true },
      ],
    ]);
  });

  it('with its stages, models, authorizers, gateway responses, keys and plans', async () => {
    const talk = await begun();
    await talk.say([
      [
        'GetStages',
        inShop,
        {
          item: [
            {
              stageName: 'live',
              variables: { env: 'l' },
              methodSettings: { '*/*': { throttlingRateLimit: 100, throttlingBurstLimit: 100 } },
            },
            { stageName: 'test', methodSettings: {} },
          ],
        },
      ],
      [
        'GetModel',
        { ...inShop, modelName: 'Order' },
        { schema: '{"type":"object","required":["n"]}' },
      ],
      [
        'GetAuthorizers',
        inShop,
        { items: [{ name: 'admins', type: 'TOKEN', authorizerResultTtlInSeconds: 60 }] },
      ],
      [
        'GetGatewayResponse',
        { ...inShop, responseType: 'UNAUTHORIZED' },
        { statusCode: '404', responseParameters: { 'gatewayresponse.header.X-Why': "'no'" } },
      ],
      [
        'GetApiKeys',
        { includeValues: true },
        { items: [{ name: 'partner', value: 'key', enabled: true }] },
      ],
      [
        'GetUsagePlans',
        {},
        {
          items: [
            {
              apiStages: [
                { apiId: 'shop', stage: 'live' },
                { apiId: 'shop', stage: 'test' },
              ],
              throttle: { rateLimit: 5 },
            },
          ],
        },
      ],
    ]);
  });

  it('is served as before by a deployment of what no operation has changed', async () => {
    const talk = await begun();
    const answers = async () => [
      await talk.get('/live/orders/1'),
      await talk.get('/live/fixed'),
      await talk.get('/live/key'),
      await talk.get('/live/key', { 'x-api-key': 'key' }),
      await talk.get('/live/signed'),
    ];
    const before = await answers();
    expect(before.map(([status]) => status)).toEqual([200, 201, 403, 200, 403]);
    await talk.say([deploy('live')]);
    await talk.world.pass(1000);
    expect(await answers()).toEqual(before);
  });

  it('is changed by operations, once it is deployed', async () => {
    const talk = await begun();
    const fixed = { ...inShop, resourceId: '$fixed', httpMethod: 'GET' };
    await talk.say([
      [
        'UpdateMethod',
        { ...fixed, patchOperations: [patch('replace', '/apiKeyRequired', 'true')] },
        { apiKeyRequired: true },
      ],
    ]);
    expect((await talk.get('/live/fixed'))[0]).toBe(201);
    await talk.say([deploy('live')]);
    expect((await talk.get('/live/fixed'))[0]).toBe(403);
    expect(await talk.get('/live/fixed', { 'x-api-key': 'key' })).toEqual([201, '{"a":1}']);
    expect((await talk.get('/test/fixed'))[0]).toBe(201);
  });

  it('a deleted one is reached no more, an HTTP API still is', async () => {
    const talk = await begun();
    await talk.say([['DeleteRestApi', inShop, {}]]);
    const gone = await talk.world.request({ api: 'shop', path: '/live/fixed' });
    expect(gone.value).toMatchObject({
      message: 'There is no API "shop" in "resources.apis"; it has web.',
    });
    expect((await talk.world.request({ path: '/' })).value).toMatchObject({ body: 'web' });
  });
});
