import { spawnOwned, type ProcessEnd } from '@stepthrough/hosting';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually, isAlive } from '../processes.ts';

const busyNode = [process.execPath, '-e', 'for (;;);'];
/** A regular expression keeps the interpreter's lock for ever. */
const busyPython = ['python3', '-c', 'import re; re.match("(a+)+$", "a" * 60 + "!")'];
/** With a child that ignores signals and a grandchild, whose process ids it tells. */
const family = [
  '/bin/sh',
  '-c',
  `trap '' TERM INT HUP; sleep 1000 & echo "also $!"; (sleep 1000 & echo "also $!"; wait) & echo "also $!"; wait`,
];

/** Gives the processes, once the owner has told them. */
async function own(mode: string, command: readonly string[], count: number) {
  const owner = spawn(process.execPath, [join(import.meta.dirname, 'owner.ts'), mode, ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  owner.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const pids = (): number[] =>
    [...text.matchAll(/^(?:pid|also) (\d+)$/gm)].map(([, pid]) => Number(pid));
  await eventually('the processes have begun', () => pids().length === count);
  onTestFinished(() => {
    owner.kill('SIGKILL');
    for (const pid of pids().filter(isAlive)) process.kill(pid, 'SIGKILL');
  });
  for (const pid of pids()) expect(isAlive(pid)).toBe(true);
  return { owner, pids: pids() };
}

describe.skipIf(process.platform === 'win32')('processes of ours', () => {
  describe.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'go with us by %s',
    (signal) => {
      it.each([
        ['a busy Node', busyNode, 1],
        ['a busy Python', busyPython, 1],
        ['one with children', family, 4],
      ])('%s', async (_name, command, count) => {
        const { owner, pids } = await own('wait', command, count);
        owner.kill(signal);
        await eventually('all have gone', () => !pids.some(isAlive));
      });
    },
  );

  it.each(['crash', 'throw'])('go with us when we %s', async (mode) => {
    const { owner, pids } = await own(mode, busyNode, 1);
    owner.kill('SIGUSR2');
    await eventually('all have gone', () => !pids.some(isAlive));
  });

  it('leave nothing behind when they end by themselves', async () => {
    const command = ['/bin/sh', '-c', 'sleep 1000 >/dev/null 2>&1 & echo "also $!"'];
    const ended = await run(command);
    const child = Number(/also (\d+)/.exec(ended.output)?.[1]);
    expect(ended.end).toEqual({ kind: 'exit', code: 0 });
    await eventually('the child has gone', () => !isAlive(child));
  });

  it('have no input, and none of our descriptors', async () => {
    const command = [
      '/bin/sh',
      '-c',
      'cat; for fd in 3 4 5 6 7 8 9; do (: <&$fd) 2>/dev/null && echo $fd; done',
    ];
    expect((await run(command)).output).toBe('');
  });

  it.each([
    [['/bin/sh', '-c', 'exit 7'], { kind: 'exit', code: 7 }],
    [['/bin/sh', '-c', 'exit 127'], { kind: 'exit', code: 127 }],
    [['/bin/sh', '-c', 'kill -TERM $$'], { kind: 'signal', signal: 'SIGTERM' }],
    [['no-such-program'], { kind: 'missing' }],
    [['/no/such/program'], { kind: 'missing' }],
    [[import.meta.filename], { kind: 'missing' }],
  ])('%j tell how they end', async (command, end) => {
    expect((await run(command)).end).toEqual(end);
  });

  it('tell their end after their output', async () => {
    const { output } = await run([process.execPath, '-p', '"x".repeat(2_000_000)']);
    expect(output).toHaveLength(2_000_001);
  });

  it('tell their end also when something that has left them holds their output', async () => {
    const left = 'setsid sleep 1000 & echo "also $!"';
    const { end, output } = await run(['/bin/sh', '-c', left]);
    expect(end).toEqual({ kind: 'exit', code: 0 });
    process.kill(Number(/also (\d+)/.exec(output)?.[1]), 'SIGKILL');
  });

  it('get their arguments as they are', async () => {
    const odd = ['a b', '$HOME', '"', "'", '`id`', '\\', '', '-n', '*'];
    const { output } = await run([
      process.execPath,
      '-p',
      'JSON.stringify(process.argv.slice(1))',
      '--',
      ...odd,
    ]);
    expect(JSON.parse(output)).toEqual(odd);
  });
});

async function run(command: readonly string[]): Promise<{ end: ProcessEnd; output: string }> {
  let output = '';
  const end = await new Promise<ProcessEnd>((ended) => {
    spawnOwned(command, {
      env: process.env,
      output: (_stream, chunk) => (output += chunk.toString()),
      ended,
    });
  });
  return { end, output };
}
