import { isArray, isObject, member, parsed, type Json, type JsonObject } from '@stepthrough/json';
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
      request: ({ Payload, ...rest }) => ({
        ...renamed(rest, apiNames),
        ...(Payload === undefined ? {} : { Payload: parsed(Payload) }),
      }),
      response: (response) => {
        const { Payload, ...rest } = isObject(response) ? response : {};
        const told = renamed(rest, taskNames);
        return Payload === undefined ? told : { ...told, Payload: JSON.stringify(Payload) };
      },
    },
  },
};

/** Step Functions spells abbreviations as words. */
const apiNames: Names = { Uuid: 'UUID', KmsKeyArn: 'KMSKeyArn' };
const taskNames: Names = { UUID: 'Uuid', KMSKeyArn: 'KmsKeyArn' };

interface Names {
  readonly [name: string]: string;
}

function renamed(value: JsonObject, names: Names): JsonObject;
function renamed(value: Json, names: Names): Json;
function renamed(value: Json, names: Names): Json {
  if (isArray(value)) return value.map((item) => renamed(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      member(names, name) ?? name,
      renamed(inner, names),
    ]),
  );
}

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
