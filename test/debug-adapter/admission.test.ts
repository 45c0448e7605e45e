import { admission, type ClientChannel } from '@stepthrough/debug-adapter';
import { describe, expect, it } from 'vitest';
import { FakeClient } from './fake-client.ts';
import { VirtualTimers } from './virtual-timers.ts';

const token = 'the-token';

function open() {
  const client = new FakeClient();
  const timers = new VirtualTimers();
  const got: unknown[] = [];
  let admitted: ClientChannel | undefined;
  const { maximum, admit } = admission(token, timers);
  admit(client, (channel) => {
    admitted = channel;
    channel.listen({
      message: (message) => got.push(message),
      malformed: (problem) => got.push(problem),
      close: () => got.push('closed'),
    });
  });
  return { client, timers, got, maximum, isIn: () => admitted !== undefined };
}

const initialize = (stepthroughToken: unknown) => ({
  seq: 1,
  type: 'request',
  command: 'initialize',
  arguments: { adapterID: 'x', stepthroughToken },
});

describe('a client with the token', () => {
  it('is let in, and its first message is handed on', () => {
    const { client, got, isIn, maximum } = open();
    expect(maximum()).toBe(65_536);
    client.says(initialize(token));
    expect(isIn()).toBe(true);
    expect(maximum()).toBe(67_108_864);
    client.asks(2, 'threads');
    expect(got).toMatchObject([{ command: 'initialize' }, { command: 'threads' }]);
    client.isMalformed('no frame');
    client.close();
    expect(got.slice(2)).toEqual(['no frame', 'closed']);
  });

  it('may take its time afterwards', () => {
    const { client, timers } = open();
    timers.pass(4999);
    client.says(initialize(token));
    timers.pass(3_600_000);
    expect(client.isClosed).toBe(false);
  });
});

describe('a client without it', () => {
  it.each([
    ['another one', initialize('the-token ')],
    ['a part of it', initialize('the-toke')],
    ['an empty one', initialize('')],
    ['none', initialize(undefined)],
    ['a list of it', initialize([token])],
    ['no arguments', { seq: 1, type: 'request', command: 'initialize' }],
    ['it with another request', { ...initialize(token), command: 'launch' }],
    ['it on the way of something else', { ...initialize(token), type: 'event' }],
    ['no message', 7],
    ['nothing', null],
    ['a list', [initialize(token)]],
  ])('gives %s: it is told, left, and not heard again', (_name, message) => {
    const { client, got, isIn, maximum } = open();
    client.says(message);
    expect(JSON.stringify(client.heard)).toContain(
      'The first message is \\"initialize\\", with \\"stepthroughToken\\" among its arguments',
    );
    expect(JSON.stringify(client.heard)).not.toContain(token);
    expect(client.isClosed).toBe(true);
    client.says(initialize(token));
    expect(isIn()).toBe(false);
    expect(got).toEqual([]);
    expect(maximum()).toBe(65_536);
    expect(client.heard).toHaveLength(1);
  });

  it('gets a response to its request', () => {
    const { client } = open();
    client.says({ seq: 5, type: 'request', command: 'launch', arguments: {} });
    expect(client.heard).toMatchObject([
      { seq: 1, type: 'response', request_seq: 5, command: 'launch', success: false },
    ]);
  });

  it('is left when what it sends is no message', () => {
    const { client, isIn } = open();
    client.isMalformed('A frame begins with a "Content-…" header.');
    expect(client.story).toEqual(['output']);
    expect(client.isClosed).toBe(true);
    client.says(initialize(token));
    expect(isIn()).toBe(false);
  });

  it('is left when it says nothing for five seconds', () => {
    const { client, timers, isIn } = open();
    timers.pass(4999);
    expect(client.isClosed).toBe(false);
    timers.pass(1);
    expect(client.isClosed).toBe(true);
    client.says(initialize(token));
    expect(isIn()).toBe(false);
  });
});
