/** The debug adapter as a program; and, as a thread of one that serves a port, one session. */
import { parentPort } from 'node:worker_threads';
import { announcement, serveSocket, serveStdio } from './hosts.ts';
import { threadChannel } from './transport/thread.ts';

const usage = 'debug-adapter [--port N]: speaks the Debug Adapter Protocol on stdio, or on port N.';

(parentPort ? runSession(parentPort) : main(process.argv.slice(2))).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(args: readonly string[]): Promise<void> {
  const [option, value] = args;
  if (option === undefined || option === '--stdio') return serveStdio();
  const port = Number(option === '--port' ? value : Number.NaN);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  process.stderr.write(`${announcement(await serveSocket(port))}\n`);
}

async function runSession(port: NonNullable<typeof parentPort>): Promise<void> {
  const { startSession } = await import('./session.ts');
  await startSession(threadChannel(port));
  port.close();
}
