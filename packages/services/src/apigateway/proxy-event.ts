/** The event that a Lambda proxy integration hands to its function, payload formats 1.0 and 2.0. */
import { base64Encode, member, type Json, type JsonObject } from '@stepthrough/json';
import type { Api, Route } from '@stepthrough/scenario';
import { bytesOf, textOfContent } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import { header, type Headers } from './headers.ts';
import { firstType, isBinaryType } from './media-types.ts';
import { searchOf } from './query.ts';
import { commonLogTime, domainOf, restContext } from './request-context.ts';
import type { Pending } from './state.ts';

/** `format`: what is declared; otherwise 2.0 of an HTTP API, and 1.0 of a REST API. */
export function proxyEvent(
  format: PayloadFormat | undefined,
  pending: Pending,
  context: Context,
): JsonObject {
  const { api } = pending.declared;
  if (payloadFormatOf(format, api) === '2.0') return version2(pending, context);
  const event = version1(pending, context);
  return api.type === 'HTTP' ? { version: '1.0', ...event } : event;
}

type PayloadFormat = NonNullable<Route['payloadFormat']>;

export function payloadFormatOf(given: PayloadFormat | undefined, { type }: Api): PayloadFormat {
  return given ?? (type === 'HTTP' ? '2.0' : '1.0');
}

/** Members without a value are null. */
function version1(pending: Pending, context: Context): JsonObject {
  const { request, pathParameters, route } = pending;
  const { headers, query, method, path, repeated } = request;
  const isRest = pending.declared.api.type === 'REST';
  const orNull = (value: JsonObject): Json => (Object.keys(value).length === 0 ? null : value);
  return {
    resource: route.split(' ')[1] ?? path,
    path: path.replace(/^\/{2,}/, '/'),
    httpMethod: method,
    headers: orNull(withLast(headers, repeated)),
    multiValueHeaders: orNull(
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, member(repeated, name) ?? [value]]),
      ),
    ),
    queryStringParameters: orNull(
      Object.fromEntries(Object.entries(query).map(([name, all]) => [name, all.at(-1) ?? ''])),
    ),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(isRest ? pending.rawParameters : pathParameters),
    stageVariables: orNull(pending.declared.stage.variables),
    requestContext: restContext(pending, context),
    ...{ body: null, ...bodyMembers(pending) },
  };
}

/** A function of format 1.0 gets the last of several values. */
function withLast(headers: Headers, repeated: Pending['request']['repeated']): Headers {
  const last = Object.entries(repeated).map(([name, values]) => [name, values.at(-1) ?? '']);
  return { ...headers, ...Object.fromEntries(last) };
}

/** Bytes are written in Base64: of a REST API what its media types say, of an HTTP API what is no type of text. */
function bodyMembers({ request, declared: { api } }: Pending): JsonObject {
  const { body, headers } = request;
  if (body === undefined) return { isBase64Encoded: false };
  const type = header(headers, 'content-type');
  const isBase64Encoded =
    api.type === 'REST'
      ? isBinaryType(api.binaryMediaTypes, type)
      : typeof body !== 'string' || (type !== undefined && !isTextType(firstType(type)));
  return {
    body: isBase64Encoded ? base64Encode(bytesOf(body)) : textOfContent(body),
    isBase64Encoded,
  };
}

function isTextType(type: string): boolean {
  return type.startsWith('text/') || textTypes.includes(type);
}

const textTypes = ['application/json', 'application/javascript', 'application/xml'];

/** Members without a value are absent, several values are joined, header names are lower case. */
function version2(pending: Pending, context: Context): JsonObject {
  const { request, pathParameters, route, principal } = pending;
  const { name: stage, variables } = pending.declared.stage;
  const { headers, query, method, path, repeated } = request;
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { cookie, ...others } = lower;
  const parameters = Object.fromEntries(
    Object.entries(query).map(([name, all]) => [name, all.join(',')]),
  );
  const authorizer = principal?.authorizer ?? {};
  const iam = principal?.identity ?? {};
  const optional = (name: string, value: JsonObject): JsonObject =>
    Object.keys(value).length === 0 ? {} : { [name]: value };
  return {
    version: '2.0',
    routeKey: route,
    rawPath: stage === '$default' ? path : `/${stage}${path}`,
    rawQueryString: searchOf(query),
    ...(cookie === undefined ? {} : { cookies: cookiesIn(repeated, cookie) }),
    headers: others,
    ...optional('queryStringParameters', parameters),
    requestContext: {
      accountId: context.account,
      apiId: pending.api,
      ...optional('authorizer', Object.keys(iam).length > 0 ? { iam } : authorizer),
      domainName: domainOf(pending, context),
      domainPrefix: pending.api,
      http: {
        method,
        path: stage === '$default' ? path : `/${stage}${path}`,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: lower['user-agent'] ?? '',
      },
      requestId: request.id,
      routeKey: route,
      stage,
      time: commonLogTime(request.at),
      timeEpoch: request.at,
    },
    ...optional('pathParameters', pathParameters),
    ...optional('stageVariables', variables),
    ...bodyMembers(pending),
  };
}

/** Each cookie of each header. */
function cookiesIn(repeated: Pending['request']['repeated'], cookie: string): readonly string[] {
  const [, several = [cookie]] =
    Object.entries(repeated).find(([name]) => name.toLowerCase() === 'cookie') ?? [];
  return several.flatMap((one) => one.split(/;\s*/));
}
