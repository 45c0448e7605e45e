/** Histories as GetExecutionHistory writes them: every kind of event, with its members and what it follows. */
import { describe, expect, it } from 'vitest';
import type { Json } from '@stepthrough/asl';
import {
  exportHistory,
  isStateEntered,
  isStateExited,
  start,
  step,
  type ExecutionEvent,
  type HistoryEvent,
} from '@stepthrough/interpreter';
import { drive, optionsOf, programOf, type DriveOptions } from './drive.ts';

const end = { End: true };
const timestamp = '2026-01-01T00:00:00.000Z';
const uncut = { truncated: false };
const roleArn = 'arn:aws:iam::111111111111:role/r';
const credentials = { Credentials: { RoleArn: roleArn } };

async function historyOf(
  states: { readonly [name: string]: Json },
  input: Json = {},
  options: DriveOptions = {},
): Promise<readonly Json[]> {
  const { history } = await drive(
    { StartAt: Object.keys(states)[0] ?? '', States: states },
    input,
    options,
  );
  return exportHistory(history);
}

const started = (input: Json) => ({
  ...{ timestamp, type: 'ExecutionStarted', id: 1, previousEventId: 0 },
  executionStartedEventDetails: { input: JSON.stringify(input), inputDetails: uncut, roleArn },
});

it('a run with variables and a failure', async () => {
  const states = {
    P: { Type: 'Pass', Result: { n: 1 }, Assign: { v: [1], 'w.$': '$.n' }, Next: 'F' },
    F: { Type: 'Fail', Error: 'E', Cause: 'why' },
  };
  const event = (type: string, id: number, previousEventId = id - 1) => ({
    ...{ timestamp, type, id, previousEventId },
  });
  expect(await historyOf(states, [7])).toStrictEqual([
    started([7]),
    {
      ...event('PassStateEntered', 2, 0),
      stateEnteredEventDetails: { name: 'P', input: '[7]', inputDetails: uncut },
    },
    {
      ...event('PassStateExited', 3),
      stateExitedEventDetails: {
        name: 'P',
        output: '{"n":1}',
        outputDetails: uncut,
        assignedVariables: { v: '[1]', w: '1' },
        assignedVariablesDetails: uncut,
      },
    },
    {
      ...event('FailStateEntered', 4),
      stateEnteredEventDetails: { name: 'F', input: '{"n":1}', inputDetails: uncut },
    },
    { ...event('ExecutionFailed', 5), executionFailedEventDetails: { error: 'E', cause: 'why' } },
  ]);
});

describe('the events of a task', () => {
  const shown = { output: '{"a":1}', outputDetails: uncut };
  const lambda = 'arn:aws:lambda:us-east-1:111111111111:function:f';
  const activity = 'arn:aws:states:us-east-1:111111111111:activity:a';
  const sqs = 'arn:aws:states:::sqs:sendMessage';
  const called = { resourceType: 'sqs', resource: 'sendMessage' };
  const timed = { timeoutInSeconds: 9, heartbeatInSeconds: 5 };
  const timers = { TimeoutSeconds: 9, HeartbeatSeconds: 5 };
  const succeeds: DriveOptions = {};
  const fails: DriveOptions = { task: () => ({ error: 'E', cause: 'c' }) };
  const silent: DriveOptions = { task: () => 'none' };
  const failed = { error: 'E', cause: 'c' };
  const timedOut = { error: 'States.Timeout' };
  const input = { input: '{"a":1}', inputDetails: uncut };
  const parameters = { region: 'us-east-1', parameters: '{"a":1}' };

  it.each<[fields: object, options: DriveOptions, events: readonly (readonly [string, object?])[]]>(
    [
      [
        { Resource: lambda, ...timers, ...credentials },
        succeeds,
        [
          [
            'LambdaFunctionScheduled',
            { ...input, resource: lambda, timeoutInSeconds: 9, taskCredentials: { roleArn } },
          ],
          ['LambdaFunctionStarted'],
          ['LambdaFunctionSucceeded', shown],
        ],
      ],
      [
        { Resource: '${Function}' },
        fails,
        [
          ['LambdaFunctionScheduled', { ...input, resource: '${Function}' }],
          ['LambdaFunctionStarted'],
          ['LambdaFunctionFailed', failed],
        ],
      ],
      [
        { Resource: lambda, TimeoutSeconds: 9 },
        silent,
        [
          ['LambdaFunctionScheduled', { ...input, resource: lambda, timeoutInSeconds: 9 }],
          ['LambdaFunctionStarted'],
          ['LambdaFunctionTimedOut', timedOut],
        ],
      ],
      [
        { Resource: activity, ...timers },
        succeeds,
        [
          ['ActivityScheduled', { ...input, resource: activity, ...timed }],
          ['ActivitySucceeded', shown],
        ],
      ],
      [
        { Resource: activity },
        fails,
        [
          ['ActivityScheduled', { ...input, resource: activity }],
          ['ActivityFailed', failed],
        ],
      ],
      [
        { Resource: activity, ...timers },
        silent,
        [
          ['ActivityScheduled', { ...input, resource: activity, ...timed }],
          ['ActivityTimedOut', timedOut],
        ],
      ],
      [
        { Resource: sqs, ...timers, ...credentials },
        succeeds,
        [
          ['TaskScheduled', { ...called, ...parameters, ...timed, taskCredentials: { roleArn } }],
          ['TaskStarted', called],
          ['TaskSucceeded', { ...called, ...shown }],
        ],
      ],
      [
        { Resource: sqs, Credentials: { other: 1 } },
        fails,
        [
          ['TaskScheduled', { ...called, ...parameters }],
          ['TaskStarted', called],
          ['TaskFailed', { ...called, ...failed }],
        ],
      ],
      [
        { Resource: sqs, TimeoutSeconds: 9 },
        silent,
        [
          ['TaskScheduled', { ...called, ...parameters, timeoutInSeconds: 9 }],
          ['TaskStarted', called],
          ['TaskTimedOut', { ...called, ...timedOut }],
        ],
      ],
    ],
  )('with %j', async (fields, options, events) => {
    const state = { Type: 'Task', ...fields, ...end } as Json;
    const history = await historyOf({ T: state }, { a: 1 }, options);
    const tasks = history.slice(2, 2 + events.length);
    expect(tasks).toStrictEqual(
      events.map(([type, details], index) => ({
        timestamp: expect.any(String) as unknown,
        ...{ type, id: index + 3, previousEventId: index + 2 },
        ...(details && {
          [`${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`]: details,
        }),
      })),
    );
  });

  /** The events that come while a task is at work. */
  function whileItWorks(Resource: string, ...events: readonly object[]): readonly Json[] {
    const definition = { StartAt: 'T', States: { T: { Type: 'Task', Resource, ...end } } };
    const program = programOf(definition);
    const options = optionsOf({});
    const advance = { type: 'advance', granularity: 'state', at: options.at } as const;
    let result = step(program, start(program, options).snapshot, advance);
    const { id = 0 } = result.effects[0] ?? {};
    const history = [];
    for (const event of events) {
      const whole = { ...event, id, at: options.at } as ExecutionEvent;
      result = step(program, result.snapshot, whole);
      history.push(...result.history);
    }
    return exportHistory(history).map((event) => {
      const { id: own, previousEventId, ...rest } = event;
      expect(previousEventId).toBe(Number(own) - 1);
      expect(rest['timestamp']).toBe(timestamp);
      return Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'timestamp'));
    });
  }

  const begun = { type: 'taskStarted', workerName: 'w' };
  const submitted = { type: 'taskSubmitted', output: { a: 1 } };

  it('tell of a worker that begins, and of what was submitted, each in its own kind', () => {
    expect(whileItWorks(activity, submitted, begun)).toEqual([
      { type: 'ActivityStarted', activityStartedEventDetails: { workerName: 'w' } },
    ]);
    expect(whileItWorks(activity, { type: 'taskStarted' })).toStrictEqual([
      { type: 'ActivityStarted', activityStartedEventDetails: {} },
    ]);
    expect(whileItWorks(lambda, begun, submitted)).toEqual([]);
    expect(whileItWorks(`${sqs}.waitForTaskToken`, begun, submitted)).toEqual([
      {
        type: 'TaskSubmitted',
        taskSubmittedEventDetails: {
          ...{ resourceType: 'sqs', resource: 'sendMessage.waitForTaskToken' },
          ...shown,
        },
      },
    ]);
  });

  it.each<[event: object]>([
    [{ type: 'taskHeartbeat' }],
    [{ type: 'evaluated', outcome: { ok: true, value: 1 } }],
    [{ type: 'itemsRead', outcome: { ok: true, value: [] } }],
    [{ type: 'childEnded', outcome: { ok: true, value: 1 } }],
    [{ type: 'resultsWritten', outcome: { ok: true, value: 1 } }],
  ])('are none for %j', (event) => {
    expect(whileItWorks(sqs, event)).toEqual([]);
    const succeeded = { type: 'taskSucceeded', output: 1 };
    expect(whileItWorks(sqs, event, succeeded)).toMatchObject([{ type: 'TaskSucceeded' }]);
  });
});

it('entries and exits of states are told from what happens in them', async () => {
  const ItemProcessor = { StartAt: 'P', States: { P: { Type: 'Pass', ...end } } };
  const states = { M: { Type: 'Map', ItemProcessor, ...end } };
  const { history } = await drive({ StartAt: 'M', States: states }, [1]);
  const typesOf = (is: (event: HistoryEvent) => boolean) =>
    history.filter(is).map(({ type }) => type);
  expect(typesOf(isStateEntered)).toEqual(['MapStateEntered', 'PassStateEntered']);
  expect(typesOf(isStateExited)).toEqual(['PassStateExited', 'MapStateExited']);
});
