/** Calls TestState as a case does. */
import type { Json } from '@stepthrough/asl';
import {
  testState,
  type TestStateCall,
  TestStateProblem,
  type TestStateWorld,
} from '@stepthrough/interpreter';
import { Answers, outputOf } from './answers.ts';
import type { Case, JsonObject } from './cases.ts';
import type { Run } from './run-execution.ts';

export async function runTestState(theCase: Case): Promise<Run> {
  const complaints: string[] = [];
  const { definition = {}, input, inputText, call = {} } = theCase;
  const request = {
    ...call,
    definition,
    ...(inputText === undefined ? {} : { input }),
  } as unknown as TestStateCall;
  try {
    return { ...(await testState(request, worldOf(theCase, complaints))), complaints };
  } catch (problem) {
    if (!(problem instanceof TestStateProblem)) throw problem;
    return { exception: { code: problem.code, message: problem.message }, complaints };
  }
}

function worldOf({ clock, services, call }: Case, complaints: string[]): TestStateWorld {
  const answers = new Answers(services.answers ?? []);
  const account = '111111111111';
  return {
    at: Date.parse(clock.start),
    seed: 1,
    identity: {
      accountId: account,
      region: 'us-east-1',
      stateMachineArn: `arn:aws:states:us-east-1:${account}:stateMachine:tested`,
      stateMachineName: 'tested',
      executionArn: `arn:aws:states:us-east-1:${account}:express:tested:test-0`,
      executionName: 'test-0',
      roleArn: roleOf(call),
    },
    answer: (task) => {
      const answer = answers.take(task);
      if (!answer) complaints.push(`${task.origin.state} is unanswered.`);
      if (answer?.outcome === 'succeeded') {
        return Promise.resolve({ output: outputOf(answer.output ?? null, task.parameters) });
      }
      const { error, cause } = answer ?? {};
      return Promise.resolve({
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      });
    },
  };
}

function roleOf(call: JsonObject | undefined): string {
  const role: Json | undefined = call?.['roleArn'];
  return typeof role === 'string' ? role : '';
}
