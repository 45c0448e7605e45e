/** A request as a client or a Task sends it, read at the door. */
import type { Context } from '../contract/service.ts';
import type { ApiRequest } from '../contract/signals.ts';
import { headersOf } from './headers.ts';
import { queryOf } from './query.ts';
import type { HttpRequest } from './state.ts';

type Sent = Pick<ApiRequest, 'method' | 'path' | 'headers' | 'body'>;

export function requestOf({ method, path, headers, body }: Sent, context: Context): HttpRequest {
  const [only = '/', search = ''] = path.split('?');
  return {
    method: method.toUpperCase(),
    path: only,
    query: queryOf(search),
    headers: headersOf(headers),
    body,
    id: context.uuid('http'),
    at: context.now,
  };
}
