/** WebSocket APIs: connections, frames, what is pushed to them, and how they end. */
import { type Json, member, parsed, type JsonObject } from '@stepthrough/json';
import { get, remove, set } from '@stepthrough/collections';
import type { Context, Operation, ServiceEffect } from '../contract/service.ts';
import { failure, success, type Outcome } from '../contract/outcome.ts';
import type { Connect, Disconnect, Frame as FrameSignal } from '../contract/signals.ts';
import { authorize, authorizerReplied, type Authorization } from './authorizers.ts';
import { integrationOf, responseOf } from './integrations.ts';
import { joined, noteOf, park, timeoutOf, type ApiKey, type Progress } from './parking.ts';
import { queryOf } from './query.ts';
import { stagesOf } from './stages.ts';
import type { ApiGatewayState, Connection, Frame, HttpResponse, Pending } from './state.ts';

/** Ten minutes without a frame, two hours in all. */
const idleLimit = 600_000;
const connectionLimit = 7_200_000;
/** A message in bytes; a frame has a quarter of it. */
const messageLimit = 131_072;

export interface SocketKey {
  readonly number: number;
  readonly phase: 'authorizeSocket' | 'integrateSocket';
}

/** A client shakes hands. */
export function connect(
  { api: name, connection: id, headers, path }: Connect,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const declared = member(context.setting.scenario.resources.apis, name) ?? {};
  const [stage] = stagesOf(declared);
  const opened: Connection = {
    api: name,
    stage: stage?.name ?? '',
    since: context.now,
    lastUsed: context.now,
    isOpen: false,
    principal: undefined,
    headers: headers as Connection['headers'],
  };
  const pending = pendingOf(id, opened, { connection: id, type: 'CONNECT' }, context, {
    route: '$connect',
    search: path,
  });
  const connections = set(state.connections, id, opened);
  const log = logged('httpRequest', `${id} connects to ${name}`, name);
  const route = routesOf(declared)['$connect'];
  const next: ApiGatewayState = { ...state, connections };
  if (!route) return joined([log], open(pending, next, context));
  const decision = authorize(declared, route, pending, next, context);
  return joined([log], decided(decision, pending, next, context));
}

/** A client sends a frame. */
export function frame(
  { connection: id, body: text }: FrameSignal,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const found = get(state.connections, id);
  if (!found?.isOpen) {
    const message = `The connection ${id} is not open; the frame is lost.`;
    return { state, outcome: failure('GoneException', message, 410) };
  }
  if (Buffer.byteLength(text) > messageLimit) {
    const closing = close(id, found, 'a message of more than 128 KB', state, context);
    const outcome = failure('MessageTooLong', 'Message too long', 413);
    return { ...closing, outcome };
  }
  const used: Connection = { ...found, lastUsed: context.now };
  const next: ApiGatewayState = { ...state, connections: set(state.connections, id, used) };
  const declared = member(context.setting.scenario.resources.apis, found.api) ?? {};
  const key = selectRoute(declared, text);
  const frame: Frame = { connection: id, type: 'MESSAGE', messageId: context.uuid('message') };
  const pending = pendingOf(id, used, frame, context, { route: key ?? '', body: text });
  const log: ServiceEffect = {
    do: 'log',
    kind: 'frameReceived',
    message: `${id} sends a frame to ${key ?? 'no route'}`,
    resource: found.api,
    data: parsed(text),
  };
  if (key === undefined) {
    const answer = { message: 'Forbidden', connectionId: id, requestId: pending.request.id };
    return {
      state: next,
      outcome: success(answer),
      effects: [log, pushed(id, answer, used.api)],
    };
  }
  return joined([log], integrate(pending, next, context));
}

/** The client goes. */
export function disconnect(
  { connection: id }: Disconnect,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const found = get(state.connections, id);
  if (!found) return { state, outcome: success({}) };
  return { ...close(id, found, 'the client', state, context), outcome: success({}) };
}

/** Operations of the API Gateway Management API. */
export const managementOperations: { readonly [name: string]: Operation<ApiGatewayState, ApiKey> } =
  {
    PostToConnection: onConnection((id, connection, { Data = '' }, state, context) => {
      const text = typeof Data === 'string' ? Data : JSON.stringify(Data);
      if (Buffer.byteLength(text) > messageLimit) {
        return { state, outcome: failure('PayloadTooLargeException', 'Message too long', 413) };
      }
      const used = { ...connection, lastUsed: context.now };
      return {
        state: { ...state, connections: set(state.connections, id, used) },
        outcome: success({}),
        effects: [pushed(id, parsed(text), connection.api)],
      };
    }),

    GetConnection: onConnection((_id, connection, _request, state) => ({
      state,
      outcome: success({
        ConnectedAt: new Date(connection.since).toISOString(),
        LastActiveAt: new Date(connection.lastUsed).toISOString(),
        Identity: { SourceIp: '127.0.0.1', UserAgent: connection.headers['user-agent'] ?? '' },
      }),
    })),

    DeleteConnection: onConnection((id, connection, _request, state, context) => ({
      ...close(id, connection, 'the server', state, context),
      outcome: success({}),
    })),
  };

/** `POST|GET|DELETE /@connections/{id}`, as a Task or another client sends it. */
export function managementCall(
  method: string,
  path: string,
  body: string | undefined,
): { readonly operation: string; readonly request: JsonObject } | undefined {
  const [, id] = /\/@connections\/([^/?]+)/.exec(path) ?? [];
  const operation = member(operationsByMethod, method);
  if (id === undefined || operation === undefined) return undefined;
  const data = body === undefined ? {} : { Data: body };
  return { operation, request: { ConnectionId: decodeURIComponent(id), ...data } };
}

const operationsByMethod: { readonly [method: string]: string } = {
  POST: 'PostToConnection',
  GET: 'GetConnection',
  DELETE: 'DeleteConnection',
};

/** An authorizer or integration of a connection has answered. */
export function continueSocket(
  { number, phase }: SocketKey,
  outcome: Outcome,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const pending = get(state.pending, number);
  if (!pending) return { state };
  const rest: ApiGatewayState = { ...state, pending: remove(state.pending, number) };
  const api = member(context.setting.scenario.resources.apis, pending.api) ?? {};
  const route = member(routesOf(api), pending.route) ?? {};
  if (phase === 'authorizeSocket') {
    const [learnt, decision] = authorizerReplied(api, route, pending, outcome, rest, context);
    return decided(decision, pending, learnt, context);
  }
  const response = responseOf(api, route, outcome, pending, context);
  return responded(response, route, pending, rest, context);
}

/** The integration has taken too long; what it started goes on. */
export function timeOutSocket(number: number, state: ApiGatewayState): Progress {
  const pending = get(state.pending, number);
  if (!pending) return { state };
  const rest: ApiGatewayState = { ...state, pending: remove(state.pending, number) };
  return pending.frame?.type === 'CONNECT'
    ? refused(pending, 504, rest)
    : failed(pending, 'Endpoint request timed out', rest);
}

/** What an integration's answer means for the connection. */
function responded(
  { status, body }: HttpResponse,
  route: JsonObject,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Progress {
  if (pending.frame?.type === 'CONNECT') {
    return status < 300 ? open(pending, state, context) : refused(pending, status, state);
  }
  if (status >= 500) return failed(pending, 'Internal server error', state);
  const answer = parsed(body);
  const isTold = route['routeResponse'] === true;
  return answered(pending, state, answer, isTold ? told(pending, answer, state) : []);
}

/** The client hears of it, also without a route response. */
function failed(pending: Pending, message: string, state: ApiGatewayState): Progress {
  const connectionId = pending.frame?.connection ?? '';
  const answer = { message, connectionId, requestId: pending.request.id };
  return answered(pending, state, answer, told(pending, answer, state));
}

/** A frame, if there still is somebody to get it. */
function told(pending: Pending, data: Json, { connections }: ApiGatewayState): ServiceEffect[] {
  const id = pending.frame?.connection ?? '';
  return get(connections, id) === undefined ? [] : [pushed(id, data, pending.api)];
}

/** Whether a connection has been quiet for too long, or has lasted too long. */
export function checkIdle(id: string, state: ApiGatewayState, context: Context): Progress {
  const connection = get(state.connections, id);
  if (!connection) return { state };
  const end = Math.min(connection.lastUsed + idleLimit, connection.since + connectionLimit);
  if (end > context.now) return { state, effects: [{ do: 'wake', key: { idle: id }, at: end }] };
  const why = connection.since + connectionLimit <= context.now ? 'two hours' : 'ten idle minutes';
  return close(id, connection, why, state, context);
}

function decided(
  decision: Authorization,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Progress {
  switch (decision.kind) {
    case 'ask':
      return park(pending, 'authorizeSocket', decision.call, state, context);
    case 'refused':
      return refused(pending, decision.response.status, state);
    case 'allowed': {
      const id = pending.frame?.connection ?? '';
      const connection = get(state.connections, id);
      const { principal } = decision;
      const connections = connection
        ? set(state.connections, id, { ...connection, principal })
        : state.connections;
      return integrate({ ...pending, principal }, { ...state, connections }, context);
    }
  }
}

function integrate(pending: Pending, state: ApiGatewayState, context: Context): Progress {
  const api = member(context.setting.scenario.resources.apis, pending.api) ?? {};
  const route = member(routesOf(api), pending.route) ?? {};
  const integration = integrationOf(api, route, pending, context);
  if (integration.kind === 'response') {
    const { response, problem } = integration;
    const progress = responded(response, route, pending, state, context);
    return joined(noteOf(problem, pending), progress);
  }
  const alarm = {
    key: (socketTimeout: number) => ({ socketTimeout }),
    afterMs: timeoutOf(route),
  };
  return park(pending, 'integrateSocket', integration.call, state, context, alarm);
}

function open(pending: Pending, state: ApiGatewayState, context: Context): Progress {
  const id = pending.frame?.connection ?? '';
  const connection = get(state.connections, id);
  if (!connection) return { state };
  const connections = set(state.connections, id, { ...connection, isOpen: true });
  const wake: ServiceEffect<ApiKey> = {
    do: 'wake',
    key: { idle: id },
    at: context.now + idleLimit,
  };
  const log = logged('httpResponse', `${id} is connected to ${pending.api}`, pending.api);
  return answered(pending, { ...state, connections }, { connectionId: id }, [log, wake]);
}

function refused(pending: Pending, status: number, state: ApiGatewayState): Progress {
  const id = pending.frame?.connection ?? '';
  const log = logged('httpResponse', `${id} is refused with ${status}`, pending.api);
  const next = { ...state, connections: remove(state.connections, id) };
  return answered(pending, next, { status, headers: {}, body: '' }, [log]);
}

/** The connection ends; `$disconnect` hears of it. */
function close(
  id: string,
  connection: Connection,
  by: string,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const next: ApiGatewayState = { ...state, connections: remove(state.connections, id) };
  const log = logged('httpResponse', `${id} is closed by ${by}`, connection.api);
  const api = member(context.setting.scenario.resources.apis, connection.api) ?? {};
  if (!routesOf(api)['$disconnect']) return { state: next, effects: [log] };
  const frame: Frame = { connection: id, type: 'DISCONNECT' };
  const pending = pendingOf(id, connection, frame, context, { route: '$disconnect' });
  return joined([log], integrate({ ...pending, replyTo: undefined }, next, context));
}

function selectRoute(api: JsonObject, text: string): string | undefined {
  const routes = Object.keys(routesOf(api));
  const { routeSelection = '$request.body.action' } = api;
  let value: Json | undefined = parsed(text);
  const path = String(routeSelection)
    .replace(/^\$?\{?\$?request\.body\.?/, '')
    .replace('}', '');
  for (const name of path.split('.').filter((part) => part !== '')) {
    value =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? member(value as JsonObject, name)
        : undefined;
  }
  const key = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  if (key !== undefined && routes.includes(key)) return key;
  return routes.includes('$default') ? '$default' : undefined;
}

function pendingOf(
  id: string,
  connection: Connection,
  frame: Frame,
  context: Context,
  more: { readonly route: string; readonly body?: string; readonly search?: string },
): Pending {
  const search = (more.search ?? '').replace(/^[^?]*\?/, '');
  return {
    request: {
      method: 'GET',
      path: `/${id}`,
      query: queryOf(search),
      headers: connection.headers,
      body: more.body,
      id: context.uuid('frame'),
      at: context.now,
    },
    api: connection.api,
    stage: connection.stage,
    route: more.route,
    pathParameters: {},
    replyTo: context.replyTo,
    isTask: false,
    principal: connection.principal,
    frame,
  };
}

function onConnection(
  operation: (
    id: string,
    connection: Connection,
    request: JsonObject,
    state: ApiGatewayState,
    context: Context,
  ) => Progress,
): Operation<ApiGatewayState, ApiKey> {
  return (request, state, context) => {
    const id = String(request['ConnectionId'] ?? '');
    const connection = get(state.connections, id);
    if (!connection) return { state, outcome: failure('GoneException', 'null', 410) };
    return operation(id, connection, request, state, context);
  };
}

function routesOf(api: JsonObject): { readonly [route: string]: JsonObject } {
  return (api['routes'] ?? {}) as { readonly [route: string]: JsonObject };
}

function answered(
  { replyTo }: Pending,
  state: ApiGatewayState,
  response: Json,
  effects: readonly ServiceEffect<ApiKey>[],
): Progress {
  const reply = replyTo ? [{ do: 'reply', replyTo, outcome: success(response) } as const] : [];
  return { state, effects: [...effects, ...reply] };
}

/** A frame to the client. */
function pushed(id: string, data: Json, api: string): ServiceEffect {
  const message = `${id} gets a frame`;
  return { do: 'log', kind: 'frameSent', message, resource: api, data };
}

function logged(
  kind: 'httpRequest' | 'httpResponse',
  message: string,
  resource: string,
): ServiceEffect {
  return { do: 'log', kind, message, resource };
}
