/** A request as a client or a Task sends it, read at the door. */
import { isArray, textOf, type JsonObject } from '@stepthrough/json';
import type { Api } from '@stepthrough/scenario';
import { sizeOf } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import type { ApiRequest } from '../contract/signals.ts';
import { header, headersOf, withHeaders, withoutHeaders, type Headers } from './headers.ts';
import { splitQuery } from '../contract/split-query.ts';
import { queryOf } from './query.ts';
import { hostOf } from './request-context.ts';
import { forwarded, notTaken, traceOf } from './standard-headers.ts';
import type { HttpRequest } from './state.ts';

type Sent = Pick<ApiRequest, 'method' | 'path' | 'headers' | 'body'>;

/** The gateway writes this name its own way; others stay as they come. */
function canonical<T>(headers: { readonly [name: string]: T }): { readonly [name: string]: T } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase() === 'authorization' ? 'Authorization' : name,
      value,
    ]),
  );
}

/** As it reaches an API. */
export function requestOf(
  { method, path, headers, body }: Sent,
  { id: name, type }: { readonly id: string; readonly type: Api['type'] },
  context: Context,
): HttpRequest {
  // What follows a `#` is not the server's.
  const [only, search] = splitQuery(path.replace(/#.*$/s, ''));
  const id = context.uuid('http');
  const taken = withoutHeaders(canonical(headers), type === 'HTTP' ? ofTheHop : notTaken);
  const length = type === 'HTTP' ? { 'Content-Length': String(sizeOf(body ?? '')) } : {};
  return {
    method: method.toUpperCase(),
    path: only,
    query: queryOf(search),
    headers: { ...length, ...withArrival(headersOf(taken), name, id, context) },
    repeated: repeatedIn(taken),
    body,
    id,
    at: context.now,
  };
}

/** With those that a client's library and the network before the gateway add. */
export function withArrival(
  headers: Headers,
  api: string,
  requestId: string,
  context: Context,
): Headers {
  const added = {
    Host: hostOf(api, context),
    'User-Agent': 'stepthrough',
    'X-Amzn-Trace-Id': traceOf(requestId, context.now),
  };
  const absent = Object.entries(added).filter(([name]) => header(headers, name) === undefined);
  return withHeaders(
    { ...headers, ...Object.fromEntries(absent) },
    forwarded(header(headers, 'x-forwarded-for')),
  );
}

/** They concern one connection, or are counted anew. */
const ofTheHop: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'transfer-encoding',
]);

function repeatedIn(headers: JsonObject): HttpRequest['repeated'] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      isArray(value) && value.length > 1 ? [[name, value.map(textOf)]] : [],
    ),
  );
}
