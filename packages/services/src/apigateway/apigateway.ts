/** Amazon API Gateway: REST, HTTP and WebSocket APIs of the scenario. */
import type { Json } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import {
  failure,
  type Context,
  type JsonObject,
  type Operation,
  type Service,
} from '../service.ts';
import { queryOf } from './query.ts';
import { continueServing, serve, timeOut, type Key } from './serve.ts';
import { initialState, type ApiGatewayState, type HttpRequest, type Principal } from './state.ts';
import { authorizationOf } from './tokens.ts';
import {
  checkIdle,
  continueSocket,
  managementCall,
  socketOperations,
  timeOutSocket,
  type SocketKey,
} from './websocket.ts';

export const apigateway: Service<ApiGatewayState> = {
  name: 'apigateway',
  initial: () => initialState,
  operations: {
    /** Not an operation of AWS: a request that reaches the API. */
    Request: (request, state, context) => {
      const { apis } = context.setting.scenario.resources;
      const given = typeof request['api'] === 'string' ? request['api'] : Object.keys(apis)[0];
      if (given === undefined || !member(apis, given)) {
        const known = Object.keys(apis).join(', ') || 'none';
        const message = `There is no API "${given ?? ''}" in "resources.apis"; it has ${known}.`;
        return { state, outcome: failure('NotFoundException', message, 404) };
      }
      const http = requestOf(signed(request, context), context);
      return serve(given, http, state, context, { isTask: false });
    },
    /** `apigateway:invoke` of a Task. */
    Invoke: (request, state, context) => {
      const { ApiEndpoint = '', AuthType = 'NO_AUTH' } = request;
      const { apis } = context.setting.scenario.resources;
      const host = String(ApiEndpoint).split('.')[0] ?? '';
      const only = Object.keys(apis).length === 1 ? Object.keys(apis)[0] : undefined;
      const name = member(apis, host) ? host : only;
      if (name === undefined) {
        const known = Object.keys(apis).join(', ');
        const message = `No API of "resources.apis" is reached at ${String(ApiEndpoint)}; the address begins with the name of one of ${known}.`;
        return { state, outcome: failure('UnknownHostException', message, 404) };
      }
      const http = requestOf(taskRequest(request), context);
      const management = managementCall(http.method, http.path, http.body);
      const operation = management && member(socketOperations, management.operation);
      if (operation) return asTask(operation(management.request, state, context));
      const caller =
        AuthType === 'IAM_ROLE' ? { isTask: true, principal: roleOf(context) } : { isTask: true };
      return serve(name, http, state, context, caller);
    },
    Connect: (request, state, context) =>
      asked('Connect')(signed(request, context), state, context),
    ...Object.fromEntries(
      ['Frame', 'Disconnect', 'PostToConnection', 'GetConnection', 'DeleteConnection'].map(
        (name) => [name, asked(name)],
      ),
    ),
  },
  reply: (key, outcome, state, context) => {
    const told = key as unknown as Key | SocketKey;
    return told.phase === 'authorize' || told.phase === 'integrate'
      ? continueServing({ number: told.number, phase: told.phase }, outcome, state, context)
      : continueSocket({ number: told.number, phase: told.phase }, outcome, state, context);
  },
  wake: (key, state, context) => {
    const { timeout, socketTimeout, idle } = key as {
      readonly timeout?: number;
      readonly socketTimeout?: number;
      readonly idle?: string;
    };
    if (idle !== undefined) return checkIdle(idle, state, context);
    if (socketTimeout !== undefined) return timeOutSocket(socketTimeout, state);
    return timeOut(Number(timeout), state, context);
  },
};

function asked(name: string): Operation<ApiGatewayState> {
  const operation = member(socketOperations, name);
  if (!operation) throw new Error(`There is no operation ${name} of WebSocket APIs.`);
  return operation;
}

/** What a Task gets of an operation on a connection. */
function asTask(result: ReturnType<Operation<ApiGatewayState>>): typeof result {
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
function signed(request: JsonObject, { setting }: Context): JsonObject {
  const { user, headers = {} } = request;
  if (typeof user !== 'string') return request;
  const Authorization = authorizationOf(setting, user);
  return { ...request, headers: { ...(headers as JsonObject), Authorization } };
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
}: JsonObject): JsonObject {
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
    method: Method,
    path: `${prefix}${path}${query === '' ? '' : `?${query}`}`,
    headers: Object.fromEntries(
      Object.entries(Headers as JsonObject).map(([key, value]) => [key, [value].flat().join(',')]),
    ),
    ...(RequestBody === undefined ? {} : { body: JSON.stringify(RequestBody) }),
  };
}

function requestOf(given: JsonObject, context: Context): HttpRequest {
  const { method = 'GET', path = '/', headers = {}, body } = given;
  const [only = '/', search = ''] = String(path).split('?');
  return {
    method: String(method).toUpperCase(),
    path: only,
    query: queryOf(search),
    headers: Object.fromEntries(
      Object.entries(headers as JsonObject).map(([name, value]) => [name, String(value)]),
    ),
    body: body === undefined ? undefined : String(body),
    id: context.uuid('http'),
    at: context.now,
  };
}
