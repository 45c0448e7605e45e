/** Operations on connections, of a client and of a Task: whole answers, and what becomes of the connection. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { managementCall } from '../../../packages/services/src/apigateway/management-api.ts';
import type { TestWorld } from '../../simulator/world.ts';
import { worldOf } from './requests.ts';

const chat = (): TestWorld =>
  worldOf({ type: 'WEBSOCKET', routes: { $default: { integration: 'Mock' } } });
const ofConnection = { ConnectionId: 'c' };
const gone = { code: 'GoneException', message: 'null', status: 410 };
const pushed = ({ simulation }: TestWorld) =>
  simulation
    .log()
    .filter(({ kind }) => kind === 'frameSent')
    .map(({ message, data }) => [message, data]);
const invoke = (world: TestWorld, parameters: JsonObject) =>
  world.say({ service: 'apigateway', signal: { kind: 'invoke', parameters } });

describe('a call of the management API', () => {
  it.each<[string, string, string | undefined, object | undefined]>([
    ['GET', '/@connections/c', undefined, { operation: 'GetConnection', request: ofConnection }],
    [
      'DELETE',
      '/@connections/c',
      undefined,
      { operation: 'DeleteConnection', request: ofConnection },
    ],
    [
      'POST',
      '/@connections/c',
      'x',
      { operation: 'PostToConnection', request: { ...ofConnection, Data: 'x' } },
    ],
    [
      'POST',
      '/@connections/c',
      '',
      { operation: 'PostToConnection', request: { ...ofConnection, Data: '' } },
    ],
    [
      'POST',
      '/@connections/c',
      undefined,
      { operation: 'PostToConnection', request: ofConnection },
    ],
    [
      'GET',
      '/prod/@connections/c',
      undefined,
      { operation: 'GetConnection', request: ofConnection },
    ],
    [
      'GET',
      '/@connections/L0SM9cOFvHcCIhw%3D',
      undefined,
      { operation: 'GetConnection', request: { ConnectionId: 'L0SM9cOFvHcCIhw=' } },
    ],
    ['GET', '/@connections/c/x', undefined, { operation: 'GetConnection', request: ofConnection }],
    ['GET', '/@connections/c?x', undefined, { operation: 'GetConnection', request: ofConnection }],
    ['PUT', '/@connections/c', undefined, undefined],
    ['constructor', '/@connections/c', undefined, undefined],
    ['GET', '/@connections/', undefined, undefined],
    ['GET', '/connections/c', undefined, undefined],
  ])('%s %s with %j', (method, path, body, call) => {
    expect(managementCall(method, path, body)).toEqual(call);
  });
});

describe('a connection', () => {
  it.each<[Json | undefined, Json]>([
    ['{"a":1}', { a: 1 }],
    ['text', 'text'],
    [{ a: [1] }, { a: [1] }],
    [7, 7],
    ['', ''],
    [undefined, ''],
  ])('gets %j as the frame %j', async (Data, frame) => {
    const world = chat();
    await world.connect('api', 'c');
    const request = { ...ofConnection, ...(Data === undefined ? {} : { Data }) };
    expect(await world.call('apigateway', 'PostToConnection', request)).toEqual({
      ok: true,
      value: {},
    });
    expect(pushed(world)).toEqual([['c gets a frame', frame]]);
  });

  it('gets no message of more than 128 KB, and stays open', async () => {
    const world = chat();
    await world.connect('api', 'c');
    const post = (size: number) =>
      world.call('apigateway', 'PostToConnection', { ...ofConnection, Data: 'x'.repeat(size) });
    expect((await post(131_073)).value).toEqual({
      code: 'PayloadTooLargeException',
      message: 'Message too long',
      status: 413,
    });
    expect(pushed(world)).toEqual([]);
    expect((await post(131_072)).value).toEqual({});
  });

  it('tells since when it is there, and when it has last been used', async () => {
    const world = chat();
    const headers = { 'User-Agent': 'test' };
    const signal = { kind: 'connect', api: 'api', connection: 'c', path: '', headers } as const;
    await world.say({ service: 'apigateway', signal });
    const Identity = { SourceIp: '127.0.0.1', UserAgent: 'test' };
    const ConnectedAt = '2026-01-05T09:00:00.000Z';
    for (const [use, LastActiveAt] of [
      ['nothing', ConnectedAt],
      ['frame', '2026-01-05T09:00:02.000Z'],
      ['push', '2026-01-05T09:00:03.000Z'],
    ] as const) {
      await world.pass(1000);
      if (use === 'frame') await world.frame('c', '{}');
      if (use === 'push') await world.call('apigateway', 'PostToConnection', ofConnection);
      expect((await world.call('apigateway', 'GetConnection', ofConnection)).value).toEqual({
        ConnectedAt,
        LastActiveAt,
        Identity,
      });
    }
  });

  it('is gone once it is deleted, or the client has gone', async () => {
    const world = chat();
    await world.connect('api', 'c');
    expect((await world.call('apigateway', 'DeleteConnection', ofConnection)).value).toEqual({});
    for (const operation of ['PostToConnection', 'GetConnection', 'DeleteConnection']) {
      expect((await world.call('apigateway', operation, ofConnection)).value).toEqual(gone);
    }
    const signal = { kind: 'disconnect', connection: 'c' } as const;
    expect((await world.say({ service: 'apigateway', signal })).value).toEqual({});
  });
});

describe('a Task', () => {
  const path = { ApiEndpoint: 'api.x', Path: '/@connections/c' };
  it('gets the answer with its status, and pushes the JSON of its body', async () => {
    const world = chat();
    await world.connect('api', 'c');
    const done = { Headers: {}, ResponseBody: {}, StatusCode: 200, StatusText: 'OK' };
    const RequestBody = { a: 1 };
    expect((await invoke(world, { ...path, Method: 'POST', RequestBody })).value).toEqual(done);
    expect((await invoke(world, { ...path, Method: 'POST' })).value).toEqual(done);
    expect((await invoke(world, { ...path, Method: 'POST', RequestBody: 'x' })).value).toEqual(
      done,
    );
    expect(pushed(world).map(([, data]) => data)).toEqual([{ a: 1 }, '', 'x']);
    expect((await invoke(world, { ...path, Method: 'GET' })).value).toEqual({
      ...done,
      ResponseBody: {
        ConnectedAt: '2026-01-05T09:00:00.000Z',
        LastActiveAt: '2026-01-05T09:00:00.000Z',
        Identity: { SourceIp: '127.0.0.1', UserAgent: 'stepthrough' },
      },
    });
    expect((await invoke(world, { ...path, Method: 'DELETE' })).value).toEqual(done);
    expect((await invoke(world, { ...path, Method: 'DELETE' })).value).toEqual({
      Headers: {},
      ResponseBody: { message: 'null' },
      StatusCode: 410,
      StatusText: 'Gone',
    });
  });
});
