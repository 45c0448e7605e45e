/**
 * Parameter mapping of HTTP APIs: what is appended, overwritten or removed of a request on its way to the
 * integration, and of the answer. Source: "Transform API requests and responses for HTTP APIs in API Gateway".
 */
import { member, setMember, textOf } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import { header, withHeaders, withoutHeaders } from './headers.ts';
import { mappedTo } from './parameter-mapping.ts';
import type { HttpRequest, HttpResponse, Pending } from './state.ts';

interface Action {
  readonly verb: 'append' | 'overwrite' | 'remove';
  readonly place: string;
  /** Of a header or a parameter of the query; empty of the path and the status. */
  readonly name: string;
}

const verbs = ['append', 'overwrite', 'remove'] as const;

/** `append:header.x`, `overwrite:path`, `overwrite:statuscode`; `undefined` for another text. */
export function actionOf(key: string): Action | undefined {
  const [, written, place, name = ''] =
    /^(\w+):(?:(header|querystring)\.([^ ]+)|path|statuscode)$/s.exec(key) ?? [];
  const verb = verbs.find((one) => one === written);
  if (verb === undefined) return undefined;
  return { verb, place: place ?? key.slice(verb.length + 1), name };
}

/** The request as the integration gets it. What cannot be found in the request changes nothing. */
export function withRequestActions(pending: Pending, context: Context): Pending {
  const { declared } = pending;
  if (declared.api.type !== 'HTTP') return pending;
  let { request } = pending;
  let { route } = declared;
  for (const [action, value] of actionsOf(route.requestParameters, pending, context)) {
    switch (action.place) {
      case 'header':
        request = { ...request, headers: changedHeaders(request.headers, action, value) };
        break;
      case 'querystring':
        request = { ...request, query: changedQuery(request.query, action, value) };
        break;
      case 'path':
        route = { ...route, uri: (route.uri ?? '').replace(pathOfAddress, `$1${value}$2`) };
        break;
    }
  }
  return { ...pending, request, declared: { ...declared, route } };
}

const pathOfAddress = /^(https?:\/\/[^/?#]+)[^?#]*(.*)$/s;

/** The answer as the client gets it. */
export function withResponseActions(
  answer: HttpResponse,
  pending: Pending,
  context: Context,
): HttpResponse {
  const { responseParameters = {} } = pending.declared.route;
  const mapped = member(responseParameters, String(answer.status));
  if (mapped === undefined) return answer;
  let { status, headers } = answer;
  for (const [action, value] of actionsOf(mapped, pending, context, answer)) {
    if (action.place === 'statuscode') status = /^[1-5]\d\d$/.test(value) ? Number(value) : status;
    else headers = changedHeaders(headers, action, value);
  }
  return { ...answer, status, headers };
}

function actionsOf(
  parameters: { readonly [key: string]: string },
  pending: Pending,
  context: Context,
  answer?: HttpResponse,
): readonly (readonly [Action, string])[] {
  return Object.entries(parameters).flatMap(([key, source]) => {
    const action = actionOf(key);
    if (!action) return [];
    if (action.verb === 'remove') return [[action, ''] as const];
    const value = mappedTo(source, pending, context, answer);
    return value === undefined ? [] : [[action, textOf(value)] as const];
  });
}

function changedHeaders<V extends string | readonly string[]>(
  headers: { readonly [name: string]: V },
  { verb, name }: Action,
  value: string,
): { readonly [name: string]: V | string } {
  if (verb === 'remove') return withoutHeaders(headers, new Set([name.toLowerCase()]));
  const before = verb === 'append' ? header(headers, name) : undefined;
  return withHeaders<V | string>(headers, {
    [name]: before === undefined ? value : `${before},${value}`,
  });
}

function changedQuery(
  query: HttpRequest['query'],
  { verb, name }: Action,
  value: string,
): HttpRequest['query'] {
  const others = Object.entries(query).filter(([other]) => other !== name);
  const changed: Record<string, readonly string[]> = Object.fromEntries(others);
  const before = verb === 'append' ? (member(query, name) ?? []) : [];
  if (verb !== 'remove') setMember(changed, name, [...before, value]);
  return changed;
}
