/** HTTP servers outside: they answer as the scenario says; nothing leaves the machine. */
import { isObject, member, parsed, type Json, type JsonObject } from '@stepthrough/json';
import { fill, matchesPattern } from '@stepthrough/scenario';
import { contentOfJson, textOfContent } from '../contract/content.ts';
import type { ReplyTo, Service } from '../contract/service.ts';
import type { HttpRequest } from '../contract/signals.ts';
import { failure, responseOf, success, type Outcome } from '../contract/outcome.ts';
import { splitQuery } from '../contract/split-query.ts';
import { apiOf, endpointOf } from './endpoints.ts';
import { integrations } from './task-integration.ts';

export interface HttpState {
  /** How often each answer has been given, by address and place. */
  readonly given: { readonly [answer: string]: number };
}

export const http: Service<'http', HttpState, never, Key> = {
  name: 'http',
  integrations,
  whyNot: (call, setting) => {
    if (!('signal' in call) || call.service !== 'http') return undefined;
    const { url } = call.signal;
    return endpointOf(setting, url) || apiOf(setting, url) !== undefined
      ? undefined
      : `No address in "resources.endpoints" begins as ${url} does.`;
  },
  operations: {},
  initial: () => ({ given: {} }),
  receive: (request, state, context) => {
    const { url } = request;
    const api = apiOf(context.setting, url);
    if (api !== undefined) {
      const { pathname, search } = new URL(url);
      const { method, headers, body, isTask } = request;
      const forwarded = {
        kind: 'request',
        api,
        method,
        path: `${pathname}${search}`,
        headers,
        ...(body === undefined ? {} : { body }),
      } as const;
      const key: Key = { isTask, replyTo: context.replyTo };
      return {
        state,
        effects: [
          {
            do: 'call',
            call: { service: 'apigateway', signal: forwarded },
            replyTo: { kind: 'service', service: 'http', key },
          },
        ],
      };
    }
    const endpoint = endpointOf(context.setting, url);
    const facts = factsOf(request);
    const index = (endpoint?.replies ?? []).findIndex(
      ({ when, times }, place) =>
        (when === undefined || matchesPattern(when, facts)) &&
        (times === undefined ||
          (member(state.given, `${endpoint?.address}#${place}`) ?? 0) < times),
    );
    const reply = endpoint?.replies[index];
    if (!endpoint || !reply) {
      const message = endpoint
        ? `No answer of "resources.endpoints" for ${endpoint.address} fits ${request.method.toUpperCase()} ${url}.`
        : `No address in "resources.endpoints" begins as ${url} does.`;
      return { state, outcome: failure('EndpointNotSimulated', message, 502) };
    }
    const key = `${endpoint.address}#${index}`;
    const after = { given: { ...state.given, [key]: (member(state.given, key) ?? 0) + 1 } };
    const { status, after: delay } = reply;
    const headers = fill(reply.headers, facts);
    const outcome = answer({ status, headers, body: fill(reply.body, facts) }, request.isTask);
    const log = {
      do: 'log',
      kind: 'httpRequest',
      message: `${request.method.toUpperCase()} ${url} answered with ${status}`,
      data: facts['body'] ?? null,
    } as const;
    if (delay === 0 || !context.replyTo) return { state: after, outcome, effects: [log] };
    const later = { do: 'reply', replyTo: context.replyTo, outcome, at: context.now + delay };
    return { state: after, effects: [log, { ...later, do: 'reply' }] };
  },
  /** The answer of an API of the scenario, in the form that the sender wants. */
  reply: ({ isTask, replyTo }, outcome, state) => {
    if (!replyTo) return { state };
    const { status = 200, headers = {}, body = '' } = responseOf(outcome);
    const shaped = outcome.ok
      ? answer({ status: typeof status === 'number' ? status : 200, headers, body }, isTask)
      : outcome;
    return { state, effects: [{ do: 'reply', replyTo, outcome: shaped }] };
  },
};

export interface Key {
  readonly isTask: boolean;
  readonly replyTo: ReplyTo | undefined;
}

/** What patterns see of a request. */
function factsOf({ method, headers, body, url }: HttpRequest): JsonObject {
  const [path, search] = splitQuery(url.replace(/^https?:\/\/[^/?]*/, ''));
  return {
    method: method.toUpperCase(),
    url,
    path: path === '' ? '/' : path,
    query: queryOf(search),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        [value].flat().join(','),
      ]),
    ),
    ...(body === undefined ? {} : { body: parsed(body), rawBody: body }),
  };
}

/** Several values of one parameter are joined. */
function queryOf(search: string): JsonObject {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(query);
}

interface Answer {
  readonly status: number;
  readonly headers: Json;
  readonly body: Json;
}

function answer({ status, headers, body }: Answer, isTask: boolean): Outcome {
  const content = contentOfJson(body);
  if (!isTask) return success({ status, headers, body: content });
  return success({
    Headers: Object.fromEntries(
      Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [
        name,
        [value].flat(),
      ]),
    ),
    ResponseBody: parsed(textOfContent(content)),
    StatusCode: status,
    StatusText: statusTexts[status] ?? '',
  });
}

const statusTexts: { readonly [status: number]: string } = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  404: 'Not Found',
  500: 'Internal Server Error',
};
