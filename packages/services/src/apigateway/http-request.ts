/** A request as a client or a Task sends it, read at the door. */
import type { Context } from '../contract/service.ts';
import type { ApiRequest } from '../contract/signals.ts';
import { headersOf } from './headers.ts';
import { queryOf } from './query.ts';
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

export function requestOf({ method, path, headers, body }: Sent, context: Context): HttpRequest {
  // What follows a `#` is not the server's.
  const [only = '/', search = ''] = path.replace(/#.*$/s, '').split('?');
  return {
    method: method.toUpperCase(),
    path: only,
    query: queryOf(search),
    headers: headersOf(canonical(headers)),
    body,
    id: context.uuid('http'),
    at: context.now,
  };
}
