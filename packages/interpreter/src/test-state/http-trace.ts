/** What TestState shows at level TRACE of an HTTP Task: the request that is sent and its response. */
import { isObject, type Json, type JsonObject, textOf } from '@stepthrough/json';

export function httpTrace(parameters: Json, result: Json | undefined): JsonObject {
  const request = isObject(parameters) ? parameters : {};
  return {
    request: requestOf(request),
    ...(isObject(result) ? { response: responseOf(result) } : {}),
  };
}

function requestOf({
  ApiEndpoint,
  Method,
  Headers,
  QueryParameters,
  RequestBody,
}: JsonObject): JsonObject {
  const endpoint = textOf(ApiEndpoint ?? '');
  const query = isObject(QueryParameters) ? queryOf(QueryParameters) : '';
  return {
    protocol: endpoint.split(':')[0] ?? '',
    method: textOf(Method ?? ''),
    url: query === '' ? endpoint : `${endpoint}?${query}`,
    headers: headersOf(Headers),
    ...(RequestBody === undefined ? {} : { body: textOf(RequestBody) }),
  };
}

function responseOf({ StatusCode, StatusText, Headers, ResponseBody }: JsonObject): JsonObject {
  return {
    protocol: 'https',
    statusCode: textOf(StatusCode ?? ''),
    statusMessage: textOf(StatusText ?? ''),
    headers: headersOf(Headers),
    ...(ResponseBody === undefined ? {} : { body: textOf(ResponseBody) }),
  };
}

function queryOf(parameters: JsonObject): string {
  return Object.entries(parameters)
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const))
    .map((pair) => pair.map((part) => encodeURIComponent(textOf(part))).join('='))
    .join('&');
}

/** As AWS writes them: `[date: …, content-type: …]`. */
function headersOf(headers: Json | undefined): string {
  const all = isObject(headers) ? Object.entries(headers) : [];
  return `[${all.map(([name, value]) => `${name}: ${[value].flat().map(textOf).join(', ')}`).join(', ')}]`;
}
