/** What operations tell of a REST API that a scenario declares: itself, and its parts. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { clockStart } from './conversation.ts';
import { declaredShop, inShop } from './declared.ts';

const mock = { integration: 'Mock' };

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

  it('by ids that no other has', async () => {
    const api = { models: { A: {}, B: {} }, routes: { 'GET /': mock } };
    const talk = await declaredShop(api, { apis: { other: api } });
    const ids: unknown[] = [];
    for (const restApiId of ['shop', 'other']) {
      for (const operation of ['GetResources', 'GetModels', 'GetDeployments']) {
        const { items } = await talk.ask(operation, { restApiId });
        ids.push(...(items as readonly JsonObject[]).map(({ id }) => `${restApiId} ${String(id)}`));
      }
      const { rootResourceId } = await talk.ask('GetRestApi', { restApiId });
      ids.push(rootResourceId);
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(2 * (1 + 4 + 1 + 1));
  });

  it('the id of its resource to a template', async () => {
    const route = { ...mock, responses: [{ status: 200, template: '$context.resourceId' }] };
    const talk = await declaredShop({ routes: { 'GET /a': route } });
    expect(await talk.get('/prod/a')).toEqual([200, talk.known['a']]);
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
});
