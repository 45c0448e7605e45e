/** Amazon API Gateway: REST, HTTP and WebSocket APIs of the scenario. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import type { Context, Operation, Service } from '../contract/service.ts';
import { failure } from '../contract/outcome.ts';
import type { ApiRequest } from '../contract/signals.ts';
import type { ApiKey, Progress } from './parking.ts';
import { queryOf } from './query.ts';
import { continueServing, serve, timeOut, type Key } from './serve.ts';
import { initialState, type ApiGatewayState, type HttpRequest, type Principal } from './state.ts';
import { authorizationOf } from './tokens.ts';
import {
  checkIdle,
  connect,
  continueSocket,
  disconnect,
  frame,
  managementCall,
  managementOperations,
  timeOutSocket,
  type SocketKey,
} from './websocket.ts';

export const apigateway: Service<'apigateway', ApiGatewayState, ApiKey, Key | SocketKey> = {
  name: 'apigateway',
  initial: () => initialState,
  operations: managementOperations,
  whyNot: (_call, { scenario }) =>
    Object.keys(scenario.resources.apis).length > 0
      ? undefined
      : 'There is no API in "resources.apis" that could be reached.',
  receive: (signal, state, context) => {
    switch (signal.kind) {
      case 'request':
        return request(signal, state, context);
      case 'invoke':
        return invoke(signal.parameters, state, context);
      case 'connect':
        return connect(signed(signal, context), state, context);
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
    return timeOut(key.timeout, state, context);
  },
};

/** A request that reaches an API. */
function request(sent: ApiRequest, state: ApiGatewayState, context: Context): Progress {
  const { apis } = context.setting.scenario.resources;
  const given = sent.api ?? Object.keys(apis)[0];
  if (given === undefined || !member(apis, given)) {
    const known = Object.keys(apis).join(', ') || 'none';
    const message = `There is no API "${given ?? ''}" in "resources.apis"; it has ${known}.`;
    return { state, outcome: failure('NotFoundException', message, 404) };
  }
  const http = requestOf(signed(sent, context), context);
  return serve(given, http, state, context, { isTask: false });
}

/** `apigateway:invoke` of a Task. */
function invoke(parameters: JsonObject, state: ApiGatewayState, context: Context): Progress {
  const { ApiEndpoint = '', AuthType = 'NO_AUTH' } = parameters;
  const { apis } = context.setting.scenario.resources;
  const host = String(ApiEndpoint).split('.')[0] ?? '';
  const only = Object.keys(apis).length === 1 ? Object.keys(apis)[0] : undefined;
  const name = member(apis, host) ? host : only;
  if (name === undefined) {
    const known = Object.keys(apis).join(', ');
    const message = `No API of "resources.apis" is reached at ${String(ApiEndpoint)}; the address begins with the name of one of ${known}.`;
    return { state, outcome: failure('UnknownHostException', message, 404) };
  }
  const http = requestOf(taskRequest(parameters), context);
  const management = managementCall(http.method, http.path, http.body);
  const operation = management && member(managementOperations, management.operation);
  if (operation) return asTask(operation(management.request, state, context));
  const caller =
    AuthType === 'IAM_ROLE' ? { isTask: true, principal: roleOf(context) } : { isTask: true };
  return serve(name, http, state, context, caller);
}

/** What a Task gets of an operation on a connection. */
function asTask(result: ReturnType<Operation<ApiGatewayState, ApiKey>>): typeof result {
  const { outcome } = result;
  if (!outcome) return result;
  const status = outcome.ok ? 200 : outcome.error.status;
  const response: JsonObject = {
    Headers: {},
    ResponseBody: outcome.ok ? outcome.response : { message: outcome.error.message },
    StatusCode: status,
    StatusText: outcome.ok ? 'OK' : 'Gone',
  };
  return { ...result, outcome: { ok: true, response } };
}

/** A request of a user of the scenario carries what proves who they are. */
function signed<R extends { readonly user?: string; readonly headers: JsonObject }>(
  request: R,
  { setting }: Context,
): R {
  const { user, headers } = request;
  if (user === undefined) return request;
  return { ...request, headers: { ...headers, Authorization: authorizationOf(setting, user) } };
}

/** A Task with AuthType IAM_ROLE signs with the role of its state machine. */
function roleOf({ account, setting }: Context): Principal {
  const role = setting.main.name;
  const userArn = `arn:aws:sts::${account}:assumed-role/${role}/execution`;
  const caller = `AROASIMULATED:${role}`;
  const identity = {
    userArn,
    accountId: account,
    caller,
    user: caller,
    accessKey: 'ASIASIMULATED',
  };
  return { authorizer: {}, identity };
}

function taskRequest({
  Method = 'GET',
  Path = '/',
  QueryParameters = {},
  Headers = {},
  RequestBody,
  Stage,
}: JsonObject): Sent {
  const query = Object.entries(QueryParameters as { readonly [name: string]: Json })
    .flatMap(([key, values]) =>
      [values]
        .flat()
        .map((value) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`),
    )
    .join('&');
  const prefix = Stage === undefined ? '' : `/${String(Stage)}`;
  const path = String(Path).startsWith('/') ? String(Path) : `/${String(Path)}`;
  return {
    method: String(Method),
    path: `${prefix}${path}${query === '' ? '' : `?${query}`}`,
    headers: Object.fromEntries(
      Object.entries(Headers as JsonObject).map(([key, value]) => [key, [value].flat().join(',')]),
    ),
    ...(RequestBody === undefined ? {} : { body: JSON.stringify(RequestBody) }),
  };
}

type Sent = Pick<ApiRequest, 'method' | 'path' | 'headers' | 'body'>;

function requestOf({ method, path, headers, body }: Sent, context: Context): HttpRequest {
  const [only = '/', search = ''] = path.split('?');
  return {
    method: method.toUpperCase(),
    path: only,
    query: queryOf(search),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ),
    body,
    id: context.uuid('http'),
    at: context.now,
  };
}
