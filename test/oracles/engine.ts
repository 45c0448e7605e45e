/** Engines of others, started on this machine, which are asked what the simulated world is asked. */
import type { Json } from '@stepthrough/json';
import type { Server } from 'node:http';
import type { Answer } from '../simulator/world.ts';

export interface Request {
  readonly [name: string]: Json;
}

export interface Engine {
  readonly ask: (operation: string, request: Request) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** What a module gives, or why it cannot be loaded here, for example for want of a native build. */
export async function loaded<T>(
  load: () => Promise<T>,
): Promise<{ readonly made: T } | { readonly reason: string }> {
  try {
    return { made: await load() };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A server that speaks AWS's JSON protocol. `target` is what stands before an operation's name. */
export function jsonEngine(server: Server, target: string): Engine {
  const address = addressOf(server);
  return {
    ask: async (operation, request) => {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { ...signed, 'x-amz-target': `${target}.${operation}` },
        body: JSON.stringify(request),
      });
      const text = await answer.text();
      const value = JSON.parse(text === '' ? '{}' : text) as Json;
      return answer.ok ? { ok: true, value } : { ok: false, value: refusal(value, answer.status) };
    },
    close: () => closed(server),
  };
}

/** The engines read the signature's form, and check nothing. */
const signed = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=key/20260105/us-east-1/service/aws4_request, SignedHeaders=host, Signature=none',
  'x-amz-date': '20260105T090000Z',
};

function refusal(value: Json, status: number): Json {
  const said = value as { readonly [name: string]: Json };
  const code = String(said['__type']).replace(/^.*#/, '');
  return { code, message: said['message'] ?? said['Message'] ?? '', status };
}

/** Listens on a free port of the loopback address. */
export async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The engine has no port.');
  return `http://127.0.0.1:${address.port}/`;
}

/** Connections that are kept open would keep a server from closing. */
async function closed(server: Server): Promise<void> {
  const end = new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
  server.closeAllConnections();
  await end;
}
