/** Parameter mapping of HTTP APIs: `$request.body.a`, `$request.header.x`, `$context.…`, `${…}` in texts. */
import type { Json } from '@stepthrough/asl';
import type { Context, JsonObject } from '../service.ts';
import type { AwsOperation } from './integrations.ts';
import type { Pending } from './state.ts';
import { header } from './validate.ts';

export function mappedParameters(
  operation: AwsOperation,
  route: JsonObject,
  pending: Pending,
  context: Context,
): JsonObject {
  const given = (route['requestParameters'] ?? {}) as { readonly [name: string]: string };
  const named = Object.entries(given).map(
    ([name, value]) => [apiNames[name] ?? name, value] as const,
  );
  const all = { ...operation.defaults(route, context), ...Object.fromEntries(named) };
  const queue = typeof route['queue'] === 'string' ? { QueueUrl: route['queue'] } : {};
  return {
    ...queue,
    ...Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => {
        const mapped = valueOf(String(value), pending, context);
        return mapped === undefined
          ? []
          : [[name, typeof mapped === 'string' ? mapped : JSON.stringify(mapped)]];
      }),
    ),
  };
}

/** The integration spells Step Functions' parameters with a capital. */
const apiNames: { readonly [name: string]: string } = {
  StateMachineArn: 'stateMachineArn',
  Input: 'input',
  Name: 'name',
  ExecutionArn: 'executionArn',
  Cause: 'cause',
  Error: 'error',
};

function valueOf(text: string, pending: Pending, context: Context): Json | undefined {
  if (text.startsWith('$') && !text.startsWith('${')) return selected(text, pending, context);
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const value = selected(`$${name}`, pending, context) ?? '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function selected(
  expression: string,
  { request, pathParameters, api }: Pending,
  context: Context,
): Json | undefined {
  const [, root = '', rest = ''] =
    /^\$(request\.\w+|context|stageVariables)\.?(.*)$/.exec(expression) ?? [];
  const declared = context.setting.scenario.resources.apis[api] ?? {};
  switch (root) {
    case 'request.body':
      return rest === '' ? (request.body ?? '') : at(parsed(request.body ?? ''), rest);
    case 'request.header':
      return header(request.headers, rest);
    case 'request.querystring':
      return request.query[rest]?.join(',');
    case 'request.path':
      return rest === '' ? request.path : pathParameters[rest];
    case 'context':
      return at(
        { requestId: request.id, httpMethod: request.method, path: request.path, apiId: api },
        rest,
      );
    case 'stageVariables':
      return at(declared['stageVariables'] ?? {}, rest);
    default:
      return expression;
  }
}

function at(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as { readonly [name: string]: Json })[name];
  }
  return found;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
