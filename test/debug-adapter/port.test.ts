/** What reaches the port of an adapter, and what it makes of it. */
import { mkdtempSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveSocket, type DebugServer } from '@stepthrough/debug-adapter';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { programs, startOnPort } from './adapter-process.ts';
import { Client } from './client.ts';
import { clientChannel, withToken } from './transports.ts';

let server: DebugServer;
beforeEach(async () => {
  server = await serveSocket(0);
});
afterEach(async () => {
  await server.close();
});

const frame = (message: object): string => {
  const text = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};

/** What comes back for bytes until the server ends the connection. */
async function until(bytes: string): Promise<string> {
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

const open = (token = server.token): Client => {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  return new Client(withToken(clientChannel(socket, socket), token));
};

describe('the port of a debug adapter', () => {
  it('serves a client with the token', async () => {
    const client = open();
    expect(await client.ask('initialize', { adapterID: 'x' })).toMatchObject({ success: true });
    client.close();
  });

  it('has another token each time', async () => {
    const other = await serveSocket(0);
    await other.close();
    expect(other.token).not.toBe(server.token);
    expect(Buffer.from(server.token, 'base64url').length).toBeGreaterThanOrEqual(16);
  });

  it('answers a client without it in words, and ends the connection', async () => {
    const client = open('wrong');
    expect(await client.ask('initialize', {})).toMatchObject({
      success: false,
      message: expect.stringContaining('"stepthroughToken"') as string,
    });
    await expect.poll(() => client.isClosed).toBe(true);
  });

  it('runs nothing that comes before the token', async () => {
    const { folder, launched } = marked();
    const text = await until(launched.map((message) => frame(message)).join(''));
    expect(text).toContain('stepthroughToken');
    expect(existsSync(join(folder, 'mark'))).toBe(false);
  });

  it('does not take an HTTP request for a conversation', async () => {
    const { folder, launched } = marked();
    const body = launched.map((message) => frame(message)).join('');
    const refused = new Promise<string>((resolve) => {
      const sent = request({ port: server.port, host: '127.0.0.1', method: 'POST' }, (response) => {
        resolve(`answered ${response.statusCode}`);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? '');
      });
      // What a page can send without asking: text, whose lines look like frames.
      sent.end(`\r\n\r\n${body}`);
    });
    expect(await refused).toMatch(/^(?:HPE_|ECONNRESET)/);
    expect(existsSync(join(folder, 'mark'))).toBe(false);
    expect(await until('POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n')).toContain(
      'A frame begins with a \\"Content-…\\" header.',
    );
  });

  it.each([
    ['a long first message', frame({ seq: 1, type: 'request', command: 'x'.repeat(65_536) })],
    ['an endless header', `Content-${'x'.repeat(100_000)}`],
    ['garbage', '\u0000\u0001\u0002'],
  ])('ends at %s', async (_name, bytes) => {
    expect(await until(bytes)).toMatch(/at most|begins with/);
  });

  it('takes eight connections, and more when they have gone', async () => {
    const sockets: Socket[] = [];
    const closed = new Set<Socket>();
    const dial = async (): Promise<void> => {
      const socket = connect(server.port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => closed.add(socket));
      await new Promise((done) => socket.once('connect', done));
    };
    for (let count = 0; count < 9; count += 1) await dial();
    await expect.poll(() => closed.size).toBe(1);
    expect(closed.has(sockets[8] as Socket)).toBe(true);
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(
        async () => {
          const client = open();
          const answered = await Promise.race([
            client.ask('initialize', {}).then(({ success }) => success),
            new Promise((resolve) => setTimeout(resolve, 5000, false)),
          ]);
          client.close();
          return answered;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
  });

  it('ends the connection of who says nothing', async () => {
    expect(await until('')).toBe('');
  }, 20_000);
});

/** A folder with a handler that leaves a mark, and the conversation that would run it. */
function marked() {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-port-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
  const state = { ...task, Parameters: { FunctionName: 'f' } };
  const program = join(folder, 'm.asl.json');
  writeFileSync(program, JSON.stringify({ StartAt: 'A', States: { A: state } }));
  writeFileSync(
    join(folder, 'm.scenario.yaml'),
    'resources: { functions: { f: { handler: f.handler } } }\n',
  );
  writeFileSync(
    join(folder, 'f.mjs'),
    `import { writeFileSync } from 'node:fs'; writeFileSync('mark', ''); export const handler = async () => 1;`,
  );
  const launched = [
    { seq: 1, type: 'request', command: 'initialize', arguments: {} },
    { seq: 2, type: 'request', command: 'launch', arguments: { program, input: {} } },
    { seq: 3, type: 'request', command: 'configurationDone' },
  ];
  return { folder, launched };
}

describe.each(Object.keys(programs) as (keyof typeof programs)[])('%s --port', (program) => {
  it('prints one line of JSON that leads to it', async () => {
    const { open: dial } = await startOnPort(program);
    const client = dial();
    expect(await client.ask('initialize', {})).toMatchObject({ success: true });
    expect(await client.ask('disconnect')).toMatchObject({ success: true });
  });
});
