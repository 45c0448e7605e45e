import { expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const definition = JSON.stringify({
  StartAt: 'Look',
  States: {
    Look: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
      Parameters: { Bucket: 'files', Key: 'a.txt' },
      End: true,
    },
  },
});

it('an execution that failed is redriven, and its history goes on', async () => {
  const world = new TestWorld('resources: { buckets: { files: {} } }', definition, { input: {} });
  await world.pass(1000);
  const [execution] = world.simulation.executions();
  const request = { executionArn: execution?.id ?? '' };
  const failed = await world.call('states', 'DescribeExecution', request);
  expect(failed.value).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE' });
  await world.call('s3', 'PutObject', { Bucket: 'files', Key: 'a.txt', Body: 'hi' });
  expect((await world.call('states', 'RedriveExecution', request)).ok).toBe(true);
  await world.pass(1000);
  const described = await world.call('states', 'DescribeExecution', request);
  expect(described.value).toMatchObject({
    status: 'SUCCEEDED',
    redriveCount: 1,
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
  const { value } = await world.call('states', 'GetExecutionHistory', request);
  const { events } = value as { readonly events: readonly { readonly type: string }[] };
  expect(events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskFailed',
    'ExecutionFailed',
    'ExecutionRedriven',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
  const again = await world.call('states', 'RedriveExecution', request);
  expect(again.value).toMatchObject({ code: 'ExecutionNotRedrivable' });
});
