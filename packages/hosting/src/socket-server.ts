import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface SocketServer {
  readonly port: number;
  /** Ends the server with all its connections. */
  close(): Promise<void>;
}

/** The one address on which anything of ours listens: no other machine reaches it. */
export const loopback = '127.0.0.1';

/**
 * Serves connections of this machine on a port; 0 takes a free one. Who may speak is for `connected` to
 * find out: other users and web pages of this machine reach the port as well. Connections above the
 * maximum are dropped at once.
 * @throws the error of the system when the port cannot be had
 */
export async function serveSockets(options: {
  readonly port: number;
  readonly maximumConnections: number;
  readonly connected: (socket: Socket) => void;
}): Promise<SocketServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // A connection that breaks is closed; that is all there is to know about it.
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    options.connected(socket);
  });
  server.maxConnections = options.maximumConnections;
  const port = await listen(server, options.port);
  return {
    port,
    close: () =>
      closed(server, () => {
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Binds to the loopback address; gives the port. @throws the error of the system */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // One connection could not be accepted, for want of descriptors; the server goes on with the next.
  server.on('error', () => undefined);
  return (server.address() as AddressInfo).port;
}

/** Stops listening, ends what is open, and resolves when nothing is left. */
export async function closed(server: Server, endConnections: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    endConnections();
  });
}
