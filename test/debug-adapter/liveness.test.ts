/** Real adapters whose session is in a loop, or whose function is: they hear their client, and they end. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually, isAlive } from '../processes.ts';
import { launch, programs, startOnPort, startOnStdio } from './adapter-process.ts';
import type { Client } from './client.ts';

const preload = join(import.meta.dirname, 'endless.cjs');
const names = Object.keys(programs) as (keyof typeof programs)[];

function folderWith(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-liveness-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const output = (client: Client): string =>
  client
    .events('output')
    .map(({ body }) => (body as P.OutputEvent['body']).output)
    .join('');

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** A session that loops in its launch. */
async function stuck(client: Client): Promise<void> {
  const folder = folderWith({ 'endless.asl.json': '{}' });
  await launch(client, join(folder, 'endless.asl.json'));
}

describe('a session in an endless loop', () => {
  it.each(names)(
    'of %s on stdio is explained when it is to pause, and ended when asked',
    async (name) => {
      const { child, client } = startOnStdio(name, preload);
      await stuck(client);
      void client.ask('pause');
      await client.event(['output'], 0);
      expect(output(client)).toMatch(/busy in a step/);
      const from = client.heard.length;
      expect(await client.ask('terminate')).toMatchObject({ success: true });
      await client.event(['terminated'], from);
      expect(output(client)).toMatch(/ended by force/);
      expect(await client.ask('disconnect')).toMatchObject({ success: true });
      await eventually('the process has gone', () => hasEnded(child));
    },
  );

  it('is left by disconnect alone', async () => {
    const { child, client } = startOnStdio('debug-adapter', preload);
    await stuck(client);
    expect(await client.ask('disconnect')).toMatchObject({ success: true });
    await eventually('the process has gone', () => child.signalCode !== null);
  });

  it('is left when the client has gone', async () => {
    const { child, client } = startOnStdio('debug-adapter', preload);
    await stuck(client);
    client.close();
    await eventually('the process has gone', () => child.signalCode !== null);
  });

  it.each(names)('of %s on a port ends alone: other sessions go on', async (name) => {
    const { open } = await startOnPort(name, preload);
    const [one, other] = [open(), open()];
    await stuck(one);
    await other.request('initialize', {});
    expect(await one.ask('terminate')).toMatchObject({ success: true });
    await one.event(['terminated'], 0);
    expect(await other.ask('threads')).toMatchObject({ success: true });
    expect(await one.ask('disconnect')).toMatchObject({ success: true });
    await eventually('the one is closed', () => one.isClosed);
    expect(await other.ask('threads')).toMatchObject({ success: true });
  });
});

describe('a client that is quick', () => {
  it.each(names)('is served by %s and left without a word too many', async (name) => {
    const { child, client } = startOnStdio(name);
    await client.request('initialize', {});
    expect(await client.ask('disconnect')).toMatchObject({ success: true });
    await eventually('the process has gone', () => child.exitCode === 0);
  });

  it('can close its end at once', async () => {
    const { child, client } = startOnStdio();
    client.close();
    await eventually('the process has gone', () => hasEnded(child));
  });

  it('that asks and closes its end hears the answers', async () => {
    const { child, client } = startOnStdio();
    const answers = Promise.all([client.ask('initialize', {}), client.ask('disconnect')]);
    client.close();
    expect(await answers).toMatchObject([{ success: true }, { success: true }]);
    await eventually('the process has gone', () => hasEnded(child));
  });

  it('whose frame is too long is told so, and the process ends', async () => {
    const { child, client } = startOnStdio();
    await client.request('initialize', {});
    child.stdin?.write('Content-Length: 999999999999\r\n\r\n');
    await eventually('the process has gone', () => child.exitCode === 0);
    expect(output(client)).toBe(
      'A frame has at most 67108864 bytes. The conversation ends here.\n',
    );
  });

  it('that sends 32 MB in one message is answered', async () => {
    const { client } = startOnStdio();
    await client.request('initialize', {});
    const answer = await client.ask('evaluate', { expression: 'x'.repeat(32 * 2 ** 20) });
    expect(answer).toMatchObject({ success: false, message: 'The run stands at no state.' });
  });
});

const call = JSON.stringify({
  StartAt: 'Call',
  States: {
    Call: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f', End: true },
  },
});
const handlers = {
  Node: {
    'call.scenario.yaml': 'resources: { functions: { f: { handler: f.handler, timeout: 15m } } }\n',
    'f.mjs': `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
      const child = spawn('sleep', ['1000']);
      writeFileSync('pids', process.pid + ' ' + child.pid + '\\n');
      export const handler = async () => { for (;;); };`,
  },
  Python: {
    'call.scenario.yaml':
      'resources: { functions: { f: { handler: f.handler, runtime: python3.13, timeout: 15m } } }\n',
    'f.py': `import os, re, subprocess
child = subprocess.Popen(['sleep', '1000'])
with open('pids', 'w') as file: file.write(f'{os.getpid()} {child.pid}\\n')
def handler(event, context):
    re.match('(a+)+$', 'a' * 60 + '!')
`,
  },
} as const;

/** A session in whose function a loop runs; gives the processes of the function. */
async function busy(client: Client, language: keyof typeof handlers): Promise<readonly number[]> {
  const folder = folderWith({ 'call.asl.json': call, ...handlers[language] });
  await launch(client, join(folder, 'call.asl.json'));
  const read = (): string => {
    try {
      return readFileSync(join(folder, 'pids'), 'utf8');
    } catch {
      return '';
    }
  };
  await eventually('the function has begun', () => read().endsWith('\n'));
  const pids = read().trim().split(' ').map(Number);
  onTestFinished(() => {
    for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
  });
  expect(pids.map(isAlive)).toEqual([true, true]);
  return pids;
}

describe.skipIf(process.platform === 'win32').each(['Node', 'Python'] as const)(
  'a busy function in %s',
  (language) => {
    it.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
      'goes with the adapter by %s',
      async (signal) => {
        const { child, client } = startOnStdio();
        const pids = await busy(client, language);
        child.kill(signal);
        await eventually('the function has gone', () => !pids.some(isAlive));
      },
    );

    it('goes when the run is terminated, without a disconnect', async () => {
      const { client } = startOnStdio();
      const pids = await busy(client, language);
      expect(await client.ask('terminate')).toMatchObject({ success: true });
      await eventually('the function has gone', () => !pids.some(isAlive));
      expect(client.isClosed).toBe(false);
    });

    it.each(['disconnect', 'end of input'])('goes by %s', async (how) => {
      const { child, client } = startOnStdio();
      const pids = await busy(client, language);
      if (how === 'disconnect') await client.ask('disconnect');
      else client.close();
      await eventually('the function has gone', () => !pids.some(isAlive));
      await eventually('the adapter has gone', () => child.exitCode === 0);
    });

    it('goes with its session, and the port goes on', async () => {
      const { open } = await startOnPort();
      const client = open();
      const pids = await busy(client, language);
      client.close();
      await eventually('the function has gone', () => !pids.some(isAlive));
      expect(await open().request('initialize', {})).toBeDefined();
    });
  },
);

it('a pause does not wait for a function, whose answer is taken later', async () => {
  const { client } = startOnStdio();
  const folder = folderWith({
    'call.asl.json': call,
    'call.scenario.yaml': 'resources: { functions: { f: { handler: f.handler, timeout: 15m } } }\n',
    'f.mjs': `import { existsSync } from 'node:fs'; import { setTimeout } from 'node:timers/promises';
      export const handler = async () => { while (!existsSync('go')) await setTimeout(10); };`,
  });
  await launch(client, join(folder, 'call.asl.json'));
  await eventually('the function is invoked', () => /Function f invoked/.test(output(client)));
  expect(await client.ask('pause')).toMatchObject({ success: true });
  const { body } = await client.event(['stopped'], 0);
  expect(body).toMatchObject({ reason: 'pause' });
  writeFileSync(join(folder, 'go'), '');
  expect(await client.ask('continue', { threadId: 1 })).toMatchObject({ success: true });
  await client.event(['terminated'], 0);
  expect(output(client)).toMatch(/SUCCEEDED with output/);
});
