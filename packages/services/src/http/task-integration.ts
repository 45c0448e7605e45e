import { isObject, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { HttpRequest } from '../contract/signals.ts';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { httpResult } from '../contract/task-shapes.ts';

export const integrations: TaskIntegrations = {
  optimized: {
    'http:invoke': {
      causeName: 'HTTP',
      signal: (parameters) => ({ service: 'http', signal: httpRequest(parameters) }),
      result: (response) => httpResult(response, (status) => `States.Http.StatusCode.${status}`),
    },
  },
};

/** The body travels as JSON, or as a form where `Transform` says so. */
function httpRequest({
  ApiEndpoint = '',
  Method = 'GET',
  Headers,
  QueryParameters,
  RequestBody,
  Transform,
}: JsonObject): HttpRequest {
  const { RequestBodyEncoding } = isObject(Transform) ? Transform : {};
  const isForm = RequestBodyEncoding === 'URL_ENCODED';
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const body = isForm ? queryOf(RequestBody).slice(1) : textOf(RequestBody ?? '');
  return {
    kind: 'request',
    url: `${String(ApiEndpoint)}${queryOf(QueryParameters)}`,
    method: String(Method),
    headers: { 'Content-Type': type, ...(isObject(Headers) ? Headers : {}) },
    ...(RequestBody === undefined ? {} : { body }),
    isTask: true,
  };
}

function queryOf(parameters: Json | undefined): string {
  if (!isObject(parameters)) return '';
  const search = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, textOf(one)]),
    ),
  ).toString();
  return search === '' ? '' : `?${search}`;
}
