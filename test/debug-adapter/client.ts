import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Channel } from '@stepthrough/debug-adapter';

/** A client of the adapter for tests: it keeps all that it hears. */
export class Client {
  readonly heard: P.ProtocolMessage[] = [];
  readonly #channel: Channel;
  readonly #answers = new Map<number, (response: P.Response) => void>();
  readonly #waiting = new Set<() => void>();
  #seq = 0;
  #isClosed = false;

  constructor(channel: Channel) {
    this.#channel = channel;
    channel.listen({
      message: (message) => {
        this.#hear(message as P.ProtocolMessage);
      },
      close: () => {
        this.#isClosed = true;
        for (const wake of this.#waiting) wake();
      },
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The response, successful or not. */
  async ask(command: string, args?: unknown): Promise<P.Response> {
    this.#seq += 1;
    const seq = this.#seq;
    const answered = new Promise<P.Response>((resolve) => this.#answers.set(seq, resolve));
    this.#channel.send({ seq, type: 'request', command, arguments: args } as P.Request);
    return answered;
  }

  /** The body of a successful response. */
  async request<R extends P.Response>(command: string, args?: unknown): Promise<R['body']> {
    const response = await this.ask(command, args);
    if (!response.success) throw new Error(`${command}: ${response.message ?? 'failed'}`);
    return response.body as R['body'];
  }

  events(name: string): P.Event[] {
    return this.heard.filter(
      (message): message is P.Event =>
        message.type === 'event' && (message as P.Event).event === name,
    );
  }

  /** The first event of these names among the messages from `from` on. */
  async event(names: readonly string[], from: number): Promise<P.Event> {
    for (let next = from; ;) {
      for (; next < this.heard.length; next += 1) {
        const message = this.heard[next] as P.Event;
        if (message.type === 'event' && names.includes(message.event)) return message;
      }
      if (this.#isClosed) throw new Error(`The channel closed before ${names.join(' or ')}.`);
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => {
          reject(new Error(`Waited 10 s in vain for ${names.join(' or ')}.`));
        }, 10_000);
        this.#waiting.add(() => {
          clearTimeout(late);
          resolve();
        });
      });
    }
  }

  close(): void {
    this.#channel.close();
  }

  #hear(message: P.ProtocolMessage): void {
    this.heard.push(message);
    if (message.type === 'response') {
      const response = message as P.Response;
      this.#answers.get(response.request_seq)?.(response);
      this.#answers.delete(response.request_seq);
    }
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
