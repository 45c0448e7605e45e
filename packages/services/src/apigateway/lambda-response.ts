/** What a function of a proxy integration answers: the response itself. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { gatewayError } from './errors.ts';
import type { HttpResponse, Pending } from './state.ts';

const members = [
  'statusCode',
  'headers',
  'multiValueHeaders',
  'body',
  'isBase64Encoded',
  'cookies',
];

/** What is malformed is a 502 of a REST API, and a 500 of an HTTP API. */
export function lambdaResponse(
  api: JsonObject,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): HttpResponse {
  const failed = gatewayError('INTEGRATION_FAILURE', { pending, context });
  if (!outcome.ok) return failed;
  const { Payload = null, FunctionError } = outcome.response as JsonObject;
  if (FunctionError !== undefined) return failed;
  if (api['type'] === 'HTTP' && !hasStatus(Payload)) return inferred(Payload);
  if (!isObject(Payload) || Object.keys(Payload).some((key) => !members.includes(key))) {
    return failed;
  }
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded, cookies } = Payload;
  const status = Number(statusCode);
  const single = (headers ?? {}) as JsonObject;
  const several = (multiValueHeaders ?? {}) as JsonObject;
  const given = [...Object.values(single), ...Object.values(several)];
  const isWrong =
    !Number.isInteger(status) ||
    typeof statusCode === 'boolean' ||
    (body !== undefined && body !== null && typeof body !== 'string') ||
    given.some((value) => typeof value === 'object' && !Array.isArray(value));
  if (isWrong) return failed;
  const text = typeof body === 'string' ? body : '';
  const set = Array.isArray(cookies) ? { 'set-cookie': cookies.join(', ') } : {};
  return {
    status,
    headers: {
      ...(api['type'] === 'HTTP'
        ? { 'content-type': 'text/plain; charset=utf-8' }
        : { 'Content-Type': 'application/json' }),
      ...Object.fromEntries(
        merged(single, several).map(([name, values]) => [name, values.join(',')]),
      ),
      ...set,
    },
    body: isBase64Encoded === true ? Buffer.from(text, 'base64').toString() : text,
  };
}

/** One list of both for each name; a value that stands in both is sent once. */
function merged(headers: JsonObject, multiValueHeaders: JsonObject): readonly [string, Json[]][] {
  const all = Object.entries(multiValueHeaders).map(([name, values]): [string, Json[]] => [
    name,
    [values].flat(),
  ]);
  for (const [name, value] of Object.entries(headers)) {
    const same = all.find(([other]) => other.toLowerCase() === name.toLowerCase());
    if (!same) all.push([name, [value].flat()]);
    else if (!same[1].includes(value)) same[1].push(value);
  }
  return all;
}

/** Format 2.0: an answer without `statusCode` is the body of a 200. */
function inferred(payload: Json): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: typeof payload === 'string' ? payload : JSON.stringify(payload),
  };
}

function hasStatus(payload: Json): boolean {
  return isObject(payload) && payload['statusCode'] !== undefined;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
