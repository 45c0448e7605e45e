import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../conversation.ts';
import {
  answering,
  deployed,
  functionAddress,
  importing,
  methodAt,
  mock,
  pathsOf,
  putting,
  swagger,
} from './definitions.ts';

const auth = (ttl: number) => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authorizer': {
    type: 'token',
    authorizerUri: functionAddress('check'),
    authorizerResultTtlInSeconds: ttl,
  },
});

const responding = (...statuses: readonly string[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: status }]));

const first = swagger(
  {
    '/a': {
      get: { responses: responding('200', '206'), 'x-amazon-apigateway-integration': mock('old') },
      post: answering('post', {
        security: [{ auth: [] }],
        'x-amazon-apigateway-request-validator': 'v',
      }),
    },
    '/old': { get: answering('old') },
  },
  {
    info: { title: 'first', description: 'one', version: '1' },
    definitions: { A: { type: 'object', title: 'old' }, B: { type: 'object' } },
    securityDefinitions: { auth: auth(100) },
    'x-amazon-apigateway-request-validators': { v: { validateRequestBody: true } },
    'x-amazon-apigateway-gateway-responses': { THROTTLED: { statusCode: '420' } },
    'x-amazon-apigateway-binary-media-types': ['a/a'],
    'x-amazon-apigateway-minimum-compression-size': 10,
    'x-amazon-apigateway-endpoint-configuration': {
      types: ['PRIVATE'],
      disableExecuteApiEndpoint: true,
    },
  },
);

const second = swagger(
  {
    '/a': {
      get: { responses: responding('200', '400'), 'x-amazon-apigateway-integration': mock('new') },
    },
    '/new': { get: answering('new') },
  },
  {
    info: { title: 'second', version: '2' },
    definitions: { A: { type: 'object', title: 'new' } },
    securityDefinitions: { auth: auth(200) },
    'x-amazon-apigateway-request-validators': { v: { validateRequestParameters: true } },
    'x-amazon-apigateway-binary-media-types': ['b/b', 'a/a'],
  },
);

async function itemsOf(talk: Conversation, operation: string): Promise<readonly JsonObject[]> {
  const { items } = await talk.ask(operation, { restApiId: '$api' });
  return items as readonly JsonObject[];
}

async function all(talk: Conversation) {
  return {
    paths: await pathsOf(talk),
    responses: (await methodAt(talk, '/a'))['methodResponses'],
    models: (await itemsOf(talk, 'GetModels')).map(({ name, schema }) => [name, schema]),
    validators: await itemsOf(talk, 'GetRequestValidators'),
    authorizers: await itemsOf(talk, 'GetAuthorizers'),
    throttled: await talk.ask('GetGatewayResponse', {
      restApiId: '$api',
      responseType: 'THROTTLED',
    }),
    settings: await talk.ask('GetRestApi', { restApiId: '$api' }),
  };
}

describe.each([{}, { mode: 'merge' }])('G74: a merge (%j)', (mode) => {
  it('adds and replaces, method by method, and leaves the rest', async () => {
    const { talk } = await importing(first);
    const before = await all(talk);
    const post = await methodAt(talk, '/a', 'POST');
    const answer = await putting(talk, second, mode);
    const after = await all(talk);
    expect(answer).toEqual(after.settings);
    expect(after.paths).toEqual({
      '/': [],
      '/a': ['GET', 'POST'],
      '/new': ['GET'],
      '/old': ['GET'],
    });
    expect(after.responses).toEqual({ 200: { statusCode: '200' }, 400: { statusCode: '400' } });
    expect(await methodAt(talk, '/a', 'POST')).toEqual(post);
    expect(after.models.slice(0, 2)).toEqual([
      ['A', '{"type":"object","title":"new"}'],
      ['B', '{"type":"object"}'],
    ]);
    expect(after.validators).toEqual([
      { ...before.validators[0], validateRequestBody: false, validateRequestParameters: true },
    ]);
    expect(after.authorizers).toEqual([
      { ...before.authorizers[0], authorizerResultTtlInSeconds: 200 },
    ]);
    expect(after.throttled).toMatchObject({ statusCode: '420', defaultResponse: false });
    expect(after.settings).toEqual({
      ...before.settings,
      name: 'second',
      version: '2',
      binaryMediaTypes: ['a/a', 'b/b'],
    });
  });
});

describe('G75: an overwrite', () => {
  const overwrite = { mode: 'overwrite' };

  it('leaves what the document defines, under the same id and root', async () => {
    const { talk } = await importing(first);
    const before = await all(talk);
    await putting(talk, second, overwrite);
    const after = await all(talk);
    expect(after.paths).toEqual({ '/': [], '/a': ['GET'], '/new': ['GET'] });
    expect(after.responses).toEqual({ 200: { statusCode: '200' }, 400: { statusCode: '400' } });
    expect(after.models.map(([name]) => name)).toEqual(['A', 'Empty', 'Error']);
    expect(after.validators).toHaveLength(1);
    expect(after.authorizers).toMatchObject([{ name: 'auth', authorizerResultTtlInSeconds: 200 }]);
    expect(after.throttled).toMatchObject({ statusCode: '429', defaultResponse: true });
    const { id, rootResourceId, createdDate } = before.settings;
    expect(after.settings).toEqual({
      id,
      rootResourceId,
      createdDate,
      name: 'second',
      version: '2',
      binaryMediaTypes: ['b/b', 'a/a'],
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' },
      disableExecuteApiEndpoint: true,
    });
  });

  it('is not served before it is deployed; stages, tags and deployments stay', async () => {
    const { talk } = await importing(first);
    await talk.say([
      [
        'TagResource',
        { resourceArn: 'arn:aws:apigateway:us-east-1::/restapis/$api', tags: { a: 'b' } },
        {},
      ],
    ]);
    await deployed(talk);
    expect(await talk.get('/live/a')).toEqual([200, 'old']);
    expect(await putting(talk, second, overwrite)).toMatchObject({ tags: { a: 'b' } });
    expect(await talk.get('/live/a')).toEqual([200, 'old']);
    expect(await talk.get('/live/old')).toEqual([200, 'old']);
    await deployed(talk);
    expect(await talk.get('/live/a')).toEqual([200, 'new']);
    expect((await talk.get('/live/old'))[0]).toBe(403);
    expect(await itemsOf(talk, 'GetDeployments')).toHaveLength(2);
  });

  it('may change the endpoint where that is asked for', async () => {
    const { talk } = await importing(first);
    const parameters = { endpointConfigurationTypes: 'REGIONAL' };
    expect(await putting(talk, second, { ...overwrite, parameters })).toMatchObject({
      endpointConfiguration: { types: ['REGIONAL'] },
    });
  });
});

it('G74: an update needs an API and a known mode', async () => {
  const { talk } = await importing(first);
  await talk.say([
    [
      'PutRestApi',
      { restApiId: 'none', body: JSON.stringify(second) },
      { code: 'NotFoundException', message: 'Invalid API identifier specified 123456789012:none' },
    ],
    [
      'PutRestApi',
      { restApiId: '$api', mode: 'append', body: JSON.stringify(second) },
      {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value 'append' at 'putRestApiInput.mode' failed to satisfy constraint: Member must satisfy enum value set: [merge, overwrite]",
      },
    ],
  ]);
});

it('G74: what neither says is not there after a merge', async () => {
  const { talk } = await importing(swagger({}));
  const before = await talk.ask('GetRestApi', { restApiId: '$api' });
  expect(await putting(talk, swagger({}))).toEqual(before);
});

it('G74: an API of the scenario is updated as one that is made', async () => {
  const { talk } = await importing(
    first,
    {},
    `resources:
  apis:
    declared:
      type: REST
      stages: { live: {} }
      routes:
        GET /there: { integration: Mock }
`,
  );
  talk.known['api'] = 'declared';
  await putting(talk, second);
  expect(await pathsOf(talk)).toEqual({
    '/': [],
    '/a': ['GET'],
    '/new': ['GET'],
    '/there': ['GET'],
  });
  await deployed(talk);
  expect(await talk.get('/live/new')).toEqual([200, 'new']);
});
