/** The event that a Lambda proxy integration hands to its function, payload formats 1.0 and 2.0. */
import type { Json } from '@stepthrough/asl';
import type { Context, JsonObject } from '../service.ts';
import type { Pending } from './state.ts';
import { header } from './validate.ts';

export function proxyEvent(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  context: Context,
): JsonObject {
  const format = route['payloadFormat'] ?? (api['type'] === 'HTTP' ? '2.0' : '1.0');
  return format === '2.0' ? version2(api, pending, context) : version1(api, pending, context);
}

/** Members without a value are null. */
function version1(api: JsonObject, pending: Pending, context: Context): JsonObject {
  const { request, pathParameters, route } = pending;
  const { headers, query, method, path, body } = request;
  const stage = stageOf(api);
  const resource = route.split(' ')[1] ?? path;
  const orNull = (value: JsonObject): Json => (Object.keys(value).length === 0 ? null : value);
  return {
    resource,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: orNull(
      Object.fromEntries(Object.entries(query).map(([name, all]) => [name, all.at(-1) ?? ''])),
    ),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull((api['stageVariables'] ?? {}) as JsonObject),
    requestContext: {
      accountId: context.account,
      apiId: pending.api,
      deploymentId: 'simulated',
      domainName: domainOf(pending, context),
      domainPrefix: pending.api,
      extendedRequestId: request.id,
      httpMethod: method,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: header(headers, 'user-agent') ?? null,
        userArn: null,
      },
      path: `/${stage}${path}`,
      protocol: 'HTTP/1.1',
      requestId: request.id,
      requestTime: commonLogTime(request.at),
      requestTimeEpoch: request.at,
      resourceId: 'simulated',
      resourcePath: resource,
      stage,
    },
    body: body ?? null,
    isBase64Encoded: false,
  };
}

/** Members without a value are absent, several values are joined, header names are lower case. */
function version2(api: JsonObject, pending: Pending, context: Context): JsonObject {
  const { request, pathParameters, route } = pending;
  const { headers, query, method, path, body } = request;
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { cookie, ...others } = lower;
  const parameters = Object.fromEntries(
    Object.entries(query).map(([name, all]) => [name, all.join(',')]),
  );
  const variables = (api['stageVariables'] ?? {}) as JsonObject;
  const optional = (name: string, value: JsonObject): JsonObject =>
    Object.keys(value).length === 0 ? {} : { [name]: value };
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: new URLSearchParams(
      Object.entries(query).flatMap(([name, all]) =>
        all.map((value): [string, string] => [name, value]),
      ),
    ).toString(),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: others,
    ...optional('queryStringParameters', parameters),
    requestContext: {
      accountId: context.account,
      apiId: pending.api,
      domainName: domainOf(pending, context),
      domainPrefix: pending.api,
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: lower['user-agent'] ?? '',
      },
      requestId: request.id,
      routeKey: route,
      stage: stageOf(api),
      time: commonLogTime(request.at),
      timeEpoch: request.at,
    },
    ...optional('pathParameters', pathParameters),
    ...optional('stageVariables', variables),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}

function stageOf(api: JsonObject): string {
  return String(api['stage'] ?? (api['type'] === 'HTTP' ? '$default' : 'prod'));
}

function domainOf({ api }: Pending, { region }: Context): string {
  return `${api}.execute-api.${region}.amazonaws.com`;
}

/** `05/Jan/2026:09:00:00 +0000` */
function commonLogTime(at: number): string {
  const [, day, month, year, time] =
    /(\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
