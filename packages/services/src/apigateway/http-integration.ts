/** Integrations with an address outside: the request to it, and the response of its answer. */
import { isObject, member, textOf, type Json } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { headersOf } from './headers.ts';
import { broken, type Integrated } from './integrated.ts';
import { plainResponse, selectResponse } from './integration-response.ts';
import { mappedValue } from './parameter-mapping.ts';
import { searchOf } from './query.ts';
import { renderRequest, templateOf } from './request-template.ts';
import type { HttpResponse, Pending } from './state.ts';

/** @throws TemplateProblem */
export function httpCall(pending: Pending, context: Context): Integrated {
  const { request, pathParameters, declared } = pending;
  const { uri, proxy, httpMethod } = declared.route;
  if (uri === undefined) {
    const problem = `${pending.route}: an Http integration needs "uri" (and an answer for it in "resources.endpoints"), or "response".`;
    return broken(problem, pending);
  }
  const address = uri.replace(
    /\{(\w+)\+?\}/g,
    (_, name: string) => member(pathParameters, name) ?? '',
  );
  const template = proxy ? undefined : templateOf(pending, '$input.body');
  const rendered = template === undefined ? undefined : renderRequest(template, pending, context);
  const body = rendered ? rendered.text : request.body;
  const overrides = rendered?.overrides;
  const search = proxy ? searchOf(request.query) : '';
  const signal = {
    kind: 'request',
    url: `${address}${search === '' ? '' : `?${search}`}`,
    method: httpMethod ?? request.method,
    headers: {
      ...(proxy ? request.headers : {}),
      ...mappedHeaders(pending, context),
      ...headersOf(
        isObject(overrides?.requestOverride['header']) ? overrides.requestOverride['header'] : {},
      ),
    },
    ...(body === undefined ? {} : { body }),
    isTask: false,
  } as const;
  return { kind: 'call', call: { service: 'http', signal }, ...(overrides ? { overrides } : {}) };
}

/** Those that `requestParameters` maps. */
function mappedHeaders(pending: Pending, context: Context): HttpResponse['headers'] {
  const { requestParameters } = pending.declared.route;
  return Object.fromEntries(
    Object.entries(requestParameters).flatMap(([target, value]): [string, string][] => {
      const [, name] = /^integration\.request\.header\.(.+)$/.exec(target) ?? [];
      const found = name === undefined ? undefined : mappedValue(value, pending, context);
      return name === undefined || found === undefined ? [] : [[name, found]];
    }),
  );
}

/** @throws TemplateProblem */
export function httpResponse(outcome: Outcome, pending: Pending, context: Context): HttpResponse {
  if (!outcome.ok) return broken(outcome.error.message, pending).response;
  const answer = answerOf(outcome.response);
  if (pending.declared.route.proxy) return answer;
  const selected = String(answer.status);
  return selectResponse([plainResponse(200)], selected, answer, pending, context);
}

/** As the service of endpoints answers. */
function answerOf(response: Json): HttpResponse {
  const { status = 200, headers = {}, body = '' } = isObject(response) ? response : {};
  return {
    status: Number(status),
    headers: isObject(headers) ? headersOf(headers) : {},
    body: textOf(body),
  };
}
