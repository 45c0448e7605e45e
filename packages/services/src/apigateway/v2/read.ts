/** Finding what a request means among HTTP and WebSocket APIs, or AWS's refusal of it. */
import { get, set, type SortedMap } from '@stepthrough/collections';
import type { Json } from '@stepthrough/json';
import { isRefusal, success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import type { Context } from '../../contract/service.ts';
import { missing, type ControlOperations } from '../control/read.ts';
import { badRequest, notFound } from '../control/refusals.ts';
import type { Progress } from '../parking.ts';
import type { ApiGatewayState } from '../state.ts';
import { deployedAgain } from './deploy.ts';
import type { RoutedApi } from '../routed-api.ts';

export type { ControlOperations };

export function apiOf(
  state: ApiGatewayState,
  id: string | undefined,
  { account }: Pick<Context, 'account'>,
): RoutedApi | Refusal {
  if (id === undefined) return missing('apiId');
  return get(state.routedApis, id) ?? notFound(`Invalid API identifier specified ${account}:${id}`);
}

export function withApi(state: ApiGatewayState, api: RoutedApi): ApiGatewayState {
  return { ...state, routedApis: set(state.routedApis, api.settings.ApiId, api) };
}

/** What an operation on one thing of an API does: the API after it, and the answer. */
export interface Change {
  readonly api: RoutedApi;
  readonly outcome: Outcome;
}

/** Performs an operation on an API, unless it refuses. Stages stay at what they serve. */
export function onApi(
  state: ApiGatewayState,
  id: string | undefined,
  context: Context,
  perform: (api: RoutedApi) => Change | Refusal,
): Progress {
  const api = apiOf(state, id, context);
  const done = isRefusal(api) ? api : perform(api);
  if (isRefusal(done)) return { state, outcome: done };
  return { state: done.api === api ? state : withApi(state, done.api), outcome: done.outcome };
}

/** The same, of what is served: stages that deploy by themselves do so. */
export function configuring(
  state: ApiGatewayState,
  id: string | undefined,
  context: Context,
  perform: (api: RoutedApi) => Change | Refusal,
): Progress {
  return onApi(state, id, context, (api) => {
    const done = perform(api);
    if (isRefusal(done) || done.api === api) return done;
    return { ...done, api: deployedAgain(done.api, context) };
  });
}

/** A question: the API stays as it is. */
export function answered(api: RoutedApi, response: Json): Change {
  return { api, outcome: success(response) };
}

/** A thing of an API by its id. */
export function heldIn<T>(
  held: SortedMap<string, T>,
  id: string | undefined,
  kind: 'Route' | 'RouteResponse' | 'Integration' | 'IntegrationResponse',
): T | Refusal {
  if (id === undefined) return missing(`${kind.charAt(0).toLowerCase()}${kind.slice(1)}Id`);
  return get(held, id) ?? notFound(`Unable to find ${kind} by ID ${id}`);
}

/** Refuses members that AWS has for WebSocket APIs alone. */
export function forWebSocketsAlone(
  { settings: { ProtocolType } }: RoutedApi,
  members: { readonly [name: string]: unknown },
): Refusal | undefined {
  if (ProtocolType === 'WEBSOCKET') return undefined;
  const [given] = Object.entries(members).find(([, value]) => value !== undefined) ?? [];
  return given === undefined
    ? undefined
    : badRequest(`${given} is not currently supported for HTTP APIs.`);
}

/** Texts with others in place of those of the same names; an empty one takes away. */
export function mergedTexts(
  before: { readonly [name: string]: string } = {},
  given: { readonly [name: string]: string } = {},
): { readonly [name: string]: string } {
  const all = Object.entries({ ...before, ...given });
  return Object.fromEntries(all.filter(([, value]) => value !== ''));
}
