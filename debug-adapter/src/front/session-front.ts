/**
 * Stands between a client and the thread of its session. The session may be stuck in a step that never
 * ends; this thread never computes, so that pause, terminate and disconnect are honoured all the same.
 */
import type { ClientChannel } from '../transport/framing.ts';
import type { FromSession } from '../transport/thread.ts';
import type { SessionThread } from './session-thread.ts';
import type { Timers } from './timers.ts';

/** Milliseconds. */
const patience = {
  /** Within which the session is to answer pause, terminate and disconnect. */
  answer: 1000,
  /** After the request to end, within which the client is to leave by itself. */
  leave: 9000,
  /** After the request to end, within which everything has gone. */
  gone: 10_000,
};

/** The requests that are honoured whatever the session does. */
const urgent = ['pause', 'terminate', 'disconnect'];

interface Asked {
  readonly command: string;
  readonly forget: () => void;
}

export class SessionFront {
  readonly #client: ClientChannel;
  readonly #session: SessionThread;
  readonly #timers: Timers;
  readonly #asked = new Map<number, Asked>();
  #seq = 0;
  #isEnding = false;
  #hasToldEnd = false;
  #isSessionOver = false;
  #isClientGone = false;

  constructor(client: ClientChannel, session: SessionThread, timers: Timers) {
    this.#client = client;
    this.#session = session;
    this.#timers = timers;
    session.listen({
      message: (message) => {
        this.#fromSession(message);
      },
      ended: (fault) => {
        this.#sessionEnded(fault);
      },
    });
    client.listen({
      message: (message) => {
        this.#fromClient(message);
      },
      malformed: (problem) => {
        this.#say(`${problem} The conversation ends here.`);
        this.#client.close();
      },
      close: () => {
        this.#clientLeft();
      },
    });
  }

  #fromClient(message: unknown): void {
    const request = requestOf(message);
    if (this.#isSessionOver) {
      if (request) this.#answerInstead(request.seq, request.command);
      return;
    }
    if (request) this.#watch(request);
    this.#session.send({ kind: 'message', message });
  }

  #watch({ seq, command }: Request): void {
    const forget = urgent.includes(command)
      ? this.#timers.after(patience.answer, () => {
          if (command === 'pause') this.#say(busy);
          else this.#endSession();
        })
      : () => undefined;
    this.#asked.get(seq)?.forget();
    this.#asked.set(seq, { command, forget });
    if (command === 'terminate' || command === 'disconnect') this.#limitEnd();
  }

  #fromSession(said: FromSession): void {
    if (this.#isSessionOver) return;
    if (said.kind !== 'message') {
      this.#client.close();
      return;
    }
    const { text, answers, event } = said;
    if (event === 'terminated') this.#hasToldEnd = true;
    if (answers !== undefined) {
      this.#asked.get(answers)?.forget();
      this.#asked.delete(answers);
    }
    this.#sendText(text);
  }

  /** The session does not answer: its thread is ended, and its client is told in its stead. */
  #endSession(): void {
    if (this.#isSessionOver) return;
    this.#session.interrupt();
    this.#standIn('The run was busy in a step that did not end; it has been ended by force.');
  }

  #sessionEnded(fault: string | undefined): void {
    if (this.#isSessionOver) return;
    this.#standIn(
      fault === undefined ? undefined : `The debugger has met a fault of its own: ${fault}`,
    );
    if (this.#isClientGone || fault === undefined) this.#client.close();
    else this.#limitEnd();
  }

  /** From here on this thread answers: first what is still open. */
  #standIn(why: string | undefined): void {
    this.#isSessionOver = true;
    if (why !== undefined) this.#say(why);
    const open = [...this.#asked];
    this.#asked.clear();
    for (const [, { forget }] of open) forget();
    for (const [seq, { command }] of open) {
      if (command !== 'disconnect') this.#answerInstead(seq, command);
    }
    if (why !== undefined && !this.#hasToldEnd) {
      this.#hasToldEnd = true;
      this.#sendEvent('exited', { exitCode: 1 });
      this.#sendEvent('terminated');
    }
    for (const [seq, { command }] of open) {
      if (command === 'disconnect') this.#answerInstead(seq, command);
    }
  }

  #answerInstead(request_seq: number, command: string): void {
    const response = { type: 'response', request_seq, command };
    if (urgent.includes(command)) this.#send({ ...response, success: true });
    else this.#send({ ...response, success: false, message: 'The run has ended.' });
    if (command === 'disconnect') {
      this.#limitEnd();
      this.#client.close();
    }
  }

  #clientLeft(): void {
    if (this.#isClientGone) return;
    this.#isClientGone = true;
    this.#limitEnd();
    if (this.#isSessionOver) {
      this.#session.end();
      return;
    }
    this.#session.send({ kind: 'close' });
    this.#timers.after(patience.answer, () => {
      this.#session.end();
    });
  }

  /** However the end was asked for, it comes. */
  #limitEnd(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#timers.after(patience.leave, () => {
      this.#client.close();
    });
    this.#timers.after(patience.gone, () => {
      this.#session.end();
    });
  }

  #say(line: string): void {
    this.#sendEvent('output', { category: 'important', output: `${line}\n` });
  }

  #sendEvent(event: string, body?: object): void {
    this.#send({ type: 'event', event, ...(body ? { body } : {}) });
  }

  #send(message: object): void {
    this.#sendText(JSON.stringify(message));
  }

  #sendText(text: string): void {
    this.#seq += 1;
    this.#client.send(`{"seq":${this.#seq},${text.slice(1)}`);
  }
}

const busy =
  'The run is busy in a step, and pauses when the step has ended. To end the run at once, stop it.';

interface Request {
  readonly seq: number;
  readonly command: string;
}

function requestOf(message: unknown): Request | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, seq, command } = message as { readonly [name: string]: unknown };
  const isRequest = type === 'request' && typeof seq === 'number' && typeof command === 'string';
  return isRequest ? { seq, command } : undefined;
}
