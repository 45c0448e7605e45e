/** The rules of docs/SEMANTICS.md, one test each. */
import { describe, expect, test } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { drive, type DriveOptions, type Recorded } from './drive.ts';

type States = { readonly [name: string]: Json };

const end = { End: true };
const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const callback = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };

async function run(
  states: States,
  input: Json = {},
  options: DriveOptions = {},
): Promise<Recorded> {
  return drive({ StartAt: Object.keys(states)[0] ?? '', States: states }, input, options);
}

async function outputOf(
  states: States,
  input?: Json,
  options?: DriveOptions,
): Promise<Json | undefined> {
  return (await run(states, input, options)).last.output;
}

/** Events as `type<previous`, with ids counted from 1. */
function chain({ history }: Recorded): string[] {
  return history.map(({ type, previousEventId }) => `${type}<${previousEventId}`);
}

describe('data flow', () => {
  test.each([
    [{ InputPath: null }, {}],
    [{ OutputPath: null }, {}],
    [{ Result: 1, ResultPath: null }, { a: { b: 1 } }],
  ])('S1 null paths: %j', async (fields, output) => {
    expect(await outputOf({ P: { Type: 'Pass', ...fields, ...end } }, { a: { b: 1 } })).toEqual(
      output,
    );
  });

  test('S2 ResultPath writes into the input as it came', async () => {
    const state = { Type: 'Pass', InputPath: '$.a', ResultPath: '$.r', ...end };
    expect(await outputOf({ P: state }, { a: { b: 1 } })).toEqual({ a: { b: 1 }, r: { b: 1 } });
  });

  test('S3 a missing OutputPath cannot be caught', async () => {
    const states = {
      T: {
        ...lambda,
        OutputPath: '$.no',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
        ...end,
      },
      C: { Type: 'Pass', ...end },
    };
    const { last } = await run(states);
    expect(last.error).toBe('States.Runtime');
    expect(last.cause).toBe(
      "An error occurred while executing the state 'T' (entered at the event id #2). Invalid path '$.no' : No results for path: $['no']",
    );
  });

  test('S4 a missing path in a template names its field', async () => {
    const { last } = await run({ P: { Type: 'Pass', Parameters: { 'v.$': '$.no' }, ...end } });
    expect(last.error).toBe('States.Runtime');
    expect(last.cause).toContain(
      "The JSONPath '$.no' specified for the field 'v.$' could not be found in the input '{}'",
    );
  });

  test('S5 an indefinite path that finds nothing gives an empty list', async () => {
    expect(await outputOf({ P: { Type: 'Pass', InputPath: '$.no[*].b', ...end } })).toEqual([]);
  });

  test('S6 Output sees the variables from before the state', async () => {
    const states = {
      A: { Type: 'Pass', QueryLanguage: 'JSONata', Assign: { x: 1 }, Next: 'B' },
      B: { Type: 'Pass', QueryLanguage: 'JSONata', Assign: { x: 2 }, Output: '{% $x %}', ...end },
    };
    expect(await outputOf(states)).toBe(1);
  });

  test('S7 variables of an iteration stay inside', async () => {
    const inner = { StartAt: 'I', States: { I: { Type: 'Pass', Assign: { y: 2 }, ...end } } };
    const states = {
      M: { Type: 'Map', ItemProcessor: inner, Next: 'P' },
      P: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $exists($y) %}', ...end },
    };
    expect(await outputOf(states, [1])).toBe(false);
  });

  test('S8 a result over 262,144 bytes is too large', async () => {
    const task = (): { readonly output: Json } => ({ output: 'é'.repeat(131_072) });
    const { last } = await run({ T: { ...lambda, ...end } }, {}, { task });
    expect(last.error).toBe('States.DataLimitExceeded');
  });
});

describe('errors', () => {
  test('S9 a used-up retrier is followed by the catchers, not by other retriers', async () => {
    const retry = (names: readonly string[], MaxAttempts: number): Json => ({
      ErrorEquals: names,
      MaxAttempts,
    });
    const states = {
      T: { ...lambda, Retry: [retry(['A'], 1), retry(['States.ALL'], 5)], ...end },
    };
    const { history } = await run(states, {}, { task: () => ({ error: 'A' }) });
    expect(history.filter(({ type }) => type === 'TaskFailed')).toHaveLength(2);
  });

  test('S10 States.ALL takes States.DataLimitExceeded', async () => {
    const states = {
      T: { ...lambda, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], ...end },
      C: { Type: 'Pass', ...end },
    };
    const task = (): { readonly output: Json } => ({ output: 'x'.repeat(300_000) });
    expect((await run(states, {}, { task })).last.status).toBe('SUCCEEDED');
  });

  test('S11 a failure without error is caught with nulls', async () => {
    const states = {
      T: { ...callback, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], ...end },
      C: { Type: 'Pass', ...end },
    };
    const output = await outputOf(states, {}, { task: () => ({ error: undefined }) });
    expect(output).toEqual({ Error: null, Cause: null });
    const named = await outputOf(states, {}, { task: () => ({ error: 'E' }) });
    expect(named).toEqual({ Error: 'E', Cause: null });
  });

  test.each([
    ['TimeoutSeconds', callback],
    ['HeartbeatSeconds', callback],
    ['TimeoutSeconds', lambda],
  ])('S12 the error output of a %s has an empty cause', async (field, task) => {
    const timedOut = { ...task, [field]: 5 };
    const inner = { StartAt: 'T', States: { T: { ...timedOut, ...end } } };
    const caught = [{ ErrorEquals: ['States.Timeout'], Next: 'C' }];
    const told = [{ ...caught[0], Output: '{% $states.errorOutput %}' }];
    const ways = [
      { ...timedOut, Catch: caught },
      { ...timedOut, QueryLanguage: 'JSONata', Catch: told },
      { Type: 'Parallel', Branches: [inner], Catch: caught },
      { Type: 'Map', ItemProcessor: inner, Catch: caught },
    ];
    for (const way of ways) {
      const states = { S: { ...way, ...end }, C: { Type: 'Pass', ...end } };
      const { last, history } = await run(states, [1], { task: () => 'none' });
      expect(last.output).toEqual({ Error: 'States.Timeout', Cause: '' });
      const event = history.find(({ type }) => type.endsWith('TimedOut'));
      expect(event?.details).not.toHaveProperty('cause');
    }
  });

  test('S12 a missing heartbeat is States.Timeout without cause', async () => {
    const { last, history } = await run(
      { T: { ...callback, HeartbeatSeconds: 5, ...end } },
      {},
      { task: () => 'none' },
    );
    expect(history.at(-2)).toMatchObject({
      type: 'TaskTimedOut',
      details: { error: 'States.Timeout' },
    });
    expect([last.error, last.cause]).toEqual(['States.Timeout', undefined]);
  });

  test('S13 the machine’s TimeoutSeconds ends it without error or cause', async () => {
    const machine = {
      StartAt: 'W',
      TimeoutSeconds: 5,
      States: { W: { Type: 'Wait', Seconds: 60, ...end } },
    };
    const { last } = await drive(machine, {});
    expect([last.status, last.error, last.cause]).toEqual(['TIMED_OUT', undefined, undefined]);
  });

  test('S14 EvaluationFailed follows the event before it', async () => {
    const states = {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $no %}', ...end },
    };
    const recorded = await run(states);
    expect(chain(recorded).slice(-3)).toEqual([
      'PassStateEntered<3',
      'EvaluationFailed<4',
      'ExecutionFailed<5',
    ]);
    expect(recorded.last.error).toBe('States.QueryEvaluationError');
  });

  test('S14 EvaluationFailed of a try again follows that of the try before', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }];
    const Output = '{% $no %}';
    const pass = { StartAt: 'P', States: { P: { Type: 'Pass', ...end } } };
    const parallel = { Type: 'Parallel', Branches: [pass], QueryLanguage: 'JSONata' };
    const begins = [
      'ExecutionStarted<0',
      'ParallelStateEntered<0',
      'ParallelStateStarted<2',
      'PassStateEntered<3',
      'PassStateExited<4',
      'ParallelStateSucceeded<5',
      'EvaluationFailed<6',
    ];
    const recorded = await run({ S: { ...parallel, Output, Retry, ...end } });
    expect(chain(recorded).slice(0, 8)).toEqual([...begins, 'ParallelStateStarted<7']);
    const wrong = { ...parallel, Arguments: Output, Retry, ...end };
    expect(chain(await run({ S: wrong }))).toEqual([
      ...begins.slice(0, 2),
      'EvaluationFailed<2',
      'EvaluationFailed<3',
      'EvaluationFailed<4',
      'ParallelStateFailed<5',
      'ExecutionFailed<6',
    ]);
  });

  test.each([
    ['Parallel', 'ResultSelector', { 'a.$': '$.no' }],
    ['Map', 'ResultSelector', { 'a.$': '$.no' }],
    ['Parallel', 'ResultPath', '$[0].a'],
  ])('S66 what fails in a %s after its success follows that event', async (type, field, value) => {
    const inner = { StartAt: 'P', States: { P: { Type: 'Pass', ...end } } };
    const inside = type === 'Map' ? { ItemProcessor: inner } : { Branches: [inner] };
    const right = { S: { Type: type, ...inside, Next: 'Z' }, Z: { Type: 'Succeed' } };
    const succeeded = chain(await run(right, [1])).findIndex((line) =>
      line.startsWith(`${type}StateSucceeded`),
    );
    const exit = chain(await run(right, [1]))[succeeded + 1];
    expect(exit).toBe(`${type}StateExited<${succeeded}`);
    const recorded = chain(await run({ ...right, S: { ...right.S, [field]: value } }, [1]));
    expect(recorded[succeeded + 1]?.replace(/State.*</, '<')).toMatch(
      new RegExp(`^(Execution|${type})\\w*<${succeeded + 1}$`),
    );
  });

  test('S67 States.Runtime in a branch or iteration ends the execution at once', async () => {
    const wrong = { Type: 'Pass', Parameters: { 'a.$': '$.no' }, ...end };
    const inner = { StartAt: 'I', States: { I: wrong } };
    const other = { StartAt: 'T', States: { T: { ...lambda, ...end } } };
    const handlers = {
      Retry: [{ ErrorEquals: ['States.ALL'] }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }],
      Next: 'Z',
    };
    const inParallel = { Type: 'Parallel', Branches: [inner, other] };
    const inMap = { Type: 'Map', ItemProcessor: inner };
    const nested = {
      Type: 'Parallel',
      Branches: [other, { StartAt: 'M', States: { M: { ...inMap, ...end } } }],
    };
    for (const state of [inParallel, inMap, nested]) {
      const states = { S: { ...state, ...handlers }, Z: { Type: 'Succeed' } };
      const { last, history } = await run(states, [1, 2]);
      const end = history.at(-1);
      expect([last.status, last.error, end?.type]).toEqual([
        'FAILED',
        'States.Runtime',
        'ExecutionFailed',
      ]);
      const before = history.find(({ id }) => id === end?.previousEventId);
      expect(before).toMatchObject({ type: 'PassStateEntered', details: { name: 'I' } });
      expect(last.cause).toContain(`'I' (entered at the event id #${before?.id})`);
      expect(history.filter(({ type }) => /Failed|Aborted/.test(type))).toEqual([end]);
      expect(last.threads.size).toBe(0);
    }
  });

  test('S67 other errors of a branch are still those of the state around it', async () => {
    const inner = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'States.RuntimeX' } } };
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Z' }];
    const state = { Type: 'Parallel', Branches: [inner], Catch, Next: 'Z' };
    const { last } = await run({ S: state, Z: { Type: 'Succeed' } });
    expect(last.status).toBe('SUCCEEDED');
  });

  test('S15 a Choice that matches nothing points to no next state', async () => {
    const rule = { Variable: '$.a', NumericEquals: 2, Next: 'P' };
    const { last } = await run(
      { C: { Type: 'Choice', Choices: [rule] }, P: { Type: 'Pass', ...end } },
      { a: 1 },
    );
    expect(last.error).toBe('States.Runtime');
    expect(last.cause).toContain('The state does not point to a next state.');
  });
});

describe('branches and iterations', () => {
  const scope = (states: States): Json => ({
    StartAt: Object.keys(states)[0] ?? '',
    States: states,
  });

  test('S16 branches take turns, state by state', async () => {
    const branch = (name: string): Json =>
      scope({
        [`${name}1`]: { Type: 'Pass', Next: `${name}2` },
        [`${name}2`]: { Type: 'Pass', ...end },
      });
    const { history } = await run({
      B: { Type: 'Parallel', Branches: [branch('L'), branch('R')], ...end },
    });
    const entered = history.filter((event) => event.type === 'PassStateEntered');
    expect(entered.map(({ details }) => details.name)).toEqual(['L1', 'R1', 'L2', 'R2']);
  });

  test('S17 an inline Map runs 40 iterations at once', async () => {
    const items = Array.from({ length: 60 }, (_, index) => index);
    const inner = scope({ W: { Type: 'Wait', Seconds: 1, ...end } });
    const { snapshots } = await run({ M: { Type: 'Map', ItemProcessor: inner, ...end } }, items);
    expect(Math.max(...snapshots.map(({ threads }) => threads.size))).toBe(41);
  });

  test('S18 an iteration’s success and the next start follow one event', async () => {
    const inner = scope({ I: { Type: 'Pass', ...end } });
    const recorded = await run(
      { M: { Type: 'Map', MaxConcurrency: 1, ItemProcessor: inner, ...end } },
      [1, 2],
    );
    expect(chain(recorded).slice(6, 8)).toEqual([
      'MapIterationSucceeded<6',
      'MapIterationStarted<6',
    ]);
  });

  test('S19 a Task that fails in a branch is followed by TaskStateAborted', async () => {
    const branches = [scope({ T: { ...lambda, ...end } })];
    const recorded = await run(
      { B: { Type: 'Parallel', Branches: branches, ...end } },
      {},
      { task: () => ({ error: 'E' }) },
    );
    expect(chain(recorded).slice(-4)).toEqual([
      'TaskFailed<6',
      'TaskStateAborted<7',
      'ParallelStateFailed<7',
      'ExecutionFailed<9',
    ]);
  });

  test('S20 the other iterations are aborted before the failed one is recorded', async () => {
    const inner = scope({
      C: {
        Type: 'Choice',
        Choices: [{ Variable: '$', NumericEquals: 1, Next: 'F' }],
        Default: 'W',
      },
      W: { Type: 'Wait', Seconds: 60, ...end },
      F: { Type: 'Fail', Error: 'E' },
    });
    const { history } = await run({ M: { Type: 'Map', ItemProcessor: inner, ...end } }, [0, 1]);
    const types = history.map(({ type }) => type);
    const failure = history[types.indexOf('FailStateEntered')];
    const after = history.slice(types.indexOf('FailStateEntered') + 1);
    expect(after.map(({ type }) => type)).toEqual([
      'MapIterationAborted',
      'WaitStateAborted',
      'MapIterationFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
    expect(after.slice(0, 4).map(({ previousEventId }) => previousEventId)).toEqual(
      Array(4).fill(failure?.id),
    );
  });

  test('S21 a retried Map starts anew without MapStateFailed', async () => {
    const inner = scope({ F: { Type: 'Fail', Error: 'E' } });
    const retry = [{ ErrorEquals: ['E'], MaxAttempts: 1 }];
    const { history } = await run(
      { M: { Type: 'Map', ItemProcessor: inner, Retry: retry, ...end } },
      [1],
    );
    const count = (wanted: string): number => history.filter(({ type }) => type === wanted).length;
    expect([count('MapStateStarted'), count('MapStateFailed')]).toEqual([2, 1]);
  });

  test('S22 a distributed Map counts failures against its threshold', async () => {
    const inner = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'F',
      States: { F: { Type: 'Fail', Error: 'E' } },
    };
    const { last, history } = await run({ M: { Type: 'Map', ItemProcessor: inner, ...end } }, [1]);
    expect(last.error).toBe('States.ExceedToleratedFailureThreshold');
    expect(history.map(({ type }) => type)).not.toContain('FailStateEntered');
  });
});

describe('history and identity', () => {
  test('S23 the first state follows 0', async () => {
    const recorded = await run({ P: { Type: 'Pass', ...end } });
    expect(chain(recorded)[1]).toBe('PassStateEntered<0');
  });

  test('S24 an endless loop ends with the 25,000th event', async () => {
    const { history, last } = await run({ Loop: { Type: 'Pass', Next: 'Loop' } });
    expect(history.at(-1)).toMatchObject({
      id: 25_000,
      previousEventId: 24_999,
      type: 'ExecutionFailed',
    });
    expect(last.cause).toBe('The execution reached the maximum number of history events (25000).');
  });

  test('S25 an express execution ends after five minutes', async () => {
    const { last } = await run(
      { W: { Type: 'Wait', Seconds: 301, ...end } },
      {},
      { type: 'EXPRESS' },
    );
    expect(last.status).toBe('TIMED_OUT');
  });

  test('S26 the seed decides what chance gives', async () => {
    const states = { P: { Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' }, ...end } };
    const ids = await Promise.all([1, 1, 2].map((seed) => outputOf(states, {}, { seed })));
    expect(ids[0]).toEqual(ids[1]);
    expect(ids[0]).not.toEqual(ids[2]);
  });
});
