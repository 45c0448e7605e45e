/** Steps that several integrations share between a Task and an API. */
import { isArray, isObject, textOf, utf8Size, type Json, type JsonObject } from '@stepthrough/json';
import type { Answered, SdkIntegration, TaskResult } from './task-integration.ts';

/** The answer, and what the SDK knows of the HTTP response: optimized integrations give both. */
export function withMetadata(
  response: Json,
  { requestId }: Pick<Answered, 'requestId'>,
): { readonly output: Json } {
  const length = String(utf8Size(JSON.stringify(response)));
  const headers = {
    'Content-Length': length,
    'Content-Type': 'application/x-amz-json-1.0',
    'x-amzn-RequestId': requestId,
  };
  return {
    output: {
      ...(isObject(response) ? response : {}),
      SdkHttpMetadata: {
        AllHttpHeaders: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [value]]),
        ),
        HttpHeaders: headers,
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: requestId },
    },
  };
}

/** `aws-sdk:` of a service into whose parameters of these names JSON is written as a text. */
export function sdkWithTexts(...names: readonly string[]): SdkIntegration {
  return { request: (parameters) => withTexts(parameters, names), response: (value) => value };
}

export function withTexts(parameters: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      names.includes(name) ? textOf(value) : value,
    ]),
  );
}

/** Step Functions spells members with a capital; some services' own APIs do not. */
export function capitalisedMembers(value: Json): Json {
  if (isArray(value)) return value.map(capitalisedMembers);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [capitalised(name), capitalisedMembers(member)]),
  );
}

export function lowerCasedMembers(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      member,
    ]),
  );
}

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A `StatusCode` from 200 to 299 is a result, any other an error. */
export function httpResult(response: Json, errorOf: (status: number) => string): TaskResult {
  const { StatusCode, ResponseBody } = isObject(response) ? response : {};
  const status = Number(StatusCode);
  return status >= 200 && status < 300
    ? { output: response }
    : { failed: { error: errorOf(status), cause: textOf(ResponseBody ?? null) } };
}
