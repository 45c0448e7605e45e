/** Connections of WebSocket APIs: which route a frame takes, what is told, when they end. */
import { describe, expect, it } from 'vitest';
import { start, type TestWorld } from '../../simulator/world.ts';
import { arrival, inLists, worldOf } from './requests.ts';

const lambda = (name: string, more: object = {}) => ({
  integration: 'Lambda',
  function: name,
  ...more,
});
const chat = (api: object = {}) =>
  worldOf(
    {
      type: 'WEBSOCKET',
      stageVariables: { who: 'kim' },
      routes: {
        $connect: lambda('ok'),
        $disconnect: lambda('ok'),
        told: lambda('ok', { routeResponse: true }),
        quiet: lambda('ok'),
        '7': lambda('ok', { routeResponse: true }),
        bad: lambda('bad'),
      },
      ...api,
    },
    {
      functions: {
        ok: { answers: [{ return: { statusCode: 200, body: '{"a":1}' } }] },
        bad: { answers: [{ return: { statusCode: 500 } }] },
        refuses: { answers: [{ return: { statusCode: 300 } }] },
        takes: { answers: [{ return: { statusCode: 299 } }] },
      },
    },
  );
const logged = (world: TestWorld, kind: string) =>
  world.simulation.log().filter((entry) => entry.kind === kind);
const sent = (world: TestWorld) => logged(world, 'frameSent').map(({ data }) => data);
const events = (world: TestWorld) => logged(world, 'functionInvoked').map(({ data }) => data);
const text = expect.any(String) as string;

describe('a handshake', () => {
  it('opens a connection, and is told to $connect', async () => {
    const world = chat();
    const signal = {
      kind: 'connect',
      api: 'api',
      connection: 'c1',
      path: '/?a=1&a=2',
      headers: { 'User-Agent': 'test' },
    } as const;
    const opened = await world.say({ service: 'apigateway', signal });
    expect(opened.value).toEqual({ connectionId: 'c1' });
    expect(events(world)).toEqual([
      {
        headers: { 'User-Agent': 'test', ...arrival() },
        multiValueHeaders: inLists({ 'User-Agent': 'test', ...arrival() }),
        queryStringParameters: { a: '2' },
        stageVariables: { who: 'kim' },
        requestContext: {
          routeKey: '$connect',
          eventType: 'CONNECT',
          extendedRequestId: text,
          requestTime: '05/Jan/2026:09:00:00 +0000',
          messageDirection: 'IN',
          stage: 'prod',
          connectedAt: start,
          requestTimeEpoch: start,
          identity: { sourceIp: '127.0.0.1', userAgent: 'test' },
          requestId: text,
          domainName: 'api.execute-api.us-east-1.amazonaws.com',
          connectionId: 'c1',
          apiId: 'api',
        },
        isBase64Encoded: false,
      },
    ]);
    expect(logged(world, 'httpRequest')[0]?.message).toBe('c1 connects to api');
    expect(logged(world, 'httpResponse')[0]?.message).toBe('c1 is connected to api');
    const asked = await world.call('apigateway', 'GetConnection', { ConnectionId: 'c1' });
    expect(asked.value).toEqual({
      ConnectedAt: '2026-01-05T09:00:00.000Z',
      LastActiveAt: '2026-01-05T09:00:00.000Z',
      Identity: { SourceIp: '127.0.0.1', UserAgent: 'test' },
    });
  });

  it.each([
    ['takes', { connectionId: 'c1' }],
    ['refuses', { status: 300, headers: {}, body: '' }],
    ['bad', { status: 500, headers: {}, body: '' }],
  ])('is decided by the status of $connect: %s', async (name, value) => {
    const world = chat({ routes: { $connect: lambda(name), quiet: lambda('ok') } });
    expect((await world.connect('api', 'c1')).value).toEqual(value);
    const frame = await world.frame('c1', '{"action":"quiet"}');
    if (name !== 'takes') {
      expect(frame.value).toEqual({
        code: 'GoneException',
        message: 'The connection c1 is not open; the frame is lost.',
        status: 410,
      });
    }
  });

  it('needs no $connect', async () => {
    const world = chat({ routes: { quiet: lambda('ok') } });
    expect((await world.connect('api', 'c1')).value).toEqual({ connectionId: 'c1' });
  });
});

describe('a frame', () => {
  it.each<[string, string, string]>([
    ['$request.body.action', '{"action":"quiet"}', 'quiet'],
    ['$request.body.action', '{"action":7}', '7'],
    ['$request.body.action', '{"action":"none"}', 'no route'],
    ['$request.body.action', '{"action":{"a":1}}', 'no route'],
    ['$request.body.action', 'quiet', 'no route'],
    ['$request.body.a.b', '{"a":{"b":"quiet"}}', 'quiet'],
    ['${request.body.a.b}', '{"a":{"b":"quiet"}}', 'quiet'],
    ['$request.body', '"quiet"', 'quiet'],
  ])('%s of %s selects %s', async (routeSelection, body, route) => {
    const world = chat({ routeSelection });
    await world.connect('api', 'c1');
    await world.frame('c1', body);
    expect(logged(world, 'frameReceived')[0]?.message).toBe(`c1 sends a frame to ${route}`);
    const forbidden = { message: 'Forbidden', connectionId: 'c1', requestId: text };
    if (route === 'no route') expect(sent(world)).toEqual([forbidden]);
  });

  it.each([
    ['told', [{ a: 1 }]],
    ['quiet', []],
    ['bad', [{ message: 'Internal server error', connectionId: 'c1', requestId: text }]],
  ])('to %s is answered with %j', async (action, expected) => {
    const world = chat();
    await world.connect('api', 'c1');
    const body = JSON.stringify({ action });
    await world.frame('c1', body);
    expect(sent(world)).toEqual(expected);
    const [, event] = events(world);
    expect(event).toMatchObject({
      body,
      requestContext: { eventType: 'MESSAGE', routeKey: action, messageId: text },
    });
    expect(event).not.toHaveProperty('headers');
  });

  it.each([
    [131_072, true],
    [131_073, false],
  ])('of %i bytes is taken: %s', async (size, ok) => {
    const world = chat();
    await world.connect('api', 'c1');
    expect((await world.frame('c1', 'x'.repeat(size))).ok).toBe(ok);
    const push = { ConnectionId: 'c1', Data: 'x'.repeat(size) };
    expect((await world.call('apigateway', 'PostToConnection', push)).ok).toBe(ok);
    if (!ok) {
      expect(logged(world, 'httpResponse').at(-1)?.message).toBe(
        'c1 is closed by a message of more than 128 KB',
      );
    }
  });
});

describe('a connection ends', () => {
  const closings = (world: TestWorld) =>
    logged(world, 'httpResponse').filter(({ message }) => message.includes('closed'));

  it.each([
    ['ten minutes after its last frame', 'frame', 300_000],
    ['ten minutes after the last push', 'push', 300_000],
    ['ten minutes after it was opened', 'nothing', 0],
  ])('%s', async (_when, use, used) => {
    const world = chat();
    await world.connect('api', 'c1');
    await world.pass(used);
    if (use === 'frame') await world.frame('c1', '{"action":"quiet"}');
    const push = { ConnectionId: 'c1', Data: 'x' };
    if (use === 'push') await world.call('apigateway', 'PostToConnection', push);
    await world.pass(599_999);
    expect(closings(world)).toEqual([]);
    await world.pass(1);
    expect(closings(world)).toMatchObject([
      { message: 'c1 is closed by ten idle minutes', at: start + used + 600_000 },
    ]);
  });

  it('two hours after it was opened', async () => {
    const world = chat();
    await world.connect('api', 'c1');
    for (let count = 0; count < 14; count++) {
      await world.pass(500_000);
      await world.frame('c1', '{"action":"quiet"}');
    }
    await world.pass(199_999);
    expect(closings(world)).toEqual([]);
    await world.pass(1);
    expect(closings(world)).toMatchObject([{ message: 'c1 is closed by two hours' }]);
  });

  it.each([
    ['the client', { service: 'apigateway', signal: { kind: 'disconnect', connection: 'c1' } }],
    [
      'the server',
      { service: 'apigateway', operation: 'DeleteConnection', request: { ConnectionId: 'c1' } },
    ],
  ] as const)('by %s, of which $disconnect hears', async (by, call) => {
    const world = chat();
    await world.connect('api', 'c1');
    expect(await world.say(call)).toEqual({ ok: true, value: {} });
    expect(closings(world)).toMatchObject([{ message: `c1 is closed by ${by}` }]);
    expect(events(world).at(-1)).toMatchObject({
      requestContext: {
        eventType: 'DISCONNECT',
        routeKey: '$disconnect',
        disconnectStatusCode: 1005,
        disconnectReason: 'Client-side close frame status not set',
      },
    });
    for (const operation of ['GetConnection', 'DeleteConnection', 'PostToConnection']) {
      const { value } = await world.call('apigateway', operation, { ConnectionId: 'c1' });
      expect(value).toEqual({ code: 'GoneException', message: 'null', status: 410 });
    }
  });
});
