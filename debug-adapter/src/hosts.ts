/** Where a session's client comes from. The session itself is the same in all of them. */
import { once } from 'node:events';
import { newSecret, serveSockets, type SocketServer } from '@stepthrough/hosting';
import { admission } from './front/admission.ts';
import { SessionFront } from './front/session-front.ts';
import { startClientThread, startSessionThread } from './front/session-thread.ts';
import { realTimers } from './front/timers.ts';
import { streamChannel } from './transport/framing.ts';
import { type FromSession, threadChannel } from './transport/thread.ts';

/** Sessions at a time, or clients that have not given the token yet. */
const maximumConnections = 8;

/** One session over standard input and output; resolves when the client has gone. */
export async function serveStdio(): Promise<void> {
  const client = startClientThread();
  const { startSession } = await import('./session.ts');
  await startSession(threadChannel(client));
  client.postMessage({ kind: 'ended' } satisfies FromSession);
  await once(client, 'exit');
}

export interface DebugServer extends SocketServer {
  /** What a client has to give with `initialize`, as `stepthroughToken`. */
  readonly token: string;
}

/**
 * A session for each connection to a port of this machine; 0 takes a free one. Nothing from elsewhere is
 * let in, and nothing from this machine that does not know the token.
 * @throws the error of the system when the port cannot be had
 */
export async function serveSocket(port: number): Promise<DebugServer> {
  const token = newSecret();
  const server = await serveSockets({
    port,
    maximumConnections,
    connected: (socket) => {
      const { maximum, admit } = admission(token, realTimers);
      admit(streamChannel(socket, socket, maximum), (client) => {
        new SessionFront(client, startSessionThread(), realTimers);
      });
    },
  });
  return { ...server, token };
}

/** Where a server is to be reached, as one line of JSON. */
export function announcement({ port, token }: DebugServer): string {
  return JSON.stringify({ host: '127.0.0.1', port, token });
}
