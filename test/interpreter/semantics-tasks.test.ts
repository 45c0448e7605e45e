/** The rules of docs/SEMANTICS.md on tasks, tries, limits and Map Runs. */
import { describe, expect, test } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { isObject } from '@stepthrough/json';
import { exportHistory, start, step, type Effect } from '@stepthrough/interpreter';
import { drive, optionsOf, programOf, type DriveOptions } from './drive.ts';

const end = { End: true };
const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const callback = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };

function run(states: { readonly [name: string]: Json }, input: Json = {}, options?: DriveOptions) {
  return drive({ StartAt: Object.keys(states)[0] ?? '', States: states }, input, options);
}

/** Every effect of one run whose tasks fail, by kind. */
async function effectsOf(state: Json, input: Json = {}, error = 'E'): Promise<readonly Effect[]> {
  const program = programOf({ StartAt: 'T', States: { T: state } });
  const effects: Effect[] = [];
  let result = start(program, optionsOf(input));
  for (let steps = 0; steps < 200 && result.snapshot.status === 'RUNNING'; steps += 1) {
    effects.push(...result.effects);
    const { snapshot } = result;
    const { waitingFor } = snapshot.threads.get('main') ?? {};
    const at = snapshot.now;
    if (waitingFor?.kind !== 'effect') {
      result = step(program, snapshot, { type: 'advance', granularity: 'state', at });
      continue;
    }
    const { id } = waitingFor;
    const timer = effects.find((effect) => effect.kind === 'timer' && effect.id === id);
    result =
      timer?.kind === 'timer'
        ? step(program, snapshot, { type: 'timer', id, at: timer.at })
        : step(program, snapshot, { type: 'taskFailed', id, error, cause: undefined, at });
  }
  return [...effects, ...result.effects];
}

describe('tasks', () => {
  test('S29 the context object has what the state’s kind has', async () => {
    const read = { Parameters: { 'state.$': '$$.State', 'all.$': '$$' }, ...end };
    const seen: Json[] = [];
    const task: DriveOptions['task'] = ({ parameters }) => {
      seen.push(parameters);
      return { output: 1 };
    };
    await run({ T: { ...lambda, ...read } }, {}, { task });
    await run({ C: { ...callback, ...read } }, {}, { task });
    const pass = await run({ P: { Type: 'Pass', ...read } });
    expect(seen).toMatchObject([{ state: { Name: 'T', RetryCount: 0 } }, { all: { Task: {} } }]);
    expect(seen[0]).not.toHaveProperty('all.Task');
    expect(pass.last.output).not.toHaveProperty('state.RetryCount');
  });

  test.each(['.waitForTaskToken', '.sync', '.sync:2'])(
    'S29 a task with %s reads its token in both query languages',
    async (pattern) => {
      const { Type } = lambda;
      const Resource = `arn:aws:states:::states:startExecution${pattern}`;
      const StateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:child';
      const ways: readonly { readonly [field: string]: Json }[] = [
        { Parameters: { StateMachineArn, 'Input.$': '$$.Task.Token' } },
        {
          QueryLanguage: 'JSONata',
          Arguments: { StateMachineArn, Input: '{% $states.context.Task.Token %}' },
        },
      ];
      for (const way of ways) {
        let tokens: readonly Json[] = [];
        const states = { T: { Type, Resource, ...way, ...end } };
        await run(
          states,
          {},
          {
            task: ({ parameters, taskToken }) => {
              tokens = [taskToken, isObject(parameters) ? (parameters.Input ?? null) : null];
              return { output: 1 };
            },
          },
        );
        expect(tokens[0]).toMatch(/^AQC/);
        expect(tokens[1]).toBe(tokens[0]);
      }
    },
  );

  test('S30 a try again begins with the input', async () => {
    const asked: Json[] = [];
    const state = {
      ...lambda,
      InputPath: '$.a',
      Parameters: { 'b.$': '$.b' },
      Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
      ...end,
    };
    await run(
      { T: state },
      { a: { b: 1 } },
      {
        task: ({ parameters }) => {
          asked.push(parameters);
          return { error: 'E' };
        },
      },
    );
    expect(asked).toEqual([{ b: 1 }, { b: 1 }]);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'a function by its ARN',
      'arn:aws:lambda:us-east-1:111111111111:function:f',
      ['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionSucceeded'],
    ],
    [
      'an activity',
      'arn:aws:states:us-east-1:111111111111:activity:a',
      ['ActivityScheduled', 'ActivitySucceeded'],
    ],
    [
      'an optimized integration',
      'arn:aws:states:::lambda:invoke',
      ['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
    ],
    [
      'an HTTP task',
      'arn:aws:states:::http:invoke',
      ['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
    ],
    [
      'an SDK integration',
      'arn:aws:states:::aws-sdk:s3:getObject',
      ['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
    ],
  ])('S31 %s has its own events', async (_, Resource, types) => {
    const { history } = await run({ T: { Type: 'Task', Resource, ...end } });
    expect(history.slice(2, -2).map(({ type }) => type)).toEqual(types);
  });

  test.each([
    ['arn:aws:states:::states:startExecution.sync:2', 'states', 'startExecution.sync:2'],
    ['arn:aws:states:::aws-sdk:dynamodb:putItem', 'aws-sdk:dynamodb', 'putItem'],
    ['arn:aws:states:::http:invoke', 'http', 'invoke'],
  ])('S31 %s is named by type and action', async (Resource, resourceType, resource) => {
    const { history } = await run({ T: { Type: 'Task', Resource, ...end } });
    expect(exportHistory(history)[2]).toMatchObject({
      taskScheduledEventDetails: { resourceType, resource, region: 'us-east-1' },
    });
  });

  test('S32 each try of a callback has a token of its own, and reads it', async () => {
    const tasks = (
      await effectsOf({
        ...callback,
        Parameters: { 'token.$': '$$.Task.Token' },
        Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }],
        ...end,
      })
    ).filter((effect) => effect.kind === 'task');
    expect(tasks).toHaveLength(3);
    expect(new Set(tasks.map(({ taskToken }) => taskToken)).size).toBe(3);
    for (const { parameters, taskToken } of tasks) expect(parameters).toEqual({ token: taskToken });
  });

  test('S33 a heartbeat starts the time for the next one anew', async () => {
    const program = programOf({
      StartAt: 'T',
      States: { T: { ...callback, HeartbeatSeconds: 5, TimeoutSeconds: 60, ...end } },
    });
    const begun = start(program, optionsOf({}));
    const at = begun.snapshot.now;
    const asked = step(program, begun.snapshot, { type: 'advance', granularity: 'state', at });
    const [task, , heartbeat] = asked.effects;
    const beat = { type: 'taskHeartbeat', id: task?.id ?? 0, at: at + 4000 } as const;
    const after = step(program, asked.snapshot, beat);
    expect(after.effects).toEqual([
      { kind: 'cancel', id: heartbeat?.id },
      expect.objectContaining({ kind: 'timer', purpose: 'heartbeat', at: at + 9000 }),
    ]);
    const [, next] = after.effects;
    const old = step(program, after.snapshot, {
      type: 'timer',
      id: heartbeat?.id ?? 0,
      at: at + 5000,
    });
    expect(old.snapshot.status).toBe('RUNNING');
    const missed = step(program, old.snapshot, { type: 'timer', id: next?.id ?? 0, at: at + 9000 });
    expect(missed.snapshot).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('S33 the time for the whole task goes on beside the heartbeats', async () => {
    const program = programOf({
      StartAt: 'T',
      States: { T: { ...callback, HeartbeatSeconds: 5, TimeoutSeconds: 6, ...end } },
    });
    const begun = start(program, optionsOf({}));
    const at = begun.snapshot.now;
    const asked = step(program, begun.snapshot, { type: 'advance', granularity: 'state', at });
    const [task, timeout] = asked.effects;
    const beat = { type: 'taskHeartbeat', id: task?.id ?? 0, at: at + 4000 } as const;
    const after = step(program, asked.snapshot, beat);
    const late = step(program, after.snapshot, {
      type: 'timer',
      id: timeout?.id ?? 0,
      at: at + 6000,
    });
    expect(late.snapshot).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test.each([9_999, 10_000, 10_001])(
    'S22 of a MaxConcurrency of %i a Map Run has at most 10,000 children at once',
    (MaxConcurrency) => {
      const ItemProcessor = {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'P',
        States: { P: { Type: 'Pass', ...end } },
      };
      const program = programOf({
        StartAt: 'M',
        States: { M: { Type: 'Map', MaxConcurrency, ItemProcessor, ...end } },
      });
      const begun = start(program, optionsOf(Array.from({ length: 10_002 }, () => 0)));
      const at = begun.snapshot.now;
      const asked = step(program, begun.snapshot, { type: 'advance', granularity: 'state', at });
      const children = asked.effects.filter(({ kind }) => kind === 'startChild');
      expect(children).toHaveLength(Math.min(MaxConcurrency, 10_000));
    },
  );

  test.each([
    [{ TimeoutSecondsPath: '$.no' }, "Invalid path '$.no' : No results for path: $['no']"],
    [{ HeartbeatSecondsPath: '$.n' }, 'cannot be parsed as a positive long value: $.n == -1'],
  ])('S34 %j that gives no number ends the execution', async (fields, words) => {
    const { last } = await run({ T: { ...callback, ...fields, ...end } }, { n: -1 });
    expect(last.error).toBe('States.Runtime');
    expect(last.cause).toContain(words);
  });
});

describe('tries', () => {
  async function delays(retrier: object): Promise<readonly number[]> {
    const state = { ...lambda, Retry: [{ ErrorEquals: ['E'], ...retrier }], ...end };
    const timers = (await effectsOf(state)).filter((effect) => effect.kind === 'timer');
    let before = optionsOf({}).at;
    return timers.map(({ at }) => {
      const delay = (at - before) / 1000;
      before = at;
      return delay;
    });
  }

  test.each<[object, readonly number[]]>([
    [{}, [1, 2, 4]],
    [{ IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 10 }, [2, 6, 10, 10]],
    [{ IntervalSeconds: 3, BackoffRate: 1, MaxAttempts: 2 }, [3, 3]],
    [{ MaxAttempts: 0 }, []],
  ])('S35 the delays of %j', async (retrier, expected) => {
    expect(await delays(retrier)).toEqual(expected);
  });

  test('S35 full jitter takes a part of each delay', async () => {
    const parts = await delays({ MaxAttempts: 4, IntervalSeconds: 8, JitterStrategy: 'FULL' });
    expect(parts).toHaveLength(4);
    parts.forEach((part, index) => {
      expect(part).toBeGreaterThanOrEqual(0);
      expect(part).toBeLessThan(8 * 2 ** index);
    });
    expect(parts[0]).not.toBe(8);
  });

  test.each<[string, string | undefined, boolean]>([
    ['States.TaskFailed', 'Own', true],
    ['States.TaskFailed', 'States.Permissions', true],
    ['States.TaskFailed', 'States.Http.StatusCode.404', true],
    ['States.TaskFailed', undefined, true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.DataLimitExceeded', false],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.Runtime', false],
    ['States.Runtime', 'States.Runtime', false],
    ['Own', 'Own', true],
    ['Own', 'Other', false],
  ])('S36 %s takes %s: %s', async (name, error, isTaken) => {
    const states = {
      T: { ...lambda, Catch: [{ ErrorEquals: [name], Next: 'C' }], ...end },
      C: { Type: 'Pass', ...end },
    };
    const { last } = await run(states, {}, { task: () => ({ error }) });
    expect(last.status).toBe(isTaken ? 'SUCCEEDED' : 'FAILED');
  });
});

describe('limits', () => {
  const big = 'x'.repeat(200_000);

  test('S37 what a task is asked for is limited as what it gives', async () => {
    const states = { T: { ...lambda, Parameters: { 'a.$': '$', 'b.$': '$' }, ...end } };
    const { last, history } = await run(states, big);
    expect(last.error).toBe('States.DataLimitExceeded');
    expect(history.map(({ type }) => type)).not.toContain('TaskScheduled');
  });

  test('S38 the variables of one Assign fit into 256 KiB', async () => {
    const states = { P: { Type: 'Pass', Assign: { 'a.$': '$', 'b.$': '$' }, ...end } };
    expect((await run(states, big)).last.error).toBe('States.DataLimitExceeded');
  });

  test('S38 and those of an execution into 10 MiB', async () => {
    const count = 53;
    const states = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `P${index}`,
        {
          Type: 'Pass',
          Assign: { [`v${index}.$`]: '$' },
          ...(index === count - 1 ? end : { Next: `P${index + 1}` }),
        },
      ]),
    );
    const { last } = await run(states, big);
    expect(last.error).toBe('States.DataLimitExceeded');
    expect(last.cause).toContain("in the state 'P52'");
  });

  test('S39 an endless express loop ends as if its five minutes were over', async () => {
    const loop = { Loop: { Type: 'Pass', Next: 'Loop' } };
    const { last } = await run(loop, {}, { type: 'EXPRESS', maxSteps: 200_000 });
    expect([last.status, last.lastEventId]).toEqual(['TIMED_OUT', 100_000]);
  });
});

describe('Map Runs', () => {
  const processor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
    StartAt: 'I',
    States: { I: { Type: 'Pass', Parameters: { 'item.$': '$', 'map.$': '$$.Map.Item' }, ...end } },
  };

  test('S40 each child knows its item, its index and where the item is from', async () => {
    const state = { Type: 'Map', ItemProcessor: processor, Label: 'Mine', ...end };
    const { last, history } = await run({ M: state }, ['a']);
    expect(last.output).toEqual([
      { item: 'a', map: { Index: 0, Value: 'a', Source: 'STATE_DATA' } },
    ]);
    const started = history.find((event) => event.type === 'MapRunStarted');
    expect(started?.details.mapRunArn).toMatch(/:mapRun:M\/Mine:/);
  });

  test('S40 an object that is read is the source', async () => {
    const reader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Parameters: { Bucket: 'b', Key: 'k.json' },
    };
    const state = { Type: 'Map', ItemReader: reader, ItemProcessor: processor, ...end };
    const { last } = await run({ M: state });
    expect(last.output).toMatchObject([{ map: { Source: 'S3://b/k.json' } }, {}, {}]);
  });

  test.each<[object, Json]>([
    [
      {},
      [
        { Key: 'a', Value: 1 },
        { Key: 'b', Value: [2] },
      ],
    ],
    [
      { ItemSelector: { 'k.$': '$$.Map.Item.Key', 'v.$': '$$.Map.Item.Value' } },
      [
        { k: 'a', v: 1 },
        { k: 'b', v: [2] },
      ],
    ],
  ])('S40 the members of an object are items too: %j', async (fields, output) => {
    const only = { ...processor, States: { I: { Type: 'Pass', ...end } } };
    const { last, history } = await run(
      { M: { Type: 'Map', ItemProcessor: only, ...fields, ...end } },
      { a: 1, b: [2] },
    );
    expect(last.output).toEqual(output);
    expect(history[2]?.details).toEqual({ length: 2 });
  });

  test('S34 a MaxItemsPath that gives no whole number ends the execution', async () => {
    const reader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON', MaxItemsPath: '$.n' },
      Parameters: { Bucket: 'b', Key: 'k' },
    };
    const state = { Type: 'Map', ItemReader: reader, ItemProcessor: processor, ...end };
    const { last } = await run({ M: state }, { n: 1.5 });
    expect(last.cause).toContain(
      'The MaxItemsPath field refers to value "1.5" which is not a valid integer: $.n',
    );
  });

  test('S41 a batcher makes inputs of several items', async () => {
    const state = {
      Type: 'Map',
      ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'all.$': '$' } },
      ItemProcessor: { ...processor, States: { I: { Type: 'Pass', ...end } } },
      ...end,
    };
    const { last } = await run({ M: state }, [1, 2, 3]);
    expect(last.output).toEqual([
      { BatchInput: { all: [1, 2, 3] }, Items: [1, 2] },
      { BatchInput: { all: [1, 2, 3] }, Items: [3] },
    ]);
  });

  test.each([
    [{ ToleratedFailureCount: 1 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 34 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 33 }, 'FAILED'],
    [{ ToleratedFailureCount: 1, ToleratedFailurePercentage: 1 }, 'FAILED'],
    [{}, 'FAILED'],
  ])('S22 one failure of three with %j: %s', async (fields, status) => {
    const state = {
      Type: 'Map',
      ItemProcessor: { ...processor, States: { I: { ...lambda, ...end } } },
      ...fields,
      ...end,
    };
    const task: DriveOptions['task'] = ({ parameters }) =>
      parameters === 2 ? { error: 'E' } : { output: 1 };
    const { last } = await run({ M: state }, [1, 2, 3], { task });
    expect(last.status).toBe(status);
    if (status === 'SUCCEEDED') expect(last.output).toEqual([1, 1]);
  });

  test('S42 a ResultWriter that only transforms flattens', async () => {
    const state = {
      Type: 'Map',
      ResultWriter: { WriterConfig: { OutputType: 'JSON', Transformation: 'FLATTEN' } },
      ItemProcessor: { ...processor, States: { I: { Type: 'Pass', ...end } } },
      ...end,
    };
    expect((await run({ M: state }, [[1], [2, 3]])).last.output).toEqual([1, 2, 3]);
  });
});

describe('waits', () => {
  test.each<[object, Json, string]>([
    [{ SecondsPath: '$' }, -1, 'The SecondsPath parameter references a negative value: $ == -1'],
    [
      { SecondsPath: '$' },
      1.5,
      'The SecondsPath parameter cannot be parsed as a long value: $ == 1.5',
    ],
    [
      { SecondsPath: '$.a' },
      {},
      'The SecondsPath parameter does not reference an input value: $.a',
    ],
    [
      { TimestampPath: '$' },
      '2026-01-01',
      'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $ == 2026-01-01',
    ],
    [{ SecondsPath: '$' }, 2 ** 31 + 1, 'Wait state delay is too long.'],
  ])('S59 %j of %j is no time to wait', async (fields, input, words) => {
    const { last } = await run({ W: { Type: 'Wait', ...fields, ...end } }, input);
    expect(last.error).toBe('States.Runtime');
    expect(last.cause).toBe(
      `An error occurred while executing the state 'W' (entered at the event id #2). ${words}`,
    );
  });

  test.each<[object, number]>([
    [{ Seconds: 5 }, 5],
    [{ SecondsPath: '$.s' }, 7],
    [{ Timestamp: '2026-01-01T00:00:09Z' }, 9],
    [{ TimestampPath: '$.t' }, 3],
    [{ Timestamp: '2020-01-01T00:00:00Z' }, 0],
    [{ QueryLanguage: 'JSONata', Seconds: '{% $states.input.s + 1 %}' }, 8],
  ])('S59 %j waits %d seconds', async (fields, seconds) => {
    const input = { s: 7, t: '2026-01-01T01:00:03+01:00' };
    const { last } = await run({ W: { Type: 'Wait', ...fields, ...end } }, input);
    expect((last.now - optionsOf({}).at) / 1000).toBe(seconds);
  });
});

describe('stopping', () => {
  test('S43 StopExecution aborts everywhere at once, and takes back what was asked for', async () => {
    const branch = (name: string) => ({
      StartAt: name,
      States: { [name]: { ...callback, HeartbeatSeconds: 9, ...end } },
    });
    const program = programOf({
      TimeoutSeconds: 99,
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], ...end } },
    });
    const effects: Effect[] = [];
    let result = start(program, optionsOf({}));
    const { at } = optionsOf({});
    for (let steps = 0; steps < 3; steps += 1) {
      effects.push(...result.effects);
      result = step(program, result.snapshot, { type: 'advance', granularity: 'state', at });
    }
    effects.push(...result.effects);
    const stopped = step(program, result.snapshot, { type: 'stop', error: 'E', cause: 'why', at });
    expect(stopped.history).toMatchObject([
      { type: 'ExecutionAborted', previousEventId: 0, details: { error: 'E', cause: 'why' } },
    ]);
    const asked = effects.filter(({ kind }) => kind !== 'cancel').map(({ id }) => id);
    expect(stopped.effects.map(({ id }) => id).sort()).toEqual(asked.sort());
    expect(stopped.snapshot.threads.size).toBe(0);
  });

  test('S44 a Fail without Error and Cause fails with neither', async () => {
    const { last, history } = await run({ F: { Type: 'Fail' } });
    expect([last.status, last.error, last.cause]).toEqual(['FAILED', undefined, undefined]);
    expect(exportHistory(history).at(-1)).toMatchObject({ executionFailedEventDetails: {} });
  });
});

describe('query languages', () => {
  test('S45 each state may speak its own', async () => {
    const states = {
      A: {
        Type: 'Pass',
        QueryLanguage: 'JSONata',
        Assign: { n: '{% $states.input.n + 1 %}' },
        Output: '{% {"m": $states.input.n * 2} %}',
        Next: 'B',
      },
      B: { Type: 'Pass', Parameters: { 'n.$': '$n', 'm.$': '$.m' }, ...end },
    };
    expect((await run(states, { n: 1 })).last.output).toEqual({ n: 2, m: 2 });
  });

  test('S46 a catcher of a JSONata state sees the error, and assigns by it', async () => {
    const states = {
      T: {
        ...lambda,
        QueryLanguage: 'JSONata',
        Catch: [
          {
            ErrorEquals: ['E'],
            Assign: { why: '{% $states.errorOutput.Error %}' },
            Output: '{% {"input": $states.input, "cause": $states.errorOutput.Cause} %}',
            Next: 'D',
          },
        ],
        ...end,
      },
      D: { Type: 'Pass', Parameters: { 'why.$': '$why', 'all.$': '$' }, ...end },
    };
    const { last } = await run(states, { n: 1 }, { task: () => ({ error: 'E', cause: 'c' }) });
    expect(last.output).toEqual({ why: 'E', all: { input: { n: 1 }, cause: 'c' } });
  });
});
