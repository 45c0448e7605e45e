/** All that operations tell of a REST API that a scenario declares, beside its methods. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { clockStart } from './conversation.ts';
import { declaredShop, inShop } from './declared.ts';

const mock = { integration: 'Mock' };

const usual = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

describe('G41: of a declared REST API is told', () => {
  it('itself, with what is made of nothing', async () => {
    const talk = await declaredShop({ routes: { 'GET /': mock } });
    const shop = {
      id: 'shop',
      name: 'shop',
      createdDate: clockStart,
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
      rootResourceId: '$root',
    };
    await talk.sayWhole([
      ['GetRestApi', inShop, shop],
      ['GetRestApis', {}, { items: [shop] }],
      ['GetAuthorizers', inShop, { items: [] }],
      ['GetApiKeys', {}, { items: [] }],
      ['GetUsagePlans', {}, { items: [] }],
    ]);
  });

  it('its types of bytes and where its keys come from', async () => {
    const talk = await declaredShop({
      binaryMediaTypes: ['image/png'],
      apiKeySource: 'AUTHORIZER',
      routes: {},
    });
    expect(await talk.ask('GetRestApi', inShop)).toMatchObject({
      binaryMediaTypes: ['image/png'],
      apiKeySource: 'AUTHORIZER',
    });
  });

  it('its resources, one for each part of a path', async () => {
    const talk = await declaredShop({
      routes: {
        'GET /a//{id}/': mock,
        'POST /a/{id}': mock,
        'GET /': mock,
        'DELETE /': mock,
        'GET /b': mock,
      },
    });
    const { items } = await talk.ask('GetResources', inShop);
    const told = (items as readonly JsonObject[]).map(({ id: _, ...rest }) => rest);
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([
        { path: '/', resourceMethods: { GET: {}, DELETE: {} } },
        { path: '/a', pathPart: 'a', parentId: talk.known['root'] },
        {
          path: '/a/{id}',
          pathPart: '{id}',
          parentId: talk.known['a'],
          resourceMethods: { GET: {}, POST: {} },
        },
        {
          path: '/b',
          pathPart: 'b',
          parentId: talk.known['root'],
          resourceMethods: { GET: {} },
        },
      ]),
    );
    expect((await talk.world.request({ api: 'shop', path: '/prod/b' })).value).toMatchObject({
      status: 200,
    });
  });

  it('its models, those of every API and the schemas of its routes', async () => {
    const talk = await declaredShop({
      models: { Order: { type: 'object' } },
      routes: { 'POST /a': { ...mock, model: { type: 'array' } }, 'POST /b': mock },
    });
    const { items } = await talk.ask('GetModels', inShop);
    const models = items as readonly JsonObject[];
    expect(models.map(({ name }) => name)).toEqual(expect.arrayContaining(['Empty', 'Error']));
    expect(models).toHaveLength(4);
    const own = models.find(({ schema }) => schema === '{"type":"array"}');
    expect(own).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      name: expect.stringMatching(/^[a-z0-9]+$/) as string,
      schema: '{"type":"array"}',
      contentType: 'application/json',
    });
    expect(await talk.ask('GetModel', { ...inShop, modelName: 'Order' })).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      name: 'Order',
      schema: '{"type":"object"}',
      contentType: 'application/json',
    });
  });

  it('the three validators that its methods may have', async () => {
    const talk = await declaredShop({ routes: {} });
    const { items } = await talk.ask('GetRequestValidators', inShop);
    expect(items).toHaveLength(3);
    expect(items).toEqual(
      expect.arrayContaining([
        {
          id: 'declbp',
          name: 'body and parameters',
          validateRequestBody: true,
          validateRequestParameters: true,
        },
        {
          id: 'declbo',
          name: 'body',
          validateRequestBody: true,
          validateRequestParameters: false,
        },
        {
          id: 'declpa',
          name: 'parameters',
          validateRequestBody: false,
          validateRequestParameters: true,
        },
      ]),
    );
  });

  const functions = (name: string) =>
    `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${name}/invocations`;

  it.each<[string, object, object]>([
    [
      'a function',
      { type: 'TOKEN', function: 'check', validation: '[a-z]+', ttl: '60s' },
      {
        type: 'TOKEN',
        authType: 'custom',
        authorizerUri: functions('check'),
        identitySource: 'method.request.header.Authorization',
        identityValidationExpression: '[a-z]+',
        authorizerResultTtlInSeconds: 60,
      },
    ],
    [
      'an answer',
      {
        type: 'REQUEST',
        answer: {},
        identity: ['method.request.header.a', 'method.request.header.b'],
      },
      {
        type: 'REQUEST',
        authType: 'custom',
        authorizerUri: functions('gate'),
        identitySource: 'method.request.header.a,method.request.header.b',
        authorizerResultTtlInSeconds: 300,
      },
    ],
    [
      'a pool',
      { type: 'COGNITO', pool: 'people' },
      {
        type: 'COGNITO_USER_POOLS',
        authType: 'cognito_user_pools',
        providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_people'],
        identitySource: 'method.request.header.Authorization',
        authorizerResultTtlInSeconds: 300,
      },
    ],
    [
      'a pool without a name',
      { type: 'COGNITO' },
      {
        type: 'COGNITO_USER_POOLS',
        authType: 'cognito_user_pools',
        providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_gate'],
        identitySource: 'method.request.header.Authorization',
        authorizerResultTtlInSeconds: 300,
      },
    ],
  ])('an authorizer with %s; IAM is none', async (_, gate, told) => {
    const talk = await declaredShop(
      { authorizers: { gate, signed: { type: 'IAM' } }, routes: {} },
      { functions: { check: { answers: [{ return: {} }] } } },
    );
    await talk.sayWhole([
      ['GetAuthorizers', inShop, { items: [{ id: 'gate', name: 'gate', ...told }] }],
    ]);
  });

  it.each<[object, object]>([
    [{}, { responseParameters: {}, responseTemplates: {} }],
    [
      { status: 410, template: '{}', headers: { 'X-A': 'a', 'X-B': 'b' } },
      {
        statusCode: '410',
        responseParameters: {
          'gatewayresponse.header.X-A': "'a'",
          'gatewayresponse.header.X-B': "'b'",
        },
        responseTemplates: { 'application/json': '{}' },
      },
    ],
  ])('a gateway response of %j', async (response, told) => {
    const talk = await declaredShop({ gatewayResponses: { THROTTLED: response }, routes: {} });
    await talk.sayWhole([
      [
        'GetGatewayResponse',
        { ...inShop, responseType: 'THROTTLED' },
        { responseType: 'THROTTLED', defaultResponse: false, ...told },
      ],
    ]);
  });

  it('the deployment that its stages serve', async () => {
    const talk = await declaredShop({ stage: 'dev', routes: { 'GET /': mock } });
    const { items } = await talk.ask('GetDeployments', inShop);
    const [deployment, ...others] = items as readonly JsonObject[];
    expect([deployment, others]).toEqual([
      { id: expect.stringMatching(/^[a-z0-9]{6}$/) as string, createdDate: clockStart },
      [],
    ]);
    expect(await talk.ask('GetStages', inShop)).toEqual({
      item: [
        {
          stageName: 'dev',
          deploymentId: deployment?.['id'],
          cacheClusterEnabled: true,
          cacheClusterSize: '0.5',
          cacheClusterStatus: 'AVAILABLE',
          methodSettings: {},
          variables: {},
          tracingEnabled: false,
          createdDate: clockStart,
          lastUpdatedDate: clockStart,
        },
      ],
    });
  });

  it('the settings of stages and of their methods', async () => {
    const talk = await declaredShop({
      stages: {
        live: {
          variables: { env: 'l' },
          cacheEnabled: false,
          throttle: { rateLimit: 7, burstLimit: 9 },
        },
        test: {},
      },
      routes: {
        'GET /': { ...mock, throttle: { rateLimit: 3 } },
        'GET /a/{id}': {
          ...mock,
          cache: {
            ttl: '10s',
            requireAuthorizationToInvalidate: false,
            unauthorizedInvalidation: 'FAIL_WITH_403',
          },
        },
        'GET /b': mock,
      },
    });
    const own = {
      '~1/GET': { ...usual, throttlingRateLimit: 3, throttlingBurstLimit: 3 },
      'a/{id}/GET': {
        ...usual,
        cachingEnabled: true,
        cacheTtlInSeconds: 10,
        requireAuthorizationForCacheControl: false,
        unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403',
      },
    };
    const { item } = await talk.ask('GetStages', inShop);
    const [live = {}, test = {}] = item as readonly JsonObject[];
    expect(live).toMatchObject({
      stageName: 'live',
      variables: { env: 'l' },
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
    });
    expect(live).not.toHaveProperty('cacheClusterSize');
    expect(live['methodSettings']).toEqual({
      '*/*': { ...usual, throttlingRateLimit: 7, throttlingBurstLimit: 9 },
      ...own,
    });
    expect(test['methodSettings']).toEqual(own);
  });

  it('its keys, each in a plan of its own for all of its stages', async () => {
    const talk = await declaredShop({
      stages: { live: {}, test: {} },
      apiKeys: {
        plain: { value: 'p', enabled: false },
        limited: { value: 'l', rateLimit: 5, quota: { limit: 9, period: 'DAY' } },
        burst: { value: 'b', burstLimit: 6 },
      },
      routes: {},
    });
    const id = expect.stringMatching(/^[a-z0-9]{10}$/) as string;
    const key = (name: string, value: string, enabled: boolean) => ({
      id,
      name,
      value,
      enabled,
      createdDate: clockStart,
      lastUpdatedDate: clockStart,
      stageKeys: [],
    });
    const { items: keys } = await talk.ask('GetApiKeys', { includeValues: true });
    expect(keys).toHaveLength(3);
    expect(keys).toEqual(
      expect.arrayContaining([
        key('plain', 'p', false),
        key('limited', 'l', true),
        key('burst', 'b', true),
      ]),
    );
    const plan = (name: string, more: object) => ({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      name,
      apiStages: [
        { apiId: 'shop', stage: 'live' },
        { apiId: 'shop', stage: 'test' },
      ],
      ...more,
    });
    const { items: plans } = await talk.ask('GetUsagePlans', {});
    expect(plans).toHaveLength(3);
    expect(plans).toEqual(
      expect.arrayContaining([
        plan('plain', {}),
        plan('limited', { throttle: { rateLimit: 5 }, quota: { limit: 9, period: 'DAY' } }),
        plan('burst', { throttle: { burstLimit: 6 } }),
      ]),
    );
    for (const { id: usagePlanId, name } of plans as readonly JsonObject[]) {
      const { items } = await talk.ask('GetUsagePlanKeys', { usagePlanId: usagePlanId ?? '' });
      expect(items).toMatchObject([{ name }]);
    }
  });
});
