/** Where a session's channel comes from. The session itself is the same in all of them. */
import { createServer, type AddressInfo } from 'node:net';
import { startSession } from './session.ts';
import type { Channel } from './transport/channel.ts';
import { streamChannel } from './transport/framing.ts';
import { inlineChannels } from './transport/inline.ts';

/** One session over standard input and output; resolves when the client has gone. */
export async function serveStdio(): Promise<void> {
  await startSession(streamChannel(process.stdin, process.stdout));
}

export interface DebugServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A session for each connection to a port of this machine; 0 takes a free port. Nothing from elsewhere is let in. */
export async function serveSocket(port: number): Promise<DebugServer> {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    void startSession(streamChannel(socket, socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A session in this process; gives the client's end. */
export function serveInline(): Channel {
  const [client, adapter] = inlineChannels();
  void startSession(adapter);
  return client;
}
