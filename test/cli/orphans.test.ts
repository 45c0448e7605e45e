/** What `stepthrough run` has started ends with it, whatever ends it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually, isAlive } from '../processes.ts';
import { start } from './stepthrough.ts';

const machine = JSON.stringify({
  StartAt: 'Call',
  States: {
    Call: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f', End: true },
  },
});

/** Busy, with a child of their own; they say who they are. */
const handlers = {
  'nodejs22.x': {
    name: 'f.mjs',
    text: `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
      const { pid } = spawn('sleep', ['1000']);
      export const handler = async () => { writeFileSync('pids', process.pid + ' ' + pid + '\\n'); for (;;); };`,
  },
  'python3.13': {
    name: 'f.py',
    text: `import os, subprocess
child = subprocess.Popen(['sleep', '1000'])
def handler(event, context):
    with open('pids', 'w') as file: file.write(f'{os.getpid()} {child.pid}\\n')
    while True: pass
`,
  },
} as const;

describe
  .skipIf(process.platform === 'win32')
  .each(Object.keys(handlers) as (keyof typeof handlers)[])('a busy handler in %s', (runtime) => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)('goes by %s', async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'stepthrough-orphans-'));
    const { name, text } = handlers[runtime];
    writeFileSync(join(folder, 'm.asl.json'), machine);
    writeFileSync(
      join(folder, 'm.scenario.yaml'),
      `resources: { functions: { f: { handler: f.handler, runtime: ${runtime}, timeout: 15m } } }\n`,
    );
    writeFileSync(join(folder, name), text);
    const { child, ended } = start(['run', join(folder, 'm.asl.json')]);
    const written = (): string => {
      try {
        return readFileSync(join(folder, 'pids'), 'utf8');
      } catch {
        return '';
      }
    };
    await eventually('the handler has begun', () => written().endsWith('\n'));
    const pids = written().trim().split(' ').map(Number);
    onTestFinished(() => {
      child.kill('SIGKILL');
      for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    expect(pids.map(isAlive)).toEqual([true, true]);
    child.kill(signal);
    await ended;
    await eventually('the handler has gone', () => !pids.some(isAlive));
  });
});
