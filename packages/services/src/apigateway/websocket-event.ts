/** The event that the function of a WebSocket route gets. */
import type { Context } from '../contract/service.ts';
import type { JsonObject } from '@stepthrough/json';
import { header, type Headers } from './headers.ts';
import { commonLogTime, domainOf, identityOf } from './request-context.ts';
import type { Pending } from './state.ts';

export function webSocketEvent(pending: Pending, context: Context): JsonObject {
  const { request, frame } = pending;
  const { variables } = pending.declared.stage;
  const isMessage = frame?.type === 'MESSAGE';
  const headers = frame?.type === 'DISCONNECT' ? ofTheGateway(request.headers) : request.headers;
  const query = Object.fromEntries(
    Object.entries(request.query).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
  return {
    ...(isMessage
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
function ofTheGateway(headers: Headers): Headers {
  const Host = header(headers, 'host') ?? '';
  return { Host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
}

/** `$context` of mapping templates, too. */
export function webSocketContext(pending: Pending, context: Context): JsonObject {
  const { request, route, declared, frame, principal } = pending;
  const { userAgent = null } = identityOf(pending);
  const authorizer = principal?.authorizer ?? {};
  return {
    routeKey: route,
    eventType: frame?.type ?? 'MESSAGE',
    ...(frame?.messageId === undefined ? {} : { messageId: frame.messageId }),
    extendedRequestId: request.id,
    requestTime: commonLogTime(request.at),
    messageDirection: 'IN',
    stage: declared.stage.name,
    connectedAt: context.now,
    requestTimeEpoch: request.at,
    identity: { sourceIp: '127.0.0.1', ...(userAgent === null ? {} : { userAgent }) },
    requestId: request.id,
    domainName: domainOf(pending, context),
    connectionId: frame?.connection ?? '',
    apiId: pending.api,
    ...(Object.keys(authorizer).length === 0 ? {} : { authorizer }),
    ...(frame?.type === 'DISCONNECT'
      ? { disconnectStatusCode: 1005, disconnectReason: 'Client-side close frame status not set' }
      : {}),
  };
}
