/** The event that the function of a WebSocket route gets. */
import type { Context } from '../contract/service.ts';
import type { JsonObject } from '@stepthrough/json';
import type { PendingFrame } from './frames.ts';
import type { Headers } from './headers.ts';
import { commonLogTime, domainOf, identityOf } from './request-context.ts';

export function webSocketEvent(pending: PendingFrame, context: Context): JsonObject {
  const { request, frame } = pending;
  const { variables } = pending.declared.stage;
  const headers =
    frame.type === 'DISCONNECT' ? ofTheGateway(domainOf(pending, context)) : request.headers;
  const query = Object.fromEntries(
    Object.entries(request.query).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
  return {
    ...(frame.type === 'MESSAGE'
      ? {}
      : {
          headers,
          multiValueHeaders: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, [value]]),
          ),
        }),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(variables).length === 0 ? {} : { stageVariables: variables }),
    requestContext: webSocketContext(pending, context),
    ...(request.body === undefined ? {} : { body: request.body }),
    isBase64Encoded: false,
  };
}

/** Nobody has sent them when a connection ends. */
function ofTheGateway(Host: string): Headers {
  return { Host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
}

/** `$context` of mapping templates, too. */
export function webSocketContext(pending: PendingFrame, context: Context): JsonObject {
  const { request, route, declared, frame, principal } = pending;
  const { userAgent = null } = identityOf(pending);
  const authorizer = principal?.authorizer ?? {};
  return {
    routeKey: route,
    eventType: frame.type,
    ...(frame.messageId === undefined ? {} : { messageId: frame.messageId }),
    extendedRequestId: request.id,
    requestTime: commonLogTime(request.at),
    messageDirection: 'IN',
    stage: declared.stage.name,
    connectedAt: context.now,
    requestTimeEpoch: request.at,
    identity: { sourceIp: '127.0.0.1', userAgent },
    requestId: request.id,
    domainName: domainOf(pending, context),
    connectionId: frame.connection,
    apiId: pending.api,
    ...(Object.keys(authorizer).length === 0 ? {} : { authorizer }),
    ...(frame.type === 'DISCONNECT'
      ? { disconnectStatusCode: 1005, disconnectReason: 'Client-side close frame status not set' }
      : {}),
  };
}
