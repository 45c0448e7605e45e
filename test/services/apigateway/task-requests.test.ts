/** What a Task sends to an API, and what it gets. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import { arrival, asked as eventOf, worldOf } from './requests.ts';

describe('a Task that invokes an API', () => {
  const functions = {
    see: {
      answers: [{ return: { statusCode: 201, body: '{"ok":true}', headers: { 'X-A': 'b' } } }],
    },
  };
  const see = { integration: 'Lambda', function: 'see' };
  const world = (more: object = {}): TestWorld =>
    worldOf(
      { stages: { one: {}, two: {} }, routes: { 'GET /': see, 'ANY /a': see }, ...more },
      { functions },
    );
  const invoke = async (api: TestWorld, parameters: JsonObject): Promise<JsonObject> =>
    (await api.say({ service: 'apigateway', signal: { kind: 'invoke', parameters } }))
      .value as JsonObject;

  it('gets the status, its text, headers as lists, and the body read', async () => {
    expect(await invoke(world(), { ApiEndpoint: 'api.x', Path: '/a' })).toEqual({
      StatusCode: 201,
      StatusText: 'Created',
      Headers: {
        'Content-Type': ['application/json'],
        'X-A': ['b'],
        'X-Amzn-Trace-Id': [expect.stringMatching(/^Root=1-/) as string],
        'x-amz-apigw-id': [expect.stringMatching(/^.{15}=$/) as string],
        'x-amzn-RequestId': [expect.stringMatching(/^[0-9a-f-]{36}$/) as string],
      },
      ResponseBody: { ok: true },
    });
  });

  it('asks for / of the first stage with GET when nothing is said', async () => {
    const api = world();
    await invoke(api, {});
    expect(eventOf(api)).toMatchObject({
      httpMethod: 'GET',
      path: '/',
      headers: { 'User-Agent': 'stepthrough', ...arrival() },
      queryStringParameters: null,
      body: null,
      requestContext: { stage: 'one', path: '/one/' },
    });
  });

  it.each<[JsonObject, object]>([
    [{ Path: 'a' }, { path: '/a', body: null, queryStringParameters: null }],
    [{ Path: 'a/' }, { path: '/a/' }],
    [{ Path: '' }, { path: '/' }],
    [{ Path: '/a', RequestBody: null }, { body: 'null' }],
    [{ Path: '/a?x=1' }, { queryStringParameters: { x: '1' } }],
    [
      { Path: '/a', Stage: 'one' },
      { path: '/a', requestContext: { stage: 'one' } },
    ],
    [
      { Path: '/a', Stage: 'two' },
      { path: '/a', requestContext: { stage: 'two' } },
    ],
    [
      { Path: '/a', Method: 'PUT', RequestBody: { a: 1 } },
      { httpMethod: 'PUT', body: '{"a":1}' },
    ],
    [{ Path: '/a', RequestBody: 'text' }, { body: '"text"' }],
    [
      { Path: '/a', QueryParameters: { q: 'x', r: ['1', '2'] } },
      { multiValueQueryStringParameters: { q: ['x'], r: ['1', '2'] } },
    ],
    [{ Path: '/a', Headers: { A: ['x', 'y'] } }, { headers: { A: 'x,y' } }],
  ])('%j', async (parameters, event) => {
    const api = world();
    await invoke(api, { ApiEndpoint: 'api.execute-api', ...parameters });
    expect(eventOf(api)).toMatchObject(event);
  });

  it('signs with the role of its machine only when it is told to', async () => {
    const guarded = { authorizer: 'i', authorizers: { i: { type: 'IAM' } } };
    const api = world(guarded);
    expect((await invoke(api, { Path: '/a' }))['StatusCode']).toBe(403);
    expect((await invoke(api, { Path: '/a', AuthType: 'NO_AUTH' }))['StatusCode']).toBe(403);
    expect((await invoke(api, { Path: '/a', AuthType: 'RESOURCE_POLICY' }))['StatusCode']).toBe(
      403,
    );
    expect((await invoke(api, { Path: '/a', AuthType: 'IAM_ROLE' }))['StatusCode']).toBe(201);
    expect(eventOf(api)).toMatchObject({
      requestContext: {
        identity: {
          userArn: 'arn:aws:sts::123456789012:assumed-role/machine/execution',
          accountId: '123456789012',
          caller: 'AROASIMULATED:machine',
          user: 'AROASIMULATED:machine',
          accessKey: 'ASIASIMULATED',
        },
      },
    });
    const open = world();
    await invoke(open, { Path: '/a', AuthType: 'NO_AUTH' });
    expect(eventOf(open)).toMatchObject({ requestContext: { identity: { userArn: null } } });
  });

  it('finds the only API at any address, and one of several by its name alone', async () => {
    const two = worldOf({ routes: { 'GET /': see } }, { functions });
    expect((await invoke(two, { ApiEndpoint: 'elsewhere' }))['StatusCode']).toBe(201);
    const none = await invoke(worldOf({ routes: {} }, { functions }), { Path: '/a' });
    expect(none).toMatchObject({
      StatusCode: 403,
      StatusText: '',
      ResponseBody: { message: 'Forbidden' },
    });
  });

  it('asks for a connection that is gone', async () => {
    const chat = worldOf({ type: 'WEBSOCKET', routes: { $default: { integration: 'Mock' } } });
    const request = { Path: '/@connections/c', Method: 'GET' };
    expect(await invoke(chat, request)).toMatchObject({
      StatusCode: 410,
      StatusText: 'Gone',
      ResponseBody: { message: expect.any(String) as string },
    });
    await chat.connect('api', 'c');
    expect(await invoke(chat, request)).toMatchObject({
      StatusCode: 200,
      StatusText: 'OK',
      Headers: {},
    });
  });
});
