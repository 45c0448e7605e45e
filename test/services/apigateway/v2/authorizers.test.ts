/** Authorizers of HTTP and WebSocket APIs: how they are made, and whom they let in. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { asked, invocations } from '../requests.ts';
import {
  anHttpApi,
  aSocketApi,
  autoStage,
  converse,
  functions,
  inApi,
  invalid,
  invocation,
  route,
  taken,
  toFunction,
  unknown,
  type Step,
} from './conversation.ts';

const atAuthorizer = { ...inApi, AuthorizerId: '$authorizer' };
const jwt = {
  Name: 'j',
  AuthorizerType: 'JWT',
  IdentitySource: ['$request.header.Authorization'],
  JwtConfiguration: { Audience: ['web'], Issuer: 'https://i.example' },
};
const lambda = {
  Name: 'l',
  AuthorizerType: 'REQUEST',
  AuthorizerUri: invocation('open'),
  AuthorizerPayloadFormatVersion: '2.0',
  EnableSimpleResponses: true,
  IdentitySource: ['$request.header.Authorization'],
};
const socket = { Name: 's', AuthorizerType: 'REQUEST', AuthorizerUri: invocation('allow') };
const create = (request: JsonObject): Step => [
  'CreateAuthorizer',
  { ...inApi, ...request },
  {},
  { authorizer: 'AuthorizerId' },
];
const guarded = (AuthorizationType: string, more: JsonObject = {}) =>
  route('GET /a', { AuthorizationType, AuthorizerId: '$authorizer', ...more });

describe('G53: an authorizer', () => {
  it('is made, shown, changed and deleted', async () => {
    const made = await converse([anHttpApi, create(jwt)]);
    const id = made.known['authorizer'] ?? '';
    expect(await made.ask('GetAuthorizer', atAuthorizer)).toEqual({ AuthorizerId: id, ...jwt });
    await made.say([
      [
        'UpdateAuthorizer',
        { ...atAuthorizer, JwtConfiguration: { Audience: ['app'] } },
        { Name: 'j' },
      ],
      ['UpdateAuthorizer', { ...atAuthorizer, Name: 'k' }, { Name: 'k' }],
      [
        'GetAuthorizers',
        inApi,
        {
          Items: [
            { Name: 'k', JwtConfiguration: { Audience: ['app'], Issuer: 'https://i.example' } },
          ],
        },
      ],
      ['DeleteAuthorizer', atAuthorizer, {}],
    ]);
    for (const operation of ['GetAuthorizer', 'UpdateAuthorizer', 'DeleteAuthorizer']) {
      expect(await made.ask(operation, atAuthorizer)).toEqual(
        unknown('Invalid Authorizer identifier specified'),
      );
    }
  });

  it('with a function of an HTTP API is asked for five minutes at a time', async () => {
    const made = await converse([anHttpApi, create({ ...lambda, EnableSimpleResponses: false })]);
    expect(await made.ask('GetAuthorizer', atAuthorizer)).toMatchObject({
      AuthorizerResultTtlInSeconds: 300,
      EnableSimpleResponses: false,
    });
  });

  it('stays while a route names it', async () => {
    await converse([
      anHttpApi,
      create(jwt),
      [
        'CreateRoute',
        { ...inApi, RouteKey: 'GET /a', AuthorizationType: 'JWT', AuthorizerId: '$authorizer' },
        {},
        { route: 'RouteId' },
      ],
      [
        'DeleteAuthorizer',
        atAuthorizer,
        taken("Cannot delete authorizer 'j', is referenced in route: GET /a"),
      ],
      ['DeleteRoute', { ...inApi, RouteId: '$route' }, {}],
      ['DeleteAuthorizer', atAuthorizer, {}],
    ]);
  });

  it('is one of ten', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => create({ ...jwt, Name: `a${index}` }));
    const message =
      'Maximum number of Authorizers for this API has been reached. Please contact AWS if you need additional Authorizers.';
    await converse([
      anHttpApi,
      ...many(10),
      [
        'CreateAuthorizer',
        { ...inApi, ...jwt },
        { code: 'ConflictException', message, status: 429 },
      ],
    ]);
  });

  it.each<[JsonObject, object]>([
    [{ ...jwt, Name: '' }, invalid('Authorizer name cannot be empty')],
    [
      { ...jwt, Name: 'taken' },
      taken('Authorizer name must be unique. Authorizer taken already exists in this RestApi.'),
    ],
    [{ ...jwt, AuthorizerType: 'TOKEN' }, invalid('Invalid authorizer type specified: TOKEN')],
    [
      { ...jwt, JwtConfiguration: null },
      invalid('JwtConfiguration must not be null for JWT Authorizer'),
    ],
    [
      { ...jwt, JwtConfiguration: { Audience: ['a'], Issuer: 'http://i' } },
      invalid('Invalid issuer: Issuer is not a valid URL for JWT Authorizer'),
    ],
    [
      { ...jwt, JwtConfiguration: { Audience: [], Issuer: 'https://i' } },
      invalid('Audience list must have at least 1 item for JWT Authorizer'),
    ],
    [
      { ...jwt, IdentitySource: ['a', 'b'] },
      invalid('Invalid identity source for JWT Authorizer: a,b'),
    ],
    [{ ...jwt, IdentitySource: ['$request.querystring.t'] }, { Name: 'j' }],
    [
      { ...lambda, AuthorizerUri: '' },
      invalid('AuthorizerUri is a required field in an Authorizer'),
    ],
    [
      { ...lambda, AuthorizerUri: 'f' },
      invalid(
        'Invalid Authorizer URI: f. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.',
      ),
    ],
    [
      { ...lambda, AuthorizerPayloadFormatVersion: '' },
      invalid('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer'),
    ],
    [
      { ...lambda, AuthorizerPayloadFormatVersion: '3.0' },
      invalid('Unsupported AuthorizerPayloadFormatVersion: 3.0'),
    ],
    [
      { ...lambda, AuthorizerPayloadFormatVersion: '1.0' },
      invalid('EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".'),
    ],
    [{ ...lambda, AuthorizerResultTtlInSeconds: 3600 }, { AuthorizerResultTtlInSeconds: 3600 }],
    [
      { ...lambda, AuthorizerResultTtlInSeconds: 3601 },
      invalid(
        'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.',
      ),
    ],
    [
      { ...lambda, AuthorizerResultTtlInSeconds: -1 },
      invalid(
        'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.',
      ),
    ],
    [
      { ...lambda, AuthorizerResultTtlInSeconds: 1, IdentitySource: [] },
      invalid(
        'Identity source must be set if authorizer caching is enabled (TTL is greater than 0)',
      ),
    ],
    [{ ...lambda, AuthorizerResultTtlInSeconds: 0, IdentitySource: [] }, { Name: 'l' }],
    [
      { ...lambda, IdentitySource: ['$context.routeKey'] },
      invalid('The identity source $context.routeKey is not simulated.'),
    ],
    [
      { ...lambda, IdentitySource: ['$request.querystring.a', '$stageVariables.b', 'c'] },
      invalid(
        'Invalid identity source expression: c. The source must be a request header, request querystring, stage variable or context parameter',
      ),
    ],
  ])('of HTTP with %j', async (request, expected) => {
    await converse([
      anHttpApi,
      create({ ...jwt, Name: 'taken' }),
      ['CreateAuthorizer', { ...inApi, ...request }, expected],
    ]);
  });

  it.each<[JsonObject, object]>([
    [socket, { Name: 's' }],
    [
      { ...socket, IdentitySource: ['route.request.querystring.a', 'stageVariables.b'] },
      { Name: 's' },
    ],
    [{ ...jwt }, invalid('Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.')],
    [
      { ...socket, IdentitySource: ['$request.header.a'] },
      invalid('Invalid request identity source expression: $request.header.a'),
    ],
    [
      { ...socket, IdentitySource: ['context.a'] },
      invalid('The identity source context.a is not simulated.'),
    ],
    [
      { ...socket, AuthorizerPayloadFormatVersion: '1.0' },
      invalid(
        'EnableSimpleResponses, JwtConfiguration and AuthorizerPayloadFormatVersion are only supported for HTTP APIs',
      ),
    ],
  ])('of WebSocket with %j', async (request, expected) => {
    await converse([aSocketApi, ['CreateAuthorizer', { ...inApi, ...request }, expected]]);
  });
});

describe('G54: who is let in', () => {
  const users = `
users:
  ann: { issuer: https://i.example, audience: web }
  kim: { issuer: https://i.example, audience: web, scopes: [read] }
  foreign: { issuer: https://j.example, audience: web, scopes: [read] }
  app: { issuer: https://i.example, audience: app, scopes: [read] }
  ida: { arn: 'arn:aws:iam::123456789012:user/ida' }
`;
  const scenario = `${functions}${users}`;
  const withJwt = (more: JsonObject = {}) =>
    converse(
      [anHttpApi, create(jwt), toFunction('echo'), guarded('JWT', more), autoStage],
      scenario,
    );

  it('by a token of the issuer for the audience', async () => {
    const made = await withJwt();
    expect(await made.send('/a', { user: 'kim' })).toMatchObject({ status: 200 });
    expect(asked(made.world)).toMatchObject({
      requestContext: { authorizer: { jwt: { claims: { aud: 'web' } } } },
    });
    expect(await made.send('/a')).toMatchObject({ status: 401 });
    expect(await made.send('/a', { user: 'foreign' })).toMatchObject({ status: 401 });
    expect(await made.send('/a', { user: 'app' })).toMatchObject({ status: 401 });
  });

  it.each([
    [['read', 'write'], 200],
    [['write'], 403],
  ])('by a token with one of the scopes %j', async (AuthorizationScopes, status) => {
    const made = await withJwt({ AuthorizationScopes });
    expect(await made.send('/a', { user: 'kim' })).toMatchObject({ status });
  });

  it('by their signature', async () => {
    const steps = [
      anHttpApi,
      toFunction('echo'),
      route('GET /a', { AuthorizationType: 'AWS_IAM' }),
      autoStage,
    ];
    const made = await converse(steps, scenario);
    expect(await made.send('/a', { user: 'ida' })).toMatchObject({ status: 200 });
    expect(await made.send('/a')).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });

  const headers = { Authorization: 't' };
  const withFunction = (more: JsonObject) =>
    converse(
      [anHttpApi, create({ ...lambda, ...more }), toFunction('echo'), guarded('CUSTOM'), autoStage],
      scenario,
    );

  it('by a function that says so, which is asked once for its identity', async () => {
    const made = await withFunction({});
    expect(await made.send('/a', { headers })).toMatchObject({ status: 200 });
    expect(invocations(made.world)).toBe(2);
    expect(await made.send('/a', { headers })).toMatchObject({ status: 200 });
    expect(invocations(made.world)).toBe(3);
    await made.say([['ResetAuthorizersCache', { ...inApi, StageName: '$default' }, {}]]);
    expect(await made.send('/a', { headers })).toMatchObject({ status: 200 });
    expect(invocations(made.world)).toBe(5);
    expect(await made.send('/a')).toMatchObject({ status: 401 });
    expect(invocations(made.world)).toBe(5);
  });

  it.each<[JsonObject, number, string]>([
    [{ AuthorizerUri: invocation('shut') }, 403, '2.0'],
    [{ AuthorizerUri: invocation('fails') }, 500, '2.0'],
    [{ AuthorizerUri: invocation('allow'), EnableSimpleResponses: false }, 200, '2.0'],
    [
      {
        AuthorizerUri: invocation('allow'),
        EnableSimpleResponses: false,
        AuthorizerPayloadFormatVersion: '1.0',
      },
      200,
      '1.0',
    ],
    [{ IdentitySource: [], AuthorizerResultTtlInSeconds: 0 }, 200, '2.0'],
  ])('by a function with %j: %s', async (more, status, version) => {
    const made = await withFunction(more);
    expect(await made.send('/a', { headers })).toMatchObject({ status });
    expect(asked(made.world)).toMatchObject({ version, type: 'REQUEST' });
  });

  it.each<[Step, string, string, object]>([
    [create(lambda), 'CUSTOM', '$context.authorizer.who', { headers }],
    [create(jwt), 'JWT', '$context.authorizer.claims.sub', { user: 'ann' }],
  ])(
    'and is known to parameters by what was said of them',
    async (authorizer, type, source, sent) => {
      const RequestParameters = { 'append:header.x-who': source };
      const made = await converse(
        [
          anHttpApi,
          authorizer,
          toFunction('echo', { RequestParameters }),
          guarded(type),
          autoStage,
        ],
        scenario,
      );
      expect(await made.send('/a', sent)).toMatchObject({ status: 200 });
      const events = made.world.simulation.log().filter(({ kind }) => kind === 'functionInvoked');
      expect(events.at(-1)?.data).toMatchObject({ headers: { 'x-who': 'ann' } });
    },
  );

  it('by a function of a WebSocket API, before a connection is open', async () => {
    const made = await converse(
      [
        aSocketApi,
        create({ ...socket, IdentitySource: ['route.request.querystring.t'] }),
        toFunction('echo', { PayloadFormatVersion: '1.0' }),
        [
          'CreateRoute',
          {
            ...inApi,
            RouteKey: '$connect',
            AuthorizationType: 'CUSTOM',
            AuthorizerId: '$authorizer',
            Target: 'integrations/$integration',
          },
          {},
          { route: 'RouteId' },
        ],
        ['CreateStage', { ...inApi, StageName: 'dev', AutoDeploy: true }, { StageName: 'dev' }],
      ],
      scenario,
    );
    const api = made.known['api'] ?? '';
    expect((await made.world.connect(api, 'c1', '/dev')).value).toMatchObject({ status: 401 });
    expect((await made.world.connect(api, 'c2', '/dev?t=1')).value).toEqual({ connectionId: 'c2' });
    expect((await made.world.connect(api, 'c3', '/dev?t=1')).value).toEqual({ connectionId: 'c3' });
    expect(invocations(made.world)).toBe(4);
  });
});
