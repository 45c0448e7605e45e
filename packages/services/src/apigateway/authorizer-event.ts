/** The event that a Lambda authorizer gets: TOKEN, REQUEST of REST, and the two formats of HTTP APIs. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import { proxyEvent } from './proxy-event.ts';
import { resourceOf } from './request-context.ts';
import type { Pending } from './state.ts';
import { webSocketEvent } from './websocket-event.ts';

export function authorizerEvent(
  api: JsonObject,
  authorizer: JsonObject,
  pending: Pending,
  identity: readonly string[],
  context: Context,
): JsonObject {
  const methodArn = resourceOf(pending, context);
  if (authorizer['type'] === 'TOKEN') {
    return { type: 'TOKEN', methodArn, authorizationToken: identity[0] ?? '' };
  }
  if (pending.frame) {
    return { type: 'REQUEST', methodArn, ...webSocketEvent(api, pending, context) };
  }
  const isHttp = api['type'] === 'HTTP';
  const format = authorizer['payloadFormat'] ?? (isHttp ? '2.0' : '1.0');
  const event = proxyEvent(api, { payloadFormat: format }, pending, context);
  const rest = Object.fromEntries(
    Object.entries(event).filter(([name]) => name !== 'body' && name !== 'isBase64Encoded'),
  );
  if (format === '2.0') {
    return { ...rest, type: 'REQUEST', routeArn: methodArn, identitySource: identity };
  }
  const authorizationToken = isHttp ? { identitySource: identity.join(',') } : {};
  return { type: 'REQUEST', methodArn, ...filled(rest), ...authorizationToken };
}

/** What a proxy integration gets as null is empty here. */
function filled(event: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]): [string, Json] => [name, value ?? {}]),
  );
}
