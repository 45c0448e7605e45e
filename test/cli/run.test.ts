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

  it('tells numbers of the input that it cannot hold, also when it is to be quiet', async () => {
    const input = '{"orderId": 9007199254740993}';
    const { stdout, stderr } = await stepthrough(['run', order, '--quiet', '--input', input]);
    expect(stderr).toContain('--input:1:13: 9007199254740993 is 9007199254740992 here');
    expect(stdout).not.toContain('9007199254740993');
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

  describe('refuses what `validate` refuses, in its words', () => {
    const invalid = {
      'main.asl.json':
        '{"StartAt":"A","States":{"A":{"Type":"Parallel","End":true,"Branches":[{"StartAt":1,"States":{"x":{"Type":"Succeed"}}}]}}}',
      'wait.asl.json': '{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":"soon","End":true}}}',
      'next.asl.yaml': 'StartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n',
    };

    it.each(Object.entries(invalid))('%s', async (name, text) => {
      const file = join(folderOf({ [name]: text }), name);
      const validated = await stepthrough(['validate', file]);
      const ended = await stepthrough(['run', file]);
      expect(ended.code).toBe(1);
      expect(ended.stdout).toBe('');
      const errors = validated.stdout.split('\n').filter((line) => line.includes(': error: '));
      expect(errors.length).toBeGreaterThan(0);
      expect(ended.stderr.trimEnd().split('\n')).toEqual([
        ...errors,
        'AWS would not accept this, and it is not run.',
      ]);
    });

    it('also of a machine that the scenario names', async () => {
      const folder = folderOf({
        ...invalid,
        'good.asl.json': '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
        'good.scenario.yaml':
          'machines: { other: { definition: wait.asl.json } }\nstarts: { s: { input: {} } }\n',
      });
      const ended = await stepthrough(['run', join(folder, 'good.asl.json')]);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toMatch(/wait\.asl\.json:1:\d+: error: .*Seconds/);
    });

    it('but runs what has warnings', async () => {
      const folder = folderOf({
        'warned.asl.json':
          '{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":false,"Next":"B"}]},"B":{"Type":"Succeed"}}}',
      });
      const file = join(folder, 'warned.asl.json');
      expect((await stepthrough(['validate', file])).stdout).toContain(': warning: ');
      expect((await stepthrough(['run', file])).code).toBe(0);
    });
  });

  it('exits with 1 when the run is not over, though the first execution has succeeded', async () => {
    const startsAnother = {
      StartAt: 'Start',
      States: {
        Start: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Parameters: {
            StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:asks',
          },
          End: true,
        },
      },
    };
    const asks = {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: 1, Next: 'Ask' },
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::bedrock:invokeModel',
          Parameters: { ModelId: 'm' },
          End: true,
        },
      },
    };
    const folder = folderOf({
      'starts.asl.json': JSON.stringify(startsAnother),
      'asks.asl.json': JSON.stringify(asks),
      'starts.scenario.yaml':
        'machines: { asks: { definition: asks.asl.json } }\nstarts: { s: { input: {} } }\n',
    });
    const ended = await stepthrough(['run', join(folder, 'starts.asl.json'), '--quiet']);
    expect(ended.stdout).toMatch(/^SUCCEEDED/);
    expect(ended.stderr).toContain('Nothing answers the Task "Ask"');
    expect(ended.code).toBe(1);
  });
});

function folderOf(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-cli-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
