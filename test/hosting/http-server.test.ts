import { serveHttp, type HttpServer, type Route } from '@stepthrough/hosting';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/echo\/(\w+)$/,
    answer: ({ parameters, body, respond }) => {
      respond(body ? 200 : 413, { parameters, body: body?.toString() });
    },
  },
  {
    method: 'GET',
    path: /^\/fault$/,
    answer: () => {
      throw new Error('a fault of the owner');
    },
  },
  { method: 'GET', path: /^\/wait$/, answer: ({ onGone }) => onGone(() => (gone += 1)) },
];

let gone = 0;
let server: HttpServer;

beforeEach(async () => {
  gone = 0;
  server = await serveHttp({ port: 0, maximumConnections: 4, maximumBody: 8, routes });
});
afterEach(async () => {
  await server.close();
});

const secret = (): string => server.address.slice(server.address.indexOf('/'));

async function ask(
  path: string,
  options: { method?: string; headers?: { [name: string]: string }; body?: string } = {},
): Promise<{ status: number; body: string }> {
  const { method = 'POST', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { port: server.port, host: '127.0.0.1', path, method, headers, agent: false },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What comes back for bytes as they are, until the server ends the connection. */
async function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(text);
    });
  });
}

describe('a server for this machine', () => {
  it('answers whoever knows its address', async () => {
    expect(server.address).toMatch(/^127\.0\.0\.1:\d+\/[\w-]{43}$/);
    expect(await ask(`${secret()}/echo/one`, { body: '12' })).toEqual({
      status: 200,
      body: '{"parameters":["one"],"body":"12"}',
    });
  });

  it('has another address each time', async () => {
    const other = await serveHttp({ port: 0, maximumConnections: 4, maximumBody: 8, routes });
    await other.close();
    expect(other.address.split('/')[1]).not.toBe(server.address.split('/')[1]);
  });

  it('refuses who does not know it, in whatever way', async () => {
    for (const path of [
      '/echo/one',
      '//echo/one',
      '/x/echo/one',
      `${secret().slice(0, -1)}/echo/one`,
      `${secret()}x/echo/one`,
      secret(),
      '/',
      '*',
      `http://${server.address}/echo/one`,
    ]) {
      expect((await ask(path)).status, path).toBe(403);
    }
  });

  it.each([
    { Origin: 'https://example.com' },
    { Origin: 'null' },
    { Origin: '' },
    { Host: 'example.com' },
    { Host: 'localhost' },
    { Host: '127.0.0.1' },
    { Host: 'rebound.example.com:80' },
  ])('refuses a request with %o', async (headers) => {
    expect((await ask(`${secret()}/echo/one`, { headers: { ...headers } })).status).toBe(403);
  });

  it('refuses methods and paths that it does not have', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await ask(`${secret()}/echo/one`, { method })).status, method).toBe(405);
    }
    for (const path of ['/echo', '/echo/', '/echo/one/', '/echo/../echo/one', '/echo/one?x']) {
      expect((await ask(secret() + path)).status, path).toBe(404);
    }
  });

  it('takes a body up to its maximum', async () => {
    for (const [size, status] of [
      [7, 200],
      [8, 200],
      [9, 413],
      [5_000_000, 413],
    ] as const) {
      expect((await ask(`${secret()}/echo/one`, { body: 'x'.repeat(size) })).status).toBe(status);
    }
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a header without an end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`, /^HTTP\/1\.1 400 /],
    [
      'a chunk of no length',
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      / 40[03] /,
    ],
    ['two lengths', 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', / 400 /],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', / 400 /],
    ['a tunnel', 'CONNECT example.com:80 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
    [
      'an upgrade',
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h\r\n\r\n',
      / 403 /,
    ],
  ])('answers or cuts %s, and lives on', async (_name, bytes, answer) => {
    expect(await raw(bytes)).toMatch(answer);
    expect((await ask(`${secret()}/echo/one`)).status).toBe(200);
  });

  it('lives on when its owner throws', async () => {
    expect(await ask(`${secret()}/fault`, { method: 'GET' })).toEqual({
      status: 500,
      body: '{"message":"a fault of the owner"}',
    });
  });

  it('tells its owner when a caller goes', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`GET ${secret()}/wait HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`);
    setTimeout(() => socket.destroy(), 50);
    await expect.poll(() => gone).toBe(1);
  });

  it('holds only so many connections', async () => {
    const sockets = Array.from({ length: 4 }, () => connect(server.port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => new Promise((done) => socket.once('connect', done))));
    await expect(ask(`${secret()}/echo/one`)).rejects.toThrow();
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(async () => (await ask(`${secret()}/echo/one`).catch(() => undefined))?.status)
      .toBe(200);
  });

  it('ends a connection that never sends its request', async () => {
    expect(await raw('POST / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  }, 20_000);

  it('is not to be reached at another address of this machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((found = []) =>
      found.filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    for (const { address } of others) {
      const refused = new Promise((resolve) => {
        const socket = connect(server.port, address);
        socket.on('connect', () => {
          resolve('connected');
          socket.destroy();
        });
        socket.on('error', () => {
          resolve('refused');
        });
      });
      expect(await refused, address).toBe('refused');
    }
  });

  it('says why a port cannot be had', async () => {
    const again = serveHttp({
      port: server.port,
      maximumConnections: 4,
      maximumBody: 8,
      routes,
    });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
