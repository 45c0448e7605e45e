/** A Task that starts another execution and waits for its token: the start alone is not its result. */
import { parse, type Json } from '@stepthrough/asl';
import { runHeadless } from '@stepthrough/simulator';
import { expect, it } from 'vitest';
import { scenarioOf } from './world.ts';

const task = (action: string, Parameters: Json): string =>
  JSON.stringify({
    StartAt: 'T',
    States: {
      T: { Type: 'Task', Resource: `arn:aws:states:::${action}`, Parameters, End: true },
    },
  });

it('gives what the other execution sends back by the token', async () => {
  const parent = task('states:startExecution.waitForTaskToken', {
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child',
    Input: { 'token.$': '$$.Task.Token' },
  });
  const child = task('aws-sdk:sfn:sendTaskSuccess', {
    'TaskToken.$': '$.token',
    Output: { approved: true },
  });
  const { execution } = await runHeadless({
    program: { path: 'parent.asl.json', document: parse(parent, 'json') },
    machines: { child: { path: 'child.asl.json', document: parse(child, 'json') } },
    scenario: scenarioOf('scenario: 1\n'),
    input: {},
  });
  expect(execution?.snapshot.output).toEqual({ approved: true });
});

it.each(['sync', 'sync:2'])('ends a Task with .%s by its token before the job has', async (job) => {
  const parent = task(`states:startExecution.${job}`, {
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child',
    Input: { 'token.$': '$$.Task.Token' },
  });
  const child = task('aws-sdk:sfn:sendTaskFailure', { 'TaskToken.$': '$.token', Error: 'E' });
  const { execution } = await runHeadless({
    program: { path: 'parent.asl.json', document: parse(parent, 'json') },
    machines: { child: { path: 'child.asl.json', document: parse(child, 'json') } },
    scenario: scenarioOf('scenario: 1\n'),
    input: {},
  });
  const { status, error, cause } = execution?.snapshot ?? {};
  expect([status, error, cause]).toEqual(['FAILED', 'E', undefined]);
});
