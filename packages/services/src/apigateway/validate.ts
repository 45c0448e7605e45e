/** What a route demands of a request before its integration is called. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import { gatewayError } from './errors.ts';
import { ModelProblem, validateModel } from './models.ts';
import type { HttpResponse, Pending } from './state.ts';

/** The refusal; `undefined` when the request is as the route wants it. */
export function validateRequest(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  context: Context,
): HttpResponse | undefined {
  return checkParameters(route, pending, context) ?? checkBody(api, route, pending, context);
}

/** Missing ones are listed by place: header, path, query string. */
function checkParameters(
  { requiredParameters = [] }: JsonObject,
  pending: Pending,
  context: Context,
): HttpResponse | undefined {
  const missing = (requiredParameters as readonly string[])
    .map((parameter) => parameter.replace(/^method\.request\./, ''))
    .filter((parameter) => (parameterOf(`method.request.${parameter}`, pending) ?? '') === '')
    .sort();
  if (missing.length === 0) return undefined;
  const names = missing.map((parameter) => parameter.split('.').slice(1).join('.'));
  const message = `Missing required request parameters: [${names.join(', ')}]`;
  return gatewayError('BAD_REQUEST_PARAMETERS', { pending, context, message });
}

/** `method.request.header.x`, `$request.querystring.y`, … of a request. */
export function parameterOf(
  parameter: string,
  { request, pathParameters }: Pending,
): string | undefined {
  const [, place = '', name = ''] =
    /^(?:method\.request\.|\$request\.|route\.request\.)(header|path|querystring)\.(.+)$/.exec(
      parameter,
    ) ?? [];
  switch (place) {
    case 'header':
      return header(request.headers, name);
    case 'path': {
      const value = member(pathParameters, name);
      return value === undefined ? undefined : String(value);
    }
    case 'querystring':
      return member(request.query, name)?.at(-1);
    default:
      return undefined;
  }
}

function checkBody(
  api: JsonObject,
  { model }: JsonObject,
  pending: Pending,
  context: Context,
): HttpResponse | undefined {
  const models = (api['models'] ?? {}) as { readonly [name: string]: JsonObject };
  const schema = typeof model === 'string' ? member(models, model) : model;
  if (typeof schema !== 'object' || schema === null) return undefined;
  let body: Json;
  try {
    body = JSON.parse(pending.request.body ?? '') as Json;
  } catch {
    return gatewayError('BAD_REQUEST_BODY', { pending, context });
  }
  try {
    if (validateModel(schema, models, body)) return undefined;
  } catch (problem) {
    if (!(problem instanceof ModelProblem)) throw problem;
    const response = gatewayError('API_CONFIGURATION_ERROR', { pending, context });
    const headers = { ...response.headers, 'x-simulation-problem': problem.message };
    return { ...response, headers };
  }
  return gatewayError('BAD_REQUEST_BODY', { pending, context });
}

export function header(
  headers: { readonly [name: string]: string },
  name: string,
): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}
