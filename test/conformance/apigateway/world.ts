/** The scenario of a recorded case, and what of the case no scenario can say. */
import { textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { Backend, Case } from './case.ts';

export interface World {
  readonly scenario: JsonObject;
  /** What is not simulated. */
  readonly missing: readonly string[];
}

export function worldOf({ api, backends = {}, given = [], requests }: Case): World {
  const missing = api.resources ? [] : ['an imported document'];
  const functions: Record<string, Json> = {};
  const endpoints: Record<string, Json> = {};
  for (const [title, backend] of Object.entries(backends)) {
    const [kind = '', name = ''] = title.split(' ');
    const answers = answersOf(backend, requests);
    if (kind === 'http') endpoints[name.replace(/\/$/, '')] = endpointOf(backend, backends);
    else if (answers) functions[name] = { answers };
    else functions[name] = { answers: [{ return: null }] };
  }
  const queues = Object.fromEntries(
    given
      .filter(({ operation }) => operation === 'CreateQueue')
      .map(({ parameters }) => [textOf(parameters['QueueName'] ?? ''), {}]),
  );
  return { scenario: { scenario: 1, resources: { functions, endpoints, queues } }, missing };
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
  if (code.includes('response from localstack lambda')) return toldEvent(requests);
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

/** A function that tells its event as a text in a text. */
function toldEvent(requests: Case['requests']): Json {
  return requests.map(({ testInvoke = {} }) => {
    const event = JSON.parse(textOf(testInvoke['body'] ?? '{}')) as JsonObject;
    const body = JSON.stringify(`response from localstack lambda: ${JSON.stringify(event)}`);
    const when = Object.entries(event).map(([name, value]) => [name, [value]]);
    const pattern = when.length === 0 ? { test: [{ exists: false }] } : Object.fromEntries(when);
    return {
      when: pattern,
      return: { statusCode: 200, body, isBase64Encoded: false, headers: {} },
    };
  });
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
