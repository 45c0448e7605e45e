/** What TestInvokeMethod tells of an execution: its log, line by line, and the answer with it. */
import { isObject, textOf, utf8Size, type Json, type JsonObject } from '@stepthrough/json';
import { contentOfJson, textOfContent } from '../contract/content.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Context, ServiceCall } from '../contract/service.ts';
import type { AnswerHeaders } from './headers.ts';
import { transformationOf } from './request-template.ts';
import { traceOf } from './standard-headers.ts';
import type { Arrival, HttpResponse, Pending } from './state.ts';
import type { TestRun } from './test-run.ts';

export function begunTest(pending: Pending): TestRun {
  const { request, pathParameters } = pending;
  const query = Object.entries(request.query).map(([name, all]) => [name, all.join(',')]);
  return added({ lines: [], latency: 0 }, request.at, [
    `Starting execution for request: ${request.id}`,
    `HTTP Method: ${request.method}, Resource Path: ${request.path}`,
    `Method request path: ${shown(pathParameters)}`,
    `Method request query string: ${shown(Object.fromEntries(query))}`,
    `Method request headers: ${shown(request.headers)}`,
    `Method request body before transformations: ${textOfContent(request.body ?? '')}`,
  ]);
}

/** The request to the integration leaves. */
export function sentInTest(
  run: TestRun,
  call: ServiceCall,
  pending: Pending,
  context: Context,
): TestRun {
  const { address, headers, body, isFunction } = requestOf(call, pending, context);
  const trace = isFunction ? { trace: traceOf(pending.request.id, pending.request.at) } : {};
  return {
    ...added(run, context.now, [
      `Endpoint request URI: ${address}`,
      `Endpoint request headers: ${shown(headers)} [TRUNCATED]`.replace('} [', ' ['),
      `Endpoint request body after transformations: ${body}`,
      `Sending request to ${address}`,
    ]),
    ...trace,
  };
}

/** The integration has answered. */
export function answeredInTest(
  run: TestRun,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): TestRun {
  const latency = context.now - pending.request.at;
  const { status, body } = endpointAnswer(outcome);
  const headers = {
    Date: new Date(context.now).toUTCString(),
    'Content-Type': 'application/json',
    'Content-Length': String(utf8Size(body)),
    Connection: 'keep-alive',
    'x-amzn-RequestId': context.uuid('endpoint request'),
    ...(run.trace === undefined
      ? {}
      : {
          'x-amzn-Remapped-Content-Length': '0',
          'X-Amz-Executed-Version': '$LATEST',
          'X-Amzn-Trace-Id': run.trace,
        }),
  };
  return {
    ...added(run, context.now, [
      `Received response. Status: ${status}, Integration latency: ${latency} ms`,
      `Endpoint response headers: ${shown(headers)}`,
      `Endpoint response body before transformations: ${body}`,
    ]),
    latency,
  };
}

/** What TestInvokeMethod answers; `problem`: why the method cannot be served as configured. */
export function testAnswer(
  run: TestRun,
  { request }: Pick<Arrival, 'request'>,
  answer: HttpResponse,
  problem: string | undefined,
): JsonObject {
  const { latency, trace } = run;
  const isError = 'x-amzn-ErrorType' in answer.headers;
  const hidden = isError ? ['x-simulation-problem', 'Content-Type'] : [];
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => !hidden.includes(name)),
  );
  const told: AnswerHeaders =
    trace === undefined || isError ? headers : { 'X-Amzn-Trace-Id': trace, ...headers };
  const single = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, [value].flat().join(',')]),
  );
  const reason = problem ?? (answer.status === 502 ? malformed : undefined);
  const failure =
    reason === undefined ? [] : [`Execution failed due to configuration error: ${reason}`];
  const end = isError
    ? failure
    : [
        `Method response body after transformations: ${textOfContent(answer.body)}`,
        `Method response headers: ${shown(single)}`,
        'Successfully completed execution',
      ];
  const at = request.at + latency;
  const whole = added(run, at, [...end, `Method completed with status: ${answer.status}`]);
  return {
    status: answer.status,
    body: textOfContent(answer.body),
    headers: single,
    multiValueHeaders: Object.fromEntries(
      Object.entries(told).map(([name, value]) => [name, [value].flat()]),
    ),
    log: [`Execution log for request ${request.id}`, ...whole.lines, ''].join('\n'),
    latency,
  };
}

const malformed = 'Malformed Lambda proxy response';

function added(run: TestRun, at: number, lines: readonly string[]): TestRun {
  const time = timeText(at);
  return { ...run, lines: [...run.lines, ...lines.map((line) => `${time} : ${line}`)] };
}

/** `Tue Aug 19 17:04:53 UTC 2025` */
function timeText(at: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(at)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}

interface Texts {
  readonly [name: string]: string;
}

/** `{a=b, c=d}` */
function shown(values: Texts): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return `{${pairs.join(', ')}}`;
}

interface Sent {
  readonly address: string;
  readonly headers: Texts;
  readonly body: string;
  readonly isFunction: boolean;
}

function requestOf(call: ServiceCall, pending: Pending, context: Context): Sent {
  const { api, request } = pending;
  if ('signal' in call) {
    const signal = call.service === 'http' ? call.signal : undefined;
    return {
      address: signal?.url ?? call.service,
      headers: textsIn(signal?.headers ?? {}),
      body: textOfContent(contentOfJson(signal?.body ?? '')),
      isFunction: false,
    };
  }
  const { service, operation, request: sent } = call;
  const isFunction = service === 'lambda';
  const host = `https://${service}.${context.region}.amazonaws.com`;
  const name = textOf(sent['FunctionName'] ?? '');
  const arn = name.startsWith('arn:')
    ? name
    : `arn:aws:lambda:${context.region}:${context.account}:function:${name}`;
  return {
    address: isFunction
      ? `${host}/2015-03-31/functions/${arn}/invocations`
      : `${host}/?Action=${operation}`,
    headers: {
      ...(isFunction ? { 'x-amzn-lambda-integration-tag': request.id } : {}),
      Authorization: '*'.repeat(64),
      'X-Amz-Date': new Date(context.now).toISOString().replace(/[-:]|\.\d+/g, ''),
      'x-amzn-apigateway-api-id': api,
      Accept: 'application/json',
      'User-Agent': `AmazonAPIGateway_${api}`,
      'X-Amz-Security-Token': 'simulated',
    },
    body: sentBody(isFunction ? (sent['Payload'] ?? {}) : sent, pending),
    isFunction,
  };
}

/** What is passed through is sent as it came. */
function sentBody(body: Json, pending: Pending): string {
  const isPassed =
    !pending.declared.route.proxy && transformationOf(pending).kind === 'passthrough';
  return isPassed ? textOfContent(pending.request.body ?? '') : JSON.stringify(body);
}

function endpointAnswer(outcome: Outcome): { readonly status: number; readonly body: string } {
  if (!outcome.ok) {
    const { code, message, status } = outcome.error;
    return { status, body: JSON.stringify({ __type: code, message }) };
  }
  const { response } = outcome;
  if (!isObject(response)) return { status: 200, body: JSON.stringify(response) };
  const { Payload, status, body } = response;
  if (Payload !== undefined) return { status: 200, body: JSON.stringify(Payload) };
  return typeof status === 'number' && body !== undefined
    ? { status, body: textOfContent(contentOfJson(body)) }
    : { status: 200, body: JSON.stringify(response) };
}

function textsIn(values: JsonObject): Texts {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}
