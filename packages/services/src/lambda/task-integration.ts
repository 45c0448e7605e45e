import { isObject, parsed, type Json } from '@stepthrough/json';
import type { TaskIntegrations, TaskResult } from '../contract/task-integration.ts';
import { withMetadata } from '../contract/task-shapes.ts';

export const integrations: TaskIntegrations = {
  optimized: {
    'lambda:invoke': {
      causeName: 'AWSLambda',
      request: ({ Payload, ...rest }) => ({ ...rest, Payload: Payload ?? {} }),
      result: (response, answered) => functionFailure(response) ?? withMetadata(response, answered),
    },
  },
  sdk: {
    lambda: {
      // The API takes and gives the payload as bytes, which Step Functions reads as a text.
      request: ({ Payload = '{}', ...rest }) => ({ ...rest, Payload: parsed(Payload) }),
      response: (response) => {
        const { Payload, ...rest } = isObject(response) ? response : {};
        return Payload === undefined ? rest : { ...rest, Payload: JSON.stringify(Payload) };
      },
    },
  },
};

/** A Task whose Resource is the function's ARN: its result is the function's answer alone. */
export function functionResult(response: Json): TaskResult {
  const { Payload = null } = isObject(response) ? response : {};
  return functionFailure(response) ?? { output: Payload };
}

/** An error that the function itself ended with; `undefined` when it has answered. */
function functionFailure(response: Json): TaskResult | undefined {
  const { FunctionError, Payload = null } = isObject(response) ? response : {};
  if (FunctionError === undefined) return undefined;
  const error = isObject(Payload) ? Payload['errorType'] : undefined;
  return {
    failed: {
      error: typeof error === 'string' ? error : String(FunctionError),
      cause: JSON.stringify(Payload),
    },
  };
}
