/** Cross-origin requests to HTTP APIs. Source: "Configure CORS for HTTP APIs in API Gateway". */
import type { Api } from '@stepthrough/scenario';
import { header, withoutHeaders, type Headers } from './headers.ts';
import type { Arrival, HttpResponse } from './state.ts';

type Cors = NonNullable<Api['cors']>;

/** The answer to what a browser asks before its request, where no route takes it. */
export function preflightAnswer({ request, declared }: Arrival): HttpResponse | undefined {
  const { cors } = declared.api;
  if (!cors || request.method !== 'OPTIONS') return undefined;
  const isAsked = header(request.headers, 'access-control-request-method') !== undefined;
  const origin = isAsked ? allowedOrigin(cors, request.headers) : undefined;
  const { allowMethods, allowHeaders, maxAge } = cors;
  const headers: Headers =
    origin === undefined
      ? {}
      : {
          ...ofOrigin(cors, origin),
          ...listed('access-control-allow-methods', allowMethods),
          ...listed('access-control-allow-headers', allowHeaders),
          ...(maxAge === undefined ? {} : { 'access-control-max-age': String(maxAge) }),
        };
  return { status: 204, headers, body: '' };
}

/** An answer as a browser gets it: what the integration says of origins counts for nothing. */
export function withCors(answer: HttpResponse, { request, declared }: Arrival): HttpResponse {
  const { cors } = declared.api;
  if (!cors) return answer;
  const own = withoutHeaders(answer.headers, aboutOrigins);
  const origin = allowedOrigin(cors, request.headers);
  if (origin === undefined) return { ...answer, headers: own };
  const exposed = listed('access-control-expose-headers', cors.exposeHeaders);
  return { ...answer, headers: { ...own, ...ofOrigin(cors, origin), ...exposed } };
}

function ofOrigin({ allowCredentials }: Cors, origin: string): Headers {
  return {
    'access-control-allow-origin': origin,
    ...(allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

function listed(name: string, values: readonly string[]): Headers {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}

const aboutOrigins: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
]);

/** `*` allows all of them, `https://*` those that begin so. */
function allowedOrigin({ allowOrigins }: Cors, headers: Headers): string | undefined {
  const origin = header(headers, 'origin');
  if (origin === undefined) return undefined;
  if (allowOrigins.includes('*')) return '*';
  const isTaken = allowOrigins.some((allowed) =>
    allowed.endsWith('*') ? origin.startsWith(allowed.slice(0, -1)) : allowed === origin,
  );
  return isTaken ? origin : undefined;
}
