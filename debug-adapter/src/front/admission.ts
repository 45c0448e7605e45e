import { isSecret, maximumFrame } from '@stepthrough/hosting';
import type { ClientChannel, ClientListeners } from '../transport/framing.ts';
import type { Timers } from './timers.ts';

/** Milliseconds for the first message, and the bytes that it may have. */
const first = { within: 5000, maximum: 64 * 1024 };

interface Admission {
  /** Bytes that a message may have just now. */
  maximum(): number;
  /** Waits for the token on a channel; nothing that comes before it is handed on. */
  admit(channel: ClientChannel, admitted: (channel: ClientChannel) => void): void;
}

/**
 * Lets a client in that gives the token: as `stepthroughToken` among the arguments of `initialize`, in
 * its first message. It has one try and five seconds.
 */
export function admission(token: string, timers: Timers): Admission {
  let isAdmitted = false;
  return {
    maximum: () => (isAdmitted ? maximumFrame : first.maximum),
    admit: (channel, admitted) => {
      let listeners: ClientListeners | undefined;
      let isOver = false;
      const handOn = (message: unknown): void => listeners?.message(message);
      const refuse = (reply: object): void => {
        isOver = true;
        forget();
        channel.send(JSON.stringify({ seq: 1, ...reply }));
        channel.close();
      };
      const forget = timers.after(first.within, () => {
        isOver = true;
        channel.close();
      });
      channel.listen({
        message: (message) => {
          if (listeners || isOver) {
            handOn(message);
            return;
          }
          const { seq, type, command, arguments: args } = fields(message);
          const isAsked = type === 'request' && command === 'initialize';
          if (!isAsked || !isSecret(fields(args)['stepthroughToken'], token)) {
            refuse(
              typeof seq === 'number' && type === 'request'
                ? refusal(seq, typeof command === 'string' ? command : '')
                : said(wanted),
            );
            return;
          }
          forget();
          isAdmitted = true;
          admitted({
            ...channel,
            listen: (given) => {
              listeners = given;
            },
          });
          handOn(message);
        },
        malformed: (problem) => {
          if (listeners) listeners.malformed(problem);
          else if (!isOver) refuse(said(problem));
        },
        close: () => {
          forget();
          listeners?.close();
        },
      });
    },
  };
}

const wanted =
  'The first message is "initialize", with "stepthroughToken" among its arguments: the token that the debug adapter prints when it begins to listen.';

function refusal(request_seq: number, command: string): object {
  const error = { id: 1, format: '{text}', variables: { text: wanted }, showUser: true };
  const response = { type: 'response', request_seq, command, success: false };
  return { ...response, message: wanted, body: { error } };
}

function said(line: string): object {
  const body = { category: 'important', output: `${line}\n` };
  return { type: 'event', event: 'output', body };
}

function fields(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
