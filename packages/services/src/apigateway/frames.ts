/** Frames of WebSocket APIs: the event that one is, the route that it selects, one to the client. */
import { isObject, member, parsed, type Json } from '@stepthrough/json';
import type { Api } from '@stepthrough/scenario';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { splitQuery } from '../contract/split-query.ts';
import { queryOf } from './query.ts';
import type { Arrival, Connection, Frame, Pending } from './state.ts';

/** A message in bytes; a frame has a quarter of it. */
export const messageLimit = 131_072;

/** An event of a connection, on its way. */
export type SocketArrival = Arrival & { readonly frame: Frame };

/** One that a route serves. */
export type PendingFrame = Pending & SocketArrival;

export function isFrame(pending: Pending): pending is PendingFrame {
  return pending.frame !== undefined;
}

/** `path`: of the handshake, for its query. */
export function arrivalOf(
  { api, declared, headers, principal }: Connection,
  frame: Frame,
  context: Context,
  { body, path = '' }: { readonly body?: string; readonly path?: string },
): SocketArrival {
  const [, search] = splitQuery(path);
  return {
    request: {
      method: 'GET',
      path: `/${frame.connection}`,
      query: queryOf(search),
      headers,
      repeated: {},
      body,
      id: context.uuid('frame'),
      at: context.now,
    },
    api,
    declared,
    replyTo: context.replyTo,
    isTask: false,
    principal,
    frame,
  };
}

/** The event at the route of this key; `undefined` when the API has none. */
export function atRoute(arrival: SocketArrival, key: string): PendingFrame | undefined {
  const { declared } = arrival;
  const route = member(declared.api.routes, key);
  return route && { ...arrival, route: key, declared: { ...declared, route }, ...noParameters };
}

/** The key of the route that a text selects; `undefined` when none takes it. */
export function selectRoute(
  { routes, routeSelection = '$request.body.action' }: Api,
  text: string,
): string | undefined {
  const path = routeSelection.replace(/^\$?\{?\$?request\.body\.?/, '').replace('}', '');
  let value: Json | undefined = parsed(text);
  for (const name of path.split('.').filter((part) => part !== '')) {
    value = isObject(value) ? member(value, name) : undefined;
  }
  const key = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  if (key !== undefined && Object.hasOwn(routes, key)) return key;
  return Object.hasOwn(routes, '$default') ? '$default' : undefined;
}

/** A frame to the client. */
export function pushed(id: string, data: Json, api: string): ServiceEffect {
  const message = `${id} gets a frame`;
  return { do: 'log', kind: 'frameSent', message, resource: api, data };
}

const noParameters = { pathParameters: {}, rawParameters: {} } as const;
