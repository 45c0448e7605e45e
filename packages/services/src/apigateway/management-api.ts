/** The API Gateway Management API: what a backend does with the connections of a WebSocket API. */
import { get, set } from '@stepthrough/collections';
import { member, parsed, textOf, utf8Size, type JsonObject } from '@stepthrough/json';
import type { Operation } from '../contract/service.ts';
import { failure, success } from '../contract/outcome.ts';
import { json, operation, text } from '../contract/request-form.ts';
import { close } from './connection-flow.ts';
import { messageLimit, pushed } from './frames.ts';
import { header } from './headers.ts';
import type { ApiKey, Progress } from './parking.ts';
import { decoded } from './percent-encoding.ts';
import type { ApiGatewayState, Connection } from './state.ts';

export const managementOperations: {
  readonly [name: string]: Operation<ApiGatewayState, ApiKey>;
} = {
  // `Data` is the body of the request itself, of whatever form.
  PostToConnection: operation(
    { ConnectionId: text, Data: json },
    ({ ConnectionId, Data = '' }, state, context) =>
      onConnection(ConnectionId, state, (id, connection) => {
        const data = textOf(Data);
        if (utf8Size(data) > messageLimit) {
          return { state, outcome: failure('PayloadTooLargeException', 'Message too long', 413) };
        }
        const used = { ...connection, lastUsed: context.now };
        return {
          state: { ...state, connections: set(state.connections, id, used) },
          outcome: success({}),
          effects: [pushed(id, parsed(data), connection.api)],
        };
      }),
  ),

  GetConnection: operation({ ConnectionId: text }, ({ ConnectionId }, state) =>
    onConnection(ConnectionId, state, (_id, { since, lastUsed, headers }) => ({
      state,
      outcome: success({
        ConnectedAt: new Date(since).toISOString(),
        LastActiveAt: new Date(lastUsed).toISOString(),
        Identity: { SourceIp: '127.0.0.1', UserAgent: header(headers, 'user-agent') ?? '' },
      }),
    })),
  ),

  DeleteConnection: operation({ ConnectionId: text }, ({ ConnectionId }, state, context) =>
    onConnection(ConnectionId, state, (id, connection) => ({
      ...close(id, connection, 'the server', state, context),
      outcome: success({}),
    })),
  ),
};

/** `POST|GET|DELETE /@connections/{id}`, as a Task or another client sends it. */
export function managementCall(
  method: string,
  path: string,
  body: string | undefined,
): { readonly operation: string; readonly request: JsonObject } | undefined {
  const [, id] = /\/@connections\/([^/?]+)/.exec(path) ?? [];
  const name = member(operationsByMethod, method);
  if (id === undefined || name === undefined) return undefined;
  const data = body === undefined ? {} : { Data: body };
  return { operation: name, request: { ConnectionId: decoded(id), ...data } };
}

const operationsByMethod: { readonly [method: string]: string } = {
  POST: 'PostToConnection',
  GET: 'GetConnection',
  DELETE: 'DeleteConnection',
};

function onConnection(
  id = '',
  state: ApiGatewayState,
  perform: (id: string, connection: Connection) => Progress,
): Progress {
  const connection = get(state.connections, id);
  if (!connection) return { state, outcome: failure('GoneException', 'null', 410) };
  return perform(id, connection);
}
