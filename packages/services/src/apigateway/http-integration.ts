/** Integrations with an address outside: the request to it, and the response of its answer. */
import { isObject, type Json } from '@stepthrough/json';
import { contentOfJson, sizeOf } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { gatewayError } from './errors.ts';
import { answerHeadersOf, header, withHeaders, withoutHeaders, type Headers } from './headers.ts';
import { broken, isAnswered, type Integrated } from './integrated.ts';
import { integrationRequest, type IntegrationRequest } from './integration-request.ts';
import { plainResponse, selectResponse } from './integration-response.ts';
import { isBinaryType } from './media-types.ts';
import { responsePayload } from './content-handling.ts';
import { searchOf } from './query.ts';
import { domainOf } from './request-context.ts';
import { notProxied, notSent, passedOn } from './standard-headers.ts';
import type { HttpResponse, Pending } from './state.ts';

/** @throws TemplateProblem */
export function httpCall(pending: Pending, context: Context): Integrated {
  const { request, declared } = pending;
  const { uri, proxy, httpMethod = 'ANY' } = declared.route;
  if (uri === undefined) {
    const problem = `${pending.route}: an Http integration needs "uri" (and an answer for it in "resources.endpoints"), or "response".`;
    return broken(problem, pending);
  }
  const made = integrationRequest(pending, context, { isProxy: proxy });
  if (isAnswered(made)) return made;
  const { body, overrides } = made;
  const search = [
    new URLSearchParams(
      made.query.map(([name, value]): [string, string] => [name, value]),
    ).toString(),
    proxy ? searchOf(request.query) : '',
  ].filter((part) => part !== '');
  const signal = {
    kind: 'request',
    url: withSearch(made.uri, search),
    method: httpMethod === 'ANY' ? request.method : httpMethod,
    headers: sentHeaders(made, pending, context),
    ...(body === undefined || body === '' ? {} : { body }),
    isTask: false,
  } as const;
  return { call: { service: 'http', signal }, ...(overrides ? { overrides } : {}) };
}

function withSearch(uri: string, search: readonly string[]): string {
  if (search.length === 0) return uri;
  const separator = !uri.includes('?') ? '?' : /[?&]$/.test(uri) ? '' : '&';
  return `${uri}${separator}${search.join('&')}`;
}

/** Those of the client go on with a proxy alone; without one the gateway speaks for itself. */
function sentHeaders(
  { headers: mapped, body = '', uri }: IntegrationRequest,
  pending: Pending,
  context: Context,
): Headers {
  const { request, declared, api } = pending;
  const [, host = ''] = /^https?:\/\/([^/?#]*)/i.exec(uri) ?? [];
  const added = { Host: host, 'Content-Length': String(sizeOf(body)) };
  if (declared.api.type === 'HTTP') {
    const own = withoutHeaders(request.headers, notForwarded);
    const domain = domainOf(pending, context);
    const Forwarded = `by=127.0.0.1;for=127.0.0.1;host=${domain};proto=https`;
    return withHeaders(own, { ...added, Forwarded, Via: 'HTTP/1.1 AmazonAPIGateway', ...mapped });
  }
  const type = header(request.headers, 'content-type') ?? 'application/json';
  const trace = header(request.headers, 'x-amzn-trace-id') ?? '';
  const base: Headers = declared.route.proxy
    ? withoutHeaders(request.headers, notProxied)
    : {
        Accept: 'application/json',
        ...(body === '' ? {} : { 'Content-Type': type }),
        'User-Agent': `AmazonAPIGateway_${api}`,
        'X-Amzn-Trace-Id': trace,
      };
  const all = withHeaders(withHeaders(base, added), withoutHeaders(mapped, notSent));
  return withHeaders(all, { 'X-Amzn-Apigateway-Api-Id': api });
}

/** An HTTP API tells of the client in one header. */
const notForwarded: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'host',
  'transfer-encoding',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** @throws TemplateProblem */
export function httpResponse(outcome: Outcome, pending: Pending, context: Context): HttpResponse {
  if (!outcome.ok) return broken(outcome.error.message, pending).response;
  const answer = answerOf(outcome.response);
  const { api, route } = pending.declared;
  if (!route.proxy) {
    return selectResponse([plainResponse(200)], String(answer.status), answer, pending, context);
  }
  if (api.type !== 'REST') return answer;
  const body = responsePayload(
    answer.body,
    isBinaryType(api.binaryMediaTypes, header(answer.headers, 'content-type')),
    isBinaryType(api.binaryMediaTypes, header(pending.request.headers, 'accept')),
    undefined,
  );
  return body === undefined
    ? gatewayError('API_CONFIGURATION_ERROR', pending)
    : { ...answer, headers: passedOn(answer.headers), body };
}

/** As the service of endpoints answers. */
function answerOf(response: Json): HttpResponse {
  const { status = 200, headers = {}, body = '' } = isObject(response) ? response : {};
  return {
    status: Number(status),
    headers: isObject(headers) ? answerHeadersOf(headers) : {},
    body: contentOfJson(body),
  };
}
