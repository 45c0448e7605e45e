/** The thread of the client, before a session that answers, one that never does, and one that breaks. */
import {
  SessionFront,
  type SessionListeners,
  type SessionThread,
} from '@stepthrough/debug-adapter';
import { describe, expect, it } from 'vitest';
import { FakeClient } from './fake-client.ts';
import { VirtualTimers } from './virtual-timers.ts';

class FakeSession implements SessionThread {
  readonly got: unknown[] = [];
  interrupts = 0;
  ends = 0;
  #listeners: SessionListeners | undefined;

  send(message: unknown): void {
    this.got.push(message);
  }

  listen(listeners: SessionListeners): void {
    this.#listeners = listeners;
  }

  interrupt(): void {
    this.interrupts += 1;
  }

  end(): void {
    this.ends += 1;
  }

  answers(request_seq: number, command: string): void {
    const text = JSON.stringify({ type: 'response', request_seq, command, success: true });
    this.#listeners?.message({ kind: 'message', text, answers: request_seq, event: undefined });
  }

  tells(event: string): void {
    const text = JSON.stringify({ type: 'event', event });
    this.#listeners?.message({ kind: 'message', text, answers: undefined, event });
  }

  closes(): void {
    this.#listeners?.message({ kind: 'close' });
  }

  ended(fault?: string): void {
    this.#listeners?.ended(fault);
  }
}

function open() {
  const client = new FakeClient();
  const session = new FakeSession();
  const timers = new VirtualTimers();
  new SessionFront(client, session, timers);
  return { client, session, timers };
}

const output = (client: FakeClient): readonly string[] =>
  client.heard
    .filter(({ event }) => event === 'output')
    .map(({ body }) => (body as { readonly output: string }).output);

describe('a session that answers', () => {
  it('gets every message as it came, and is heard with numbers without a gap', () => {
    const { client, session, timers } = open();
    for (const message of [{ seq: 1, type: 'request', command: 'initialize' }, {}, [], 7, null]) {
      client.says(message);
      expect(session.got.at(-1)).toEqual({ kind: 'message', message });
    }
    session.answers(1, 'initialize');
    session.tells('initialized');
    timers.pass(60_000);
    expect(client.heard.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(client.story).toEqual(['done initialize 1', 'initialized']);
    expect(session.interrupts + session.ends).toBe(0);
  });

  it.each(['pause', 'terminate', 'disconnect'])('in time is not helped with %s', (command) => {
    const { client, session, timers } = open();
    client.asks(1, command);
    timers.pass(999);
    session.answers(1, command);
    timers.pass(7000);
    expect(client.story).toEqual([`done ${command} 1`]);
    expect(session.interrupts + session.ends).toBe(0);
  });

  it('is told when the client leaves, and has a second to end', () => {
    const { client, session, timers } = open();
    client.close();
    expect(session.got).toEqual([{ kind: 'close' }]);
    timers.pass(999);
    expect(session.ends).toBe(0);
    timers.pass(1);
    expect(session.ends).toBe(1);
  });

  it('ends the conversation when it says so', () => {
    const { client, session } = open();
    client.asks(1, 'disconnect');
    session.answers(1, 'disconnect');
    session.closes();
    expect(client.isClosed).toBe(true);
    expect(session.got.at(-1)).toEqual({ kind: 'close' });
  });
});

describe('a session that never answers', () => {
  it('lets the client know after a second that a pause has to wait', () => {
    const { client, session, timers } = open();
    client.asks(1, 'pause');
    timers.pass(999);
    expect(client.story).toEqual([]);
    timers.pass(1);
    expect(client.story).toEqual(['output']);
    expect(output(client)[0]).toMatch(/busy in a step.*To end the run at once, stop it/);
    timers.pass(60_000);
    expect(client.story).toEqual(['output']);
    expect(session.interrupts + session.ends).toBe(0);
    session.answers(1, 'pause');
    expect(client.story).toEqual(['output', 'done pause 1']);
  });

  it('is ended a second after terminate, and answered for', () => {
    const { client, session, timers } = open();
    client.asks(1, 'evaluate');
    client.asks(2, 'pause');
    client.asks(3, 'terminate');
    timers.pass(999);
    expect(session.interrupts).toBe(0);
    expect(client.story).toEqual([]);
    timers.pass(1);
    expect(session.interrupts).toBe(1);
    expect(client.story.filter((line) => line !== 'output')).toEqual([
      'refused evaluate 1',
      'done pause 2',
      'done terminate 3',
      'exited',
      'terminated',
    ]);
    expect(output(client).at(-1)).toMatch(/did not end; it has been ended by force/);
    expect(client.heard.find(({ event }) => event === 'exited')?.['body']).toEqual({ exitCode: 1 });
    expect(client.heard.map(({ seq }) => seq)).toEqual(client.heard.map((_, index) => index + 1));
    expect(client.isClosed).toBe(false);
  });

  it('is ended a second after disconnect, which is the last thing to be answered', () => {
    const { client, session, timers } = open();
    client.asks(1, 'disconnect');
    client.asks(2, 'threads');
    timers.pass(999);
    expect(client.isClosed).toBe(false);
    timers.pass(1);
    expect(session.interrupts).toBe(1);
    expect(client.story).toEqual([
      'output',
      'refused threads 2',
      'exited',
      'terminated',
      'done disconnect 1',
    ]);
    expect(client.isClosed).toBe(true);
    expect(session.ends).toBe(1);
  });

  it('is heard no more once it has been answered for, and its client is answered in words', () => {
    const { client, session, timers } = open();
    client.asks(1, 'terminate');
    timers.pass(1000);
    const before = client.story.length;
    session.answers(1, 'terminate');
    session.tells('stopped');
    session.ended(undefined);
    expect(client.story).toHaveLength(before);
    expect(client.isClosed).toBe(false);
    const got = session.got.length;
    client.asks(2, 'stackTrace');
    client.asks(3, 'terminate');
    client.asks(4, 'disconnect');
    expect(client.story.slice(before)).toEqual([
      'refused stackTrace 2',
      'done terminate 3',
      'done disconnect 4',
    ]);
    expect(client.heard.at(before)?.['message']).toBe('The run has ended.');
    expect(client.isClosed).toBe(true);
    expect(session.ends).toBe(1);
    expect(session.got.filter((said) => (said as { kind: string }).kind === 'message').length).toBe(
      got,
    );
  });

  it.each(['terminate', 'disconnect'])(
    'has gone ten seconds after %s, whatever happens',
    (command) => {
      const { client, session, timers } = open();
      client.close = () => undefined;
      client.asks(1, command);
      timers.pass(9999);
      expect(session.ends).toBe(0);
      timers.pass(1);
      expect(session.ends).toBe(1);
    },
  );

  it('does not keep a client that stays after terminate', () => {
    const { client, session, timers } = open();
    client.asks(1, 'terminate');
    session.answers(1, 'terminate');
    session.tells('terminated');
    timers.pass(8999);
    expect(client.isClosed).toBe(false);
    timers.pass(1);
    expect(client.isClosed).toBe(true);
    timers.pass(1000);
    expect(session.ends).toBeGreaterThan(0);
  });

  it('takes a number twice', () => {
    const { client, timers } = open();
    client.asks(1, 'terminate');
    client.asks(1, 'terminate');
    timers.pass(1000);
    expect(client.story).toEqual(['output', 'done terminate 1', 'exited', 'terminated']);
  });
});

describe('a session that breaks', () => {
  it('is told with its fault, once, and its client can leave in peace', () => {
    const { client, session, timers } = open();
    client.asks(1, 'next');
    session.ended('out of memory');
    expect(output(client)).toEqual(['The debugger has met a fault of its own: out of memory\n']);
    expect(client.story).toEqual(['output', 'refused next 1', 'exited', 'terminated']);
    expect(client.isClosed).toBe(false);
    timers.pass(9000);
    expect(client.isClosed).toBe(true);
  });

  it('after it has told the end itself does not tell it again', () => {
    const { client, session } = open();
    session.tells('exited');
    session.tells('terminated');
    session.ended('late');
    expect(client.story).toEqual(['exited', 'terminated', 'output']);
  });

  it('by ending quietly ends the conversation', () => {
    const { client, session } = open();
    session.ended(undefined);
    expect(client.isClosed).toBe(true);
    expect(client.story).toEqual([]);
  });
});

it('a client whose bytes are no messages is told, and left', () => {
  const { client, session } = open();
  client.isMalformed('A frame has at most 67108864 bytes.');
  expect(output(client)).toEqual([
    'A frame has at most 67108864 bytes. The conversation ends here.\n',
  ]);
  expect(client.isClosed).toBe(true);
  expect(session.got).toEqual([{ kind: 'close' }]);
});
