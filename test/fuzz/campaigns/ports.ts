/** Bytes of every form at the ports that programs of ours open. */
import { connect } from 'node:net';
import { serveSocket } from '@stepthrough/debug-adapter';
import { serveHttp } from '@stepthrough/hosting';
import type { Case } from '../campaign.ts';
import type { Random } from '../random.ts';

/** The adapter's port, and an HTTP server as the Runtime API of handlers is one. */
const adapter = await serveSocket(0);
const served = { count: 0 };
const http = await serveHttp({
  port: 0,
  maximumConnections: 64,
  maximumBody: 1024 * 1024,
  routes: [
    {
      method: 'POST',
      path: /^\/item\/(\w+)$/,
      answer: ({ respond, body }) => {
        served.count += 1;
        respond(200, { length: body?.length ?? -1 });
      },
    },
  ],
});
const [host, secret] = http.address.split('/');

export const runCase: Case = async (random, tell) => {
  served.count = 0;
  const target = random.pick([adapter.port, http.port]);
  const bytes = target === http.port ? request(random) : frames(random);
  tell(
    `port of ${target === http.port ? 'HTTP' : 'the adapter'}\n${bytes.toString('latin1').slice(0, 1500)}`,
  );
  const answer = await exchange(target, bytes);
  if (target === adapter.port && /"success":true/.test(answer)) {
    throw new Error(`The adapter has done something for a stranger: ${answer.slice(0, 500)}`);
  }
  if (served.count > 0 && !bytes.includes(secret ?? '')) throw new Error('A stranger was let in.');
  const probe = `POST /${secret}/item/probe HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`;
  const alive = await exchange(http.port, Buffer.from(probe), 10_000);
  if (!alive.startsWith('HTTP/1.1 200')) throw new Error(`The server no longer answers: ${alive}`);
};

/** What comes back until the server or, after a while without a word, we end the connection. */
function exchange(port: number, bytes: Buffer, patience = 300): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

function request(random: Random): Buffer {
  const line = [
    random.pick(['POST', 'GET', 'PUT', 'OPTIONS', 'CONNECT', 'p\u0000st', '']),
    random.pick([
      `/${secret}/item/1`,
      '/item/1',
      '/',
      `/${secret?.slice(1)}x/item/1`,
      '//',
      '/../..',
      'http://evil/',
      `/${'a'.repeat(20_000)}`,
    ]),
    random.pick(['HTTP/1.1', 'HTTP/1.0', 'HTTP/9', '']),
  ].join(' ');
  const headers = [
    `Host: ${random.pick([host, 'evil.example', 'localhost', '', '127.0.0.1'])}`,
    random.pick(['', 'Origin: http://evil.example', 'Origin: null', 'Sec-Fetch-Site: cross-site']),
    random.pick([
      'Content-Length: 5',
      'Content-Length: 999999999999',
      'Content-Length: -1',
      'Transfer-Encoding: chunked',
      '',
      'Content-Length: 5\r\nContent-Length: 6',
    ]),
    random.pick([
      '',
      `X: ${'y'.repeat(random.pick([10, 100_000]))}`,
      'broken',
      ' folded',
      '\u0000: \u0001',
    ]),
    random.pick(['', 'Expect: 100-continue', 'Upgrade: websocket\r\nConnection: Upgrade']),
  ].filter((header) => header !== '');
  const body = random.pick([
    '',
    '12345',
    'x'.repeat(3_000_000),
    '5\r\n12345\r\n0\r\n\r\n',
    'zz\r\n',
  ]);
  return Buffer.from(
    [line, ...headers].join(random.pick(['\r\n', '\n'])) +
      random.pick(['\r\n\r\n', '\r\n', '']) +
      body,
    'latin1',
  );
}

function frames(random: Random): Buffer {
  const message = random.pick<unknown>([
    { seq: 1, type: 'request', command: 'initialize', arguments: { adapterID: 'x' } },
    {
      seq: 1,
      type: 'request',
      command: 'initialize',
      arguments: { adapterID: 'x', stepthroughToken: 'wrong' },
    },
    { seq: 1, type: 'request', command: 'launch', arguments: { program: '/dev/zero' } },
    { seq: 1, type: 'request', command: 'evaluate', arguments: { expression: 'x' } },
    7,
    null,
    [],
  ]);
  const text = JSON.stringify(message);
  const length = random.pick<number | string>([
    Buffer.byteLength(text),
    999_999_999_999,
    -1,
    'x',
    '',
    1,
    64 * 1024 * 1024 + 1,
  ]);
  const header = random.pick([
    `Content-Length: ${length}`,
    `content-length:${length}`,
    `POST / HTTP/1.1\r\nHost: x\r\nX: Content-Length: ${length}`,
    `Content-Type: x\r\nContent-Length: ${length}`,
    'x'.repeat(random.pick([10, 100_000])),
    '',
  ]);
  return Buffer.from(
    (header + random.pick(['\r\n\r\n', '\n\n', '\r\n', '']) + text).repeat(random.pick([1, 1, 3])),
    'latin1',
  );
}
