/** A request's way through an API: route, authorizer, key, limits, validator, cache, integration. */
import { member, parsed, type JsonObject } from '@stepthrough/json';
import { get, remove } from '@stepthrough/collections';
import { sizeOf, textOfContent } from '../contract/content.ts';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { success, type Outcome } from '../contract/outcome.ts';
import type { Authorization } from './authorization.ts';
import { stageAt, type Found } from './reached.ts';
import { authorize, authorizerReplied } from './authorizers.ts';
import { preflightAnswer, withCors } from './cors.ts';
import { gatewayError } from './errors.ts';
import { header } from './headers.ts';
import { broken, isAnswered } from './integrated.ts';
import { integrationOf, payloadLimit, responseOf } from './integrations.ts';
import { joined, noteOf, park, timeoutOf, type Progress } from './parking.ts';
import { keep, lookUp } from './response-cache.ts';
import { extendedIdOf } from './request-context.ts';
import { findRoute } from './router.ts';
import { withVariables } from './stages.ts';
import type {
  ApiGatewayState,
  Arrival,
  HttpRequest,
  HttpResponse,
  Pending,
  Principal,
} from './state.ts';
import { answeredInTest, begunTest, sentInTest, testAnswer } from './test-log.ts';
import { admit } from './usage.ts';
import { validateRequest } from './validate.ts';

export interface Key {
  readonly number: number;
  readonly phase: 'authorize' | 'integrate';
}

interface Caller {
  readonly isTask: boolean;
  /** The path begins with a stage in any case. */
  readonly isStaged?: boolean;
  readonly principal?: Principal;
}

/** A request reaches an API. */
export function serve(
  found: Found,
  request: HttpRequest,
  state: ApiGatewayState,
  context: Context,
  caller: Caller,
): Progress {
  const { id: name } = found;
  const at = stageAt(found, request.path.replace(/^\/{2,}/, '/'), context);
  const { api, stage, path, isNamed } = at;
  const log: ServiceEffect = {
    do: 'log',
    kind: 'httpRequest',
    message: `${request.method} ${request.path} to ${name}`,
    resource: name,
    data: request.body ?? null,
  };
  const arrival: Arrival = {
    request: { ...request, path },
    api: name,
    declared: { api, stage },
    replyTo: context.replyTo,
    isTask: caller.isTask,
    principal: caller.principal,
  };
  const pending = isNamed || caller.isStaged !== true ? routed(arrival) : undefined;
  if (!pending) {
    const preflight = api.type === 'HTTP' ? preflightAnswer(arrival) : undefined;
    const progress = preflight
      ? replied(arrival, preflight, state)
      : finish(arrival, unknownRoute(arrival, isNamed), state);
    return joined([log], progress);
  }
  if (sizeOf(request.body ?? '') > payloadLimit) {
    return joined([log], finish(pending, gatewayError('REQUEST_TOO_LARGE', pending), state));
  }
  return joined([log], decided(authorize(pending, state, context), pending, state, context));
}

function routed(arrival: Arrival): Pending | undefined {
  const { request, declared } = arrival;
  const { routes } = declared.api;
  const found = findRoute(Object.keys(routes), request.method, request.path);
  const route = found && member(routes, found.route);
  return (
    route && {
      ...arrival,
      route: found.route,
      declared: { ...declared, route },
      pathParameters: found.parameters,
      rawParameters: found.rawParameters,
    }
  );
}

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
  if (phase === 'authorize') {
    const [learnt, decision] = authorizerReplied(pending, outcome, rest, context);
    return decided(decision, pending, learnt, context);
  }
  const response = responseOf(outcome, pending, context);
  const kept = keep(pending, response, rest, context.now);
  const { test } = pending;
  if (!test) return finish(pending, response, kept);
  const answered = { ...pending, test: answeredInTest(test, outcome, pending, context) };
  return finish(answered, response, kept, header(response.headers, 'x-simulation-problem'));
}

/** The integration has taken too long; what it started goes on. */
export function timeOut(number: number, state: ApiGatewayState): Progress {
  const pending = get(state.pending, number);
  if (!pending) return { state };
  const rest: ApiGatewayState = { ...state, pending: remove(state.pending, number) };
  return finish(pending, gatewayError('INTEGRATION_TIMEOUT', pending), rest);
}

/** A path of a REST API that names no stage is forbidden; beside the routes of one, a token is missing. */
function unknownRoute(arrival: Arrival, isStage: boolean): HttpResponse {
  const { api } = arrival.declared;
  if (api.type === 'HTTP') return gatewayError('RESOURCE_NOT_FOUND', arrival);
  return gatewayError(isStage ? 'MISSING_AUTHENTICATION_TOKEN' : 'UNKNOWN_STAGE', arrival);
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
  const admitted = admit(pending, state, context.now);
  if (admitted.refusal !== undefined) {
    return finish(pending, gatewayError(admitted.refusal, pending), admitted.state);
  }
  const problem = validateRequest(pending);
  if (problem) return finish(pending, problem, admitted.state);
  const cached = lookUp(pending, admitted.state, context.now);
  switch (cached.kind) {
    case 'refused':
      return finish(pending, gatewayError('CACHE_INVALIDATION', pending), admitted.state);
    case 'hit': {
      const message = `${pending.request.method} ${pending.request.path} answered from the cache`;
      const log = { do: 'log', kind: 'httpResponse', message, resource: pending.api } as const;
      return joined([log], finish(pending, cached.response, admitted.state));
    }
    case 'miss':
      return integrate({ ...pending, cacheKey: cached.key }, cached.state, context);
    case 'off':
      return integrate(pending, admitted.state, context);
  }
}

/** TestInvokeMethod: the method by itself, without authorizer, key, limits and cache. */
export function serveTest(pending: Pending, state: ApiGatewayState, context: Context): Progress {
  const begun = { ...pending, test: begunTest(pending) };
  const refusal = validateRequest(begun);
  if (refusal) return finish(begun, refusal, state);
  const { route, stage } = pending.declared;
  const [, unset] = withVariables(route, stage);
  if (unset === undefined) return integrate(begun, state, context);
  const reason = route.integration === 'Http' ? 'Invalid endpoint address' : unset;
  return finish(begun, broken(unset, begun).response, state, reason);
}

function integrate(pending: Pending, state: ApiGatewayState, context: Context): Progress {
  const integration = integrationOf(pending, context);
  if (isAnswered(integration)) {
    const { response, problem } = integration;
    const kept = keep(pending, response, state, context.now);
    return joined(noteOf(problem, pending), finish(pending, response, kept, problem));
  }
  const alarm = { key: (timeout: number) => ({ timeout }), afterMs: timeoutOf(pending) };
  const { call, overrides, asked } = integration;
  const { test } = pending;
  const sent: Pending = {
    ...pending,
    ...(overrides ? { overrides } : {}),
    ...(asked ? { asked } : {}),
    ...(test ? { test: sentInTest(test, call, pending, context) } : {}),
  };
  return park(sent, 'integrate', call, state, context, alarm);
}

/** The answer on its way back. */
function finish(
  arrival: Arrival,
  answer: HttpResponse,
  state: ApiGatewayState,
  problem?: string,
): Progress {
  const isHttp = arrival.declared.api.type === 'HTTP';
  return replied(arrival, isHttp ? withCors(answer, arrival) : answer, state, problem);
}

/** `problem`: why the request is not served as configured. */
function replied(
  arrival: Arrival,
  answer: HttpResponse,
  state: ApiGatewayState,
  problem?: string,
): Progress {
  const { request, api, replyTo, isTask, test } = arrival;
  const { status, headers, body } = signed(answer, arrival);
  const outcome: Outcome = success(
    test
      ? testAnswer(test, arrival, answer, problem)
      : isTask
        ? taskAnswer({ status, headers, body })
        : { status, headers, body },
  );
  return {
    state,
    effects: [
      {
        do: 'log',
        kind: 'httpResponse',
        message: `${request.method} ${request.path} answered with ${answer.status}`,
        resource: api,
        data: answer.body,
      },
      ...(replyTo ? [{ do: 'reply', replyTo, outcome } as const] : []),
    ],
  };
}

/** With the headers by which the gateway names its requests. */
function signed(answer: HttpResponse, arrival: Arrival): HttpResponse {
  const { request, declared } = arrival;
  const id = extendedIdOf(request.id);
  if (declared.api.type === 'HTTP') {
    return { ...answer, headers: { ...answer.headers, 'apigw-requestid': id } };
  }
  const ids = { 'x-amzn-RequestId': request.id, 'x-amz-apigw-id': id };
  return { ...answer, headers: { ...answer.headers, ...ids } };
}

function taskAnswer({ status, headers, body }: HttpResponse): JsonObject {
  return {
    Headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat()]),
    ),
    ResponseBody: parsed(textOfContent(body)),
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
