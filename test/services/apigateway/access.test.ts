import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const policy = (effect: string, resource = '*') =>
  `{ Statement: [{ Action: execute-api:Invoke, Effect: ${effect}, Resource: '${resource}' }] }`;

const shop = `
scenario: 1
users:
  alice: { pool: shop, claims: { sub: u-1, 'cognito:groups': [buyers] }, scopes: [orders/write], audience: web }
  brief: { pool: shop, scopes: [orders/write], audience: web, expires: 1m }
  foreign: { issuer: https://elsewhere, scopes: [orders/write], audience: web }
  other: { pool: shop, scopes: [orders/read], audience: web }
  mobile: { pool: shop, scopes: [orders/write], audience: app }
  bob: { arn: 'arn:aws:iam::123456789012:user/bob' }
  eve: { arn: 'arn:aws:iam::123456789012:user/eve', policy: ${policy('Deny')} }
  carl: { arn: 'arn:aws:iam::123456789012:user/carl', policy: ${policy('Allow', 'arn:aws:execute-api:*:*:*/prod/GET/other')} }
resources:
  functions:
    decide:
      answers:
        - when: { authorizationToken: [good] }
          return: { principalId: p-1, context: { tier: gold, n: 1 }, policyDocument: ${policy('Allow', '*/GET/a')} }
        - when: { authorizationToken: [bad] }
          return: { principalId: p-2, policyDocument: ${policy('Deny')} }
        - when: { authorizationToken: [thrown] }
          throw: { error: Error, cause: Unauthorized }
        - return: { wrong: true }
    simple:
      answers:
        - when: { headers: { authorization: ['yes'] } }
          return: { isAuthorized: true, context: { tier: gold } }
        - return: { isAuthorized: false }
    inspect: { answers: [{ return: { principalId: p, policyDocument: ${policy('Allow')}, usageIdentifierKey: k-1 } }] }
    echo: { answers: [{ return: { statusCode: 200, body: '{{ input.requestContext }}' } }] }
    echo2: { answers: [{ return: '{{ input.requestContext.authorizer }}' }] }
  apis:
    rest:
      authorizers:
        token: { type: TOKEN, function: decide, ttl: 5m, validation: '[a-z]+' }
        pool: { type: COGNITO, pool: shop }
        iam: { type: IAM }
        request: { type: REQUEST, function: inspect, identity: [method.request.header.X-Who, method.request.querystring.room] }
      routes:
        GET /a: { integration: Lambda, function: echo, proxy: false, authorizer: token, requestTemplate: '{"requestContext": {"p": "$context.authorizer.principalId", "t": "$context.authorizer.tier"}}' }
        GET /b: { integration: Mock, authorizer: token }
        GET /pool: { integration: Mock, authorizer: pool, scopes: [orders/write] }
        GET /rooms/{id}: { integration: Mock, authorizer: request }
        GET /iam: { integration: Mock, authorizer: iam }
    http:
      type: HTTP
      authorizers:
        jwt: { type: JWT, issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_shop', audience: [web] }
        simple: { type: REQUEST, function: simple, simpleResponses: true }
      routes:
        GET /jwt: { integration: Lambda, function: echo2, authorizer: jwt, scopes: [orders/write] }
        GET /simple: { integration: Lambda, function: echo2, authorizer: simple }
`;

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

async function get(world: TestWorld, api: string, path: string, more: object): Promise<Response> {
  const { value } = await world.request({ api, path, ...more });
  return value as unknown as Response;
}

const token = (value: string) => ({ headers: { Authorization: value } });

describe('G13: Lambda authorizers of a REST API', () => {
  it.each<[string, object, number, string]>([
    ['allow', token('good'), 200, '"p-1"'],
    ['an explicit deny', token('bad'), 403, 'with an explicit deny'],
    ['no token: the function is not asked', {}, 401, '{"message":"Unauthorized"}'],
    ['a token of another form: the function is not asked', token('12'), 401, 'Unauthorized'],
    ['a function that throws Unauthorized', token('thrown'), 401, 'Unauthorized'],
    ['a malformed answer', token('odd'), 500, '{"message":null}'],
  ])('%s', async (_what, more, status, body) => {
    const answer = await get(new TestWorld(shop), 'rest', '/a', more);
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(body) as string]);
  });

  it('a kept policy speaks for the whole API: 200 on one path, 403 on the next', async () => {
    const world = new TestWorld(shop);
    expect((await get(world, 'rest', '/a', token('good'))).status).toBe(200);
    const next = await get(world, 'rest', '/b', token('good'));
    expect([next.status, next.body]).toEqual([
      403,
      '{"Message":"User is not authorized to access this resource"}',
    ]);
    const log = world.simulation.log();
    const invoked = log.filter(({ message }) => message === 'Function decide invoked');
    expect(invoked).toHaveLength(1);
    await world.pass(300_000);
    await get(world, 'rest', '/b', token('good'));
    expect(
      world.simulation.log().filter(({ message }) => message === 'Function decide invoked'),
    ).toHaveLength(2);
  });
});

describe('G13: REQUEST authorizers', () => {
  it('see the request, are asked once for the same identity, and not without it', async () => {
    const world = new TestWorld(shop);
    const who = { headers: { 'X-Who': 'kim' } };
    expect((await get(world, 'rest', '/rooms/7?room=a', who)).status).toBe(200);
    expect((await get(world, 'rest', '/rooms/8?room=a', who)).status).toBe(200);
    expect((await get(world, 'rest', '/rooms/7', who)).status).toBe(401);
    const asked = world.simulation.log().filter(({ kind }) => kind === 'functionInvoked');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.data).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:123456789012:rest/prod/GET/rooms/7',
      resource: '/rooms/{id}',
      path: '/rooms/7',
      httpMethod: 'GET',
      headers: { 'X-Who': 'kim' },
      queryStringParameters: { room: 'a' },
      pathParameters: { id: '7' },
      stageVariables: {},
      requestContext: { stage: 'prod', resourcePath: '/rooms/{id}' },
    });
  });
});

describe('G13: tokens of users', () => {
  it.each<[string, string, string, number]>([
    ['Cognito, allowed', '/pool', 'alice', 200],
    ['Cognito, another pool', '/pool', 'foreign', 401],
    ['Cognito, without the scope', '/pool', 'other', 401],
    ['IAM, allowed', '/iam', 'bob', 200],
    ['IAM, denied', '/iam', 'eve', 403],
    ['IAM, not allowed', '/iam', 'carl', 403],
  ])('%s', async (_what, path, user, status) => {
    expect((await get(new TestWorld(shop), 'rest', path, { user })).status).toBe(status);
  });

  it.each<[string, string, number]>([
    ['allowed', 'alice', 200],
    ['with another issuer', 'foreign', 401],
    ['with another audience', 'mobile', 401],
    ['without the scope', 'other', 403],
  ])('a JWT %s', async (_what, user, status) => {
    const answer = await get(new TestWorld(shop), 'http', '/jwt', { user });
    expect(answer.status).toBe(status);
    if (status !== 200) return;
    expect(JSON.parse(answer.body)).toMatchObject({
      jwt: {
        claims: { sub: 'u-1', 'cognito:groups': '[buyers]', scope: 'orders/write' },
        scopes: ['orders/write'],
      },
    });
  });

  it('expire on the virtual clock', async () => {
    const world = new TestWorld(shop);
    expect((await get(world, 'rest', '/pool', { user: 'brief' })).status).toBe(200);
    await world.pass(60_000);
    const late = await get(world, 'rest', '/pool', { user: 'brief' });
    expect([late.status, late.body]).toEqual([401, '{"message":"The incoming token has expired"}']);
    const jwt = await get(world, 'http', '/jwt', { user: 'brief' });
    expect(jwt.headers['www-authenticate']).toContain('the token has expired');
  });

  it.each<[string, string, number, Json]>([
    ['no signature', '/iam', 403, { message: 'Missing Authentication Token' }],
    ['no token', '/pool', 401, { message: 'Unauthorized' }],
  ])('%s', async (_what, path, status, body) => {
    const answer = await get(new TestWorld(shop), 'rest', path, {});
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, body]);
  });

  it('a token from elsewhere is refused, and the log says why', async () => {
    const world = new TestWorld(shop);
    expect((await get(world, 'http', '/jwt', token('Bearer a.b.c'))).status).toBe(401);
    expect(world.simulation.log().map(({ message }) => message)).toContainEqual(
      expect.stringContaining('only tokens of "users" in the scenario can be checked'),
    );
  });
});

describe('G13: simple answers of an HTTP API', () => {
  it.each([
    ['yes', 200, '{"lambda":{"tier":"gold"}}'],
    ['no', 403, '{"message":"Forbidden"}'],
  ])('%s', async (value, status, body) => {
    const answer = await get(new TestWorld(shop), 'http', '/simple', {
      headers: { authorization: value },
    });
    expect([answer.status, answer.body]).toEqual([status, body]);
  });
});
