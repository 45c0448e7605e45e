/** The response cache of a stage: GET requests, by path and declared parameters. */
import { get, remove, set } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { stageOf } from './stages.ts';
import type { ApiGatewayState, HttpResponse, Pending } from './state.ts';
import { header, parameterOf } from './validate.ts';

type Looked =
  | { readonly kind: 'off' }
  | { readonly kind: 'hit'; readonly response: HttpResponse }
  | { readonly kind: 'miss'; readonly key: string; readonly state: ApiGatewayState }
  | { readonly kind: 'refused' };

export function lookUp(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  state: ApiGatewayState,
  now: number,
): Looked {
  const cache = route['cache'] as JsonObject | undefined;
  const isOn =
    cache !== undefined && cache['ttl'] !== 0 && stageOf(api, pending.stage).cacheEnabled;
  if (!isOn || pending.request.method !== 'GET') return { kind: 'off' };
  const key = keyOf(cache, pending);
  const found = get(state.responses, key);
  const response = found && found.until > now ? found.value : undefined;
  const wantsFresh = /max-age=0/.test(header(pending.request.headers, 'cache-control') ?? '');
  if (
    wantsFresh &&
    (cache['requireAuthorizationToInvalidate'] !== true || mayInvalidate(pending))
  ) {
    return { kind: 'miss', key, state: { ...state, responses: remove(state.responses, key) } };
  }
  if (wantsFresh) {
    const strategy = cache['unauthorizedInvalidation'] ?? 'FAIL_WITH_403';
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
  route: JsonObject,
  key: string | undefined,
  response: HttpResponse,
  state: ApiGatewayState,
  now: number,
): ApiGatewayState {
  if (key === undefined || response.status >= 400) return state;
  const { ttl = 300_000 } = route['cache'] as JsonObject;
  const until = now + Number(ttl);
  return { ...state, responses: set(state.responses, key, { value: response, until }) };
}

function keyOf({ keyParameters = [] }: JsonObject, pending: Pending): string {
  const parameters = (keyParameters as readonly string[]).map(
    (parameter) => `${parameter}=${parameterOf(parameter, pending) ?? ''}`,
  );
  return [pending.api, pending.stage, pending.request.path, ...parameters].join('\n');
}

/** An IAM caller may invalidate; others have no way to be allowed. */
function mayInvalidate({ principal }: Pending): boolean {
  return principal?.identity['userArn'] !== undefined && principal.identity['userArn'] !== null;
}
