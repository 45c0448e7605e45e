/** Amazon API Gateway: REST, HTTP and WebSocket APIs of the scenario. */
import { member, type JsonObject } from '@stepthrough/json';
import type { Context, Service } from '../../contract/service.ts';
import { failure, success, isRefusal, type Refusal } from '../../contract/outcome.ts';
import type { ApiRequest, Connect } from '../../contract/signals.ts';
import { apiNamed, apiNames } from '../reached.ts';
import { managementOperations } from '../management-api.ts';
import type { ApiKey, Progress } from '../parking.ts';
import { requestOf } from '../http-request.ts';
import { continueServing, serve, timeOut, type Key } from '../serve.ts';
import type { ApiGatewayState } from '../state.ts';
import { routedApiOperations } from '../v2/operations.ts';
import { invoke } from '../task.ts';
import { authorizationOf } from '../tokens.ts';
import {
  checkIdle,
  connect,
  continueSocket,
  disconnect,
  frame,
  timeOutSocket,
  type SocketKey,
} from '../websocket.ts';
import { controlOperations } from './control-operations.ts';
import { initialState } from './initial-state.ts';
import { integrations } from './task-integration.ts';

export const apigateway: Service<'apigateway', ApiGatewayState, ApiKey, Key | SocketKey> = {
  name: 'apigateway',
  integrations,
  throttled: (action) => (action === 'request' ? tooManyRequests : tooManyCalls),
  initial: initialState,
  operations: { ...managementOperations, ...controlOperations },
  second: { api: 'apigatewayv2', operations: routedApiOperations },
  whyNot: (call, setting, state) =>
    call.service === 'apigatewayv2' ||
    ('operation' in call && member(controlOperations, call.operation) !== undefined) ||
    apiNames(state, setting).length > 0
      ? undefined
      : 'There is no API in "resources.apis" that could be reached.',
  receive: (signal, state, context) => {
    switch (signal.kind) {
      case 'request':
        return request(signal, state, context);
      case 'invoke':
        return invoke(signal.parameters, state, context);
      case 'connect':
        return handshake(signal, state, context);
      case 'frame':
        return frame(signal, state, context);
      case 'disconnect':
        return disconnect(signal, state, context);
    }
  },
  reply: (told, outcome, state, context) => {
    return told.phase === 'authorize' || told.phase === 'integrate'
      ? continueServing({ number: told.number, phase: told.phase }, outcome, state, context)
      : continueSocket({ number: told.number, phase: told.phase }, outcome, state, context);
  },
  wake: (key, state, context) => {
    if ('idle' in key) return checkIdle(key.idle, state, context);
    if ('socketTimeout' in key) return timeOutSocket(key.socketTimeout, state);
    return timeOut(key.timeout, state);
  },
};

/** A request that reaches an API; the first, when it names none. */
function request(sent: ApiRequest, state: ApiGatewayState, context: Context): Progress {
  const name = sent.api ?? apiNames(state, context.setting)[0] ?? '';
  const api = apiNamed(name, state, context);
  if (isRefusal(api)) return { state, outcome: api };
  const headers = signedHeaders(sent, context);
  if (isRefusal(headers)) return { state, outcome: headers };
  const arrived = requestOf({ ...sent, headers }, api, context);
  return serve(api, arrived, state, context, { isTask: false });
}

/** A client of a WebSocket API shakes hands. */
function handshake(sent: Connect, state: ApiGatewayState, context: Context): Progress {
  const api = apiNamed(sent.api, state, context);
  if (isRefusal(api)) return { state, outcome: api };
  const headers = signedHeaders(sent, context);
  if (isRefusal(headers)) return { state, outcome: headers };
  return connect({ ...sent, headers }, api, state, context);
}

/** A request of a user of the scenario carries what proves who they are. */
function signedHeaders(
  { user, headers }: Pick<ApiRequest, 'user' | 'headers'>,
  { setting }: Context,
): JsonObject | Refusal {
  if (user === undefined) return headers;
  const Authorization = authorizationOf(setting, user);
  if (Authorization !== undefined) return { ...headers, Authorization };
  const known = Object.keys(setting.scenario.users).join(', ') || 'none';
  return failure(
    'NotFoundException',
    `There is no user "${user}" in "users"; it has ${known}.`,
    404,
  );
}

/** What a client of an API gets. */
const tooManyRequests = success({
  status: 429,
  headers: {
    'Content-Type': 'application/json',
    'x-amzn-ErrorType': 'TooManyRequestsException',
  },
  body: '{"message":"Too Many Requests"}',
});

/** What a Task gets that calls an API. */
const tooManyCalls = failure('TooManyRequestsException', 'Too Many Requests', 429);
