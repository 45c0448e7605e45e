/** The scenario of a recorded case, and what of the case no scenario can say. */
import { isObject, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { Backend, Case, Integration, Method } from './case.ts';

export interface World {
  readonly scenario: JsonObject;
  /** What is not simulated. */
  readonly missing: readonly string[];
}

export const apiName = 'api0001';

export function worldOf({ api, backends = {}, given = [], requests }: Case): World {
  const missing: string[] = [];
  if (!api.resources) missing.push('an imported document');
  const routes: Record<string, Json> = {};
  for (const [path, methods] of Object.entries(api.resources ?? {})) {
    for (const [verb, method] of Object.entries(methods)) {
      if (!method.integration) continue;
      const route = routeOf(method, method.integration, api.requestValidators ?? {});
      if (typeof route === 'string') missing.push(route);
      else routes[`${verb} ${path}`] = route;
    }
  }
  const functions: Record<string, Json> = {};
  const endpoints: Record<string, Json> = {};
  for (const [title, backend] of Object.entries(backends)) {
    const [kind = '', name = ''] = title.split(' ');
    const answers = answersOf(backend, requests);
    if (kind === 'http') endpoints[name.replace(/\/$/, '')] = endpointOf(backend, backends);
    else if (answers) functions[name] = { answers };
    else functions[name] = { answers: [{ return: null }] };
  }
  if (requests.some(({ testInvoke }) => testInvoke)) missing.push('TestInvokeMethod');
  const declared = {
    stages: { [api.stage?.name ?? 'test']: { variables: api.stage?.variables ?? {} } },
    models: modelsOf(api.models ?? {}),
    apiKeySource: api.apiKeySource ?? 'HEADER',
    binaryMediaTypes: api.binaryMediaTypes ?? [],
    apiKeys: keysOf(api.usagePlanKeys ?? {}),
    routes,
  };
  const queues = Object.fromEntries(
    given
      .filter(({ operation }) => operation === 'CreateQueue')
      .map(({ parameters }) => [textOf(parameters['QueueName'] ?? ''), {}]),
  );
  return {
    scenario: {
      scenario: 1,
      resources: { functions, endpoints, queues, apis: { [apiName]: declared } },
    },
    missing,
  };
}

/** What httpbin.org answers, and the headers of its server. */
const echo = withAndWithoutBody((data) => ({
  headers: {
    ...ofServer(),
    Server: 'gunicorn/19.9.0',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true',
  },
  body: { headers: '{{ headers }}', data, method: '{{ method }}', url: '{{ url }}' },
}));

/** What the address of a function answers when the function echoes its request. */
const echoOfAddress = withAndWithoutBody((data) => ({
  headers: { ...ofServer(), 'x-amzn-RequestId': 'its-own', 'X-Amzn-Trace-Id': 'its-own' },
  body: {
    args: '{{ query }}',
    data,
    domain: '{{ headers.host }}',
    headers: '{{ headers }}',
    method: '{{ method }}',
    origin: '{{ headers.host }}',
    path: '{{ path }}',
  },
}));

/** What is not there would be null. */
function withAndWithoutBody(reply: (data: string) => JsonObject): Json {
  return [{ when: { rawBody: [{ exists: false }] }, ...reply('') }, reply('{{ rawBody }}')];
}

function ofServer(): JsonObject {
  return {
    'Content-Type': 'application/json',
    Connection: 'keep-alive',
    'Content-Length': '0',
    Date: 'Thu, 01 Jan 2026 00:00:00 GMT',
  };
}

/** What a server outside answers; one that is a function returns the body or the status at the path's end. */
function endpointOf(
  { function: name = '' }: Backend,
  backends: NonNullable<Case['backends']>,
): Json {
  const { code = '', does = '', kind = '' } = backends[`lambda ${name}`] ?? {};
  if (code.includes('return event.get("body", "")')) return [{ body: '{{ rawBody }}' }];
  if (kind === 'http-echo') return echoOfAddress;
  if (!does.includes('status at the end of the path')) return echo;
  return [200, 201, 400, 404, 500].map((status) => ({
    when: { path: [{ suffix: `/${status}` }] },
    status,
    headers: { 'Content-Type': 'application/json' },
    body: { status_code: status, message: '' },
  }));
}

/** Marks a body that is JSON text, which would otherwise be the value itself. */
export const textMark = '@';

/** What a function answers, where words say so. */
function answersOf(
  { kind, answer, does = '', code = '' }: Backend,
  requests: Case['requests'],
): Json | undefined {
  if (code.includes('return json.loads(body)')) return itsBody(requests);
  if (does.startsWith('by event.path')) return byPath;
  if (does.startsWith('looks at event.body.httpStatus')) return byStatus;
  switch (kind) {
    case 'echo':
      return [{ return: '{{ input }}' }];
    case 'proxy-echo':
      return [
        { return: { statusCode: 200, body: `${textMark}{{ input }}`, isBase64Encoded: false } },
      ];
    case 'fixed':
      return [{ return: answer ?? { statusCode: 200 } }];
    default:
      return undefined;
  }
}

/** A function that returns what the body of the request says. */
function itsBody(requests: Case['requests']): Json {
  return requests.flatMap(({ body }) =>
    body === undefined
      ? []
      : [
          {
            when: { body: [body, Buffer.from(body).toString('base64')] },
            return: JSON.parse(body) as Json,
          },
        ],
  );
}

const byPath: Json = [
  { when: { path: ['/no-body'] }, return: { statusCode: 200 } },
  {
    when: { path: ['/only-headers'] },
    return: { statusCode: 200, headers: { 'test-header': 'value' } },
  },
  { when: { path: ['/wrong-format'] }, return: { statusCode: 200, wrongValue: 'value' } },
  { when: { path: ['/empty-response'] }, return: {} },
  { return: { statusCode: 200, body: `${textMark}{{ input }}`, isBase64Encoded: false } },
];

const byStatus: Json = [
  {
    when: { body: { httpStatus: [{ prefix: '4' }, { prefix: '5' }, { numeric: ['>=', 400] }] } },
    return: { statusCode: 200, body: 'customerror' },
  },
  { return: { statusCode: 200, body: 'noerror' } },
];

function keysOf(keys: Json): JsonObject {
  return Object.fromEntries(
    Object.entries(isObject(keys) ? keys : {}).map(([name, key]) => {
      const { value = '', enabled = true, throttle = {}, quota } = isObject(key) ? key : {};
      const { limit = 0, period = 'DAY' } = isObject(quota) ? quota : {};
      const limits = isObject(quota) ? { quota: { limit, period } } : {};
      return [name, { value, enabled, ...(isObject(throttle) ? throttle : {}), ...limits }];
    }),
  );
}

function modelsOf(models: { readonly [name: string]: Json }): JsonObject {
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => {
      const { schema = model } = isObject(model) ? model : {};
      return [name, typeof schema === 'string' ? (JSON.parse(schema) as Json) : schema];
    }),
  );
}

/** The route of a method, or what is not simulated of it. */
function routeOf(
  method: Method,
  integration: Integration,
  validators: { readonly [name: string]: JsonObject },
): JsonObject | string {
  const target = targetOf(integration);
  if (typeof target === 'string') return target;
  const validator = validators[method.requestValidator ?? ''] ?? {};
  const required = Object.entries(method.requestParameters ?? {}).filter(([, is]) => is);
  const model = method.requestModels?.['application/json'];
  const { requestTemplates, requestParameters = {}, passthroughBehavior } = integration;
  return {
    ...target,
    ...(integration.httpMethod === undefined || target['integration'] === 'Lambda'
      ? {}
      : { httpMethod: integration.httpMethod }),
    ...(integration.contentHandling === undefined
      ? {}
      : { contentHandling: integration.contentHandling }),
    proxy: integration.type.endsWith('_PROXY'),
    ...(requestTemplates ? { requestTemplates } : {}),
    requestParameters,
    ...(passthroughBehavior === undefined ? {} : { passthrough: passthroughBehavior }),
    ...(integration.integrationResponses && !integration.type.endsWith('_PROXY')
      ? { responses: responsesOf(integration) }
      : {}),
    apiKeyRequired: method.apiKeyRequired ?? false,
    ...(validator['validateRequestParameters'] === true
      ? { requiredParameters: required.map(([name]) => name) }
      : {}),
    ...(validator['validateRequestBody'] === true && model !== undefined ? { model } : {}),
  };
}

/** Services with which an integration can be made. */
const simulated = new Set(['dynamodb', 'events', 's3', 'sns', 'sqs', 'states']);

function targetOf({ type, uri }: Integration): JsonObject | string {
  if (type === 'MOCK') return { integration: 'Mock' };
  switch (uri?.kind) {
    case 'lambda':
      return { integration: 'Lambda', function: uri.function ?? '' };
    case 'http':
      return { integration: 'Http', uri: uri.uri };
    case 'aws-action':
    case 'aws-path':
      return simulated.has(uri.service ?? '')
        ? { integration: 'Aws', uri: uri.uri }
        : `an integration with ${uri.service ?? ''}`;
    case undefined:
    default:
      return `an integration of type ${type}`;
  }
}

function responsesOf({ integrationResponses = [] }: Integration): Json {
  return integrationResponses.map((response) => {
    const {
      selectionPattern,
      statusCode,
      contentHandling,
      responseTemplates = {},
      responseParameters = {},
    } = response;
    return {
      status: Number(statusCode),
      ...(contentHandling === undefined ? {} : { contentHandling }),
      ...(selectionPattern === undefined ? {} : { pattern: selectionPattern }),
      templates: responseTemplates,
      headers: Object.fromEntries(
        Object.entries(responseParameters).map(([target, value]) => [
          target.replace('method.response.header.', ''),
          value,
        ]),
      ),
    };
  });
}
