import { describe, expect, it } from 'vitest';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { serveInline } from '@stepthrough/debug-adapter';
import { dispatch } from '../../debug-adapter/src/protocol/dispatcher.ts';
import type { Handlers } from '../../debug-adapter/src/protocol/requests.ts';
import { inlineChannels } from '../../debug-adapter/src/transport/inline.ts';
import { Client } from './client.ts';

describe('a session', () => {
  it('answers initialize before it says initialized', async () => {
    const client = new Client(serveInline());
    await client.request('initialize', { adapterID: 'stepthrough' });
    await client.event(['initialized'], 0);
    expect(client.heard.map(kind)).toEqual(['response initialize', 'event initialized']);
  });

  it('numbers its messages from 1 without a gap', async () => {
    const client = new Client(serveInline());
    for (const command of ['initialize', 'threads', 'nonsense', 'threads'])
      await client.ask(command);
    expect(client.heard.map(({ seq }) => seq)).toEqual(client.heard.map((_, index) => index + 1));
  });

  it('answers a request that it does not know, in words', async () => {
    const response = await new Client(serveInline()).ask('writeMemory');
    expect(response).toMatchObject({
      success: false,
      message: 'The Stepthrough debugger has no request "writeMemory".',
    });
  });

  it('refuses to step before anything runs', async () => {
    const response = await new Client(serveInline()).ask('next', { threadId: 1 });
    expect(response).toMatchObject({ success: false, message: 'Nothing runs yet.' });
  });

  it('ignores what is no request, and goes on', async () => {
    const channel = serveInline();
    const client = new Client(channel);
    channel.send({ seq: 1, type: 'event', event: 'noise' } as P.Event);
    channel.send({} as P.ProtocolMessage);
    expect((await client.ask('threads')).success).toBe(true);
  });
});

describe('what fails after a response', () => {
  it('is told, and ends the session instead of the adapter', async () => {
    const [end, adapter] = inlineChannels();
    const client = new Client(end);
    dispatch(
      adapter,
      () => ({
        ...({} as Handlers),
        initialize: () => ({}),
        threads: (_args, { afterResponse }) => {
          afterResponse(() => {
            throw new Error('broken');
          });
          return { threads: [] };
        },
      }),
      () => undefined,
    );
    await client.ask('initialize');
    expect(await client.ask('threads')).toMatchObject({ success: true });
    await client.event(['terminated'], 0);
    expect(client.events('output').map(({ body }) => body as unknown)).toEqual([
      {
        category: 'stderr',
        output: 'The request "threads" could not be done: broken\n',
      },
    ]);
    expect(await client.ask('threads')).toMatchObject({ success: true });
  });
});

function kind(message: P.ProtocolMessage): string {
  const name =
    message.type === 'event' ? (message as P.Event).event : (message as P.Response).command;
  return `${message.type} ${name}`;
}
