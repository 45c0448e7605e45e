/** Throttles, usage plans and the response cache, at their edges on the virtual clock. */
import { describe, expect, it } from 'vitest';
import { ask, invocations, statusOf, worldOf } from './requests.ts';

const mock = { integration: 'Mock' };
const key = (value: string) => ({ headers: { 'X-API-Key': value } });

describe('a bucket', () => {
  const api = {
    apiKeys: {
      fast: { value: 'k-fast', rateLimit: 2, burstLimit: 3 },
      plain: { value: 'k-plain', rateLimit: 2 },
      free: { value: 'k-free' },
    },
    routes: {
      'GET /keyed': { ...mock, apiKeyRequired: true },
      'GET /slow': { ...mock, throttle: { rateLimit: 1 } },
      'GET /other': { ...mock, throttle: { rateLimit: 1 } },
      'GET /tight': { ...mock, apiKeyRequired: true, throttle: { rateLimit: 0.5, burstLimit: 1 } },
    },
  };
  it.each([
    ['/keyed', 'k-fast', [200, 200, 200, 429], 500],
    ['/keyed', 'k-plain', [200, 200, 429], 500],
    ['/slow', 'k-free', [200, 429], 1000],
    ['/tight', 'k-fast', [200, 429], 2000],
  ])(
    'of %s with %s has its burst, and one more after its time',
    async (path, value, burst, time) => {
      const world = worldOf(api);
      const next = async () => statusOf(world, path, key(value));
      for (const status of burst) expect(await next()).toBe(status);
      await world.pass(time - 1);
      expect(await next()).toBe(429);
      await world.pass(time);
      expect(await next()).toBe(200);
      expect(await next()).toBe(429);
      // It is never fuller than its burst.
      await world.pass(3_600_000);
      for (const status of burst) expect(await next()).toBe(status);
    },
  );

  it('is of its own route, key and API', async () => {
    const world = worldOf(api);
    expect(await statusOf(world, '/slow')).toBe(200);
    expect(await statusOf(world, '/other')).toBe(200);
    for (let count = 0; count < 3; count++) await ask(world, '/keyed', key('k-fast'));
    expect(await statusOf(world, '/keyed', key('k-plain'))).toBe(200);
    for (let count = 0; count < 9; count++) {
      expect(await statusOf(world, '/keyed', key('k-free'))).toBe(200);
    }
  });
});

it('a key may come from the authorizer instead of the header', async () => {
  const authorizer = (usageIdentifierKey: string) => ({
    type: 'TOKEN',
    answer: {
      principalId: 'p',
      policyDocument: { Statement: { Action: '*', Effect: 'Allow', Resource: '*' } },
      usageIdentifierKey,
    },
  });
  const world = worldOf({
    apiKeySource: 'AUTHORIZER',
    apiKeys: { a: { value: 'k-a', quota: { limit: 1, period: 'DAY' } } },
    authorizers: { right: authorizer('k-a'), wrong: authorizer('k-b') },
    routes: {
      'GET /right': { ...mock, apiKeyRequired: true, authorizer: 'right' },
      'GET /wrong': { ...mock, apiKeyRequired: true, authorizer: 'wrong' },
    },
  });
  const headers = { Authorization: 't', 'X-API-Key': 'k-a' };
  const { status, body } = await ask(world, '/wrong', { headers });
  expect([status, body]).toEqual([403, '{"message":"Forbidden"}']);
  expect(await statusOf(world, '/right', { headers })).toBe(200);
  expect(await ask(world, '/right', { headers })).toMatchObject({
    status: 429,
    body: '{"message":"Limit Exceeded"}',
  });
});

describe('the response cache', () => {
  const world = (cache: object, statusCode = 200) =>
    worldOf(
      {
        authorizers: { iam: { type: 'IAM' } },
        stages: { prod: {}, test: {} },
        routes: {
          'ANY /a': { integration: 'Lambda', function: 'f', cache },
          'GET /b': { integration: 'Lambda', function: 'f', cache },
          'GET /iam': { integration: 'Lambda', function: 'f', cache, authorizer: 'iam' },
        },
      },
      { functions: { f: { answers: [{ return: { statusCode, body: 'x' } }] } } },
      { users: { bob: { arn: 'arn:aws:iam::123456789012:user/bob' } } },
    );

  it.each([
    [{}, 300_000],
    [{ ttl: '7s' }, 7000],
  ])('%j keeps a response for its time', async (cache, time) => {
    const api = world(cache);
    await ask(api, '/a');
    await api.pass(time - 1);
    await ask(api, '/a');
    expect(invocations(api)).toBe(1);
    await api.pass(1);
    await ask(api, '/a');
    expect(invocations(api)).toBe(2);
  });

  it.each<[string, object, object, number]>([
    ['a POST', { method: 'POST' }, {}, 200],
    ['a life of 0', {}, { ttl: '0s' }, 200],
    ['an error', {}, {}, 400],
  ])('does not keep %s', async (_what, request, cache, statusCode) => {
    const api = world(cache, statusCode);
    for (let count = 0; count < 2; count++) await ask(api, '/a', request);
    expect(invocations(api)).toBe(2);
  });

  it('keeps what is no error', async () => {
    const api = world({}, 399);
    for (let count = 0; count < 2; count++) await ask(api, '/a');
    expect(invocations(api)).toBe(1);
  });

  it.each([
    ['paths', '/a', '/b', 2],
    ['stages', '/a', '/test/a', 2],
    ['values of its parameters', '/a?page=1', '/a?page=2', 2],
    ['no values of others', '/a?page=1&q=1', '/a?page=1&q=2', 1],
  ])('tells %s apart', async (_what, first, second, count) => {
    const api = world({ keyParameters: ['method.request.querystring.page'] });
    await ask(api, first);
    await ask(api, second);
    expect(invocations(api)).toBe(count);
  });

  const guard = { requireAuthorizationToInvalidate: true };
  const warning = '199 Unauthorized to invalidate the cache';
  it.each<[string, object, number, number, string | undefined]>([
    ['/a', {}, 200, 2, undefined],
    ['/a', guard, 403, 1, undefined],
    ['/a', { ...guard, unauthorizedInvalidation: 'FAIL_WITH_403' }, 403, 1, undefined],
    ['/a', { ...guard, unauthorizedInvalidation: 'SUCCEED_WITH_RESPONSE_HEADER' }, 200, 1, warning],
    [
      '/a',
      { ...guard, unauthorizedInvalidation: 'SUCCEED_WITHOUT_RESPONSE_HEADER' },
      200,
      1,
      undefined,
    ],
    ['/iam', guard, 200, 2, undefined],
  ])('of %s with %j, asked for a fresh response', async (path, cache, status, count, Warning) => {
    const api = world(cache);
    const user = path === '/iam' ? { user: 'bob' } : {};
    await ask(api, path, user);
    const headers = { 'cache-control': 'no-store, max-age=0' };
    const fresh = await ask(api, path, { ...user, headers });
    expect([fresh.status, invocations(api), fresh.headers['Warning']]).toEqual([
      status,
      count,
      Warning,
    ]);
    if (status === 403) expect(fresh.body).toBe('{"message":"Forbidden"}');
    await ask(api, path, user);
    expect(invocations(api)).toBe(count);
  });
});
