/** `$context` of mapping templates and `requestContext` of events: the same facts. */
import { createHash } from 'node:crypto';
import type { Context } from '../contract/service.ts';
import { member, type JsonObject } from '@stepthrough/json';
import { header } from './headers.ts';
import { idOf } from './ids.ts';
import type { Arrival, Pending } from './state.ts';

export function domainOf({ api }: Arrival, context: Context): string {
  return hostOf(api, context);
}

/** Of the API of this name. */
export function hostOf(api: string, { region }: Pick<Context, 'region'>): string {
  return `${api}.execute-api.${region}.amazonaws.com`;
}

/** `05/Jan/2026:09:00:00 +0000` */
export function commonLogTime(at: number): string {
  const [, day, month, year, time] =
    /(\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

export function identityOf({ request, principal }: Arrival): JsonObject {
  return {
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
    userAgent: header(request.headers, 'user-agent') ?? null,
    userArn: null,
    ...principal?.identity,
  };
}

/** Fifteen characters of Base64 and an equals sign. */
export function extendedIdOf(requestId: string): string {
  return `${createHash('sha256').update(requestId).digest('base64').slice(0, 15)}=`;
}

/** Of REST APIs, and of HTTP APIs in payload format 1.0: they have neither deployments nor resources. */
export function restContext(pending: Pending, context: Context): JsonObject {
  const { request, route, principal } = pending;
  const { api } = pending.declared;
  const stage = pending.declared.stage.name;
  const resourcePath = route.split(' ')[1] ?? request.path;
  const authorizer = principal?.authorizer ?? {};
  return {
    accountId: context.account,
    apiId: pending.api,
    ...(Object.keys(authorizer).length === 0 ? {} : { authorizer }),
    ...(api.type === 'HTTP'
      ? {}
      : { deploymentId: api.deploymentId ?? idOf(`deployment ${pending.api} ${stage}`) }),
    domainName: domainOf(pending, context),
    domainPrefix: pending.api,
    extendedRequestId: extendedIdOf(request.id),
    httpMethod: request.method,
    identity: identityOf(pending),
    path: stage === '$default' ? request.path : `/${stage}${request.path}`,
    protocol: 'HTTP/1.1',
    requestId: request.id,
    requestTime: commonLogTime(request.at),
    requestTimeEpoch: request.at,
    resourceId: member(api.resourceIds ?? {}, resourcePath) ?? null,
    resourcePath,
    stage,
  };
}

/** `arn:aws:execute-api:region:account:api/stage/METHOD/path` */
export function resourceOf(
  { api, declared, request, frame, route }: Pending,
  context: Context,
): string {
  const { name: stage } = declared.stage;
  const base = `arn:aws:execute-api:${context.region}:${context.account}:${api}/${stage}`;
  if (frame) return `${base}/${route}`;
  return `${base}/${request.method}${request.path}`;
}
