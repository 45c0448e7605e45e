import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { adapterBundle, commandLineBundle } from '../bundles.ts';
import { Client } from './client.ts';
import { eventually } from '../processes.ts';
import { clientChannel, withToken } from './transports.ts';

const root = join(import.meta.dirname, '../..');

/** Programs that serve the adapter. */
export const programs = {
  'debug-adapter': () => [adapterBundle()],
  'stepthrough debug-adapter': () => [commandLineBundle(), 'debug-adapter'],
} as const;

function start(args: readonly string[], preload?: string): ChildProcess {
  const child = spawn(
    process.execPath,
    [...(preload === undefined ? [] : ['--require', preload]), ...args],
    { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** The adapter over standard input and output. */
export function startOnStdio(
  program: keyof typeof programs = 'debug-adapter',
  preload?: string,
): { readonly child: ChildProcess; readonly client: Client } {
  const child = start([...programs[program](), '--stdio'], preload);
  if (!child.stdout || !child.stdin) throw new Error('no pipes');
  child.stdin.on('error', () => undefined);
  return { child, client: new Client(clientChannel(child.stdout, child.stdin)) };
}

/** The adapter on a port, as it announces itself. */
export async function startOnPort(
  program: keyof typeof programs = 'debug-adapter',
  preload?: string,
): Promise<{
  readonly child: ChildProcess;
  readonly port: number;
  readonly token: string;
  readonly open: () => Client;
}> {
  const child = start([...programs[program](), '--port', '0'], preload);
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await eventually('the adapter listens', () => text.includes('\n'));
  const { host, port, token } = JSON.parse(text) as { host: string; port: number; token: string };
  const open = (): Client => {
    const socket = connect(port, host);
    socket.on('error', () => undefined);
    return new Client(withToken(clientChannel(socket, socket), token));
  };
  return { child, port, token, open };
}

/** Initializes and launches a program; does not wait for the launch to be answered. */
export async function launch(client: Client, program: string): Promise<void> {
  await client.request('initialize', { adapterID: 'stepthrough' });
  void client.ask('launch', { program, input: {} });
  void client.ask('configurationDone');
}
