/** The entry of the thread that owns standard input and output while the main thread runs the session. */
import { createReadStream, createWriteStream } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import { streamChannel } from '../transport/framing.ts';
import { SessionFront } from './session-front.ts';
import { mainThread } from './session-thread.ts';
import { realTimers } from './timers.ts';

if (parentPort) {
  const client = streamChannel(input(), output());
  new SessionFront(client, mainThread(parentPort, endProcess), realTimers);
}

/** The streams of `process` are the main thread's, which may be busy. A pipe can be read here; a file is read as one. */
function input(): Readable {
  try {
    return new Socket({ fd: 0, readable: true, writable: false });
  } catch {
    return createReadStream('', { fd: 0 });
  }
}

function output(): Writable {
  try {
    return new Socket({ fd: 1, readable: false, writable: true });
  } catch {
    return createWriteStream('', { fd: 1 });
  }
}

/** The main thread may be in a loop, or in a call of the system: no softer end reaches it. */
function endProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}
