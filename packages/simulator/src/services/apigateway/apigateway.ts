/** Amazon API Gateway: routes, authorization, templates, integrations and their answers. */
import type { Json } from '@stepthrough/asl';
import { get, remove, set } from '../../collections/sorted-map.ts';
import {
  failure,
  success,
  type Context,
  type JsonObject,
  type Outcome,
  type ReplyTo,
  type Result,
  type Service,
  type ServiceEffect,
} from '../service.ts';
import { gatewayError, type GatewayErrorType } from './errors.ts';
import { integrationOf, responseOf } from './integrations.ts';
import { findRoute } from './router.ts';
import type { ApiGatewayState, HttpRequest, HttpResponse, Pending } from './state.ts';
import { validateRequest } from './validate.ts';

export const apigateway: Service<ApiGatewayState> = {
  name: 'apigateway',
  initial: () => ({ pending: undefined, connections: undefined }),
  operations: {
    /** Not an operation of AWS: a request that reaches the API. */
    Request: (request, state, context) => {
      const apis = context.setting.scenario.resources.apis;
      const name = typeof request['api'] === 'string' ? request['api'] : Object.keys(apis)[0];
      const api = name === undefined ? undefined : apis[name];
      if (name === undefined || !api) {
        const known = Object.keys(apis).join(', ') || 'none';
        return {
          state,
          outcome: failure(
            'NotFoundException',
            `There is no API "${name ?? ''}" in "resources.apis"; it has ${known}.`,
            404,
          ),
        };
      }
      return serve(name, api, requestOf(request, context), state, context, false);
    },
    /** `apigateway:invoke` of a Task. */
    Invoke: (request, state, context) => {
      const {
        ApiEndpoint = '',
        Method = 'GET',
        Path = '/',
        QueryParameters = {},
        Headers = {},
        RequestBody,
        Stage,
      } = request;
      const apis = context.setting.scenario.resources.apis;
      const host = String(ApiEndpoint).split('.')[0] ?? '';
      const name = apis[host] ? host : Object.keys(apis)[0];
      const api = name === undefined ? undefined : apis[name];
      if (name === undefined || !api) {
        return {
          state,
          outcome: failure(
            'UnknownHostException',
            `No API of "resources.apis" is reached at ${String(ApiEndpoint)}.`,
            404,
          ),
        };
      }
      const headers = Headers as { readonly [name: string]: Json };
      if (Object.values(headers).some((value) => !Array.isArray(value))) {
        return {
          state,
          outcome: failure(
            'States.Runtime',
            "The value of the field 'Headers' has an invalid format",
          ),
        };
      }
      const query = Object.entries(QueryParameters as { readonly [name: string]: readonly Json[] })
        .flatMap(([key, values]) =>
          [values]
            .flat()
            .map((value) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`),
        )
        .join('&');
      const prefix = Stage === undefined ? '' : `/${String(Stage)}`;
      const http = requestOf(
        {
          method: Method,
          path: `${prefix}${String(Path)}${query === '' ? '' : `?${query}`}`,
          headers: Object.fromEntries(
            Object.entries(headers).map(([key, value]) => [key, [value].flat().join(',')]),
          ),
          ...(RequestBody === undefined ? {} : { body: JSON.stringify(RequestBody) }),
        },
        context,
      );
      return serve(name, api, http, state, context, true);
    },
  },
  reply: (key, outcome, state, context) => {
    const number = Number(key);
    const pending = get(state.pending, number);
    if (!pending) return { state };
    const after: ApiGatewayState = { ...state, pending: remove(state.pending, number) };
    const route = routeOf(pending, context);
    const answer = responseOf(route, outcome, pending, context);
    return { state: after, effects: respond(pending, answer) };
  },
  /** The integration has taken too long. */
  wake: (key, state) => {
    const number = Number(key);
    const pending = get(state.pending, number);
    if (!pending) return { state };
    const after: ApiGatewayState = { ...state, pending: remove(state.pending, number) };
    return { state: after, effects: respond(pending, gatewayError('INTEGRATION_TIMEOUT')) };
  },
};

function serve(
  name: string,
  api: JsonObject,
  request: HttpRequest,
  state: ApiGatewayState,
  context: Context,
  isTask: boolean,
): Result<ApiGatewayState> {
  const routes = api['routes'] as { readonly [route: string]: JsonObject };
  const path = withoutStage(request.path, api);
  const routed = findRoute(Object.keys(routes), request.method, path);
  const log: ServiceEffect = {
    do: 'log',
    kind: 'httpRequest',
    message: `${request.method} ${request.path} to ${name}`,
    data: request.body ?? null,
  };
  const pending: Pending = {
    request: { ...request, path },
    api: name,
    route: routed?.route ?? '',
    pathParameters: routed?.parameters ?? {},
    replyTo: context.replyTo,
    isTask,
  };
  const refuse = (answer: HttpResponse): Result<ApiGatewayState> => ({
    state,
    effects: [log, ...respond(pending, answer)],
  });
  const route = routed && routes[routed.route];
  if (!route) {
    const type: GatewayErrorType =
      api['type'] === 'HTTP' ? 'NOT_FOUND' : 'MISSING_AUTHENTICATION_TOKEN';
    return refuse(gatewayError(type));
  }
  const problem = validateRequest(api, route, pending);
  if (problem) return refuse(problem);
  const integration = integrationOf(api, route, pending, context);
  if (integration.kind === 'response') return refuse(integration.response);
  const timeout = typeof route['timeout'] === 'number' ? route['timeout'] : 29_000;
  const replyTo: ReplyTo = { kind: 'service', service: 'apigateway', key: context.number };
  return {
    state: { ...state, pending: set(state.pending, context.number, pending) },
    effects: [
      log,
      { do: 'call', call: integration.call, replyTo },
      { do: 'wake', key: context.number, at: context.now + timeout },
    ],
  };
}

function respond({ request, replyTo, isTask }: Pending, answer: HttpResponse): ServiceEffect[] {
  const outcome: Outcome = success(
    isTask
      ? {
          Headers: Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [name, [value]]),
          ),
          ResponseBody: parsed(answer.body),
          StatusCode: answer.status,
          StatusText: statusTexts[answer.status] ?? '',
        }
      : { status: answer.status, headers: answer.headers, body: answer.body },
  );
  return [
    {
      do: 'log',
      kind: 'httpResponse',
      message: `${request.method} ${request.path} answered with ${answer.status}`,
      data: answer.body,
    },
    ...(replyTo ? [{ do: 'reply', replyTo, outcome } as const] : []),
  ];
}

const statusTexts: { readonly [status: number]: string } = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
};

function routeOf(pending: Pending, context: Context): JsonObject {
  const api = context.setting.scenario.resources.apis[pending.api] ?? {};
  const routes = api['routes'] as { readonly [route: string]: JsonObject };
  return routes[pending.route] ?? {};
}

function requestOf(given: JsonObject, context: Context): HttpRequest {
  const { method = 'GET', path = '/', headers = {}, body } = given;
  const [only = '/', search = ''] = String(path).split('?');
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
  return {
    method: String(method).toUpperCase(),
    path: only,
    query,
    headers: Object.fromEntries(
      Object.entries(headers as JsonObject).map(([name, value]) => [name, String(value)]),
    ),
    body: body === undefined ? undefined : String(body),
    id: context.uuid('http'),
    at: context.now,
  };
}

/** The stage may stand before the path, as in the URL that AWS gives. */
function withoutStage(path: string, { stage = 'prod' }: JsonObject): string {
  const prefix = `/${String(stage)}`;
  return path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || '/' : path;
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}
