/** What becomes of branches and iterations when one of them fails, and of a state that is done again. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@stepthrough/json';
import { redrive, start, step, type Effect, type HistoryEvent } from '@stepthrough/interpreter';
import { drive, driveFrom, optionsOf, programOf, type DriveOptions } from './drive.ts';

const end = { End: true };
const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const callback = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };
const scope = (States: JsonObject) => ({ StartAt: Object.keys(States)[0] ?? '', States });
const brief = (history: readonly HistoryEvent[]) =>
  history.map(({ id, previousEventId, type }) => `${previousEventId}>${id} ${type}`);

describe('S20 when a branch fails', () => {
  const wait = { Type: 'Wait', Seconds: 60, ...end };
  const fails = scope({
    W: { Type: 'Wait', Seconds: 1, Next: 'F' },
    F: { Type: 'Fail', Error: 'E' },
  });
  const nested = (state: JsonObject): JsonObject => scope({ N: { ...state, ...end } });

  it.each<[other: JsonObject, aborted: readonly string[]]>([
    [scope({ T: { ...lambda, ...end } }), ['TaskStateAborted']],
    [scope({ V: wait }), ['WaitStateAborted']],
    [
      nested({
        Type: 'Parallel',
        Branches: [scope({ V: wait }), scope({ T: { ...lambda, ...end } })],
      }),
      ['WaitStateAborted', 'TaskStateAborted', 'ParallelStateAborted'],
    ],
    [
      nested({ Type: 'Map', ItemsPath: '$.two', ItemProcessor: scope({ V: wait }) }),
      [
        ...['MapIterationAborted', 'WaitStateAborted', 'MapIterationAborted', 'WaitStateAborted'],
        'MapStateAborted',
      ],
    ],
  ])('%j ends with %j, all after the failure', async (other, aborted) => {
    const task: DriveOptions['task'] = () => 'none';
    const { history, last } = await drive(
      scope({ P: { Type: 'Parallel', Branches: [other, fails], ...end } }),
      { two: [1, 2] },
      { task },
    );
    const at = history.findIndex(({ type }) => type === 'FailStateEntered');
    const failure = history[at]?.id;
    expect(history.slice(at + 1).map(({ type }) => type)).toEqual([
      ...aborted,
      ...['ParallelStateFailed', 'ExecutionFailed'],
    ]);
    for (const { previousEventId } of history.slice(at + 1, -1)) {
      expect(previousEventId).toBe(failure);
    }
    expect([last.error, last.threads.size]).toEqual(['E', 0]);
  });

  it('what the others have asked for is taken back, also their timers', async () => {
    const program = programOf(
      scope({
        P: {
          Type: 'Parallel',
          Branches: [
            scope({ T: { ...callback, TimeoutSeconds: 50, HeartbeatSeconds: 40, ...end } }),
            scope({ F: { Type: 'Fail', Error: 'E' } }),
          ],
          Catch: [{ ErrorEquals: ['E'], Next: 'After' }],
          ...end,
        },
        After: { Type: 'Pass', ...end },
      }),
    );
    const options = optionsOf({});
    const advance = { type: 'advance', granularity: 'state', at: options.at } as const;
    const asked: Effect[] = [];
    let result = start(program, options);
    for (let count = 0; count < 3; count += 1) {
      result = step(program, result.snapshot, advance);
      asked.push(...result.effects);
    }
    const wanted = asked.filter(({ kind }) => kind !== 'cancel').map(({ id }) => id);
    const cancelled = asked.filter(({ kind }) => kind === 'cancel').map(({ id }) => id);
    expect(wanted).toHaveLength(3);
    expect(cancelled).toEqual(wanted);
    const late = { type: 'taskSucceeded', id: wanted[0] ?? 0, output: 1, at: options.at } as const;
    expect(step(program, result.snapshot, late).history).toEqual([]);
  });
});

describe('an inline Map', () => {
  it('gives results in the order of the items, whichever ends first', async () => {
    const inner = scope({ W: { Type: 'Wait', SecondsPath: '$', ...end } });
    const { last } = await drive(
      scope({ M: { Type: 'Map', ItemProcessor: inner, ...end } }),
      [3, 1, 2],
    );
    expect(last.output).toEqual([3, 1, 2]);
  });

  const path = { ItemsPath: '$.items' };
  const item = '$states.context.Map.Item';

  it.each<[fields: JsonObject, inputs: Json]>([
    [path, [7, 8]],
    [
      {
        ...path,
        ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'all.$': '$.x' },
      },
      [
        { i: 0, v: 7, all: 'x' },
        { i: 1, v: 8, all: 'x' },
      ],
    ],
    [{ ...path, Parameters: { 'v.$': '$$.Map.Item.Value' } }, [{ v: 7 }, { v: 8 }]],
    [
      {
        QueryLanguage: 'JSONata',
        Items: '{% $states.input.items %}',
        ItemSelector: `{% [${item}.Index, ${item}.Value, $states.input.x] %}`,
      },
      [
        [0, 7, 'x'],
        [1, 8, 'x'],
      ],
    ],
  ])('%j gives its iterations %j', async (fields, inputs) => {
    const inner = scope({ P: { Type: 'Pass', QueryLanguage: 'JSONPath', ...end } });
    const state = { Type: 'Map', ItemProcessor: inner, ...fields, ...end };
    const { last, history } = await drive(scope({ M: state }), { items: [7, 8], x: 'x' });
    expect(last.output).toEqual(inputs);
    const started = history.filter(({ type }) => type === 'MapIterationStarted');
    expect(started.map(({ details }) => details)).toEqual(
      [0, 1].map((index) => ({ name: 'M', index })),
    );
  });

  it.each<[fields: JsonObject, error: string, location: unknown]>([
    [{ ItemSelector: { 'x.$': '$.no' } }, 'States.Runtime', undefined],
    [{ ItemSelector: { 'x.$': '$[' } }, 'States.Runtime', undefined],
    [
      { QueryLanguage: 'JSONata', ItemSelector: { x: '{% $no %}' } },
      'States.QueryEvaluationError',
      'ItemSelector/x',
    ],
  ])('with %j fails with %s', async (fields, error, location) => {
    const inner = scope({ P: { Type: 'Pass', ...end } });
    const state = { Type: 'Map', ItemProcessor: inner, ...fields, ...end };
    const { last, history } = await drive(scope({ M: state }), [1]);
    expect(last.error).toBe(error);
    const evaluation = history.find((event) => event.type === 'EvaluationFailed');
    expect(evaluation?.details.location).toBe(location);
  });
});

describe('S27 a redriven state', () => {
  it('has a token and a visit of its own, and follows its entry', async () => {
    const state = { ...callback, Parameters: { 'token.$': '$$.Task.Token' }, ...end };
    const tasks: Extract<Effect, { kind: 'task' }>[] = [];
    const options: DriveOptions = {
      task: (effect) => {
        tasks.push(effect);
        return tasks.length === 1 ? { error: 'E' } : { output: 1 };
      },
    };
    const first = await drive(scope({ T: state }), {}, options);
    const again = redrive(first.program, first.last, first.last.now);
    const second = await driveFrom(first.program, again, first.options, options);
    expect(tasks.map(({ origin }) => origin.visit)).toEqual([0, 1]);
    const tokens = tasks.map(({ taskToken }) => taskToken);
    expect(new Set(tokens).size).toBe(2);
    expect(tasks.map(({ parameters }) => parameters)).toEqual(tokens.map((token) => ({ token })));
    expect(brief(second.history)[1]).toBe('2>8 TaskScheduled');
    expect(second.last.status).toBe('SUCCEEDED');
  });

  it('begins with its input, and without what it has assigned', async () => {
    const states = scope({
      A: { Type: 'Pass', Assign: { v: 1 }, Next: 'T' },
      T: {
        ...lambda,
        InputPath: '$.in',
        Parameters: { 'got.$': '$', 'v.$': '$v' },
        Assign: { v: 2 },
        OutputPath: '$.ok',
        ...end,
      },
    });
    const asked: Json[] = [];
    const options: DriveOptions = {
      task: ({ parameters }) => {
        asked.push(parameters);
        return { output: asked.length === 1 ? {} : { ok: true } };
      },
    };
    const first = await drive(states, { in: 7 }, options);
    expect(first.last.error).toBe('States.Runtime');
    const again = redrive(first.program, first.last, first.last.now);
    const { last } = await driveFrom(first.program, again, first.options, options);
    expect(asked).toEqual([
      { got: 7, v: 1 },
      { got: 7, v: 1 },
    ]);
    expect(last.output).toBe(true);
  });

  it('that waits for nothing any more ends as it would have, with the time of the redrive', async () => {
    const first = await drive(scope({ F: { Type: 'Fail', Error: 'E' } }), {});
    const later = first.last.now + 5000;
    const again = redrive(first.program, first.last, later);
    expect(again.snapshot).toMatchObject({
      ...{ status: 'RUNNING', now: later, error: undefined, cause: undefined, output: undefined },
      facts: { redriveCount: 1, redrivenAt: later },
    });
    const { last, history } = await driveFrom(first.program, again, first.options);
    expect(last.error).toBe('E');
    expect(brief(history)).toEqual(['3>4 ExecutionRedriven', '2>5 ExecutionFailed']);
    expect(redrive(first.program, last, first.last.now).snapshot.now).toBe(later);
  });
});

describe('S35 jitter', () => {
  it('is drawn by seed, and is part of each delay', async () => {
    const Retry = [
      {
        ErrorEquals: ['E'],
        IntervalSeconds: 100,
        BackoffRate: 1,
        MaxAttempts: 3,
        JitterStrategy: 'FULL',
      },
    ];
    const timesOf = async (seed: number) => {
      const { last, options } = await drive(
        scope({ T: { ...lambda, Retry, ...end } }),
        {},
        { seed, task: () => ({ error: 'E' }) },
      );
      return (last.now - options.at) / 1000;
    };
    const [one, same, other] = await Promise.all([1, 1, 2].map(timesOf));
    expect(one).toBe(same);
    expect(one).not.toBe(other);
    expect(one).toBeGreaterThan(0);
    expect(one).toBeLessThan(300);
  });
});
