/** Tasks that AWS does not start. */
import { parse, type Json } from '@stepthrough/asl';
import { compile, type Program } from '@stepthrough/interpreter';
import { describe, expect, test } from 'vitest';
import { drive, driveProgram, optionsOf } from './drive.ts';

const handlers = {
  Retry: [{ ErrorEquals: ['States.ALL'] }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }],
  Next: 'Z',
};

const machineOf = (task: { readonly [field: string]: Json }): Json => ({
  StartAt: 'T',
  States: { T: { Type: 'Task', ...task, ...handlers }, Z: { Type: 'Succeed' } },
});

const invoke = 'arn:aws:states:::lambda:invoke';

describe('S68 a request of wrong types', () => {
  const request = { FunctionName: 'add', Payload: 1 };
  test.each([
    ['Parameters', { Resource: invoke, Parameters: request }],
    ['a path', { Resource: invoke, Parameters: { FunctionName: 'add', 'Payload.$': '$[0]' } }],
    ['Arguments', { Resource: invoke, QueryLanguage: 'JSONata', Arguments: request }],
    ['a callback', { Resource: `${invoke}.waitForTaskToken`, Parameters: request }],
  ])('in %s schedules nothing and is not caught', async (_name, task) => {
    let asked = 0;
    const { history, last } = await drive(machineOf(task), [1], {
      task: () => {
        asked += 1;
        return { output: 1 };
      },
    });
    expect(asked).toBe(0);
    expect(history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'ExecutionFailed',
    ]);
    expect([last.error, last.cause]).toEqual([
      'States.Runtime',
      "An error occurred while executing the state 'T' (entered at the event id #2). " +
        `The Parameters '{"FunctionName":"add","Payload":1}' could not be used to start the Task: ` +
        "[The value for the field 'Payload' must be a STRING]",
    ]);
  });

  test('is none for the AWS SDK, and for no object', async () => {
    const sdk = { Resource: 'arn:aws:states:::aws-sdk:lambda:invoke', Parameters: request };
    expect((await drive(machineOf(sdk), [1])).last.status).toBe('SUCCEEDED');
    expect((await drive(machineOf({ Resource: invoke }), [1])).last.status).toBe('SUCCEEDED');
  });
});

describe('S69 an activity', () => {
  const arn = 'arn:aws:states:us-east-1:123456789012:activity:nope';

  function programWith(activities?: readonly string[]): Program {
    const { machine } = parse(JSON.stringify(machineOf({ Resource: arn })), 'json');
    if (!machine) throw new Error('The definition is no machine.');
    const known = activities ? { activities: new Set(activities) } : {};
    return compile(machine, { limits: 'aws', ...known });
  }

  test.each([
    [['other'], 'FAILED', 'ExecutionFailed'],
    [['other', 'nope'], 'SUCCEEDED', 'ActivityScheduled'],
    [undefined, 'SUCCEEDED', 'ActivityScheduled'],
  ])('where there are %j: %s', async (activities, status, type) => {
    const { last, history } = await driveProgram(programWith(activities), optionsOf({}));
    expect(last.status).toBe(status);
    expect(history[2]).toMatchObject({ type, previousEventId: 2 });
    if (status === 'FAILED') {
      expect(last.error).toBe('States.Runtime');
      expect(last.cause).toContain(`The activity '${arn}' does not exist.`);
    }
  });
});
