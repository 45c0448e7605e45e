/** The response cache of a stage: GET requests, by path and declared parameters. */
import { get, remove, set } from '@stepthrough/collections';
import type { Route } from '@stepthrough/scenario';
import { header } from './headers.ts';
import type { ApiGatewayState, HttpResponse, Pending } from './state.ts';
import { parameterOf } from './validate.ts';

type Looked =
  | { readonly kind: 'off' }
  | { readonly kind: 'hit'; readonly response: HttpResponse }
  | { readonly kind: 'miss'; readonly key: string; readonly state: ApiGatewayState }
  | { readonly kind: 'refused' };

export function lookUp(pending: Pending, state: ApiGatewayState, now: number): Looked {
  const { route, stage } = pending.declared;
  const { cache } = route;
  const isOn = cache !== undefined && cache.ttl > 0 && stage.cacheEnabled;
  if (!isOn || pending.request.method !== 'GET') return { kind: 'off' };
  const key = keyOf(cache, pending);
  const found = get(state.responses, key);
  const response = found && found.until > now ? found.value : undefined;
  const wantsFresh = /max-age=0/.test(header(pending.request.headers, 'cache-control') ?? '');
  if (wantsFresh && (!cache.requireAuthorizationToInvalidate || mayInvalidate(pending))) {
    return { kind: 'miss', key, state: { ...state, responses: remove(state.responses, key) } };
  }
  if (wantsFresh) {
    const strategy = cache.unauthorizedInvalidation;
    if (strategy === 'FAIL_WITH_403') return { kind: 'refused' };
    if (response && strategy === 'SUCCEED_WITH_RESPONSE_HEADER') {
      const Warning = '199 Unauthorized to invalidate the cache';
      return { kind: 'hit', response: { ...response, headers: { ...response.headers, Warning } } };
    }
  }
  return response ? { kind: 'hit', response } : { kind: 'miss', key, state };
}

/** Keeps an answer; errors are not kept. */
export function keep(
  { cacheKey: key, declared: { route } }: Pending,
  response: HttpResponse,
  state: ApiGatewayState,
  now: number,
): ApiGatewayState {
  if (key === undefined || !route.cache || response.status >= 400) return state;
  const until = now + route.cache.ttl;
  return { ...state, responses: set(state.responses, key, { value: response, until }) };
}

function keyOf({ keyParameters }: NonNullable<Route['cache']>, pending: Pending): string {
  const parameters = keyParameters.map(
    (parameter) => `${parameter}=${parameterOf(parameter, pending) ?? ''}`,
  );
  return [pending.api, pending.declared.stage.name, pending.request.path, ...parameters].join('\n');
}

/** An IAM caller may invalidate; others have no way to be allowed. */
function mayInvalidate({ principal }: Pending): boolean {
  return principal?.identity['userArn'] !== undefined && principal.identity['userArn'] !== null;
}
