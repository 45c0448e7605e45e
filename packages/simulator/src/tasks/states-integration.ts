/** Step Functions as a service that a Task asks. */
import { isObject, parsed, textOf, type Json } from '@stepthrough/json';
import type { IntegrationPattern } from '@stepthrough/catalog';
import {
  capitalisedMembers,
  lowerCasedMembers,
  withMetadata,
  withTexts,
  type TaskIntegrations,
  type TaskResult,
} from '@stepthrough/services';

export const statesIntegrations: TaskIntegrations = {
  optimized: {
    'states:startExecution': {
      causeName: 'AWSStepFunctions',
      signal: (request, pattern) =>
        isWaitedFor(pattern) ? { service: 'states', signal: { kind: 'run', request } } : undefined,
      request: ({ StateMachineArn = '', Input = {}, Name }) => ({
        stateMachineArn: StateMachineArn,
        input: textOf(Input),
        ...(Name === undefined ? {} : { name: Name }),
      }),
      result: (response, answered) =>
        isWaitedFor(answered.pattern)
          ? ended(response, answered.pattern)
          : withMetadata(capitalisedMembers(response), answered),
    },
  },
  sdk: {
    sfn: {
      request: (parameters) => withTexts(lowerCasedMembers(parameters), ['input', 'output']),
      response: capitalisedMembers,
    },
  },
};

/** Whether the Task waits until the execution has ended. */
function isWaitedFor(pattern: IntegrationPattern): boolean {
  return pattern === 'sync' || pattern === 'sync:2';
}

/** What `.sync` gives of an execution: `.sync:2` with parsed output, the older one with texts. */
function ended(response: Json, pattern: IntegrationPattern): TaskResult {
  const capital = capitalisedMembers(response);
  const described = Object.fromEntries(
    Object.entries(isObject(capital) ? capital : {})
      .map(([name, value]): [string, Json] =>
        // Dates are in milliseconds here, in seconds in the API.
        /Date$/.test(name) && typeof value === 'number' ? [name, value * 1000] : [name, value],
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  if (described['Status'] !== 'SUCCEEDED') {
    return { failed: { error: 'States.TaskFailed', cause: JSON.stringify(described) } };
  }
  if (pattern !== 'sync:2') return { output: described };
  const meaning = (text: Json | undefined): Json => (text === undefined ? null : parsed(text));
  return {
    output: {
      ...described,
      Input: meaning(described['Input']),
      Output: meaning(described['Output']),
    },
  };
}
