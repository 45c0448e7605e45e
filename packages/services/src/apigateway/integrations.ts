/** What a route is connected to: the call that a request becomes, and the response that the answer becomes. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { compileRegularExpression, LimitReached } from '@stepthrough/expressions';
import type { Context, ServiceCall } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { awsAnswer, awsOperations } from './aws-operations.ts';
import { gatewayError } from './errors.ts';
import { lambdaResponse } from './lambda-response.ts';
import { mappedParameters, mappedValue } from './parameter-mapping.ts';
import { proxyEvent } from './proxy-event.ts';
import { restContext } from './request-context.ts';
import { stageOf, withVariables } from './stages.ts';
import type { HttpResponse, Pending } from './state.ts';
import { header } from './validate.ts';
import { TemplateProblem } from './velocity/problem.ts';
import { renderTemplate, type Rendered } from './velocity/render-template.ts';
import { webSocketEvent } from './websocket-event.ts';

type Integrated =
  | { readonly kind: 'call'; readonly call: ServiceCall }
  | {
      readonly kind: 'response';
      readonly response: HttpResponse;
      /** Why the request is not served as configured. */
      readonly problem?: string;
    };

export function integrationOf(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  context: Context,
): Integrated {
  const kind = String(route['integration']);
  const [resolved, unset] = withVariables(route, stageOf(api, pending.stage));
  if (unset !== undefined) return broken(`${pending.route}: ${unset}`, pending, context);
  try {
    if (route['response'] !== undefined) return answered(fixedResponse(route));
    if (kind === 'Mock') return mocked(route, pending, context);
    if (kind === 'Http') return httpCall(resolved, pending, context);
    if (kind === 'Lambda') return lambdaCall(api, resolved, pending, context);
    return awsCall(kind, api, resolved, pending, context);
  } catch (problem) {
    if (!(problem instanceof TemplateProblem)) throw problem;
    return broken(`${pending.route}: ${problem.message}`, pending, context);
  }
}

/** The HTTP response that an integration's answer becomes. */
export function responseOf(
  api: JsonObject,
  route: JsonObject,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): HttpResponse {
  const kind = String(route['integration']);
  try {
    if (kind === 'Lambda' && route['proxy'] === false) {
      return lambdaAnswer(route, outcome, pending, context);
    }
    if (kind === 'Lambda') return lambdaResponse(api, outcome, pending, context);
    if (kind === 'Http') return httpAnswer(route, outcome, pending, context);
    const { status, body } = awsAnswer(kind, api, outcome, context);
    if (api['type'] === 'HTTP') {
      return { status, headers: { 'Content-Type': 'application/json' }, body };
    }
    return selectResponse(route, String(status), { status, headers: {}, body }, pending, context);
  } catch (problem) {
    if (!(problem instanceof TemplateProblem)) throw problem;
    return broken(`${pending.route}: ${problem.message}`, pending, context).response;
  }
}

function answered(response: HttpResponse): Integrated {
  return { kind: 'response', response };
}

/** AWS says only "Internal server error"; the reason is in the log and in a header. */
function broken(
  problem: string,
  pending: Pending,
  context: Context,
): Extract<Integrated, { kind: 'response' }> {
  const response = gatewayError('API_CONFIGURATION_ERROR', { pending, context });
  const headers = { ...response.headers, 'x-simulation-problem': problem.replace(/\s+/g, ' ') };
  return { kind: 'response', response: { ...response, headers }, problem };
}

function awsCall(
  kind: string,
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  context: Context,
): Integrated {
  const operation = member(awsOperations, kind);
  if (!operation) {
    return broken(`${pending.route}: the integration ${kind} is not simulated.`, pending, context);
  }
  if (api['type'] === 'HTTP') {
    const request = mappedParameters(operation, route, pending, context);
    const call = { service: operation.service, operation: kind, request };
    return { kind: 'call', call };
  }
  const template = templateOf(route, pending, operation.template(route, context));
  if (template === undefined) {
    return answered(gatewayError('UNSUPPORTED_MEDIA_TYPE', { pending, context }));
  }
  const { text } = render(template, pending, context, pending.request.body ?? '{}');
  const request = operation.parse(text, route);
  if (request) {
    return { kind: 'call', call: { service: operation.service, operation: kind, request } };
  }
  const body = JSON.stringify({ __type: 'com.amazon.coral.service#SerializationException' });
  const answer = { status: 400, headers: {}, body };
  const response = selectResponse(route, '400', answer, pending, context);
  const shown = text.length > 300 ? `${text.slice(0, 299)}…` : text;
  const remedy = text.includes("\\'")
    ? ` $util.escapeJavaScript has made \\' of an apostrophe, which is no JSON: append .replaceAll("\\\\'","'").`
    : '';
  const problem = `${pending.route}: the mapping template renders no JSON: ${shown}${remedy}`;
  return { kind: 'response', response, problem };
}

/** The template for the request's content type, as `passthrough` decides where there is none. */
function templateOf(route: JsonObject, { request }: Pending, standard: string): string | undefined {
  const { requestTemplate, requestTemplates, passthrough = 'WHEN_NO_MATCH' } = route;
  if (typeof requestTemplate === 'string') return requestTemplate;
  const type = header(request.headers, 'content-type')?.split(';')[0] ?? 'application/json';
  const hasTemplates = typeof requestTemplates === 'object' && requestTemplates !== null;
  if (!hasTemplates) {
    return passthrough === 'NEVER' && route['passthrough'] !== undefined ? undefined : standard;
  }
  const templates = requestTemplates as { readonly [type: string]: string };
  const found = member(templates, type) ?? templates['$default'];
  if (found !== undefined) return found;
  return passthrough === 'WHEN_NO_MATCH' ? '$input.body' : undefined;
}

/** The first response whose pattern fits; without a pattern it is the default, with its own status. */
function selectResponse(
  route: JsonObject,
  selected: string,
  answer: HttpResponse,
  pending: Pending,
  context: Context,
): HttpResponse {
  const responses = (route['responses'] ?? defaultResponses) as readonly JsonObject[];
  const chosen =
    responses.find(({ pattern }) => typeof pattern === 'string' && isSelected(pattern, selected)) ??
    responses.find(({ pattern }) => pattern === undefined);
  if (!chosen) return gatewayError('API_CONFIGURATION_ERROR', { pending, context });
  const template = responseTemplate(chosen, pending);
  const rendered: Rendered =
    template === undefined
      ? { text: answer.body, status: undefined, headers: {} }
      : render(template, pending, context, answer.body);
  const headers = Object.entries((chosen['headers'] ?? {}) as JsonObject).flatMap(
    ([name, value]): [string, string][] => {
      const mapped = mappedValue(String(value), pending, context, answer);
      return mapped === undefined ? [] : [[name, mapped]];
    },
  );
  return {
    status: rendered.status ?? Number(chosen['status']),
    headers: {
      'Content-Type': 'application/json',
      ...Object.fromEntries(headers),
      ...rendered.headers,
    },
    body: rendered.text,
  };
}

function isSelected(pattern: string, text: string): boolean {
  try {
    return compileRegularExpression(`^(?:${pattern})$`, { dotAll: true }).test(text);
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    throw new TemplateProblem(`the selection pattern ${pattern}: ${error.message}`);
  }
}

/** As SAM makes them. */
const defaultResponses = [{ status: 200 }, { pattern: '4\\d{2}', status: 400 }];

/** Chosen by the Accept header, else the one for JSON. */
function responseTemplate(chosen: JsonObject, { request }: Pending): string | undefined {
  const { template, templates = {} } = chosen;
  if (typeof template === 'string') return template;
  const all = templates as { readonly [type: string]: string };
  const accept = header(request.headers, 'accept') ?? '';
  return member(all, accept) ?? all['application/json'];
}

function render(template: string, pending: Pending, context: Context, body: string): Rendered {
  const { request, pathParameters, api, frame } = pending;
  const declared = member(context.setting.scenario.resources.apis, api) ?? {};
  const facts = frame
    ? (webSocketEvent(declared, pending, context)['requestContext'] as JsonObject)
    : restContext(pending, context);
  return renderTemplate(template, {
    body,
    parameters: {
      path: pathParameters,
      querystring: Object.fromEntries(
        Object.entries(request.query).map(([name, values]) => [name, values.at(-1) ?? '']),
      ),
      header: request.headers,
    },
    context: facts,
    stageVariables: stageOf(declared, pending.stage).variables,
  });
}

/** The template says the status; there is no service behind. */
function mocked(route: JsonObject, pending: Pending, context: Context): Integrated {
  const template = templateOf(route, pending, '{"statusCode": 200}');
  if (template === undefined) {
    return answered(gatewayError('UNSUPPORTED_MEDIA_TYPE', { pending, context }));
  }
  const { text } = render(template, pending, context, pending.request.body ?? '{}');
  const [, status] = /"?statusCode"?\s*:\s*"?(\d{3})/.exec(text) ?? [];
  if (status === undefined) {
    const problem = `${pending.route}: the template of a Mock integration must render {"statusCode": 200}, not ${text.slice(0, 100)}`;
    return broken(problem, pending, context);
  }
  const responses = route['responses'] ?? [{ status: Number(status) }];
  const answer = { status: Number(status), headers: {}, body: '' };
  return answered(selectResponse({ ...route, responses }, status, answer, pending, context));
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
  const FunctionName = route['function'] ?? '';
  const call = (Payload: Json): Integrated => ({
    kind: 'call',
    call: { service: 'lambda', operation: 'Invoke', request: { FunctionName, Payload } },
  });
  if (route['proxy'] !== false) {
    return call(
      pending.frame
        ? webSocketEvent(api, pending, context)
        : proxyEvent(api, route, pending, context),
    );
  }
  const template = templateOf(route, pending, '$input.body');
  if (template === undefined) {
    return answered(gatewayError('UNSUPPORTED_MEDIA_TYPE', { pending, context }));
  }
  const { text } = render(template, pending, context, pending.request.body ?? '{}');
  try {
    return call(JSON.parse(text) as Json);
  } catch {
    const problem = `${pending.route}: the mapping template renders no JSON for the function: ${text.slice(0, 300)}`;
    return broken(problem, pending, context);
  }
}

/** A custom integration chooses by the error's message. */
function lambdaAnswer(
  route: JsonObject,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): HttpResponse {
  if (!outcome.ok) return gatewayError('API_CONFIGURATION_ERROR', { pending, context });
  const { Payload = null, FunctionError } = outcome.response as JsonObject;
  const { errorMessage = '' } = (FunctionError === undefined ? {} : (Payload ?? {})) as JsonObject;
  const answer = { status: 200, headers: {}, body: JSON.stringify(Payload) };
  const responses = route['responses'] ?? [{ status: 200 }];
  const selected = typeof errorMessage === 'string' ? errorMessage : JSON.stringify(errorMessage);
  return selectResponse({ ...route, responses }, selected, answer, pending, context);
}

function httpCall(route: JsonObject, pending: Pending, context: Context): Integrated {
  const { uri } = route;
  const { request, pathParameters } = pending;
  if (typeof uri !== 'string') {
    const problem = `${pending.route}: an Http integration needs "uri" (and an answer for it in "resources.endpoints"), or "response".`;
    return broken(problem, pending, context);
  }
  const address = uri.replace(/\{(\w+)\+?\}/g, (_, name: string) =>
    String(member(pathParameters, name) ?? ''),
  );
  const mapped = Object.entries((route['requestParameters'] ?? {}) as JsonObject).flatMap(
    ([target, value]): [string, string][] => {
      const [, name] = /^integration\.request\.header\.(.+)$/.exec(target) ?? [];
      const found = name === undefined ? undefined : mappedValue(String(value), pending, context);
      return name === undefined || found === undefined ? [] : [[name, found]];
    },
  );
  const isProxy = route['proxy'] !== false;
  const template = isProxy ? undefined : templateOf(route, pending, '$input.body');
  const body =
    template === undefined
      ? request.body
      : render(template, pending, context, request.body ?? '{}').text;
  const search = isProxy
    ? new URLSearchParams(
        Object.entries(request.query).flatMap(([name, all]) =>
          all.map((value): [string, string] => [name, value]),
        ),
      ).toString()
    : '';
  const signal = {
    kind: 'request',
    url: `${address}${search === '' ? '' : `?${search}`}`,
    method: request.method,
    headers: { ...(isProxy ? request.headers : {}), ...Object.fromEntries(mapped) },
    ...(body === undefined ? {} : { body }),
    isTask: false,
  } as const;
  return { kind: 'call', call: { service: 'http', signal } };
}

function httpAnswer(
  route: JsonObject,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): HttpResponse {
  if (!outcome.ok) return broken(outcome.error.message, pending, context).response;
  const { status = 200, headers = {}, body = '' } = outcome.response as JsonObject;
  const answer: HttpResponse = {
    status: Number(status),
    headers: headers as { readonly [name: string]: string },
    body: String(body),
  };
  if (route['proxy'] !== false) return answer;
  const responses = route['responses'] ?? [{ status: 200 }];
  return selectResponse({ ...route, responses }, String(status), answer, pending, context);
}
