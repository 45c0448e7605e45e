/** Sockets are opened and processes started by `hosting` alone: the lint rule, seen to fail. */
import { describe, expect, it } from 'vitest';
import { problemsIn } from './lint-problems.ts';

const rooms = [
  'cli/src/main.ts',
  'packages/simulator/src/world/world.ts',
  'packages/asl/src/parse.ts',
];

describe.each(rooms)('%s', (path) => {
  it.each([
    `import { createServer } from 'node:net';`,
    `import { createServer as make } from 'net';`,
    `import http from 'node:http';`,
    `import * as http from 'node:http';`,
    `import { createServer } from 'https';`,
    `import { createSecureServer } from 'node:http2';`,
    `import { createSocket } from 'node:dgram';`,
    `import { WebSocketServer } from 'ws';`,
    `import { spawn } from 'node:child_process';`,
    `import { execFile } from 'child_process';`,
    `export { createServer } from 'node:net';`,
    `const net = await import('node:net');`,
    `const { spawn } = require('child_process');`,
    `process.getBuiltinModule('net').createServer();`,
  ])('may not say %s', async (code) => {
    expect((await problemsIn(path, code)).join()).toContain('@stepthrough/hosting');
  });

  it('may call what listens to messages, and connect', async () => {
    const code = `import { connect } from 'node:net'; connection.listen(); connect(1);`;
    expect(await problemsIn(path, code)).toEqual([]);
  });
});

it('hosting itself may', async () => {
  const code = `import { createServer } from 'node:net'; import { spawn } from 'node:child_process';`;
  expect(await problemsIn('packages/hosting/src/socket-server.ts', code)).toEqual([]);
});
