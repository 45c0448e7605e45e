/** What a route is connected to: the call that a request becomes, and the response that the answer becomes. */
import type { Json } from '@stepthrough/asl';
import type { Context, JsonObject, Outcome, ServiceCall } from '../service.ts';
import { gatewayError } from './errors.ts';
import { mappedParameters } from './parameter-mapping.ts';
import { proxyEvent } from './proxy-event.ts';
import type { HttpResponse, Pending } from './state.ts';
import { header } from './validate.ts';
import { renderTemplate, type Rendered } from './velocity.ts';

type Integrated =
  | { readonly kind: 'call'; readonly call: ServiceCall }
  | { readonly kind: 'response'; readonly response: HttpResponse };

export function integrationOf(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  context: Context,
): Integrated {
  const kind = String(route['integration']);
  if (kind === 'Mock' || kind === 'Http')
    return { kind: 'response', response: fixedResponse(route) };
  if (kind === 'Lambda') return lambdaCall(api, route, pending, context);
  const operation = awsOperations[kind];
  if (!operation) return { kind: 'response', response: gatewayError('DEFAULT_5XX') };
  if (api['type'] === 'HTTP') {
    const request = mappedParameters(operation, route, pending, context);
    return { kind: 'call', call: { service: operation.service, operation: kind, request } };
  }
  const template = templateOf(route, pending, operation.template(route, context));
  if (template === undefined) {
    return { kind: 'response', response: gatewayError('UNSUPPORTED_MEDIA_TYPE') };
  }
  const { text } = render(template, pending, context, pending.request.body ?? '{}');
  const request = operation.parse(text);
  if (request)
    return { kind: 'call', call: { service: operation.service, operation: kind, request } };
  const body = JSON.stringify({ __type: 'com.amazon.coral.service#SerializationException' });
  return { kind: 'response', response: selectResponse(route, 400, body, pending, context) };
}

/** The HTTP response that an integration's answer becomes. */
export function responseOf(
  route: JsonObject,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): HttpResponse {
  if (route['integration'] === 'Lambda') return lambdaResponse(route, outcome);
  const [status, body] = outcome.ok
    ? [200, JSON.stringify(outcome.response)]
    : [
        outcome.error.status,
        JSON.stringify({ __type: outcome.error.code, message: outcome.error.message }),
      ];
  return selectResponse(route, status, body, pending, context);
}

export interface AwsOperation {
  readonly service: ServiceCall['service'];
  readonly template: (route: JsonObject, context: Context) => string;
  /** The request that the rendered template is; `undefined` when AWS could not read it. */
  readonly parse: (text: string) => JsonObject | undefined;
  /** HTTP API: parameters when the route maps none. */
  readonly defaults: (route: JsonObject, context: Context) => JsonObject;
}

const awsOperations: { readonly [operation: string]: AwsOperation } = {
  StartExecution: execution(),
  StartSyncExecution: execution(),
  StopExecution: {
    service: 'states',
    template: () => '$input.body',
    parse: jsonRequest,
    defaults: () => ({ executionArn: '$request.body.executionArn' }),
  },
  SendMessage: {
    service: 'sqs',
    template: () => 'Action=SendMessage&MessageBody=$input.body',
    parse: formRequest,
    defaults: () => ({ MessageBody: '$request.body' }),
  },
};

function execution(): AwsOperation {
  const arnOf = ({ machine }: JsonObject, { setting }: Context): string =>
    (typeof machine === 'string' ? setting.machines.get(machine)?.arn : undefined) ??
    setting.main.arn;
  return {
    service: 'states',
    // SAM's default template; an apostrophe in the body breaks it, as on AWS.
    template: (route, context) =>
      `{"input":"$util.escapeJavaScript($input.json('$'))","stateMachineArn":"${arnOf(route, context)}"}`,
    parse: jsonRequest,
    defaults: (route, context) => ({
      stateMachineArn: arnOf(route, context),
      input: '$request.body',
    }),
  };
}

/** The template for the request's content type, as `passthrough` decides where there is none. */
function templateOf(route: JsonObject, { request }: Pending, standard: string): string | undefined {
  const { requestTemplate, requestTemplates, passthrough = 'WHEN_NO_MATCH' } = route;
  if (typeof requestTemplate === 'string') return requestTemplate;
  if (typeof requestTemplates !== 'object' || requestTemplates === null) return standard;
  const templates = requestTemplates as { readonly [type: string]: string };
  const type = header(request.headers, 'content-type')?.split(';')[0] ?? 'application/json';
  const found = templates[type] ?? templates['$default'];
  if (found !== undefined) return found;
  return passthrough === 'WHEN_NO_MATCH' ? '$input.body' : undefined;
}

function jsonRequest(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}

function formRequest(text: string): JsonObject {
  const form = new URLSearchParams(
    text.replace(
      /^Action=SendMessage&MessageBody=([^&]*)$/s,
      (_, body: string) => `MessageBody=${encodeURIComponent(body)}`,
    ),
  );
  form.delete('Action');
  return Object.fromEntries(form);
}

/** The first response whose pattern fits the status; without a pattern it is the default, with its own status. */
function selectResponse(
  route: JsonObject,
  status: number,
  body: string,
  pending: Pending,
  context: Context,
): HttpResponse {
  const responses = (route['responses'] ?? defaultResponses) as readonly JsonObject[];
  const chosen =
    responses.find(
      ({ pattern }) =>
        typeof pattern === 'string' && new RegExp(`^(?:${pattern})$`).test(String(status)),
    ) ?? responses.find(({ pattern }) => pattern === undefined);
  if (!chosen) return gatewayError('DEFAULT_5XX');
  const { template, headers = {} } = chosen;
  const rendered: Rendered =
    typeof template === 'string'
      ? render(template, pending, context, body)
      : { text: body, status: undefined, headers: {} };
  return {
    status: rendered.status ?? Number(chosen['status']),
    headers: {
      'Content-Type': 'application/json',
      ...(headers as { readonly [name: string]: string }),
      ...rendered.headers,
    },
    body: rendered.text,
  };
}

/** As SAM makes them. */
const defaultResponses = [{ status: 200 }, { pattern: '4\\d{2}', status: 400 }];

function render(template: string, pending: Pending, context: Context, body: string): Rendered {
  const { request, pathParameters } = pending;
  const api = context.setting.scenario.resources.apis[pending.api] ?? {};
  return renderTemplate(template, {
    body,
    parameters: {
      path: pathParameters,
      querystring: Object.fromEntries(
        Object.entries(request.query).map(([name, values]) => [name, values.at(-1) ?? '']),
      ),
      header: request.headers,
    },
    context: {
      requestId: request.id,
      httpMethod: request.method,
      stage: api['stage'] ?? 'prod',
      resourcePath: pending.route.split(' ')[1] ?? '',
      accountId: context.account,
      apiId: pending.api,
      identity: { sourceIp: '127.0.0.1', userAgent: header(request.headers, 'user-agent') ?? '' },
      requestTimeEpoch: request.at,
    },
    stageVariables: (api['stageVariables'] ?? {}) as JsonObject,
  });
}

function fixedResponse({ response }: JsonObject): HttpResponse {
  const { status = 200, headers = {}, body = '' } = (response ?? {}) as JsonObject;
  return {
    status: Number(status),
    headers: {
      'Content-Type': 'application/json',
      ...(headers as { readonly [name: string]: string }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function lambdaCall(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  context: Context,
): Integrated {
  const payload: Json =
    route['proxy'] === false
      ? (jsonRequest(
          render(
            templateOf(route, pending, '$input.body') ?? '$input.body',
            pending,
            context,
            pending.request.body ?? '{}',
          ).text,
        ) ?? {})
      : proxyEvent(api, route, pending, context);
  const request = { FunctionName: route['function'] ?? '', Payload: payload };
  return { kind: 'call', call: { service: 'lambda', operation: 'Invoke', request } };
}

/** A proxy function answers with the response itself; what is malformed is a 502. */
function lambdaResponse(route: JsonObject, outcome: Outcome): HttpResponse {
  if (!outcome.ok) return gatewayError('INTEGRATION_FAILURE');
  const { Payload, FunctionError } = outcome.response as JsonObject;
  if (FunctionError !== undefined) return gatewayError('INTEGRATION_FAILURE');
  if (route['proxy'] === false) {
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(Payload ?? null),
    };
  }
  if (typeof Payload !== 'object' || Payload === null || Array.isArray(Payload))
    return gatewayError('INTEGRATION_FAILURE');
  const { statusCode, headers = {}, body = '' } = Payload as JsonObject;
  const status = Number(statusCode);
  const known = [
    'statusCode',
    'headers',
    'multiValueHeaders',
    'body',
    'isBase64Encoded',
    'cookies',
  ];
  const isWrong =
    !Number.isInteger(status) ||
    typeof body !== 'string' ||
    Object.keys(Payload).some((key) => !known.includes(key));
  if (isWrong) return gatewayError('INTEGRATION_FAILURE');
  return { status, headers: headers as { readonly [name: string]: string }, body };
}
