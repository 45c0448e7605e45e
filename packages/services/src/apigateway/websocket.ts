/** WebSocket APIs: how clients connect, send frames and go, and what is heard of them meanwhile. */
import { parsed, utf8Size } from '@stepthrough/json';
import { get, remove, set } from '@stepthrough/collections';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { failure, success, type Outcome } from '../contract/outcome.ts';
import type { Connect, Disconnect, Frame as FrameSignal } from '../contract/signals.ts';
import { authorize, authorizerReplied } from './authorizers.ts';
import {
  close,
  decided,
  forbidden,
  idleLimit,
  integrate,
  logged,
  open,
  responded,
  timedOut,
} from './connection-flow.ts';
import {
  arrivalOf,
  atRoute,
  isFrame,
  messageLimit,
  selectRoute,
  type PendingFrame,
} from './frames.ts';
import { headersOf } from './headers.ts';
import { withArrival } from './http-request.ts';
import { responseOf } from './integrations.ts';
import { joined, type Progress } from './parking.ts';
import { stageAt, type Found } from './reached.ts';
import type { Served } from './rest-api.ts';
import type { ApiGatewayState, Connection, Frame } from './state.ts';

/** Two hours in all, in milliseconds. */
const connectionLimit = 7_200_000;

export interface SocketKey {
  readonly number: number;
  readonly phase: 'authorizeSocket' | 'integrateSocket';
}

/** A client shakes hands with an API: with the stage that the path names, or else with the first. */
export function connect(
  { connection: id, headers, path }: Connect,
  found: Found,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const { id: name } = found;
  const declared = stageFor(found, path, context);
  if (!declared) {
    const log = logged('httpResponse', `${id} is refused with 403`, name);
    const response = { status: 403, headers: {}, body: '' };
    return { state, outcome: success(response), effects: [log] };
  }
  const opened: Connection = {
    api: name,
    declared,
    since: context.now,
    lastUsed: context.now,
    isOpen: false,
    principal: undefined,
    headers: withArrival(headersOf(headers), name, context.uuid('handshake'), context),
  };
  const asked = path.startsWith('/') && !path.includes('?') ? {} : { path };
  const arrival = arrivalOf(opened, { connection: id, type: 'CONNECT' }, context, asked);
  const log = logged('httpRequest', `${id} connects to ${name}`, name);
  const next = { ...state, connections: set(state.connections, id, opened) };
  const pending = atRoute(arrival, '$connect');
  return joined(
    [log],
    pending
      ? decided(authorize(pending, next, context), pending, next, context)
      : open(arrival, next, context),
  );
}

/** What serves the connections of a path; `undefined` where it names no stage that there is. */
function stageFor(found: Found, path: string, context: Context): Served | undefined {
  const [at = ''] = path.split('?');
  const { api, stage, isNamed } = stageAt(found, at, context);
  if (isNamed || found.routed?.declared) return { api, stage };
  const isAnywhere = at === '' || at === '/' || !at.startsWith('/');
  return isAnywhere ? found.routed?.stages[0]?.served : undefined;
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
  if (utf8Size(text) > messageLimit) {
    const closing = close(id, found, 'a message of more than 128 KB', state, context);
    return { ...closing, outcome: failure('MessageTooLong', 'Message too long', 413) };
  }
  const used: Connection = { ...found, lastUsed: context.now };
  const next: ApiGatewayState = { ...state, connections: set(state.connections, id, used) };
  const key = selectRoute(found.declared.api, text);
  const sent: Frame = { connection: id, type: 'MESSAGE', messageId: context.uuid('message') };
  const arrival = arrivalOf(used, sent, context, { body: text });
  const pending = key === undefined ? undefined : atRoute(arrival, key);
  const log: ServiceEffect = {
    do: 'log',
    kind: 'frameReceived',
    message: `${id} sends a frame to ${key ?? 'no route'}`,
    resource: found.api,
    data: parsed(text),
  };
  return joined([log], pending ? integrate(pending, next, context) : forbidden(arrival, next));
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

/** An authorizer or integration of a connection has answered. */
export function continueSocket(
  { number, phase }: SocketKey,
  outcome: Outcome,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const [pending, rest] = takenOut(number, state);
  if (!pending) return { state };
  if (phase === 'authorizeSocket') {
    const [learnt, decision] = authorizerReplied(pending, outcome, rest, context);
    return decided(decision, pending, learnt, context);
  }
  return responded(responseOf(outcome, pending, context), pending, rest, context);
}

/** The integration has taken too long; what it started goes on. */
export function timeOutSocket(number: number, state: ApiGatewayState): Progress {
  const [pending, rest] = takenOut(number, state);
  return pending ? timedOut(pending, rest) : { state };
}

/** What has waited under a number, if it still does, and the state without it. */
function takenOut(
  number: number,
  state: ApiGatewayState,
): readonly [pending: PendingFrame | undefined, rest: ApiGatewayState] {
  const pending = get(state.pending, number);
  if (!pending || !isFrame(pending)) return [undefined, state];
  return [pending, { ...state, pending: remove(state.pending, number) }];
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
