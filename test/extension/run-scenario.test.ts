import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runScenario } from '../../extension/src/testing/run-scenario.ts';
import { eventually, isAlive } from '../processes.ts';

const program = join(import.meta.dirname, '../../cli/src/main.ts');

/** What a person holds who may cancel. */
function canceller() {
  const listeners: ((event: undefined) => void)[] = [];
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: (event: undefined) => void) => {
      listeners.push(listener);
      return { dispose: () => undefined };
    },
  };
  return {
    token,
    cancel: () => {
      token.isCancellationRequested = true;
      for (const listener of listeners) listener(undefined);
    },
  };
}

function folderWith(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-scenario-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const call = JSON.stringify({
  StartAt: 'A',
  States: {
    A: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f' },
      End: true,
    },
  },
});

describe('a scenario that the Test Explorer runs', () => {
  it('gives its report', async () => {
    const file = join(import.meta.dirname, '../../samples/order-fulfilment/order.scenario.yaml');
    const report = await runScenario(program, file, ['web shop'], canceller().token);
    expect(report?.cases).toMatchObject([{ name: 'web shop', passed: true }]);
  });

  it('says why there is none', async () => {
    const given = runScenario('/no/such/program.cjs', 'x.scenario.yaml', [], canceller().token);
    await expect(given).rejects.toThrow(/^The scenario could not be run: .*program\.cjs/s);
  });

  it.skipIf(process.platform === 'win32')(
    'ends with its handlers when it is cancelled',
    async () => {
      const folder = folderWith({
        'm.asl.json': call,
        'm.scenario.yaml':
          'resources: { functions: { f: { handler: f.handler, timeout: 15m } } }\n',
        'f.mjs': `import { writeFileSync } from 'node:fs';
        export const handler = async () => { writeFileSync('pids', process.ppid + ' ' + process.pid + '\\n'); for (;;); };`,
      });
      const { token, cancel } = canceller();
      const report = runScenario(program, join(folder, 'm.scenario.yaml'), [], token);
      const written = (): string => {
        try {
          return readFileSync(join(folder, 'pids'), 'utf8');
        } catch {
          return '';
        }
      };
      await eventually('the handler has begun', () => written().endsWith('\n'));
      const pids = written().trim().split(' ').map(Number);
      expect(pids.map(isAlive)).toEqual([true, true]);
      cancel();
      expect(await report).toBeUndefined();
      await eventually('all have gone', () => !pids.some(isAlive));
    },
  );
});
