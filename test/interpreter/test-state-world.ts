/** The world in which the tests of TestState run their states. */
import {
  testState,
  type TestStateCall,
  type TestStateResult,
  type TestStateWorld,
} from '@stepthrough/interpreter';
import type { JsonObject } from '@stepthrough/json';

export const world: TestStateWorld = {
  at: Date.parse('2026-01-01T00:00:00Z'),
  seed: 1,
  identity: {
    accountId: '111111111111',
    region: 'us-east-1',
    stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:tested',
    stateMachineName: 'tested',
    executionArn: 'arn:aws:states:us-east-1:111111111111:express:tested:one',
    executionName: 'one',
    roleArn: 'arn:aws:iam::111111111111:role/tested',
  },
  answer: ({ parameters }) => Promise.resolve({ output: parameters }),
};

export function test(
  definition: JsonObject,
  call: Omit<TestStateCall, 'definition'> = {},
  answer = world.answer,
): Promise<TestStateResult> {
  return testState({ definition, ...call }, { ...world, answer });
}
