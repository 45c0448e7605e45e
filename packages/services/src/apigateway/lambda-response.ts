/** What a function of a proxy integration answers: the response itself. */
import { isArray, isObject, member, textOf, type Json, type JsonObject } from '@stepthrough/json';
import { contentOfBase64 } from '../contract/content.ts';
import type { Outcome } from '../contract/outcome.ts';
import { gatewayError } from './errors.ts';
import { invocationOf } from './lambda-invocation.ts';
import { header, severalOf, withHeaders, type AnswerHeaders } from './headers.ts';
import { isBinaryType } from './media-types.ts';
import { passedOn } from './standard-headers.ts';
import type { HttpResponse, Pending } from './state.ts';

/** What is malformed is a 502 of a REST API, and a 500 of an HTTP API. */
export function lambdaResponse(outcome: Outcome, pending: Pending): HttpResponse {
  const failed = gatewayError('INTEGRATION_FAILURE', pending);
  if (!outcome.ok) {
    const isTooLarge = outcome.error.code === 'RequestEntityTooLargeException';
    return gatewayError(isTooLarge ? 'REQUEST_TOO_LARGE' : 'API_CONFIGURATION_ERROR', pending);
  }
  const { payload, failure } = invocationOf(outcome.response);
  if (failure !== undefined) return failed;
  const isHttp = pending.declared.api.type === 'HTTP';
  const hasStatus = isObject(payload) && member(payload, 'statusCode') !== undefined;
  if (isHttp && !hasStatus) return inferred(payload);
  const declared = isObject(payload) ? declaredResponse(payload, isHttp) : undefined;
  return declared ? withBody(declared, pending) : failed;
}

const members = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];

type Declared = HttpResponse & { readonly body: string; readonly isBase64Encoded: boolean };

/** Bytes, where it is Base64 and the client of a REST API accepts a binary media type first. */
function withBody({ isBase64Encoded, ...response }: Declared, pending: Pending): HttpResponse {
  const { type, binaryMediaTypes } = pending.declared.api;
  const headers = type === 'REST' ? passedOn(response.headers) : response.headers;
  const accepted = header(pending.request.headers, 'accept');
  if (!isBase64Encoded || (type === 'REST' && !isBinaryType(binaryMediaTypes, accepted))) {
    return { ...response, headers };
  }
  const body = contentOfBase64(response.body);
  return body === undefined
    ? gatewayError('API_CONFIGURATION_ERROR', pending)
    : { ...response, headers, body };
}

/** The response that the members tell; `undefined` when it is malformed. */
function declaredResponse(payload: JsonObject, isHttp: boolean): Declared | undefined {
  const known = isHttp ? [...members, 'cookies'] : members;
  if (Object.keys(payload).some((key) => !known.includes(key))) return undefined;
  const { body = null, isBase64Encoded, cookies = null } = payload;
  const status = isHttp || 'statusCode' in payload ? statusOf(payload['statusCode']) : 200;
  const single = headersIn(payload['headers'] ?? null);
  const several = listsIn(payload['multiValueHeaders'] ?? null);
  if (status === undefined || !single || !several) return undefined;
  if (body !== null && typeof body !== 'string') return undefined;
  const named = Object.fromEntries(
    merged(single, several).map(([name, values]): [string, string | readonly string[]] => [
      name,
      name.toLowerCase() === 'set-cookie'
        ? severalOf(values.map(textOf))
        : values.map(textOf).join(','),
    ]),
  );
  const standard: AnswerHeaders = isHttp
    ? { 'content-type': 'text/plain; charset=utf-8' }
    : { 'Content-Type': 'application/json' };
  return {
    status,
    headers: withHeaders(standard, withCookies(named, isArray(cookies) ? cookies : [])),
    body: body ?? '',
    isBase64Encoded: isBase64Encoded === true,
  };
}

/** Each cookie is a header of its own, after those among the headers. */
function withCookies(headers: AnswerHeaders, cookies: readonly Json[]): AnswerHeaders {
  if (cookies.length === 0) return headers;
  const [, given = []] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === 'set-cookie') ?? [];
  const all = [...[given].flat(), ...cookies.map(textOf)];
  return withHeaders(headers, { 'set-cookie': severalOf(all) });
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
