/** Routes and their responses. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anHttpApi,
  aSocketApi,
  converse,
  inApi,
  invalid,
  invocation,
  route,
  taken,
  toFunction,
  unknown,
  type Step,
} from './conversation.ts';

const atRoute = { ...inApi, RouteId: '$route' };
const badKey = invalid(
  'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
);
const badPart = invalid('One or more path parts appear to be invalid');
const jwt: Step = [
  'CreateAuthorizer',
  {
    ...inApi,
    Name: 'j',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['a'], Issuer: 'https://i' },
  },
  {},
  { jwt: 'AuthorizerId' },
];
const lambda: Step = [
  'CreateAuthorizer',
  {
    ...inApi,
    Name: 'l',
    AuthorizerType: 'REQUEST',
    AuthorizerUri: invocation('f'),
    AuthorizerPayloadFormatVersion: '2.0',
    IdentitySource: ['$request.header.Authorization'],
  },
  {},
  { lambda: 'AuthorizerId' },
];

describe('G47: a route', () => {
  it('is made, shown, changed and deleted', async () => {
    const made = await converse([
      anHttpApi,
      toFunction('f'),
      route('GET /a'),
      [
        'GetRoute',
        atRoute,
        {
          ApiKeyRequired: false,
          AuthorizationType: 'NONE',
          RouteKey: 'GET /a',
          Target: 'integrations/$integration',
        },
      ],
      [
        'UpdateRoute',
        { ...atRoute, RouteKey: 'GET /b', OperationName: 'o' },
        { RouteKey: 'GET /b' },
      ],
      [
        'GetRoute',
        atRoute,
        { RouteKey: 'GET /b', OperationName: 'o', Target: 'integrations/$integration' },
      ],
      ['DeleteRoute', atRoute, {}],
    ]);
    const id = made.known['route'] ?? '';
    expect(id).toMatch(/^[a-z0-9]{7}$/);
    for (const operation of ['GetRoute', 'UpdateRoute', 'DeleteRoute']) {
      expect(await made.ask(operation, atRoute)).toEqual(
        unknown(`Unable to find Route by ID ${id}`),
      );
    }
    expect(await made.ask('GetRoute', inApi)).toMatchObject({ code: 'ValidationException' });
  });

  it.each([
    '$default',
    'GET /',
    'ANY /{proxy+}',
    'PATCH /a/{b}/c.json',
    'DELETE /a/{b-c.d:e_f}/{g+}',
    'POST /a/',
  ])('of HTTP has the key %s', async (RouteKey) => {
    await converse([anHttpApi, ['CreateRoute', { ...inApi, RouteKey }, { RouteKey }]]);
  });

  it.each<[JsonObject, object]>([
    [{}, invalid('Route key is required')],
    [{ RouteKey: '' }, invalid('Route key is required')],
    [{ RouteKey: 'GET' }, badKey],
    [{ RouteKey: 'GET a' }, badKey],
    [{ RouteKey: 'get /a' }, badKey],
    [{ RouteKey: 'GET  /a' }, badKey],
    [{ RouteKey: '$connect' }, badKey],
    [{ RouteKey: 'GET /{a+}/b' }, badPart],
    [{ RouteKey: 'GET /{a}.json' }, badPart],
    [{ RouteKey: 'GET /a{b}' }, badPart],
    [{ RouteKey: 'GET /a b' }, badPart],
    [
      { RouteKey: 'GET /a', Target: '$integration' },
      invalid(
        'Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.',
      ),
    ],
    [
      { RouteKey: 'GET /a', Target: 'integrations/none' },
      unknown('Unable to find Integration by ID none'),
    ],
    [{ RouteKey: 'GET /taken' }, taken('Route with key GET /taken already exists for this API')],
    [
      { RouteKey: 'GET /a', AuthorizationType: 'X' },
      invalid('Invalid authorization type specified: X'),
    ],
    [
      { RouteKey: 'GET /a', AuthorizationType: 'JWT' },
      invalid('Setting the authorization type to JWT requires a valid JWT authorizer.'),
    ],
    [
      { RouteKey: 'GET /a', AuthorizationType: 'JWT', AuthorizerId: '$lambda' },
      invalid('Setting the authorization type to JWT requires a valid JWT authorizer.'),
    ],
    [
      { RouteKey: 'GET /a', AuthorizationType: 'CUSTOM', AuthorizerId: '$jwt' },
      invalid(
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      ),
    ],
    [
      { RouteKey: 'GET /a', AuthorizationScopes: ['a'] },
      invalid(
        'Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types',
      ),
    ],
    [
      { RouteKey: 'GET /a', ApiKeyRequired: true },
      invalid('ApiKeyRequired is not currently supported for HTTP APIs.'),
    ],
    [
      { RouteKey: 'GET /a', RequestModels: {} },
      invalid('RequestModels is not currently supported for HTTP APIs.'),
    ],
    [
      { RouteKey: 'GET /a', RouteResponseSelectionExpression: '$default' },
      invalid('RouteResponseSelectionExpression is not currently supported for HTTP APIs.'),
    ],
  ])('of HTTP with %j is refused', async (request, expected) => {
    await converse([
      anHttpApi,
      toFunction('f'),
      jwt,
      lambda,
      route('GET /taken'),
      ['CreateRoute', { ...inApi, ...request }, expected],
    ]);
  });

  it('is authorized by what it names, until nobody is asked', async () => {
    const made = await converse([
      anHttpApi,
      jwt,
      lambda,
      [
        'CreateRoute',
        {
          ...inApi,
          RouteKey: 'GET /j',
          AuthorizationType: 'JWT',
          AuthorizerId: '$jwt',
          AuthorizationScopes: ['a'],
        },
        { AuthorizationScopes: ['a'], AuthorizerId: '$jwt' },
        { route: 'RouteId' },
      ],
      [
        'UpdateRoute',
        {
          ...atRoute,
          RouteKey: 'GET /l',
          AuthorizationType: 'CUSTOM',
          AuthorizerId: '$lambda',
          AuthorizationScopes: [],
        },
        { AuthorizationType: 'CUSTOM' },
      ],
      ['UpdateRoute', { ...atRoute, RouteKey: 'GET /l' }, { AuthorizerId: '$lambda' }],
      ['UpdateRoute', { ...atRoute, AuthorizationType: 'NONE' }, { AuthorizationType: 'NONE' }],
    ]);
    expect(await made.ask('GetRoute', atRoute)).not.toHaveProperty('AuthorizerId');
    expect(await made.ask('GetRoute', atRoute)).not.toHaveProperty('AuthorizationScopes');
  });

  it.each<[JsonObject, object]>([
    [
      { RouteKey: 'any key', RouteResponseSelectionExpression: '$default' },
      { RouteKey: 'any key' },
    ],
    [{ RouteKey: '$connect', AuthorizationType: 'AWS_IAM' }, { AuthorizationType: 'AWS_IAM' }],
    [
      { RouteKey: '$default', AuthorizationType: 'AWS_IAM' },
      invalid('Currently, authorization is restricted to the $connect route only'),
    ],
    [
      { RouteKey: '$connect', AuthorizationType: 'JWT' },
      invalid('Invalid authorization type specified: JWT'),
    ],
    [
      { RouteKey: '$connect', ApiKeyRequired: true },
      invalid('ApiKeyRequired of a WebSocket API is not simulated.'),
    ],
    [
      { RouteKey: 'a', RequestModels: { $default: 'm' } },
      invalid('RequestModels of a WebSocket API is not simulated.'),
    ],
    [{ RouteKey: 'a', RequestModels: {} }, { RequestModels: {} }],
    [
      { RouteKey: 'a', RouteResponseSelectionExpression: '$request.body.a' },
      invalid('Currently, only $default is supported as a RouteResponseSelectionExpression.'),
    ],
    [
      { RouteKey: 'a', RequestParameters: { 'route.request.header.a': { Required: false } } },
      { RequestParameters: { 'route.request.header.a': { Required: false } } },
    ],
    [
      { RouteKey: 'a', RequestParameters: { 'route.request.querystring.a': { Required: true } } },
      invalid(
        'The required parameter route.request.querystring.a of a WebSocket API is not simulated.',
      ),
    ],
    [
      { RouteKey: 'a', RequestParameters: { 'method.request.header.a': {} } },
      invalid('Invalid request parameter specified: method.request.header.a'),
    ],
  ])('of WebSocket with %j', async (request, expected) => {
    await converse([aSocketApi, ['CreateRoute', { ...inApi, ...request }, expected]]);
  });

  it('gains and loses parameters by their names', async () => {
    const [a, b] = ['route.request.header.a', 'route.request.header.b'] as const;
    const made = await converse([
      aSocketApi,
      [
        'CreateRoute',
        { ...inApi, RouteKey: 'a', RequestParameters: { [a]: {} } },
        {},
        { route: 'RouteId' },
      ],
      [
        'UpdateRoute',
        { ...atRoute, RequestParameters: { [b]: {} } },
        { RequestParameters: { [a]: {}, [b]: {} } },
      ],
      ['DeleteRouteRequestParameter', { ...atRoute, RequestParameterKey: a }, {}],
      [
        'DeleteRouteRequestParameter',
        { ...atRoute, RequestParameterKey: a },
        unknown(`Unable to find RequestParameter by key ${a}`),
      ],
    ]);
    expect(await made.ask('GetRoute', atRoute)).toMatchObject({ RequestParameters: { [b]: {} } });
  });
});

describe('G48: a response of a route', () => {
  const atAnswer = { ...atRoute, RouteResponseId: '$answer' };
  const key = { RouteResponseKey: '$default' };
  const answer: Step = [
    'CreateRouteResponse',
    { ...atRoute, ...key },
    key,
    { answer: 'RouteResponseId' },
  ];
  const aRoute: Step = ['CreateRoute', { ...inApi, RouteKey: 'a' }, {}, { route: 'RouteId' }];

  it('is made, shown, changed and deleted', async () => {
    const made = await converse([
      aSocketApi,
      aRoute,
      answer,
      ['GetRouteResponse', atAnswer, key],
      [
        'UpdateRouteResponse',
        { ...atAnswer, ResponseModels: { a: 'M' } },
        { ...key, ResponseModels: { a: 'M' } },
      ],
      ['GetRouteResponses', atRoute, { Items: [{ ResponseModels: { a: 'M' } }] }],
      [
        'CreateRouteResponse',
        { ...atRoute, ...key },
        taken('RouteResponse with key $default already exists for this Route'),
      ],
      ['DeleteRouteResponse', atAnswer, {}],
    ]);
    const id = made.known['answer'] ?? '';
    for (const operation of ['GetRouteResponse', 'UpdateRouteResponse', 'DeleteRouteResponse']) {
      expect(await made.ask(operation, atAnswer)).toEqual(
        unknown(`Unable to find RouteResponse by ID ${id}`),
      );
    }
  });

  it('has one key, and is of WebSocket alone', async () => {
    await converse([
      aSocketApi,
      aRoute,
      [
        'CreateRouteResponse',
        { ...atRoute, RouteResponseKey: 'a' },
        invalid('Currently, only $default is supported as a RouteResponseKey.'),
      ],
      answer,
      [
        'UpdateRouteResponse',
        { ...atAnswer, RouteResponseKey: 'a' },
        invalid('Currently, only $default is supported as a RouteResponseKey.'),
      ],
      [
        'CreateRouteResponse',
        { ...inApi, RouteId: 'none', ...key },
        unknown('Unable to find Route by ID none'),
      ],
    ]);
    await converse([
      anHttpApi,
      ['CreateRoute', { ...inApi, RouteKey: '$default' }, {}, { route: 'RouteId' }],
      [
        'CreateRouteResponse',
        { ...atRoute, ...key },
        invalid('RouteResponses are currently not supported for this API protocol type.'),
      ],
    ]);
  });
});
