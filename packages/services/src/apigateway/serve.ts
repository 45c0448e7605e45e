/** A request's way through an API: route, authorizer, key, limits, validator, cache, integration. */
import { member, parsed, type JsonObject } from '@stepthrough/json';
import { get, remove } from '@stepthrough/collections';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { success, type Outcome } from '../contract/outcome.ts';
import { authorize, authorizerReplied, type Authorization } from './authorizers.ts';
import { gatewayError } from './errors.ts';
import { integrationOf, responseOf } from './integrations.ts';
import { joined, noteOf, park, timeoutOf, type Progress } from './parking.ts';
import { keep, lookUp } from './response-cache.ts';
import { findRoute } from './router.ts';
import { splitStage } from './stages.ts';
import type { ApiGatewayState, HttpRequest, HttpResponse, Pending, Principal } from './state.ts';
import { admit } from './usage.ts';
import { validateRequest } from './validate.ts';

export interface Key {
  readonly number: number;
  readonly phase: 'authorize' | 'integrate';
}

export function serve(
  name: string,
  request: HttpRequest,
  state: ApiGatewayState,
  context: Context,
  caller: { readonly isTask: boolean; readonly principal?: Principal },
): Progress {
  const api = apiNamed(name, context);
  const { stage, path } = splitStage(api, request.path);
  const routes = (api['routes'] ?? {}) as { readonly [route: string]: JsonObject };
  const routed = findRoute(Object.keys(routes), request.method, path);
  const log: ServiceEffect = {
    do: 'log',
    kind: 'httpRequest',
    message: `${request.method} ${request.path} to ${name}`,
    resource: name,
    data: request.body ?? null,
  };
  const pending: Pending = {
    request: { ...request, path },
    api: name,
    stage,
    route: routed?.route ?? '',
    pathParameters: routed?.parameters ?? {},
    replyTo: context.replyTo,
    isTask: caller.isTask,
    principal: caller.principal,
  };
  if (!routed) return joined([log], unknownRoute(api, pending, state, context));
  if (Buffer.byteLength(request.body ?? '') > payloadLimit) {
    const refusal = gatewayError('REQUEST_TOO_LARGE', { pending, context });
    return joined([log], finish(pending, refusal, state));
  }
  const decision = authorize(api, member(routes, routed.route) ?? {}, pending, state, context);
  return joined([log], decided(decision, pending, state, context));
}

/** 10 MB. */
const payloadLimit = 10_485_760;

/** An authorizer or an integration has answered. */
export function continueServing(
  { number, phase }: Key,
  outcome: Outcome,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const pending = get(state.pending, number);
  if (!pending) return { state };
  const rest: ApiGatewayState = { ...state, pending: remove(state.pending, number) };
  const api = apiNamed(pending.api, context);
  const route = routeOf(pending, context);
  if (phase === 'authorize') {
    const [learnt, decision] = authorizerReplied(api, route, pending, outcome, rest, context);
    return decided(decision, pending, learnt, context);
  }
  const response = responseOf(api, route, outcome, pending, context);
  return finish(pending, response, keep(route, pending.cacheKey, response, rest, context.now));
}

/** The integration has taken too long; what it started goes on. */
export function timeOut(number: number, state: ApiGatewayState, context: Context): Progress {
  const pending = get(state.pending, number);
  if (!pending) return { state };
  const rest: ApiGatewayState = { ...state, pending: remove(state.pending, number) };
  return finish(pending, gatewayError('INTEGRATION_TIMEOUT', { pending, context }), rest);
}

function unknownRoute(
  api: JsonObject,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const preflight = corsAnswer(api, pending);
  if (preflight) return finish(pending, preflight, state);
  const type = api['type'] === 'HTTP' ? 'RESOURCE_NOT_FOUND' : 'MISSING_AUTHENTICATION_TOKEN';
  return finish(pending, gatewayError(type, { pending, context }), state);
}

function decided(
  decision: Authorization,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Progress {
  if (decision.kind === 'ask') {
    return park(pending, 'authorize', decision.call, state, context);
  }
  const notes: ServiceEffect[] =
    decision.note === undefined
      ? []
      : [{ do: 'log', kind: 'authorized', message: decision.note, resource: pending.api }];
  return decision.kind === 'refused'
    ? joined(notes, finish(pending, decision.response, state))
    : joined(notes, proceed({ ...pending, principal: decision.principal }, state, context));
}

function proceed(pending: Pending, state: ApiGatewayState, context: Context): Progress {
  const api = apiNamed(pending.api, context);
  const route = routeOf(pending, context);
  const admitted = admit(api, route, pending, state, context.now);
  if (admitted.refusal !== undefined) {
    return finish(pending, gatewayError(admitted.refusal, { pending, context }), admitted.state);
  }
  const problem = validateRequest(api, route, pending, context);
  if (problem) return finish(pending, problem, admitted.state);
  const cached = lookUp(api, route, pending, admitted.state, context.now);
  switch (cached.kind) {
    case 'refused':
      return finish(
        pending,
        gatewayError('CACHE_INVALIDATION', { pending, context }),
        admitted.state,
      );
    case 'hit': {
      const message = `${pending.request.method} ${pending.request.path} answered from the cache`;
      const log = { do: 'log', kind: 'httpResponse', message, resource: pending.api } as const;
      return joined([log], finish(pending, cached.response, admitted.state));
    }
    case 'miss':
      return integrate(api, route, { ...pending, cacheKey: cached.key }, cached.state, context);
    case 'off':
      return integrate(api, route, pending, admitted.state, context);
  }
}

function integrate(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Progress {
  const integration = integrationOf(api, route, pending, context);
  if (integration.kind === 'response') {
    const { response, problem } = integration;
    const kept = keep(route, pending.cacheKey, response, state, context.now);
    return joined(noteOf(problem, pending), finish(pending, response, kept));
  }
  const afterMs = timeoutOf(route, api['type'] === 'HTTP' ? 30_000 : 29_000);
  const alarm = { key: (timeout: number) => ({ timeout }), afterMs };
  return park(pending, 'integrate', integration.call, state, context, alarm);
}

/** The answer on its way back. */
function finish(pending: Pending, answer: HttpResponse, state: ApiGatewayState): Progress {
  const { request, replyTo, isTask } = pending;
  const outcome: Outcome = success(
    isTask
      ? taskAnswer(answer)
      : { status: answer.status, headers: answer.headers, body: answer.body },
  );
  return {
    state,
    effects: [
      {
        do: 'log',
        kind: 'httpResponse',
        message: `${request.method} ${request.path} answered with ${answer.status}`,
        resource: pending.api,
        data: answer.body,
      },
      ...(replyTo ? [{ do: 'reply', replyTo, outcome } as const] : []),
    ],
  };
}

function taskAnswer({ status, headers, body }: HttpResponse): JsonObject {
  return {
    Headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    ResponseBody: parsed(body),
    StatusCode: status,
    StatusText: statusTexts[status] ?? '',
  };
}

const statusTexts: { readonly [status: number]: string } = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
};

/** The answer to a browser's question before its request. */
function corsAnswer({ cors, type }: JsonObject, { request }: Pending): HttpResponse | undefined {
  if (
    type !== 'HTTP' ||
    request.method !== 'OPTIONS' ||
    typeof cors !== 'object' ||
    cors === null
  ) {
    return undefined;
  }
  const {
    allowOrigins = [],
    allowMethods = [],
    allowHeaders = [],
  } = cors as {
    readonly [list: string]: readonly string[];
  };
  return {
    status: 204,
    headers: {
      'access-control-allow-origin': allowOrigins.join(','),
      'access-control-allow-methods': allowMethods.join(','),
      'access-control-allow-headers': allowHeaders.join(','),
    },
    body: '',
  };
}

function apiNamed(name: string, { setting }: Context): JsonObject {
  return member(setting.scenario.resources.apis, name) ?? {};
}

function routeOf(pending: Pending, context: Context): JsonObject {
  const routes = apiNamed(pending.api, context)['routes'];
  return member((routes ?? {}) as { readonly [route: string]: JsonObject }, pending.route) ?? {};
}
