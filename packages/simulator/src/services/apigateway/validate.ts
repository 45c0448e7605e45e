/** What a route demands of a request before its integration is called. */
import { Ajv } from 'ajv';
import type { Json } from '@stepthrough/asl';
import type { JsonObject } from '../service.ts';
import { gatewayError } from './errors.ts';
import type { HttpResponse, Pending } from './state.ts';

/** The refusal; `undefined` when the request is as the route wants it. */
export function validateRequest(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
): HttpResponse | undefined {
  return (
    checkKey(api, route, pending) ?? checkParameters(route, pending) ?? checkBody(route, pending)
  );
}

function checkKey(
  api: JsonObject,
  { apiKeyRequired }: JsonObject,
  { request }: Pending,
): HttpResponse | undefined {
  if (apiKeyRequired !== true) return undefined;
  const keys = Object.values((api['apiKeys'] ?? {}) as { readonly [name: string]: JsonObject });
  const given = header(request.headers, 'x-api-key');
  return keys.some(({ value }) => value === given) ? undefined : gatewayError('INVALID_API_KEY');
}

/** Missing ones are listed by place: header, path, query string. */
function checkParameters(
  { requiredParameters = [] }: JsonObject,
  pending: Pending,
): HttpResponse | undefined {
  const missing = (requiredParameters as readonly string[])
    .map((parameter) => parameter.replace(/^method\.request\./, ''))
    .filter((parameter) => {
      const [place = '', name = ''] = parameter.split('.');
      return !present[place]?.(pending, name);
    })
    .sort();
  if (missing.length === 0) return undefined;
  const names = missing.map((parameter) => parameter.split('.')[1]);
  return gatewayError(
    'BAD_REQUEST_PARAMETERS',
    `Missing required request parameters: [${names.join(', ')}]`,
  );
}

const present: { readonly [place: string]: (pending: Pending, name: string) => boolean } = {
  header: ({ request }, name) => header(request.headers, name) !== undefined,
  path: ({ pathParameters }, name) => pathParameters[name] !== undefined,
  querystring: ({ request }, name) => request.query[name] !== undefined,
};

function checkBody({ model }: JsonObject, { request }: Pending): HttpResponse | undefined {
  if (typeof model !== 'object' || model === null) return undefined;
  const ajv = new Ajv({ strict: false });
  let body: Json;
  try {
    body = JSON.parse(request.body ?? '') as Json;
  } catch {
    return gatewayError('BAD_REQUEST_BODY');
  }
  // ajv would look for the draft that `$schema` names.
  const schema = Object.fromEntries(Object.entries(model).filter(([name]) => name !== '$schema'));
  return ajv.validate(schema, body) ? undefined : gatewayError('BAD_REQUEST_BODY');
}

export function header(
  headers: { readonly [name: string]: string },
  name: string,
): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}
