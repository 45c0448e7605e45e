/** Processes that end with this one, however it ends, and take those along that they have started. */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface OwnedProcess {
  readonly pid: number | undefined;
  /** Kills it with what it has started; not what has left its process group. */
  kill(): void;
}

export type ProcessEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  /** There is no such program, or it may not be executed. */
  | { readonly kind: 'missing' };

/**
 * Starts a program with no input. On POSIX it leads a process group of its own, in which a shell waits
 * for the end of a pipe that only this process holds: when the pipe closes, by whatever end of ours,
 * the shell kills the group. That needs neither a handler of ours nor a moment of the program's own
 * attention. On Windows libuv keeps children in a job that ends with us.
 */
export function spawnOwned(
  [program = '', ...args]: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env: { readonly [name: string]: string | undefined };
    readonly output: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
    /** Called once, after the output. */
    readonly ended: (end: ProcessEnd) => void;
  },
): OwnedProcess {
  let isOver = false;
  let hasExited = false;
  const end = (how: ProcessEnd): void => {
    if (isOver) return;
    isOver = true;
    options.ended(how);
  };
  if (isPosix && !isThere(program, options.env['PATH'])) {
    queueMicrotask(() => {
      end({ kind: 'missing' });
    });
    return { pid: undefined, kill: () => undefined };
  }
  const { cwd, env } = options;
  const child = isPosix
    ? spawn('/bin/sh', ['-c', withLifeline, program, ...args], {
        ...{ cwd, env, detached: true },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      })
    : spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  listenTo(child, options.output);
  child.on('error', () => {
    end({ kind: 'missing' });
  });
  child.on('exit', (code, signal) => {
    kill(child);
    hasExited = true;
    const how: ProcessEnd =
      code === null ? { kind: 'signal', signal: signal ?? '' } : { kind: 'exit', code };
    const late = setTimeout(end, lastOutput, how);
    child.once('close', () => {
      clearTimeout(late);
      end(how);
    });
    child.stdio[3]?.destroy();
  });
  return {
    pid: child.pid,
    kill: () => {
      if (!hasExited) kill(child);
    },
  };
}

/** Milliseconds for the output of a process that has ended; what has left its group may hold it open. */
const lastOutput = 1000;

const isPosix = process.platform !== 'win32';

/** Descriptor 3 is the pipe. The program itself does not get it, nor the shell the program's output. */
const withLifeline = `
(exec >/dev/null 2>&1; while read -r line <&3; do :; done; kill -KILL 0) &
exec "$0" "$@" 3<&-`;

function listenTo(
  { stdio }: ChildProcess,
  output: (stream: 'stdout' | 'stderr', chunk: Buffer) => void,
): void {
  const [, stdout, stderr, lifeline] = stdio;
  for (const [name, stream] of [
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const) {
    stream?.on('data', (chunk: Buffer) => {
      output(name, chunk);
    });
  }
  // The other end breaks when the group is killed; `exit` tells it.
  lifeline?.on('error', () => lifeline.destroy());
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (!isPosix) {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' }).on(
      'error',
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // The whole group has gone already; macOS says so with EPERM.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

function isThere(program: string, path = ''): boolean {
  const places = program.includes('/')
    ? [program]
    : path.split(delimiter).map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
