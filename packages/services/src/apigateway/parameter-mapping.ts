/** Parameter mapping: `$request.body.a`, `$context.…`, `${…}` of HTTP APIs, `method.request.…` of REST. */
import {
  isArray,
  isObject,
  member,
  parsed,
  textOf,
  type Json,
  type JsonObject,
} from '@stepthrough/json';
import { textOfContent } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import type { AwsOperation } from './aws-operations.ts';
import { header } from './headers.ts';
import { numbered } from './query-form.ts';
import { restContext } from './request-context.ts';
import { contextOf, textBodyOf } from './request-template.ts';
import type { HttpResponse, Pending } from './state.ts';
import { parameterOf } from './validate.ts';

/** The request of an HTTP API's integration: its defaults, and what the route maps over them. */
export function mappedParameters(
  { service, defaults }: AwsOperation,
  pending: Pending,
  context: Context,
): JsonObject {
  const { route } = pending.declared;
  const all = new Map(Object.entries(defaults(route, context)));
  for (const [name, value] of Object.entries(route.requestParameters)) {
    // The region is that of the simulation.
    if (name !== 'Region') all.set(service === 'states' ? uncapitalised(name) : name, value);
  }
  const mapped = [...all].flatMap(([name, value]): [string, Json][] => {
    const found = mappedTo(value, pending, context);
    return found === undefined ? [] : [[name, shaped(name, found)]];
  });
  const request: JsonObject = {
    ...(route.queue === undefined ? {} : { QueueUrl: route.queue }),
    ...Object.fromEntries(mapped),
  };
  if (service !== 'events') return request;
  return { Entries: [{ Detail: '{}', DetailType: '', Source: '', ...request }] };
}

/** A value of REST's mapping: `'text'`, `method.request.…` (`route.request.…` of a WebSocket API), `integration.response.…`, `context.…`. */
export function mappedValue(
  text: string,
  pending: Pending,
  context: Context,
  response?: HttpResponse,
): string | undefined {
  const [, quoted] = /^'(.*)'$/.exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  const [ofRequest, ofBody, path] =
    /^(?:method|route)\.request\.(body(?:\.(.+))?$)?/.exec(text) ?? [];
  if (ofBody !== undefined) {
    const body = textBodyOf(pending) ?? '';
    return path === undefined ? body : textAt(parsed(body), path);
  }
  if (ofRequest !== undefined) return parameterOf(text, pending);
  const [, place, name = ''] =
    /^(?:integration\.response\.)?(header|body|context|stageVariables)\.?(.*)$/.exec(text) ?? [];
  if (place === 'header' && response) return header(response.headers, name);
  if (place === 'body' && response) {
    const body = textOfContent(response.body);
    return name === '' ? body : textAt(parsed(body), name);
  }
  if (place === 'context') return textAt(contextOf(pending, context), name);
  if (place === 'stageVariables') return textAt(pending.declared.stage.variables, name);
  return text;
}

/** Everything is a text but numbers, lists, and attributes, which are JSON. */
function shaped(name: string, value: Json): Json {
  if (/^(?:Resources|\w+Names)$/.test(name)) return listIn(value);
  return /Attributes$/.test(name) ? parsed(value) : numbered(name, textOf(value));
}

function listIn(value: Json): Json {
  const items = typeof value === 'string' ? parsed(value) : value;
  return isArray(items) ? items : [textOf(value)];
}

/** The value of an HTTP API's mapping: a selection expression, or a text that holds some. `undefined`: nothing is there. */
export function mappedTo(
  text: string,
  pending: Pending,
  context: Context,
  answer?: HttpResponse,
): Json | undefined {
  if (text.startsWith('$') && !text.startsWith('${')) {
    return selected(text, pending, context, answer);
  }
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    return textOf(selected(`$${name.replace(/^\$/, '')}`, pending, context, answer) ?? '');
  });
}

function selected(
  expression: string,
  pending: Pending,
  context: Context,
  answer: HttpResponse | undefined,
): Json | undefined {
  const { request, pathParameters, declared } = pending;
  const [, root = '', rest = ''] =
    /^\$(request\.\w+|response\.\w+|context|stageVariables)\.?(.*)$/.exec(expression) ?? [];
  switch (root) {
    case 'response.header':
      return answer && header(answer.headers, rest);
    case 'response.body': {
      const body = answer && textOfContent(answer.body);
      return body === undefined || rest === '' ? body : at(parsed(body), rest);
    }
    case 'request.body':
      return rest === ''
        ? (textBodyOf(pending) ?? '')
        : at(parsed(textBodyOf(pending) ?? ''), rest);
    case 'request.header':
      return header(request.headers, rest);
    case 'request.querystring':
      return member(request.query, rest)?.join(',');
    case 'request.path':
      return rest === '' ? request.path : member(pathParameters, rest);
    case 'context':
      return at(httpContext(pending, context), rest);
    case 'stageVariables':
      return at(declared.stage.variables, rest);
    default:
      return expression;
  }
}

/** What an authorizer's function says, and the claims of a token, stand in `authorizer` itself. */
function httpContext(pending: Pending, context: Context): JsonObject {
  const { authorizer = null, ...facts } = restContext(pending, context);
  const { lambda = null, jwt = null, ...others } = isObject(authorizer) ? authorizer : {};
  const said = { ...others, ...(isObject(lambda) ? lambda : {}), ...(isObject(jwt) ? jwt : {}) };
  return { ...facts, authorizer: said, routeKey: pending.route };
}

function textAt(value: Json, path: string): string | undefined {
  const found = at(value, path);
  return found === undefined ? undefined : textOf(found);
}

/** Names and indexes, e.g. `lines[0].sku`. */
function at(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (isObject(found)) found = member(found, name ?? index ?? '');
    else found = isArray(found) ? found[Number(name ?? index)] : undefined;
  }
  return found;
}

function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
