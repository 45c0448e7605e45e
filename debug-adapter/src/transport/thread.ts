/** The conversation between the thread that owns the client's bytes and the thread that runs the session. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Channel } from './channel.ts';

/** What the session's thread says. */
export type FromSession =
  | {
      readonly kind: 'message';
      /** JSON without the `seq`, which the thread of the client gives. */
      readonly text: string;
      /** The request that it answers. */
      readonly answers: number | undefined;
      readonly event: string | undefined;
    }
  /** The conversation is to end. */
  | { readonly kind: 'close' }
  /** The session has ended: nothing follows. */
  | { readonly kind: 'ended' };

/** What is said to the session's thread. */
export type ToSession =
  | { readonly kind: 'message'; readonly message: unknown }
  /** The client has gone. */
  | { readonly kind: 'close' };

/** A port, or the worker at the other end of it. */
interface Port {
  postMessage(message: FromSession): void;
  on(event: 'message', listener: (message: ToSession) => void): unknown;
}

/** The session's end. */
export function threadChannel(port: Port): Channel {
  return {
    send: ({ seq: _, ...message }) => {
      const { request_seq, event } = message as Partial<
        DebugProtocol.Response & DebugProtocol.Event
      >;
      port.postMessage({
        kind: 'message',
        text: JSON.stringify(message),
        answers: request_seq,
        event,
      });
    },
    listen: ({ message, close }) => {
      port.on('message', (said) => {
        if (said.kind === 'message') message(said.message);
        else close();
      });
    },
    close: () => {
      port.postMessage({ kind: 'close' });
    },
  };
}
