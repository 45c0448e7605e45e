/** A declared method that an operation has changed in nothing is served as before. */
import type { JsonObject } from '@stepthrough/json';
import { expect, it } from 'vitest';
import { ask } from '../requests.ts';
import { deploy, patch } from './conversation.ts';
import { declaredShop, inShop } from './declared.ts';

const resources = {
  functions: {
    echo: { answers: [{ return: '{{ input }}' }] },
    proxied: { answers: [{ return: { statusCode: 202, body: 'proxied' } }] },
  },
  queues: { q: {} },
  endpoints: {
    'https://a.example': [{ status: 203, body: { from: 'a' } }],
  },
};

const shop = {
  authorizers: {
    shut: { type: 'REQUEST', answer: 'none', identity: ['method.request.header.who'] },
  },
  binaryMediaTypes: ['image/png'],
};

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
}

const mock = { integration: 'Mock' };
const post = (body: string, headers = {}): Sent => ({ method: 'POST', body, headers });

it.each<[string, string, object, Sent, number]>([
  ['a mock', 'GET', mock, {}, 200],
  [
    'a mock that says its status',
    'GET',
    {
      ...mock,
      requestTemplate: '{"statusCode": 404}',
      responses: [{ status: 404, template: 'no' }],
    },
    {},
    404,
  ],
  [
    'a fixed answer',
    'GET',
    {
      ...mock,
      response: {
        status: 201,
        headers: { 'Content-Type': 'text/plain', 'X-A': ['a', 'b'] },
        body: 'fixed',
      },
    },
    {},
    201,
  ],
  [
    'a fixed answer in JSON',
    'GET',
    { integration: 'Http', response: { body: { a: [1] } } },
    {},
    200,
  ],
  [
    'a function',
    'POST',
    { integration: 'Lambda', function: 'echo', proxy: false },
    post('{"a":1}'),
    200,
  ],
  ['a function as a proxy', 'POST', { integration: 'Lambda', function: 'proxied' }, post('x'), 202],
  [
    'a function by its address',
    'POST',
    {
      integration: 'Aws',
      uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/echo/invocations',
    },
    post('{"a":2}'),
    200,
  ],
  ['an address', 'GET', { integration: 'Http', uri: 'https://a.example', proxy: false }, {}, 200],
  ['an address as a proxy', 'GET', { integration: 'Http', uri: 'https://a.example' }, {}, 203],
  ['a queue', 'POST', { integration: 'SendMessage', queue: 'q' }, post('text'), 200],
  [
    'an execution',
    'POST',
    { integration: 'DescribeExecution' },
    post('{"executionArn":"none"}'),
    400,
  ],
  [
    'bytes',
    'POST',
    {
      ...mock,
      contentHandling: 'CONVERT_TO_TEXT',
      requestTemplates: { 'image/png': '{"statusCode": 200} $input.body' },
      responses: [{ status: 200, template: '$input.body' }],
    },
    post('AAEC', { 'content-type': 'image/png' }),
    200,
  ],
  [
    'a model of its own',
    'POST',
    { ...mock, model: { type: 'object', required: ['a'] } },
    post('{}'),
    400,
  ],
  [
    'a model of its own that is met',
    'POST',
    { ...mock, model: { type: 'object', required: ['a'] } },
    post('{"a":1}'),
    200,
  ],
  ['a parameter', 'GET', { ...mock, requiredParameters: ['method.request.header.h'] }, {}, 400],
  ['a key', 'GET', { ...mock, apiKeyRequired: true }, {}, 403],
  ['an authorizer', 'GET', { ...mock, authorizer: 'shut' }, {}, 401],
])('G41: %s', async (_, verb, route, sent, status) => {
  const talk = await declaredShop({ ...shop, routes: { [`${verb} /x`]: route } }, resources);
  const answer = () => ask(talk.world, '/prod/x', { api: 'shop', ...sent });
  const before = await answer();
  expect(before.status, JSON.stringify(before)).toBe(status);
  const at: JsonObject = { ...inShop, resourceId: '$x', httpMethod: verb };
  await talk.ask('UpdateMethod', { ...at, patchOperations: [] });
  await talk.say([deploy('prod')]);
  const { body: bodyBefore, ...restBefore } = before;
  const { body, ...rest } = await answer();
  expect(rest).toEqual(restBefore);
  expect(withoutIds(body)).toBe(withoutIds(bodyBefore));
});

/** Messages have ids of their own. */
function withoutIds(text: string): string {
  return text.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'id');
}

it('G41: a method that is opened by an operation is open, whatever the authorizer of all', async () => {
  const talk = await declaredShop(
    { ...shop, authorizer: 'shut', routes: { 'GET /x': mock, 'GET /y': mock } },
    resources,
  );
  await talk.ask('UpdateMethod', {
    ...inShop,
    resourceId: '$x',
    httpMethod: 'GET',
    patchOperations: [patch('replace', '/authorizationType', 'NONE')],
  });
  await talk.say([deploy('prod')]);
  expect((await talk.get('/prod/x'))[0]).toBe(200);
  expect((await talk.get('/prod/y'))[0]).toBe(401);
});

it('G41: a method that no operation has changed has its template for every type of body', async () => {
  const template = '{"statusCode": 404}';
  const route = { ...mock, requestTemplate: template, responses: [{ status: 404 }] };
  const talk = await declaredShop({ routes: { 'POST /x': route, 'GET /y': mock } }, resources);
  await talk.say([deploy('prod')]);
  const sent = post('text', { 'content-type': 'text/plain' });
  expect((await ask(talk.world, '/prod/x', { api: 'shop', ...sent })).status).toBe(404);
});
