import { Transform } from 'node:stream';
import { frameReader } from '@stepthrough/hosting';

/**
 * Lets whole messages of the base protocol through to the library, which would wait for a message of any
 * length and keep what is no message for ever. At bytes that are none it says so and closes, with which
 * the library ends the process.
 */
export function boundedInput(malformed: (problem: string) => void): Transform {
  let isBroken = false;
  const read = frameReader({
    body: (body) => {
      stream.push(`Content-Length: ${body.length}\r\n\r\n`);
      stream.push(body);
    },
    malformed: (problem) => {
      isBroken = true;
      malformed(problem);
    },
  });
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      read(chunk);
      if (isBroken) stream.destroy();
      else done();
    },
  });
  return stream;
}
