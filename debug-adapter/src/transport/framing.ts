/** The base protocol: a `Content-Length` header, an empty line, and that many bytes of UTF-8 JSON. */
import { frameReader, maximumFrame } from '@stepthrough/hosting';
import type { Readable, Writable } from 'node:stream';

/** The client's end: what is sent is JSON text, what arrives has been read from it. */
export interface ClientChannel {
  send(text: string): void;
  /** The listeners are set once, before the first message is read. */
  listen(listeners: ClientListeners): void;
  /** What was sent before is heard before. Nothing is read any more. */
  close(): void;
}

export interface ClientListeners {
  /** What arrives is not checked yet: any JSON value. */
  readonly message: (message: unknown) => void;
  /** What came is no frame, in words. Nothing is read any more. */
  readonly malformed: (problem: string) => void;
  /** The client has gone. Called once. */
  readonly close: () => void;
}

/** Milliseconds that a client has to take the last words. */
const lastWords = 1000;

/** A channel over a pair of byte streams. `maximum` is the number of bytes that a message may have just now. */
export function streamChannel(
  input: Readable,
  output: Writable,
  maximum: () => number = () => maximumFrame,
): ClientChannel {
  let isClosed = false;
  return {
    send: (text) => {
      const body = Buffer.from(text, 'utf8');
      if (!output.writable) return;
      output.cork();
      output.write(`Content-Length: ${body.length}\r\n\r\n`);
      output.write(body);
      output.uncork();
    },
    listen: ({ message, malformed, close }) => {
      const read = frameReader(
        {
          body: (body) => {
            const parsed = isClosed ? undefined : parseJson(body.toString('utf8'));
            if (parsed !== undefined) message(parsed);
          },
          malformed,
        },
        maximum,
      );
      let isGone = false;
      const gone = (): void => {
        if (isGone) return;
        isGone = true;
        close();
      };
      input.on('data', read);
      input.once('close', gone);
      input.once('end', gone);
      // A peer that is gone has closed the conversation; `close` follows.
      output.on('error', () => input.destroy());
      input.on('error', () => input.destroy());
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      const end = (): void => {
        clearTimeout(late);
        input.destroy();
      };
      const late = setTimeout(end, lastWords);
      output.end(end);
    },
  };
}

/** `undefined` for text that is no JSON: without a `seq` there is no request that could be answered. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
