import type { ClientChannel, ClientListeners } from '@stepthrough/debug-adapter';

export interface Heard {
  readonly seq: number;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A client's channel without bytes: a test says what comes, and reads what has gone out. */
export class FakeClient implements ClientChannel {
  readonly heard: Heard[] = [];
  isClosed = false;
  #listeners: ClientListeners | undefined;

  send = (text: string): void => {
    if (!this.isClosed) this.heard.push(JSON.parse(text) as Heard);
  };

  listen = (listeners: ClientListeners): void => {
    this.#listeners = listeners;
  };

  /** Like a stream: whoever closes it also hears that it is closed. */
  close = (): void => {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#listeners?.close();
  };

  says(message: unknown): void {
    this.#listeners?.message(message);
  }

  asks(seq: number, command: string, args?: object): void {
    this.says({ seq, type: 'request', command, arguments: args });
  }

  isMalformed(problem: string): void {
    this.#listeners?.malformed(problem);
  }

  /** What was heard, in short. */
  get story(): readonly string[] {
    return this.heard.map(({ type, event, command, success, request_seq }) =>
      type === 'event'
        ? String(event)
        : `${success === true ? 'done' : 'refused'} ${String(command)} ${String(request_seq)}`,
    );
  }
}
