import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Channel,
  type DebugServer,
  serveInline,
  serveSocket,
} from '@stepthrough/debug-adapter';
import { replay } from './conversation.ts';
import { clientChannel, spawnAdapter, withToken } from './transports.ts';

const folder = join(import.meta.dirname, 'conversations');
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const isUpdate = process.env['UPDATE'] === '1';

describe('over an inline channel', () => {
  it.each(names)('%s goes as written', async (name) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const now = await replay(text, serveInline);
    if (isUpdate) writeFileSync(path, now);
    else expect(now).toBe(text);
  });
});

describe.skipIf(isUpdate)('over a socket', () => {
  let server: DebugServer;
  beforeAll(async () => {
    server = await serveSocket(0);
  });
  afterAll(async () => {
    await server.close();
  });

  it.each(names)('%s goes as written', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const open = (): Channel => {
      const socket = connect(server.port, '127.0.0.1');
      return withToken(clientChannel(socket, socket), server.token);
    };
    expect(await replay(text, open)).toBe(text);
  });
});

describe.skipIf(isUpdate)('over standard input and output', () => {
  it.each(names)('%s goes as written', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(await replay(text, spawnAdapter)).toBe(text);
  });
});
