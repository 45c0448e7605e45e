/** What a function of a proxy integration answers: the response itself. */
import { isArray, isObject, member, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { Outcome } from '../contract/outcome.ts';
import { gatewayError } from './errors.ts';
import { invocationOf } from './lambda-invocation.ts';
import type { HttpResponse, Pending } from './state.ts';

/** What is malformed is a 502 of a REST API, and a 500 of an HTTP API. */
export function lambdaResponse(outcome: Outcome, pending: Pending): HttpResponse {
  const failed = gatewayError('INTEGRATION_FAILURE', pending);
  if (!outcome.ok) return failed;
  const { payload, failure } = invocationOf(outcome.response);
  if (failure !== undefined) return failed;
  const isHttp = pending.declared.api.type === 'HTTP';
  const hasStatus = isObject(payload) && member(payload, 'statusCode') !== undefined;
  if (isHttp && !hasStatus) return inferred(payload);
  return (isObject(payload) ? declaredResponse(payload, isHttp) : undefined) ?? failed;
}

const members = [
  'statusCode',
  'headers',
  'multiValueHeaders',
  'body',
  'isBase64Encoded',
  'cookies',
];

/** The response that the members tell; `undefined` when it is malformed. */
function declaredResponse(payload: JsonObject, isHttp: boolean): HttpResponse | undefined {
  if (Object.keys(payload).some((key) => !members.includes(key))) return undefined;
  const { body = null, isBase64Encoded, cookies = null } = payload;
  const status = isHttp || 'statusCode' in payload ? statusOf(payload['statusCode']) : 200;
  const single = headersIn(payload['headers'] ?? null);
  const several = listsIn(payload['multiValueHeaders'] ?? null);
  if (status === undefined || !single || !several) return undefined;
  if (body !== null && typeof body !== 'string') return undefined;
  const set = isArray(cookies) ? { 'set-cookie': cookies.map(textOf).join(', ') } : {};
  return {
    status,
    headers: {
      ...(isHttp
        ? { 'content-type': 'text/plain; charset=utf-8' }
        : { 'Content-Type': 'application/json' }),
      ...Object.fromEntries(
        merged(single, several).map(([name, values]) => [name, values.map(textOf).join(',')]),
      ),
      ...set,
    },
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64').toString() : (body ?? ''),
  };
}

/** A whole number, or a text that writes one. */
function statusOf(value: Json | undefined): number | undefined {
  const status =
    typeof value === 'string' && value.trim() !== '' ? Number(value) : (value ?? undefined);
  return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
}

/** Of an object whose values are no objects; none is like an empty one. */
function headersIn(value: Json): JsonObject | undefined {
  if (value === null) return {};
  if (!isObject(value)) return undefined;
  return Object.values(value).some((one) => one === null || isObject(one)) ? undefined : value;
}

/** The same, where each value is a list. */
function listsIn(value: Json): JsonObject | undefined {
  const headers = headersIn(value);
  return headers && Object.values(headers).every(isArray) ? headers : undefined;
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
    body: textOf(payload),
  };
}
