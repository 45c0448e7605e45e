import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stepthrough } from './stepthrough.ts';

const order = 'samples/order-fulfilment/order.asl.json';

describe('stepthrough run', () => {
  it('prints the trace and the output of the sample', async () => {
    const { code, stdout } = await stepthrough(['run', order, '--start', 'web shop']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\+00:00:00\.000 .*POST \/orders to shop$/m);
    expect(stdout).toMatch(/^\+00:01:36\.\d+ .*back office: sendTaskSuccess$/m);
    const output: unknown = JSON.parse(stdout.slice(stdout.indexOf('SUCCEEDED\n{') + 10));
    expect(output).toMatchObject({ orderId: 'o-77', approval: { approvedBy: 'Kim' } });
  });

  it('prints only the output when it is asked to be quiet, and the same for a seed', async () => {
    const runs = await Promise.all(
      [1, 2].map(() => stepthrough(['run', order, '--quiet', '--seed', '3'])),
    );
    expect(runs[0]?.stdout).toMatch(/^SUCCEEDED\n\{/);
    expect(runs[1]?.stdout).toBe(runs[0]?.stdout);
  });

  it('prints what a function answers that a start invokes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stepthrough-cli-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const scenario = join(folder, 'greet.scenario.yaml');
    writeFileSync(
      scenario,
      [
        'scenario: 1',
        'resources:',
        '  functions:',
        '    greet: { answers: [{ return: hello }] }',
        'starts:',
        '  alone: { invoke: { function: greet } }',
        '',
      ].join('\n'),
    );
    const { code, stdout, stderr } = await stepthrough([
      'run',
      order,
      '--scenario',
      scenario,
      '--quiet',
    ]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ StatusCode: 200, Payload: 'hello' });
    expect(code).toBe(0);
  });

  it('prints the history that GetExecutionHistory would list', async () => {
    const { stdout } = await stepthrough(['run', order, '--quiet', '--history']);
    const events = JSON.parse(
      stdout.slice(0, stdout.lastIndexOf(']') + 1).split('\nSUCCEEDED')[0] ?? '',
    ) as {
      type: string;
    }[];
    expect(events[0]?.type).toBe('ExecutionStarted');
    expect(events.at(-1)?.type).toBe('ExecutionSucceeded');
  });

  it.each([
    { args: ['run'], code: 2, says: /^Name the definition to run\./ },
    { args: ['run', 'nowhere.asl.json'], code: 1, says: /nowhere\.asl\.json.*no such/ },
    { args: ['run', order, '--start', 'by post'], code: 1, says: /by post.*web shop/s },
    { args: ['run', order, '--input', '{'], code: 1, says: /^--input:1:2: / },
    { args: ['run', order, '--input-file', 'nowhere.json'], code: 1, says: /nowhere\.json/ },
    { args: ['run', order, '--seed', 'x'], code: 2, says: /--seed takes a whole number, not "x"/ },
    { args: ['run', order, '--colour'], code: 2, says: /--colour/ },
    { args: ['run', order, '--scenario', order], code: 1, says: /order\.asl\.json:\d+:\d+: / },
    { args: ['walk'], code: 2, says: /^There is no command "walk"\./ },
  ])('refuses $args in words', async ({ args, code, says }) => {
    const ended = await stepthrough(args);
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.code).toBe(code);
  });
});
