/** Parameter mapping: `$request.body.a`, `$context.…`, `${…}` of HTTP APIs, `method.request.…` of REST. */
import { type Json, member, parsed, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { AwsOperation } from './aws-operations.ts';
import { restContext } from './request-context.ts';
import { stageOf } from './stages.ts';
import type { HttpResponse, Pending } from './state.ts';
import { header, parameterOf } from './validate.ts';

export function mappedParameters(
  operation: AwsOperation,
  route: JsonObject,
  pending: Pending,
  context: Context,
): JsonObject {
  const given = (route['requestParameters'] ?? {}) as { readonly [name: string]: string };
  const isStates = operation.service === 'states';
  const named = Object.entries(given)
    // The region is that of the simulation.
    .filter(([name]) => name !== 'Region')
    .map(([name, value]) => [isStates ? uncapitalised(name) : name, value] as const);
  const all = { ...operation.defaults(route, context), ...Object.fromEntries(named) };
  const queue = typeof route['queue'] === 'string' ? { QueueUrl: route['queue'] } : {};
  const mapped = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => {
      const found = valueOf(String(value), pending, context);
      return found === undefined ? [] : [[name, shaped(name, found)]];
    }),
  );
  const request = { ...queue, ...mapped };
  if (operation.service !== 'events') return request;
  const { Detail = '{}', DetailType = '', Source = '', EventBusName } = request as JsonObject;
  const bus = EventBusName === undefined ? {} : { EventBusName };
  return { Entries: [{ Detail, DetailType, Source, ...bus }] };
}

/** A value of REST's mapping: `'text'`, `method.request.…`, `integration.response.…`, `context.…`. */
export function mappedValue(
  text: string,
  pending: Pending,
  context: Context,
  response?: HttpResponse,
): string | undefined {
  const [, quoted] = /^'(.*)'$/.exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  if (text.startsWith('method.request.')) return parameterOf(text, pending);
  const [, place, name = ''] =
    /^(?:integration\.response\.)?(header|body|context|stageVariables)\.?(.*)$/.exec(text) ?? [];
  if (place === 'header' && response) return header(response.headers, name);
  if (place === 'body' && response) {
    return textOf(name === '' ? response.body : at(parsed(response.body), name));
  }
  if (place === 'context') return textOf(at(restContext(pending, context), name));
  if (place === 'stageVariables') {
    const api = member(context.setting.scenario.resources.apis, pending.api) ?? {};
    return textOf(at(stageOf(api, pending.stage).variables, name));
  }
  return text;
}

const numbers = ['DelaySeconds', 'MaxNumberOfMessages', 'VisibilityTimeout', 'WaitTimeSeconds'];

/** Everything is a text but numbers, and attributes, which are JSON. */
function shaped(name: string, value: Json): Json {
  if (numbers.includes(name)) return Number(value);
  if (/Attributes$/.test(name) && typeof value === 'string') return parsed(value);
  return typeof value === 'string' || /Attributes$/.test(name) ? value : JSON.stringify(value);
}

function valueOf(text: string, pending: Pending, context: Context): Json | undefined {
  if (text.startsWith('$') && !text.startsWith('${')) return selected(text, pending, context);
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const value = selected(`$${name.replace(/^\$/, '')}`, pending, context) ?? '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function selected(expression: string, pending: Pending, context: Context): Json | undefined {
  const { request, pathParameters, api, stage } = pending;
  const [, root = '', rest = ''] =
    /^\$(request\.\w+|context|stageVariables)\.?(.*)$/.exec(expression) ?? [];
  switch (root) {
    case 'request.body':
      return rest === '' ? (request.body ?? '') : at(parsed(request.body ?? ''), rest);
    case 'request.header':
      return header(request.headers, rest);
    case 'request.querystring':
      return member(request.query, rest)?.join(',');
    case 'request.path':
      return rest === '' ? request.path : member(pathParameters, rest);
    case 'context':
      return at({ ...restContext(pending, context), routeKey: pending.route }, rest);
    case 'stageVariables': {
      const declared = member(context.setting.scenario.resources.apis, api) ?? {};
      return at(stageOf(declared, stage).variables, rest);
    }
    default:
      return expression;
  }
}

/** Names and indexes, e.g. `lines[0].sku`. */
function at(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = member(found as { readonly [name: string]: Json }, name ?? index ?? '');
  }
  return found;
}

function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function textOf(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
