/** Which route and stage serve a request, with which parameters, and the gateway's own words. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { ask, statusOf, worldOf } from './requests.ts';

const mock = { integration: 'Mock' };
const echo = { functions: { f: { answers: [{ return: { statusCode: 200, body: '' } }] } } };

/** What the function has been told of the request. */
async function told(routes: readonly string[], path: string, method = 'GET', type = 'REST') {
  const route = { integration: 'Lambda', function: 'f', payloadFormat: '1.0' };
  const world = worldOf(
    { type, routes: Object.fromEntries(routes.map((name) => [name, route])) },
    echo,
  );
  const { status } = await ask(world, path, { method });
  const { data } = world.simulation.log().find(({ kind }) => kind === 'functionInvoked') ?? {};
  const { resource, pathParameters } = (data ?? {}) as { readonly [name: string]: Json };
  return [status, resource, pathParameters];
}

describe('a path', () => {
  it.each<[readonly string[], string, unknown]>([
    [['GET /a/{b}/{c}', 'GET /a/{b}/x', 'GET /a/y/{c}'], '/a/y/x', ['/a/y/{c}', { c: 'x' }]],
    [['GET /a/{b}/{c}', 'GET /a/{b}/x'], '/a/y/x', ['/a/{b}/x', { b: 'y' }]],
    [['GET /{rest+}', 'GET /a/{rest+}', 'GET /{a}'], '/a/b', ['/a/{rest+}', { rest: 'b' }]],
    [['GET /{rest+}', 'GET /{a}'], '/b', ['/{a}', { a: 'b' }]],
    [['GET /a/{rest+}'], '/a/b%20c/d%2Fe', ['/a/{rest+}', { rest: 'b%20c/d%2Fe' }]],
    [['GET /a/{b}'], '/a/%C3%A9%zz', ['/a/{b}', { b: '%C3%A9%zz' }]],
    [['GET /a/{rest+}'], '/a//b//c/', ['/a/{rest+}', { rest: 'b//c' }]],
    [['GET /{a}/x/{rest+}'], '/1/x/2/3', ['/{a}/x/{rest+}', { a: '1', rest: '2/3' }]],
    [['ANY /a', 'GET /a'], '/a/', ['/a', null]],
    [['ANY /{a}'], '/b', ['/{a}', { a: 'b' }]],
  ])('of %j: %s', async (routes, path, expected) => {
    expect(await told(routes, path)).toEqual([200, ...(expected as readonly unknown[])]);
  });

  it.each([
    [['GET /a/{rest+}'], '/a'],
    [['GET /a/{b}'], '/a'],
    [['GET /a/{b}'], '/a/b/c'],
    [['GET /a'], '/b'],
    [['POST /a'], '/a'],
  ])('of %j is not %s', async (routes, path) => {
    expect(await told(routes, path)).toEqual([403, undefined, undefined]);
  });

  it('that no route has goes to $default', async () => {
    expect((await told(['$default', 'GET /a'], '/b', 'PUT', 'HTTP'))[0]).toBe(200);
    expect((await told(['GET /a'], '/b', 'PUT', 'HTTP'))[0]).toBe(404);
  });
});

it('parameters reach a function of an HTTP API decoded', async () => {
  expect(await told(['GET /a/{rest+}'], '/a/b%20c/d', 'GET', 'HTTP')).toEqual([
    200,
    '/a/{rest+}',
    { rest: 'b c/d' },
  ]);
});

describe('a stage', () => {
  const world = (more: object) =>
    worldOf({ routes: { 'GET /a': mock, 'GET /': mock, 'GET /live': mock }, ...more });
  it.each<[object, string, number]>([
    [{}, '/a', 200],
    [{}, '/prod/a', 200],
    [{}, '/prod', 200],
    [{}, '/produce/a', 403],
    [{}, '/live/a', 403],
    [{ stage: 'live' }, '/live/a', 200],
    [{ stage: 'live' }, '/live', 200],
    [{ stage: 'live' }, '/prod/a', 403],
    [{ stages: { one: {}, two: {} } }, '/two/a', 200],
    [{ type: 'HTTP', stage: 'live' }, '/live/live', 200],
  ])('%j: %s', async (more, path, status) => {
    expect(await statusOf(world(more), path)).toBe(status);
  });
});

describe('what is required', () => {
  const names = ['querystring.q', 'path.id', 'header.X-A', 'header.X-B.c'];
  const world = worldOf({
    routes: {
      'GET /a/{id}': { ...mock, requiredParameters: names.map((name) => `method.request.${name}`) },
    },
  });
  it('is all there, and not empty', async () => {
    const headers = { 'x-a': '1', 'X-b.C': '2' };
    expect(await statusOf(world, '/a/1?q=2', { headers })).toBe(200);
    const missing = await ask(world, '/a/1?q=', { headers: { 'X-A': '' } });
    expect([missing.status, missing.headers['x-amzn-ErrorType'], missing.body]).toEqual([
      400,
      'BadRequestException',
      '{"message":"Missing required request parameters: [X-A, X-B.c, q]"}',
    ]);
  });
});

describe('the gateway’s own words', () => {
  const nobody = { answer: { principalId: 'p', policyDocument: {} } };
  const api = {
    authorizers: { deny: { type: 'TOKEN', ...nobody }, odd: { type: 'TOKEN', answer: {} } },
    routes: {
      'GET /deny': { ...mock, authorizer: 'deny' },
      'GET /odd': { ...mock, authorizer: 'odd' },
      'GET /keyed': { ...mock, apiKeyRequired: true },
      'GET /fails': { integration: 'Lambda', function: 'f' },
      'GET /one': { ...mock, throttle: { rateLimit: 0 } },
    },
  };
  const fails = { functions: { f: { answers: [{ throw: { error: 'E', cause: 'no' } }] } } };
  const headers = { Authorization: 't' };
  const rest = (message: string | null) => JSON.stringify({ message });

  it.each([
    ['/none', 403, 'ForbiddenException', rest('Forbidden')],
    [
      '/prod/none',
      403,
      'MissingAuthenticationTokenException',
      rest('Missing Authentication Token'),
    ],
    [
      '/deny',
      403,
      'AccessDeniedException',
      '{"Message":"User is not authorized to access this resource"}',
    ],
    ['/odd', 500, 'AuthorizerConfigurationException', rest(null)],
    ['/keyed', 403, 'ForbiddenException', rest('Forbidden')],
    ['/fails', 502, 'InternalServerErrorException', rest('Internal server error')],
    ['/one', 429, 'TooManyRequestsException', rest('Too Many Requests')],
  ])('of a REST API: %s', async (path, status, type, body) => {
    const answer = await ask(worldOf(api, fails), path, { headers });
    expect(answer).toEqual({
      status,
      headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': type },
      body,
    });
  });

  it.each([
    ['/none', 404, 'Not Found'],
    ['/deny', 403, 'Forbidden'],
    ['/odd', 500, 'Internal Server Error'],
    ['/keyed', 403, 'Forbidden'],
    ['/fails', 500, 'Internal Server Error'],
    ['/one', 429, 'Too Many Requests'],
  ])('of an HTTP API: %s', async (path, status, message) => {
    const answer = await ask(worldOf({ ...api, type: 'HTTP' }, fails), path, { headers });
    expect([answer.status, answer.body]).toEqual([status, rest(message)]);
  });

  it('may be others, by type, then by class', async () => {
    const template =
      '{"type":"$context.error.responseType","said":$context.error.messageString,"stage":"$context.stage"}';
    const gatewayResponses = {
      INVALID_API_KEY: { status: 418, headers: { 'X-Why': 'tea' } },
      DEFAULT_4XX: { template },
      DEFAULT_5XX: { status: 599 },
    };
    const world = worldOf({ ...api, gatewayResponses }, fails);
    expect(await ask(world, '/keyed')).toMatchObject({
      status: 418,
      headers: { 'X-Why': 'tea', 'x-amzn-ErrorType': 'ForbiddenException' },
      body: rest('Forbidden'),
    });
    expect(await ask(world, '/one')).toMatchObject({
      status: 429,
      body: '{"type":"THROTTLED","said":"Too Many Requests","stage":"prod"}',
    });
    expect(await statusOf(world, '/fails')).toBe(599);
  });
});
