/** The base protocol: a `Content-Length` header, an empty line, and that many bytes of UTF-8 JSON. */
import type { Readable, Writable } from 'node:stream';
import type { Channel } from './channel.ts';

/** A channel over a pair of byte streams. Bytes that are no message are skipped up to the next header. */
export function streamChannel(input: Readable, output: Writable): Channel {
  return {
    send: (message) => {
      const body = Buffer.from(JSON.stringify(message), 'utf8');
      if (output.writable) {
        output.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
      }
    },
    listen: ({ message, close }) => {
      const read = frameReader(message);
      input.on('data', read);
      input.once('close', close);
      input.once('end', close);
      // A peer that is gone has closed the conversation; `close` follows.
      output.on('error', () => input.destroy());
      input.on('error', () => input.destroy());
    },
    close: () => {
      output.end();
      input.destroy();
    },
  };
}

const headerEnd = Buffer.from('\r\n\r\n');

function frameReader(message: (message: unknown) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let bodyLength: number | undefined;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      if (bodyLength === undefined) {
        const end = pending.indexOf(headerEnd);
        if (end < 0) return;
        const length = /Content-Length:\s*(\d+)/i.exec(pending.toString('latin1', 0, end))?.[1];
        pending = pending.subarray(end + headerEnd.length);
        if (length === undefined) continue;
        bodyLength = Number(length);
      }
      if (pending.length < bodyLength) return;
      const body = pending.toString('utf8', 0, bodyLength);
      pending = pending.subarray(bodyLength);
      bodyLength = undefined;
      const parsed = parseJson(body);
      if (parsed !== undefined) message(parsed);
    }
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
