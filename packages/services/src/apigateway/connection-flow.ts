/** A connection's way through its API: let in, open, answered, closed. */
import { parsed, type Json } from '@stepthrough/json';
import { get, remove, set } from '@stepthrough/collections';
import { textOfContent } from '../contract/content.ts';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { success } from '../contract/outcome.ts';
import type { Authorization } from './authorization.ts';
import { arrivalOf, atRoute, pushed, type PendingFrame, type SocketArrival } from './frames.ts';
import { isAnswered } from './integrated.ts';
import { integrationOf } from './integrations.ts';
import { joined, noteOf, park, timeoutOf, type ApiKey, type Progress } from './parking.ts';
import type { ApiGatewayState, Connection, HttpResponse } from './state.ts';

/** Ten minutes without a frame, in milliseconds. */
export const idleLimit = 600_000;

/** What the authorizer of `$connect` says. */
export function decided(
  decision: Authorization,
  pending: PendingFrame,
  state: ApiGatewayState,
  context: Context,
): Progress {
  switch (decision.kind) {
    case 'ask':
      return park(pending, 'authorizeSocket', decision.call, state, context);
    case 'refused':
      return refused(pending, decision.response.status, state);
    case 'allowed': {
      const id = pending.frame.connection;
      const connection = get(state.connections, id);
      const { principal } = decision;
      const connections = connection
        ? set(state.connections, id, { ...connection, principal })
        : state.connections;
      return integrate({ ...pending, principal }, { ...state, connections }, context);
    }
  }
}

export function integrate(
  pending: PendingFrame,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const integration = integrationOf(pending, context);
  if (isAnswered(integration)) {
    const { response, problem } = integration;
    return joined(noteOf(problem, pending), responded(response, pending, state, context));
  }
  const alarm = {
    key: (socketTimeout: number) => ({ socketTimeout }),
    afterMs: timeoutOf(pending),
  };
  const { asked } = integration;
  const sent = asked ? { ...pending, asked } : pending;
  return park(sent, 'integrateSocket', integration.call, state, context, alarm);
}

/** What an integration's answer means for the connection. */
export function responded(
  { status, body }: HttpResponse,
  pending: PendingFrame,
  state: ApiGatewayState,
  context: Context,
): Progress {
  if (pending.frame.type === 'CONNECT') {
    return status < 300 ? open(pending, state, context) : refused(pending, status, state);
  }
  if (status >= 500) return failed(pending, 'Internal server error', state);
  const answer = parsed(textOfContent(body));
  const isTold = pending.declared.route.routeResponse === true;
  return answered(pending, state, answer, isTold ? told(pending, answer, state) : []);
}

export function timedOut(pending: PendingFrame, state: ApiGatewayState): Progress {
  return pending.frame.type === 'CONNECT'
    ? refused(pending, 504, state)
    : failed(pending, 'Endpoint request timed out', state);
}

/** No route takes the frame. */
export function forbidden(arrival: SocketArrival, state: ApiGatewayState): Progress {
  const answer = messageTo(arrival, 'Forbidden');
  const effects = [pushed(arrival.frame.connection, answer, arrival.api)];
  return { state, outcome: success(answer), effects };
}

export function open(arrival: SocketArrival, state: ApiGatewayState, context: Context): Progress {
  const id = arrival.frame.connection;
  const connection = get(state.connections, id);
  if (!connection) return { state };
  const connections = set(state.connections, id, { ...connection, isOpen: true });
  const wake: ServiceEffect<ApiKey> = {
    do: 'wake',
    key: { idle: id },
    at: context.now + idleLimit,
  };
  const log = logged('httpResponse', `${id} is connected to ${arrival.api}`, arrival.api);
  return answered(arrival, { ...state, connections }, { connectionId: id }, [log, wake]);
}

/** The connection ends; `$disconnect` hears of it. */
export function close(
  id: string,
  connection: Connection,
  by: string,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const next: ApiGatewayState = { ...state, connections: remove(state.connections, id) };
  const log = logged('httpResponse', `${id} is closed by ${by}`, connection.api);
  const frame = { connection: id, type: 'DISCONNECT' } as const;
  const pending = atRoute(arrivalOf(connection, frame, context, {}), '$disconnect');
  if (!pending) return { state: next, effects: [log] };
  return joined([log], integrate({ ...pending, replyTo: undefined }, next, context));
}

export function logged(
  kind: 'httpRequest' | 'httpResponse',
  message: string,
  resource: string,
): ServiceEffect {
  return { do: 'log', kind, message, resource };
}

function refused(arrival: SocketArrival, status: number, state: ApiGatewayState): Progress {
  const id = arrival.frame.connection;
  const log = logged('httpResponse', `${id} is refused with ${status}`, arrival.api);
  const next = { ...state, connections: remove(state.connections, id) };
  return answered(arrival, next, { status, headers: {}, body: '' }, [log]);
}

/** The client hears of it, also without a route response. */
function failed(arrival: SocketArrival, message: string, state: ApiGatewayState): Progress {
  const answer = messageTo(arrival, message);
  return answered(arrival, state, answer, told(arrival, answer, state));
}

/** The gateway's own words to a client. */
function messageTo({ frame, request }: SocketArrival, message: string): Json {
  return { message, connectionId: frame.connection, requestId: request.id };
}

/** A frame, if there still is somebody to get it. */
function told(
  { frame, api }: SocketArrival,
  data: Json,
  { connections }: ApiGatewayState,
): ServiceEffect[] {
  const id = frame.connection;
  return get(connections, id) === undefined ? [] : [pushed(id, data, api)];
}

function answered(
  { replyTo }: SocketArrival,
  state: ApiGatewayState,
  response: Json,
  effects: readonly ServiceEffect<ApiKey>[],
): Progress {
  const reply = replyTo ? [{ do: 'reply', replyTo, outcome: success(response) } as const] : [];
  return { state, effects: [...effects, ...reply] };
}
