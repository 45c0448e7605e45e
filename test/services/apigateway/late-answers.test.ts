/** Answers that come when nobody waits for them any more, and what the log says of a request. */
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import { ask, worldOf } from './requests.ts';

const functions = {
  slow: { answers: [{ return: { statusCode: 200, body: 'late' }, after: '40s' }] },
  quick: { answers: [{ return: { statusCode: 200, body: 'soon' }, after: '1s' }] },
  lets: {
    answers: [
      {
        return: {
          principalId: 'p',
          policyDocument: { Statement: { Action: '*', Effect: 'Allow', Resource: '*' } },
        },
        after: '1s',
      },
    ],
  },
};
const lambda = (name: string, more: object = {}) => ({
  integration: 'Lambda',
  function: name,
  ...more,
});
const said = ({ simulation }: TestWorld, ...kinds: readonly string[]) =>
  simulation
    .log()
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ message, data }) => [message, data]);

describe('a request', () => {
  const world = () =>
    worldOf(
      {
        authorizers: { a: { type: 'TOKEN', function: 'lets' } },
        routes: {
          'GET /slow': lambda('slow'),
          'GET /quick': lambda('quick'),
          'GET /let': lambda('quick', { authorizer: 'a' }),
          'POST /': { integration: 'Mock' },
        },
      },
      { functions },
    );
  const timedOut = '{"message":"Endpoint request timed out"}';

  it('that has timed out gets no second answer', async () => {
    const api = world();
    await api.request({ path: '/slow' });
    await api.pass(60_000);
    expect(said(api, 'httpRequest', 'httpResponse')).toEqual([
      ['GET /slow to api', null],
      ['GET /slow answered with 504', timedOut],
    ]);
    expect(api.reply().value).toMatchObject({ status: 504 });
    expect(await ask(api, '/', { method: 'POST' })).toMatchObject({ status: 200 });
  });

  it('that is answered does not time out', async () => {
    const api = world();
    await api.request({ path: '/quick' });
    await api.pass(60_000);
    expect(said(api, 'httpRequest', 'httpResponse')).toEqual([
      ['GET /quick to api', null],
      ['GET /quick answered with 200', 'soon'],
    ]);
    expect(api.reply().value).toMatchObject({ status: 200, body: 'soon' });
    expect(await ask(api, '/', { method: 'POST' })).toMatchObject({ status: 200 });
  });

  it('waits for its authorizer, then for its function', async () => {
    const api = world();
    await api.request({ path: '/let', headers: { Authorization: 't' } });
    await api.pass(1999);
    expect(api.reply().value).toBe('waiting');
    await api.pass(1);
    expect(api.reply().value).toMatchObject({ status: 200, body: 'soon' });
  });

  it('is told with its body, its method and its stage', async () => {
    const api = world();
    await ask(api, '/prod/?a=1', { method: 'post', body: '{"a":1}' });
    expect(said(api, 'httpRequest', 'httpResponse')).toEqual([
      ['POST /prod/ to api', '{"a":1}'],
      ['POST / answered with 200', ''],
    ]);
  });

  it('that is too large is told as well', async () => {
    const api = world();
    const body = 'a'.repeat(10_485_761);
    expect((await ask(api, '/', { method: 'POST', body })).status).toBe(413);
    expect(said(api, 'httpRequest', 'httpResponse')).toEqual([
      ['POST / to api', body],
      ['POST / answered with 413', '{"message":"Request Entity Too Large"}'],
    ]);
  });

  it('that the cache answers is told to be so', async () => {
    const routes = { 'GET /': lambda('quick', { cache: {} }) };
    const api = worldOf({ routes }, { functions });
    await api.request({ path: '/' });
    await api.pass(1000);
    expect(await ask(api, '/')).toMatchObject({ status: 200, body: 'soon' });
    expect(said(api, 'httpResponse').map(([message]) => message)).toEqual([
      'GET / answered with 200',
      'GET / answered from the cache',
      'GET / answered with 200',
    ]);
  });

  it('that has no route is told so', async () => {
    const api = world();
    await ask(api, '/none');
    expect(said(api, 'httpRequest', 'httpResponse')).toEqual([
      ['GET /none to api', null],
      ['GET /none answered with 403', '{"message":"Forbidden"}'],
    ]);
  });
});

describe('a connection', () => {
  const chat = (routes: object) => worldOf({ type: 'WEBSOCKET', routes }, { functions });
  const told = (api: TestWorld) => said(api, 'httpResponse', 'frameSent');

  it('that is let in after a while can be used from then on', async () => {
    const api = chat({ $connect: lambda('quick'), $default: lambda('quick') });
    await api.connect('api', 'c');
    expect((await api.frame('c', '{}')).value).toMatchObject({ code: 'GoneException' });
    await api.pass(60_000);
    expect(told(api)).toEqual([['c is connected to api', undefined]]);
    expect((await api.frame('c', '{}')).value).toBe('waiting');
    await api.pass(1000);
    expect(api.reply()).toEqual({ ok: true, value: 'soon' });
  });

  it('that was refused because $connect is too slow stays refused', async () => {
    const api = chat({ $connect: lambda('slow') });
    await api.connect('api', 'c');
    await api.pass(60_000);
    expect(told(api)).toEqual([['c is refused with 504', undefined]]);
    expect((await api.frame('c', '{}')).value).toMatchObject({ code: 'GoneException' });
  });

  it('that the client has left before it was let in is not opened', async () => {
    const api = chat({ $connect: lambda('quick') });
    await api.connect('api', 'c');
    await api.say({ service: 'apigateway', signal: { kind: 'disconnect', connection: 'c' } });
    await api.pass(60_000);
    expect(told(api)).toEqual([['c is closed by the client', undefined]]);
    expect((await api.frame('c', '{}')).ok).toBe(false);
  });

  it('gets one answer to a frame, of the function or of the gateway', async () => {
    const told29 = chat({ $default: lambda('slow', { routeResponse: true }) });
    await told29.connect('api', 'c');
    await told29.frame('c', '{}');
    await told29.pass(60_000);
    const message = 'Endpoint request timed out';
    const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
    expect(said(told29, 'frameSent')).toEqual([
      ['c gets a frame', { message, connectionId: 'c', requestId }],
    ]);
    const quick = chat({ $default: lambda('quick', { routeResponse: true }) });
    await quick.connect('api', 'c');
    await quick.frame('c', '{}');
    await quick.pass(60_000);
    expect(said(quick, 'frameSent')).toEqual([['c gets a frame', 'soon']]);
  });

  it('that is gone gets no answer to its frames, and does not end again', async () => {
    const api = chat({ $default: lambda('quick', { routeResponse: true }) });
    await api.connect('api', 'c');
    await api.frame('c', '{}');
    await api.say({ service: 'apigateway', signal: { kind: 'disconnect', connection: 'c' } });
    await api.pass(7_200_000);
    expect(told(api)).toEqual([
      ['c is connected to api', undefined],
      ['c is closed by the client', undefined],
    ]);
    expect((await api.connect('api', 'd')).value).toEqual({ connectionId: 'd' });
  });

  it('without a route for what it sends is told so, and where that is read', async () => {
    const api = chat({ go: lambda('quick') });
    await api.connect('api', 'c');
    const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
    const forbidden = { message: 'Forbidden', connectionId: 'c', requestId };
    expect((await api.frame('c', '{"action":"stop"}')).value).toEqual(forbidden);
    expect(said(api, 'frameReceived', 'frameSent')).toEqual([
      ['c sends a frame to no route', { action: 'stop' }],
      ['c gets a frame', forbidden],
    ]);
  });

  it('that sends too much is closed, and told', async () => {
    const api = chat({ $default: lambda('quick') });
    await api.connect('api', 'c');
    expect((await api.frame('c', 'x'.repeat(131_073))).value).toEqual({
      code: 'MessageTooLong',
      message: 'Message too long',
      status: 413,
    });
    expect(told(api)).toEqual([
      ['c is connected to api', undefined],
      ['c is closed by a message of more than 128 KB', undefined],
    ]);
    expect((await api.frame('c', '{}')).value).toMatchObject({ code: 'GoneException' });
  });
});
