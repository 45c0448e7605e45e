/** What a browser is told by an HTTP API; cookies; stages that there are not. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { ask, worldOf } from './requests.ts';

const cors = {
  allowOrigins: ['https://x', 'https://y', 'http://*'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['A', 'B'],
  exposeHeaders: ['C', 'D'],
  maxAge: 300,
};
const world = (declared: object, routes: object = {}, functions: object = {}) =>
  worldOf({ type: 'HTTP', cors: { ...cors, ...declared }, routes }, { functions });
const preflight = { method: 'OPTIONS' } as const;

describe('a preflight', () => {
  const asking = (Origin: string) => ({ Origin, 'Access-Control-Request-Method': 'PUT' });
  it.each<[string, object, string | undefined]>([
    ['https://x', {}, 'https://x'],
    ['https://y', {}, 'https://y'],
    ['https://z', {}, undefined],
    ['https://x.z', {}, undefined],
    ['http://z', {}, 'http://z'],
    ['https://x', { allowOrigins: ['*'] }, '*'],
    ['https://x', { allowOrigins: [] }, undefined],
  ])('from %s under %j is allowed for %s', async (origin, declared, allowed) => {
    const answer = await ask(world(declared), '/none', { ...preflight, headers: asking(origin) });
    expect(answer).toEqual({
      status: 204,
      body: '',
      headers:
        allowed === undefined
          ? {}
          : {
              'access-control-allow-origin': allowed,
              'access-control-allow-methods': 'GET,PUT',
              'access-control-allow-headers': 'A,B',
              'access-control-max-age': '300',
            },
    });
  });

  it('says of credentials, and nothing of what is not declared', async () => {
    const declared = { allowCredentials: true, allowMethods: [], allowHeaders: [], maxAge: 0 };
    const { headers } = await ask(world(declared), '/', {
      ...preflight,
      headers: asking('http://'),
    });
    expect(headers).toEqual({
      'access-control-allow-origin': 'http://',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '0',
    });
  });

  it('without its headers is told nothing', async () => {
    for (const headers of [{ Origin: 'https://x' }, { 'Access-Control-Request-Method': 'PUT' }]) {
      const answer = await ask(world({}), '/', { ...preflight, headers });
      expect([answer.status, answer.headers]).toEqual([204, {}]);
    }
  });

  it('goes to a route that takes it', async () => {
    const routes = { $default: { integration: 'Lambda', function: 'f' } };
    const functions = { f: { answers: [{ return: { statusCode: 202 } }] } };
    const headers = asking('https://x');
    const answer = await ask(world({}, routes, functions), '/', { ...preflight, headers });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([
      202,
      'https://x',
    ]);
  });
});

describe('an answer to a browser', () => {
  const said = {
    statusCode: 200,
    headers: { 'Access-Control-Allow-Origin': 'me', 'access-control-max-age': '1', 'X-A': 'b' },
  };
  const functions = { f: { answers: [{ return: said }] } };
  const routes = { 'GET /': { integration: 'Lambda', function: 'f' } };
  const type = { 'content-type': 'text/plain; charset=utf-8', 'X-A': 'b' };
  const headersOf = async (declared: object, headers: JsonObject) =>
    (await ask(world(declared, routes, functions), '/', { headers })).headers;

  it('has the headers of its origin, and none of the integration', async () => {
    expect(await headersOf({}, { Origin: 'https://x' })).toEqual({
      ...type,
      'access-control-allow-origin': 'https://x',
      'access-control-expose-headers': 'C,D',
    });
    const credentials = { allowCredentials: true, exposeHeaders: [] };
    expect(await headersOf(credentials, { origin: 'https://y' })).toEqual({
      ...type,
      'access-control-allow-origin': 'https://y',
      'access-control-allow-credentials': 'true',
    });
  });

  it('to no browser, or to another origin, has none', async () => {
    expect(await headersOf({}, {})).toEqual(type);
    expect(await headersOf({}, { Origin: 'https://z' })).toEqual(type);
  });

  it('of an API without rules for it is the integration’s', async () => {
    const api = worldOf({ type: 'HTTP', routes }, { functions });
    const { headers } = await ask(api, '/', { headers: { Origin: 'https://x' } });
    expect(headers).toMatchObject({ 'Access-Control-Allow-Origin': 'me' });
  });

  it('of the gateway itself has them too', async () => {
    const answer = await ask(world({}), '/none', { headers: { Origin: 'https://x' } });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([
      404,
      'https://x',
    ]);
  });
});

describe('cookies', () => {
  const set = async (answer: Json, type: string) => {
    const routes = { 'GET /': { integration: 'Lambda', function: 'f' } };
    const api = worldOf({ type, routes }, { functions: { f: { answers: [{ return: answer }] } } });
    const { status, headers } = await ask(api, '/');
    if (status !== 200) return status;
    return Object.entries(headers).filter(([name]) => /^set-cookie$/i.test(name));
  };
  const twice = ['a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT', 'b=2'];

  it.each<[string, Json, Json]>([
    ['HTTP', { statusCode: 200, cookies: twice }, [['set-cookie', twice]]],
    ['HTTP', { statusCode: 200, cookies: ['a=1'] }, [['set-cookie', 'a=1']]],
    ['HTTP', { statusCode: 200, cookies: [] }, []],
    [
      'HTTP',
      { statusCode: 200, cookies: ['b=2'], headers: { 'Set-Cookie': 'a=1' } },
      [['set-cookie', ['a=1', 'b=2']]],
    ],
    ['REST', { statusCode: 200, cookies: ['a=1'] }, 502],
    ['REST', { multiValueHeaders: { 'Set-Cookie': twice } }, [['Set-Cookie', twice]]],
    ['REST', { headers: { 'Set-Cookie': 'a=1' } }, [['Set-Cookie', 'a=1']]],
  ])('of a %s API: %j', async (type, answer, expected) => {
    expect(await set(answer, type)).toEqual(expected);
  });
});

describe('a path of a REST API', () => {
  const api = {
    stages: { one: {}, two: {} },
    routes: { 'GET /a': { integration: 'Mock' } },
    gatewayResponses: { DEFAULT_4XX: { status: 418 } },
  };
  it.each([
    ['/one/a', 200],
    ['/two/a', 200],
    ['/a', 200],
    ['/one/b', 418],
    ['/one', 418],
    ['/three/a', 403],
    ['/onea', 403],
    ['/', 403],
  ])('%s is a %i', async (path, status) => {
    expect((await ask(worldOf(api), path)).status).toBe(status);
  });

  it.each([
    ['one', 200],
    ['a', 403],
    ['three', 403],
  ])('of a Task that names the stage %s is a %i', async (Stage, status) => {
    const world = worldOf(api);
    const parameters = { ApiEndpoint: 'api.x', Stage, Path: Stage === 'a' ? '' : '/a' };
    const { value } = await world.say({
      service: 'apigateway',
      signal: { kind: 'invoke', parameters },
    });
    expect(value).toMatchObject({ StatusCode: status });
  });
});
