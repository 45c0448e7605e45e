import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '@stepthrough/asl';
import {
  describeExecution,
  exportHistory,
  redrive,
  redriveStatusOf,
  type HistoryEvent,
} from '@stepthrough/interpreter';
import { drive, driveFrom, freeze, type DriveOptions, type Recorded } from './drive.ts';
import { machines } from './machines.ts';

const lambda = 'arn:aws:states:::lambda:invoke';
const task = (name: string, fields: object = {}) => ({
  [name]: { Type: 'Task', Resource: lambda, Parameters: { name }, End: true, ...fields },
});
const branch = (name: string) => ({ StartAt: name, States: task(name) });

/** Tasks that fail in the first run, and what they are asked for in either run. */
async function redriven(
  definition: Json,
  input: Json,
  failsFirst: (name: string, input: Json) => boolean,
  options: DriveOptions = {},
): Promise<{ first: Recorded; second: Recorded; asked: readonly string[] }> {
  let isFirst = true;
  const asked: string[] = [];
  const all: DriveOptions = {
    ...options,
    task: ({ origin, parameters }) => {
      const step = origin.path.at(-1);
      const at = step && 'map' in step ? `[${step.index}]` : '';
      asked.push(`${isFirst ? '' : 'again '}${origin.state}${at}`);
      if (isFirst && failsFirst(origin.state + at, parameters))
        return { error: 'Oops', cause: 'no' };
      return { output: `${origin.state}${at} done` };
    },
  };
  const first = await drive(definition, input, all);
  isFirst = false;
  const again = redrive(first.program, first.last, first.last.now + 1000);
  const second = await driveFrom(first.program, again, first.options, all);
  return { first, second, asked };
}

function brief(history: readonly HistoryEvent[]): readonly string[] {
  return history.map(({ id, previousEventId, type }) => `${previousEventId}>${id} ${type}`);
}

describe('S27 a redrive', () => {
  test('does the failed state again, from its entry, and keeps what succeeded', async () => {
    const definition = {
      StartAt: 'One',
      States: { ...task('One', { End: undefined, Next: 'Two' }), ...task('Two') },
    };
    const { first, second, asked } = await redriven(definition, {}, (name) => name === 'Two');
    expect(asked).toEqual(['One', 'Two', 'again Two']);
    expect(brief(first.history.slice(-2))).toEqual(['9>10 TaskFailed', '10>11 ExecutionFailed']);
    expect(brief(second.history)).toEqual([
      '11>12 ExecutionRedriven',
      '7>13 TaskScheduled',
      '13>14 TaskStarted',
      '14>15 TaskSucceeded',
      '15>16 TaskStateExited',
      '16>17 ExecutionSucceeded',
    ]);
    expect(exportHistory(second.history)[0]).toMatchObject({
      executionRedrivenEventDetails: { redriveCount: 1 },
    });
    expect(second.last.output).toBe('Two done');
  });

  test('counts tries anew and tells the context object', async () => {
    const definition = {
      StartAt: 'T',
      States: task('T', {
        Retry: [{ ErrorEquals: ['Oops'], MaxAttempts: 1 }],
        Parameters: { 'at.$': '$$.Execution.RedriveTime', 'count.$': '$$.Execution.RedriveCount' },
        Catch: [{ ErrorEquals: ['Never'], Next: 'T' }],
      }),
    };
    const first = await drive(
      { ...definition, States: task('T', { Retry: [{ ErrorEquals: ['Oops'], MaxAttempts: 1 }] }) },
      {},
      { task: () => ({ error: 'Oops' }) },
    );
    const again = redrive(first.program, first.last, first.last.now + 5000);
    const tries: number[] = [];
    const second = await driveFrom(first.program, again, first.options, {
      task: ({ origin }) => {
        tries.push(origin.attempt);
        return { error: 'Oops' };
      },
    });
    expect(tries).toEqual([0, 1]);
    expect(second.last.facts.context.Execution).toMatchObject({
      RedriveCount: 1,
      RedriveTime: '2026-01-01T00:00:06.000Z',
    });
    const third = redrive(first.program, second.last, second.last.now);
    expect(third.snapshot.facts.redriveCount).toBe(2);
  });

  test('runs only the branches of a Parallel that did not succeed', async () => {
    const definition = {
      StartAt: 'P',
      States: {
        P: { Type: 'Parallel', Branches: ['A', 'B', 'C'].map(branch), End: true },
      },
    };
    const { second, asked } = await redriven(definition, {}, (name) => name === 'B');
    expect(asked).toEqual(['A', 'B', 'again B', 'again C']);
    expect(second.last.output).toEqual(['A done', 'B done', 'C done']);
  });

  test('runs only the iterations of an inline Map that did not succeed', async () => {
    const definition = {
      StartAt: 'M',
      States: { M: { Type: 'Map', MaxConcurrency: 1, ItemProcessor: branch('T'), End: true } },
    };
    const { second, asked } = await redriven(definition, [1, 2, 3], (name) => name === 'T[1]');
    expect(asked).toEqual(['T[0]', 'T[1]', 'again T[1]', 'again T[2]']);
    expect(second.last.output).toEqual(['T[0] done', 'T[1] done', 'T[2] done']);
  });

  test('runs all of a Parallel whose result was too large', async () => {
    const definition = {
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: ['A', 'B'].map(branch), End: true } },
    };
    let size = 200_000;
    const asked: string[] = [];
    const options: DriveOptions = {
      task: ({ origin }) => {
        asked.push(origin.state);
        return { output: 'x'.repeat(size) };
      },
    };
    const first = await drive(definition, {}, options);
    expect(first.last.error).toBe('States.DataLimitExceeded');
    size = 1;
    const again = redrive(first.program, first.last, first.last.now);
    const { last } = await driveFrom(first.program, again, first.options, options);
    expect(asked).toEqual(['A', 'B', 'A', 'B']);
    expect(last.output).toEqual(['x', 'x']);
  });

  test('starts only the children of a Map Run that did not succeed, in the same Map Run', async () => {
    const definition = {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
            StartAt: 'T',
            States: { T: { Type: 'Task', Resource: lambda, End: true } },
          },
          End: true,
        },
      },
    };
    const { first, second, asked } = await redriven(definition, [7, 8, 9], (_, item) => item === 8);
    expect(asked).toEqual(['T', 'T', 'again T', 'again T']);
    expect(brief(second.history).slice(0, 2)).toEqual([
      '7>8 ExecutionRedriven',
      '4>9 MapRunRedriven',
    ]);
    const started = first.history.find(({ type }) => type === 'MapRunStarted');
    expect(second.history[1]?.details).toEqual({ ...started?.details, redriveCount: 1 });
    expect(second.last.output).toEqual(['T done', 'T done', 'T done']);
  });

  test('goes on after a timeout, whose time begins anew', async () => {
    const definition = {
      TimeoutSeconds: 10,
      StartAt: 'W',
      States: {
        W: { Type: 'Wait', Timestamp: '2026-01-01T00:00:15Z', Next: 'Done' },
        Done: { Type: 'Succeed' },
      },
    };
    const first = await drive(definition, {});
    expect(first.last.status).toBe('TIMED_OUT');
    const again = redrive(first.program, first.last, first.last.now + 1000);
    const { last } = await driveFrom(first.program, again, first.options);
    expect(last.status).toBe('SUCCEEDED');
    expect(new Date(last.now).toISOString()).toBe('2026-01-01T00:00:15.000Z');
  });

  test.each([
    [14 * 24 * 3_600_000, 'REDRIVABLE'],
    [14 * 24 * 3_600_000 + 1, 'NOT_REDRIVABLE'],
  ])('%i ms after the end it is %s', async (after, status) => {
    const failing: DriveOptions = { task: () => ({ error: 'E' }) };
    const { last } = await drive({ StartAt: 'T', States: task('T') }, {}, failing);
    expect(redriveStatusOf(last, last.now + after).redriveStatus).toBe(status);
  });

  test.each<[string, DriveOptions, number, string]>([
    ['one that succeeded', {}, 0, 'Execution is SUCCEEDED and cannot be redriven'],
    [
      'an express one',
      { type: 'EXPRESS', task: () => ({ error: 'E' }) },
      0,
      'Execution is FAILED and cannot be redriven',
    ],
    [
      'one that ended 14 days ago',
      { task: () => ({ error: 'E' }) },
      15,
      'Execution redrivable period exceeded',
    ],
  ])('is not for %s', async (_, options, days, reason) => {
    const { program, last } = await drive({ StartAt: 'T', States: task('T') }, {}, options);
    const at = last.now + days * 24 * 3_600_000;
    expect(redriveStatusOf(last, at)).toEqual({
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: reason,
    });
    expect(() => redrive(program, last, at)).toThrow(RangeError);
  });

  test('ends every run that it makes of a failed random machine, and changes no snapshot', async () => {
    let redrives = 0;
    const failing: DriveOptions = {
      task: ({ origin }) => (origin.visit % 2 === 0 ? { error: 'Oops' } : { output: 1 }),
      watch: freeze,
    };
    await fc.assert(
      fc.asyncProperty(machines, async (machine) => {
        const first = await drive(machine, { items: [1, 2, 3], seconds: 1 }, failing);
        if (redriveStatusOf(first.last, first.last.now).redriveStatus !== 'REDRIVABLE') return;
        redrives += 1;
        const again = redrive(first.program, first.last, first.last.now);
        const { last, history } = await driveFrom(first.program, again, first.options, failing);
        expect(last.status).not.toBe('RUNNING');
        expect(history[0]?.id).toBe(first.last.lastEventId + 1);
      }),
      { numRuns: 150 },
    );
    expect(redrives).toBeGreaterThan(20);
  });
});

describe('S28 DescribeExecution', () => {
  test('tells of a failed execution that it can be redriven', async () => {
    const { last } = await drive(
      { StartAt: 'T', States: task('T') },
      { a: 1 },
      {
        task: () => ({ error: 'E', cause: 'why' }),
      },
    );
    expect(describeExecution(last, last.now)).toEqual({
      executionArn: 'arn:aws:states:us-east-1:111111111111:execution:M:run',
      stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:M',
      name: 'run',
      status: 'FAILED',
      startDate: Date.UTC(2026, 0, 1) / 1000,
      stopDate: Date.UTC(2026, 0, 1) / 1000,
      input: '{"a":1}',
      inputDetails: { included: true },
      error: 'E',
      cause: 'why',
      redriveCount: 0,
      redriveStatus: 'REDRIVABLE',
    });
  });

  test('tells the output of one that succeeded', async () => {
    const { last } = await drive({ StartAt: 'T', States: task('T') }, {});
    expect(describeExecution(last, last.now)).toMatchObject({
      output: '{"name":"T"}',
      outputDetails: { included: true },
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });
});
