/** The way of a connection: authorized, by its endpoint where it has one, and deauthorized. */
import { get, set } from '@stepthrough/collections';
import { isObject, member, parsed, type Json } from '@stepthrough/json';
import { responseOf, success, type Outcome } from '../contract/outcome.ts';
import type { Context, Result, ServiceEffect } from '../contract/service.ts';
import { queryWith } from './http-parameters.ts';
import { arn, type Connection, type EventsState, type Place } from './state.ts';

/** A connection waits for its authorization endpoint. */
export interface AuthorizationKey {
  readonly connection: string;
  readonly id: string;
}

/** Milliseconds of virtual time that a change of state takes; AWS tells none. */
const pause = 100;

export function connectionArn({ name, id }: Connection, place: Place): string {
  return arn('events', `connection/${name}/${id}`, place);
}

/** The secret in which EventBridge keeps the parameters. */
export function secretArn({ name, id }: Connection, place: Place): string {
  return arn('secretsmanager', `secret:events!connection/${name}/${id}-${id.slice(-6)}`, place);
}

export function connectionAt(reference: string, state: EventsState): Connection | undefined {
  const [, name = '', id] = /:connection\/([^/]+)\/([^/]+)$/.exec(reference) ?? [];
  const found = get(state.connections, name);
  return found?.id === id ? found : undefined;
}

export function withConnection(state: EventsState, connection: Connection): EventsState {
  return { ...state, connections: set(state.connections, connection.name, connection) };
}

/** The next step of a connection that is on its way to another state. */
export function settles({ name, id }: Connection, { now }: Context): ServiceEffect<never> {
  const signal = { kind: 'connection', connection: name, id } as const;
  return { do: 'call', call: { service: 'events', signal }, at: now + pause };
}

/** Parameters have been given: with those of OAuth, its endpoint is asked for a token. */
export function authorizing(connection: Connection, now: number): Connection {
  const isAsked = connection.type === 'OAUTH_CLIENT_CREDENTIALS';
  return {
    ...connection,
    state: isAsked ? 'AUTHORIZING' : 'AUTHORIZED',
    stateReason: undefined,
    token: undefined,
    ...(isAsked ? {} : { authorizedAt: now }),
  };
}

/** A connection on its way comes to its state, or asks for its token. */
export function settle(name: string, id: string, state: EventsState): Result<EventsState> {
  const connection = get(state.connections, name);
  const outcome = success({});
  if (connection?.id !== id) return { state, outcome };
  if (connection.state === 'DEAUTHORIZING') {
    return { state: withConnection(state, { ...connection, state: 'DEAUTHORIZED' }), outcome };
  }
  if (connection.state !== 'AUTHORIZING') return { state, outcome };
  return { state, outcome, effects: [tokenRequest(connection)] };
}

/** The authorization endpoint has answered. */
export function granted(
  { connection: name, id }: AuthorizationKey,
  outcome: Outcome,
  state: EventsState,
  { now }: Context,
): Result<EventsState> {
  const connection = get(state.connections, name);
  if (connection?.id !== id || connection.state !== 'AUTHORIZING') return { state };
  const { status, body } = responseOf(outcome);
  const answer = typeof body === 'string' ? parsed(body) : null;
  const token = isObject(answer) ? member(answer, 'access_token') : undefined;
  if (status !== 200 || typeof token !== 'string') {
    const stateReason = outcome.ok
      ? `The authorization endpoint answered with ${String(status)} and no access_token.`
      : outcome.error.message;
    return deauthorized(connection, stateReason, state);
  }
  const after: Connection = {
    ...connection,
    state: 'AUTHORIZED',
    token: `Bearer ${token}`,
    authorizedAt: now,
  };
  return { state: withConnection(state, after) };
}

/** An endpoint has refused the credentials: OAuth asks for another token, others are of no use. */
export function rejected(
  connection: Connection,
  status: number,
  state: EventsState,
  context: Context,
): Result<EventsState> {
  if (connection.type !== 'OAUTH_CLIENT_CREDENTIALS') {
    return deauthorized(connection, `The endpoint answered with ${status}.`, state);
  }
  const asking = authorizing(connection, context.now);
  return { state: withConnection(state, asking), effects: [settles(asking, context)] };
}

function deauthorized(connection: Connection, stateReason: string, state: EventsState) {
  return { state: withConnection(state, { ...connection, state: 'DEAUTHORIZED', stateReason }) };
}

/** Client and secret go in a form, as the grant of client credentials has them (RFC 6749, 4.4.2). */
function tokenRequest({ name, id, parameters }: Connection): ServiceEffect<never> {
  const { OAuthParameters: oauth = {} } = parameters ?? {};
  const { ClientParameters: client = {}, OAuthHttpParameters: more = {} } = oauth;
  const { AuthorizationEndpoint: url = '', HttpMethod: method = 'POST' } = oauth;
  const named = (given: { readonly Key?: string; readonly Value?: string }): [string, string] => [
    given.Key ?? '',
    given.Value ?? '',
  ];
  const form = {
    grant_type: 'client_credentials',
    client_id: client.ClientID ?? '',
    client_secret: client.ClientSecret ?? '',
    ...Object.fromEntries((more.BodyParameters ?? []).map(named)),
  };
  const headers: { readonly [name: string]: Json } = {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...Object.fromEntries((more.HeaderParameters ?? []).map(named)),
  };
  const query = (more.QueryStringParameters ?? []).map(named);
  const text = new URLSearchParams(form).toString();
  const isInQuery = method === 'GET';
  const signal = {
    kind: 'request',
    url: queryWith(url, isInQuery ? [...query, ...Object.entries(form)] : query),
    method,
    headers,
    ...(isInQuery ? {} : { body: text }),
    isTask: false,
  } as const;
  const key: AuthorizationKey = { connection: name, id };
  return {
    do: 'call',
    call: { service: 'http', signal },
    replyTo: { kind: 'service', service: 'events', key },
  };
}
