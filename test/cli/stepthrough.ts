import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { commandLineBundle } from '../bundles.ts';

const root = join(import.meta.dirname, '../..');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in the project's folder: as it is shipped, or another program. */
export async function stepthrough(args: readonly string[], program?: string): Promise<Ended> {
  const running = start(args, program);
  running.child.stdin.end();
  return running.ended;
}

/** Sends messages one by one, each when the answer to the one before has come; gives all that came. */
export async function converse(
  args: readonly string[],
  exchanges: readonly { readonly send: object; readonly until: RegExp }[],
): Promise<string> {
  const { child, ended } = start(args);
  let received = '';
  for (const { send, until } of exchanges) {
    const answered = new Promise<void>((resolve) => {
      const read = (chunk: Buffer): void => {
        received += chunk.toString();
        if (!until.test(received)) return;
        child.stdout.off('data', read);
        resolve();
      };
      child.stdout.on('data', read);
    });
    const text = JSON.stringify(send);
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    await Promise.race([answered, ended]);
  }
  child.stdin.end();
  await ended;
  return received;
}

/** Starts it, or another program of the project. */
export function start(args: readonly string[], program = commandLineBundle()) {
  const child = spawn(process.execPath, [program, ...args], { cwd: root });
  child.stdin.on('error', () => undefined);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return { child, ended };
}
