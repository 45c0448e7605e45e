/** What a route demands of a request before its integration is called. */
import { isObject, member, parseJson } from '@stepthrough/json';
import { gatewayError } from './errors.ts';
import { header } from './headers.ts';
import { ModelProblem, validateModel } from './models.ts';
import { textBodyOf } from './request-template.ts';
import type { HttpResponse, Pending } from './state.ts';

/** The refusal; `undefined` when the request is as the route wants it. */
export function validateRequest(pending: Pending): HttpResponse | undefined {
  return checkParameters(pending) ?? checkBody(pending);
}

/** Missing ones are listed by place: header, path, query string. */
function checkParameters(pending: Pending): HttpResponse | undefined {
  const missing = pending.declared.route.requiredParameters
    .map((parameter) => parameter.replace(/^method\.request\./, ''))
    .filter((parameter) => (parameterOf(`method.request.${parameter}`, pending) ?? '') === '')
    .sort();
  if (missing.length === 0) return undefined;
  const names = missing.map((parameter) => parameter.split('.').slice(1).join('.'));
  const message = `Missing required request parameters: [${names.join(', ')}]`;
  return gatewayError('BAD_REQUEST_PARAMETERS', pending, message);
}

/** `method.request.header.x`, `$request.querystring.y`, … of a request. */
export function parameterOf(
  parameter: string,
  { request, pathParameters }: Pick<Pending, 'request' | 'pathParameters'>,
): string | undefined {
  const [, place = '', name = ''] =
    /^(?:method\.request\.|\$request\.|route\.request\.)(header|path|querystring|multivalueheader|multivaluequerystring)\.(.+)$/.exec(
      parameter,
    ) ?? [];
  switch (place) {
    case 'header':
      return header(request.headers, name);
    case 'multivalueheader':
      return header(request.headers, name);
    case 'path':
      return member(pathParameters, name);
    case 'multivaluequerystring':
      return member(request.query, name)?.join(',');
    case 'querystring':
      return member(request.query, name)?.at(-1);
    default:
      return undefined;
  }
}

function checkBody(pending: Pending): HttpResponse | undefined {
  const { model = null } = pending.declared.route;
  const { models } = pending.declared.api;
  const schema = typeof model === 'string' ? member(models, model) : model;
  if (!isObject(schema)) return undefined;
  const body = parseJson(textBodyOf(pending) ?? '');
  if (body === undefined) return gatewayError('BAD_REQUEST_BODY', pending);
  try {
    if (validateModel(schema, models, body)) return undefined;
  } catch (problem) {
    if (!(problem instanceof ModelProblem)) throw problem;
    const response = gatewayError('API_CONFIGURATION_ERROR', pending);
    const headers = { ...response.headers, 'x-simulation-problem': problem.message };
    return { ...response, headers };
  }
  return gatewayError('BAD_REQUEST_BODY', pending);
}
