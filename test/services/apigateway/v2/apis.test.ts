/** HTTP and WebSocket APIs themselves: made, shown, changed, listed and deleted. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  account,
  anHttpApi,
  aSocketApi,
  converse,
  functionArn,
  functions,
  inApi,
  invalid,
  unknown,
} from './conversation.ts';

const http = { Name: 'a', ProtocolType: 'HTTP' };
const socket = {
  Name: 'a',
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
};
const noApi = (id: string) => unknown(`Invalid API identifier specified ${account}:${id}`);

describe('G44: an API is made', () => {
  it('with what is usual of HTTP', async () => {
    const made = await converse([anHttpApi]);
    const ApiId = made.known['api'] ?? '';
    expect(ApiId).toMatch(/^[a-z0-9]{10}$/);
    expect(await made.ask('GetApi', inApi)).toEqual({
      ApiEndpoint: `https://${ApiId}.execute-api.us-east-1.amazonaws.com`,
      ApiId,
      ApiKeySelectionExpression: '$request.header.x-api-key',
      CreatedDate: '2026-01-05T09:00:00Z',
      DisableExecuteApiEndpoint: false,
      IpAddressType: 'ipv4',
      Name: 'shop',
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      Tags: {},
    });
  });

  it('with what is usual of WebSocket', async () => {
    const made = await converse([aSocketApi]);
    expect(await made.ask('GetApi', inApi)).toMatchObject({
      ApiEndpoint: `wss://${made.known['api']}.execute-api.us-east-1.amazonaws.com`,
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    });
  });

  it('with all that is asked for', async () => {
    const CorsConfiguration = {
      AllowOrigins: ['https://x'],
      AllowCredentials: true,
      AllowMethods: ['GET'],
      AllowHeaders: ['a'],
      ExposeHeaders: ['b'],
      MaxAge: 10,
    };
    const more = {
      Description: 'd',
      Version: '1',
      Tags: { team: 'a' },
      IpAddressType: 'dualstack',
      RouteSelectionExpression: '${request.method} ${request.path}',
      CorsConfiguration,
    };
    await converse([['CreateApi', { ...http, ...more }, more]]);
    const expression = '${request.body.a.b}';
    const schema = { DisableSchemaValidation: true, RouteSelectionExpression: expression };
    await converse([['CreateApi', { ...socket, ...schema }, schema]]);
  });

  it.each<[JsonObject, object]>([
    [{ ...http, Name: '' }, invalid('Invalid API name specified')],
    [{ ProtocolType: 'HTTP' }, invalid('Invalid API name specified')],
    [{ ...http, Name: 'x'.repeat(129) }, invalid('Invalid API name specified')],
    [
      { Name: 'a', ProtocolType: 'TCP' },
      invalid('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]'),
    ],
    [{ Name: 'a' }, invalid('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]')],
    [
      { ...http, RouteSelectionExpression: '$request.body.a' },
      invalid(
        'Route selection expression is currently limited to "${request.method} ${request.path}"',
      ),
    ],
    [{ Name: 'a', ProtocolType: 'WEBSOCKET' }, invalid('Invalid routeSelectionExpression')],
    [
      { ...socket, RouteSelectionExpression: 'request.body.a' },
      invalid('Invalid routeSelectionExpression'),
    ],
    [
      { ...socket, RouteSelectionExpression: '$request.header.a' },
      invalid('The route selection expression $request.header.a is not simulated.'),
    ],
    [
      { ...socket, CorsConfiguration: {} },
      invalid('Cors is not supported for WEBSOCKET protocolType'),
    ],
    [
      { ...http, CorsConfiguration: { AllowCredentials: true, AllowOrigins: ['https://x', '*'] } },
      invalid("allow-credentials is not supported if 'allow-origin' is *"),
    ],
    [
      { ...http, CorsConfiguration: { MaxAge: 86_401 } },
      invalid('Max age must be between -1 and 86400'),
    ],
    [
      { ...http, CorsConfiguration: { MaxAge: -2 } },
      invalid('Max age must be between -1 and 86400'),
    ],
    [
      { ...http, DisableExecuteApiEndpoint: true },
      invalid('DisableExecuteApiEndpoint is not simulated.'),
    ],
    [{ ...http, IpAddressType: 'ipv6' }, invalid('Invalid IP address type specified: ipv6')],
    [
      { ...http, DisableSchemaValidation: true },
      invalid('DisableSchemaValidation is not currently supported for HTTP APIs.'),
    ],
    [{ ...http, Tags: { 'aws:a': '1' } }, invalid('Tag keys cannot begin with "aws:": aws:a')],
    [{ ...http, RouteKey: 'GET /' }, invalid('Target must be specified for quick create')],
    [{ ...http, CredentialsArn: 'arn' }, invalid('Target must be specified for quick create')],
    [{ ...socket, Target: 'https://a' }, invalid('Quick create is only supported for HTTP APIs')],
    [{ ...http, Target: 'a' }, invalid('Invalid function ARN or invalid uri')],
  ])('and %j is refused', async (request, expected) => {
    await converse([['CreateApi', request, expected]]);
  });

  it.each([{ MaxAge: -1 }, { MaxAge: 86_400 }, { AllowOrigins: ['*'] }])(
    'with CORS %j',
    async (CorsConfiguration) => {
      const request = { ...http, Name: 'x'.repeat(128), CorsConfiguration };
      await converse([['CreateApi', request, { CorsConfiguration }]]);
    },
  );
});

describe('G44: an API is changed', () => {
  it('in what is said, and keeps the rest', async () => {
    await converse([
      ['CreateApi', { ...http, Description: 'd', Version: '1' }, {}, { api: 'ApiId' }],
      [
        'UpdateApi',
        { ...inApi, Name: 'b', Version: '2' },
        { Name: 'b', Description: 'd', Version: '2' },
      ],
      ['GetApi', inApi, { Name: 'b', Description: 'd', Version: '2' }],
      ['UpdateApi', { ...inApi, Name: '' }, invalid('Invalid API name specified')],
      ['GetApi', inApi, { Name: 'b' }],
    ]);
  });

  it('in its origins, until they are deleted', async () => {
    const made = await converse([
      anHttpApi,
      ['UpdateApi', { ...inApi, CorsConfiguration: { AllowOrigins: ['*'] } }, { Name: 'shop' }],
      ['GetApi', inApi, { CorsConfiguration: { AllowOrigins: ['*'] } }],
      ['DeleteCorsConfiguration', inApi, {}],
    ]);
    expect(await made.ask('GetApi', inApi)).not.toHaveProperty('CorsConfiguration');
  });

  it('until it is deleted', async () => {
    const gone = (await converse([anHttpApi, ['DeleteApi', inApi, {}]])).known['api'] ?? '';
    const asked = await converse([anHttpApi]);
    for (const operation of ['GetApi', 'DeleteApi', 'UpdateApi', 'GetRoutes', 'GetStages']) {
      expect(await asked.ask(operation, { ApiId: gone.replace(/^./, '_') })).toEqual(
        noApi(gone.replace(/^./, '_')),
      );
    }
    expect(await asked.ask('DeleteApi', inApi)).toEqual({});
    expect(await asked.ask('GetApi', inApi)).toEqual(noApi(asked.known['api'] ?? ''));
    expect(await asked.ask('GetApis', {})).toEqual({ Items: [] });
    expect(await asked.ask('GetApi', {})).toMatchObject({ code: 'ValidationException' });
  });
});

describe('G45: lists', () => {
  const named = (count: number) => Array.from({ length: count }, (_, index) => `/r${index}`);

  it('come in pages', async () => {
    const made = await converse([
      anHttpApi,
      ...named(26).map(
        (path) =>
          [
            'CreateRoute',
            { ...inApi, RouteKey: `GET ${path}` },
            { ApiKeyRequired: false },
          ] as const,
      ),
    ]);
    const page = async (request: JsonObject) =>
      (await made.ask('GetRoutes', { ...inApi, ...request })) as {
        Items: readonly { RouteId: string }[];
        NextToken?: string;
      };
    const first = await page({});
    expect(first.Items).toHaveLength(25);
    const second = await page({ NextToken: first.NextToken ?? '' });
    expect(second.Items).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
    const all = await page({ MaxResults: '26' });
    expect(all.NextToken).toBeUndefined();
    expect(all.Items).toEqual([...first.Items, ...second.Items]);
    expect((await page({ MaxResults: '501' })).Items).toHaveLength(26);
    const small = await page({ MaxResults: '1' });
    expect(small.Items).toEqual(first.Items.slice(0, 1));
    expect((await page({ MaxResults: '1', NextToken: small.NextToken ?? '' })).Items).toEqual(
      first.Items.slice(1, 2),
    );
  });

  it.each([
    [{ MaxResults: '0' }, 'Invalid maxResults parameter'],
    [{ MaxResults: '-1' }, 'Invalid maxResults parameter'],
    [{ MaxResults: 'x' }, 'Invalid maxResults parameter'],
    [{ NextToken: 'x' }, 'Invalid nextToken parameter'],
  ])('refuse %j', async (asked, message) => {
    await converse([
      anHttpApi,
      ['GetApis', asked, invalid(message)],
      ['GetRoutes', { ...inApi, ...asked }, invalid(message)],
    ]);
  });
});

describe('G46: quick create', () => {
  it('makes an integration with a function, a route and a stage', async () => {
    const made = await converse(
      [['CreateApi', { ...http, Target: functionArn('echo') }, {}, { api: 'ApiId' }]],
      functions,
    );
    expect(await made.ask('GetIntegrations', inApi)).toMatchObject({
      Items: [
        {
          ApiGatewayManaged: true,
          ConnectionType: 'INTERNET',
          IntegrationMethod: 'POST',
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: functionArn('echo'),
          PayloadFormatVersion: '2.0',
          TimeoutInMillis: 30_000,
        },
      ],
    });
    expect(await made.ask('GetRoutes', inApi)).toMatchObject({
      Items: [{ ApiGatewayManaged: true, RouteKey: '$default', AuthorizationType: 'NONE' }],
    });
    expect(await made.ask('GetStages', inApi)).toMatchObject({
      Items: [{ ApiGatewayManaged: true, AutoDeploy: true, StageName: '$default' }],
    });
    expect(await made.send('/any')).toMatchObject({ status: 200 });
  });

  it('makes an integration with an address, at a key, and changes it', async () => {
    const endpoints = {
      'https://a.example': [{ body: 'a' }],
      'https://b.example': [{ body: 'b' }],
    };
    const made = await converse(
      [
        [
          'CreateApi',
          {
            ...http,
            Target: 'https://a.example/',
            RouteKey: 'GET /a',
            CredentialsArn: 'arn:aws:iam::1:role/r',
          },
          {},
          { api: 'ApiId' },
        ],
      ],
      JSON.stringify({ scenario: 1, resources: { endpoints } }),
    );
    expect(await made.ask('GetIntegrations', inApi)).toMatchObject({
      Items: [
        {
          CredentialsArn: 'arn:aws:iam::1:role/r',
          IntegrationMethod: 'ANY',
          IntegrationType: 'HTTP_PROXY',
          PayloadFormatVersion: '1.0',
        },
      ],
    });
    expect(await made.send('/a')).toMatchObject({ status: 200, body: 'a' });
    expect(await made.send('/b')).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    await made.say([
      ['UpdateApi', { ...inApi, Target: 'https://b.example/', RouteKey: 'GET /b' }, { Name: 'a' }],
    ]);
    expect(await made.send('/a')).toMatchObject({ status: 404 });
    expect(await made.send('/b')).toMatchObject({ status: 200, body: 'b' });
  });

  it('is what alone can change what it has made', async () => {
    const made = await converse([
      ['CreateApi', { ...http, Target: 'https://a.example/' }, {}, { api: 'ApiId' }],
    ]);
    const { Items } = await made.ask('GetIntegrations', inApi);
    const [{ IntegrationId = '' } = {}] = Items as readonly { IntegrationId?: string }[];
    const { Items: routes } = await made.ask('GetRoutes', inApi);
    const [{ RouteId = '' } = {}] = routes as readonly { RouteId?: string }[];
    const place = { ...inApi, StageName: '$default' };
    await made.say([
      [
        'UpdateIntegration',
        { ...inApi, IntegrationId, Description: 'd' },
        invalid('A managed integration can only be updated through UpdateApi'),
      ],
      [
        'UpdateRoute',
        { ...inApi, RouteId, RouteKey: 'GET /' },
        invalid('The route key of a managed route cannot be updated'),
      ],
      ['UpdateRoute', { ...inApi, RouteId, OperationName: 'o' }, { OperationName: 'o' }],
      ['UpdateStage', { ...place, Description: 'd' }, invalid('A managed stage cannot be updated')],
      ['DeleteAccessLogSettings', place, invalid('A managed stage cannot be updated')],
      ['DeleteStage', place, {}],
    ]);
    await converse([
      anHttpApi,
      [
        'UpdateApi',
        { ...inApi, Target: 'https://a' },
        invalid('Target, RouteKey and CredentialsArn can only be updated after quick create'),
      ],
    ]);
  });
});
