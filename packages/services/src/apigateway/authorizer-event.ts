/** The event that a Lambda authorizer gets: TOKEN, REQUEST of REST, and the two formats of HTTP APIs. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Authorizer } from '@stepthrough/scenario';
import type { Context } from '../contract/service.ts';
import { isFrame } from './frames.ts';
import { payloadFormatOf, proxyEvent } from './proxy-event.ts';
import { resourceOf } from './request-context.ts';
import type { Pending } from './state.ts';
import { webSocketEvent } from './websocket-event.ts';

export function authorizerEvent(
  authorizer: Authorizer,
  pending: Pending,
  identity: readonly string[],
  context: Context,
): JsonObject {
  const methodArn = resourceOf(pending, context);
  if (authorizer.type === 'TOKEN') {
    return { type: 'TOKEN', methodArn, authorizationToken: identity[0] ?? '' };
  }
  if (isFrame(pending)) {
    return { type: 'REQUEST', methodArn, ...webSocketEvent(pending, context) };
  }
  const { api } = pending.declared;
  const isHttp = api.type === 'HTTP';
  const format = payloadFormatOf(authorizer.payloadFormat, api);
  const event = proxyEvent(format, pending, context);
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
