/** HTTP and WebSocket APIs that a scenario declares, as operations see and change them. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { functionArn, invocation, RoutedConversation } from './conversation.ts';

const scenario = `
scenario: 1
resources:
  queues: { q: {} }
  functions: { f: { answers: [{ return: { statusCode: 200, body: f } }] }, g: { answers: [{ return: { statusCode: 200, body: g } }] }, p: { answers: [{ return: { principalId: p, policyDocument: { Statement: [{ Action: '*', Effect: Allow, Resource: '*' }] } } }] } }
  apis:
    shop:
      type: HTTP
      cors: { allowOrigins: ['https://x'], allowMethods: [GET], maxAge: 5 }
      stages: { dev: { variables: { v: '1' }, throttle: { rateLimit: 100, burstLimit: 50 } }, prod: {} }
      authorizers:
        users: { type: JWT, issuer: 'https://i', audience: [web] }
        gate: { type: REQUEST, function: g, ttl: 60s, simpleResponses: true }
        signed: { type: IAM }
      routes:
        'GET /f': { integration: Lambda, function: f }
        'GET /old': { integration: Lambda, function: f, payloadFormat: '1.0', timeout: 5s }
        'GET /users': { integration: Lambda, function: f, authorizer: users, scopes: [read] }
        'GET /gate': { integration: Lambda, function: f, authorizer: gate }
        'GET /signed': { integration: Lambda, function: f, authorizer: signed }
        'GET /out': { integration: Http, uri: 'https://a.example/{x}' }
        'POST /q': { integration: SendMessage, queue: q, requestParameters: { MessageBody: '$request.body' } }
        'GET /fixed': { integration: Mock, response: { status: 418, body: fixed } }
    chat:
      type: WEBSOCKET
      models: { m: { type: object } }
      authorizers: { gate: { type: REQUEST, function: p, identity: [route.request.querystring.t] } }
      routes:
        $connect: { integration: Lambda, function: f, authorizer: gate }
        $default: { integration: Lambda, function: f, routeResponse: true }
        order: { integration: StartExecution, requestTemplate: '{}', responses: [{ status: 200, pattern: '2..', template: t }, { status: 500 }] }
    rest: { routes: { 'GET /': { integration: Mock } } }
`;
const shop = { ApiId: 'shop' };
const chat = { ApiId: 'chat' };
type Items = readonly JsonObject[];

async function routeOf(said: RoutedConversation, api: JsonObject, key: string) {
  const { Items } = await said.ask('GetRoutes', { ...api, MaxResults: '100' });
  const route = (Items as Items).find(({ RouteKey }) => RouteKey === key) ?? {};
  const IntegrationId = String(route['Target']).replace('integrations/', '');
  const integration = await said.ask('GetIntegration', { ...api, IntegrationId });
  return { route, integration, IntegrationId, RouteId: String(route['RouteId']) };
}

describe('G61: an API of the scenario', () => {
  it('is listed under its name, and REST APIs are not', async () => {
    const said = new RoutedConversation(scenario);
    const { Items } = await said.ask('GetApis', {});
    expect((Items as Items).map(({ ApiId }) => ApiId)).toEqual(['chat', 'shop']);
    expect(await said.ask('GetApi', shop)).toEqual({
      ApiEndpoint: 'https://shop.execute-api.us-east-1.amazonaws.com',
      ApiId: 'shop',
      ApiKeySelectionExpression: '$request.header.x-api-key',
      CorsConfiguration: {
        AllowCredentials: false,
        AllowHeaders: [],
        AllowMethods: ['GET'],
        AllowOrigins: ['https://x'],
        ExposeHeaders: [],
        MaxAge: 5,
      },
      CreatedDate: '2026-01-05T09:00:00Z',
      DisableExecuteApiEndpoint: false,
      IpAddressType: 'ipv4',
      Name: 'shop',
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      Tags: {},
    });
    expect(await said.ask('GetApi', chat)).toMatchObject({
      ApiEndpoint: 'wss://chat.execute-api.us-east-1.amazonaws.com',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    });
    expect(await said.ask('GetApi', { ApiId: 'rest' })).toMatchObject({
      code: 'NotFoundException',
    });
  });

  it.each<[JsonObject, string, object, object]>([
    [
      shop,
      'GET /f',
      { AuthorizationType: 'NONE', ApiKeyRequired: false },
      {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn('f'),
        PayloadFormatVersion: '2.0',
        TimeoutInMillis: 30_000,
      },
    ],
    [shop, 'GET /old', {}, { PayloadFormatVersion: '1.0', TimeoutInMillis: 5000 }],
    [
      shop,
      'GET /users',
      { AuthorizationType: 'JWT', AuthorizerId: 'users', AuthorizationScopes: ['read'] },
      {},
    ],
    [shop, 'GET /gate', { AuthorizationType: 'CUSTOM', AuthorizerId: 'gate' }, {}],
    [shop, 'GET /signed', { AuthorizationType: 'AWS_IAM' }, {}],
    [
      shop,
      'GET /out',
      {},
      {
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'GET',
        IntegrationUri: 'https://a.example/{x}',
      },
    ],
    [
      shop,
      'POST /q',
      {},
      {
        IntegrationType: 'AWS_PROXY',
        IntegrationSubtype: 'SQS-SendMessage',
        RequestParameters: { MessageBody: '$request.body' },
      },
    ],
    [shop, 'GET /fixed', {}, { IntegrationType: 'MOCK' }],
    [
      chat,
      '$connect',
      { AuthorizationType: 'CUSTOM', AuthorizerId: 'gate' },
      {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: invocation('f'),
        PayloadFormatVersion: '1.0',
      },
    ],
    [
      chat,
      '$default',
      { RouteResponseSelectionExpression: '$default' },
      { TimeoutInMillis: 29_000 },
    ],
    [
      chat,
      'order',
      {},
      {
        IntegrationType: 'AWS',
        IntegrationUri: 'arn:aws:apigateway:us-east-1:states:action/StartExecution',
        RequestTemplates: { $default: '{}' },
        PassthroughBehavior: 'WHEN_NO_MATCH',
      },
    ],
  ])('%j has the route %s', async (api, key, route, integration) => {
    const said = new RoutedConversation(scenario);
    expect(await routeOf(said, api, key)).toMatchObject({ route, integration });
  });

  it('has responses of routes and of integrations', async () => {
    const said = new RoutedConversation(scenario);
    const { RouteId } = await routeOf(said, chat, '$default');
    expect(await said.ask('GetRouteResponses', { ...chat, RouteId })).toMatchObject({
      Items: [{ RouteResponseKey: '$default' }],
    });
    const { IntegrationId } = await routeOf(said, chat, 'order');
    const { Items } = await said.ask('GetIntegrationResponses', { ...chat, IntegrationId });
    const keys = (Items as Items).map((one) => one['IntegrationResponseKey']);
    expect(keys.sort()).toEqual(['$default', '/2../']);
  });

  it('has authorizers, models, stages and a deployment', async () => {
    const said = new RoutedConversation(scenario);
    expect(await said.ask('GetAuthorizers', shop)).toEqual({
      Items: [
        {
          AuthorizerId: 'gate',
          AuthorizerPayloadFormatVersion: '2.0',
          AuthorizerResultTtlInSeconds: 60,
          AuthorizerType: 'REQUEST',
          AuthorizerUri: invocation('g'),
          EnableSimpleResponses: true,
          IdentitySource: ['$request.header.Authorization'],
          Name: 'gate',
        },
        {
          AuthorizerId: 'users',
          AuthorizerType: 'JWT',
          IdentitySource: ['$request.header.Authorization'],
          JwtConfiguration: { Audience: ['web'], Issuer: 'https://i' },
          Name: 'users',
        },
      ],
    });
    expect(await said.ask('GetModels', chat)).toMatchObject({
      Items: [{ Name: 'm', Schema: '{"type":"object"}', ContentType: 'application/json' }],
    });
    expect(await said.ask('GetStages', shop)).toMatchObject({
      Items: [
        {
          AutoDeploy: true,
          StageName: 'dev',
          StageVariables: { v: '1' },
          DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 },
        },
        { AutoDeploy: true, StageName: 'prod', StageVariables: {} },
      ],
    });
    const { Items } = await said.ask('GetDeployments', shop);
    expect(Items).toMatchObject([{ AutoDeployed: true, DeploymentStatus: 'DEPLOYED' }]);
  });

  it('is served with what operations change, and else as declared', async () => {
    const said = new RoutedConversation(scenario);
    said.known['api'] = 'shop';
    const statuses = async (...paths: readonly string[]) => {
      const found: unknown[] = [];
      for (const path of paths) {
        const { status, body } = await said.send(path);
        found.push([status, body]);
      }
      return found;
    };
    expect(await statuses('/f', '/dev/f', '/prod/f', '/fixed')).toEqual([
      [200, 'f'],
      [200, 'f'],
      [200, 'f'],
      [418, 'fixed'],
    ]);
    const { IntegrationId, RouteId } = await routeOf(said, shop, 'GET /f');
    await said.say([
      [
        'UpdateIntegration',
        { ...shop, IntegrationId, IntegrationUri: functionArn('g') },
        { IntegrationUri: functionArn('g') },
      ],
    ]);
    expect(await statuses('/f', '/fixed')).toEqual([
      [200, 'g'],
      [418, 'fixed'],
    ]);
    await said.say([
      ['UpdateRoute', { ...shop, RouteId, RouteKey: 'GET /moved' }, { RouteKey: 'GET /moved' }],
    ]);
    expect(await statuses('/moved', '/prod/moved')).toEqual([
      [200, 'g'],
      [200, 'g'],
    ]);
    expect((await said.send('/f')).status).toBe(404);
    await said.say([['DeleteApi', shop, {}]]);
    expect(await said.send('/moved')).toMatchObject({ code: 'NotFoundException' });
  });

  it('takes new routes beside the declared ones', async () => {
    const said = new RoutedConversation(scenario);
    const { IntegrationId } = await routeOf(said, chat, '$default');
    await said.say([
      [
        'CreateRoute',
        { ...chat, RouteKey: 'new', Target: `integrations/${IntegrationId}` },
        { RouteKey: 'new' },
      ],
    ]);
    await said.world.connect('chat', 'c1', '?t=1');
    await said.world.frame('c1', '{"action": "new"}');
    const events = said.world.simulation.log().filter(({ kind }) => kind === 'functionInvoked');
    expect(events.at(-1)?.data).toMatchObject({ requestContext: { routeKey: 'new' } });
    expect(await said.ask('GetRoutes', chat)).toHaveProperty('Items.length', 4);
  });
});
