/** Why a request is not served as its route is configured: whole texts, beside AWS's own words. */
import { describe, expect, it } from 'vitest';
import { forwarded, traceOf } from '../../../packages/services/src/apigateway/standard-headers.ts';
import { Conversation } from './control/conversation.ts';
import { ask, worldOf } from './requests.ts';

const endpoints = { 'https://a.example': [{ body: '{{ rawBody }}{{ rawBody }}' }] };
const png = { $base64: 'iVBORw==' };
const http = { integration: 'Http', proxy: false, uri: 'https://a.example' };
const told = (problem: string) => ({
  status: 500,
  headers: {
    'Content-Type': 'application/json',
    'x-amzn-ErrorType': 'InternalServerErrorException',
    'x-simulation-problem': problem,
  },
  body: '{"message":"Internal server error"}',
});

describe('a body', () => {
  const toBytes = 'CONVERT_TO_BINARY';
  const notBase64 = 'POST /: the body has to be Base64, since it is converted to bytes.';
  const bytesRead =
    'POST /: a mapping template cannot read bytes; contentHandling CONVERT_TO_TEXT makes them text.';
  it.each<[string, object, string | typeof png, string]>([
    ['that is no Base64', { ...http, contentHandling: toBytes }, 'no!', notBase64],
    ['of bytes for a template', { ...http, requestTemplate: '{}' }, png, bytesRead],
    [
      'of an answer that is no Base64',
      { ...http, responses: [{ status: 200, contentHandling: toBytes }] },
      'no!',
      'POST /: the answer has to be Base64, since it is converted to bytes.',
    ],
    [
      'of an answer that is too large',
      http,
      'a'.repeat(5_242_881),
      'POST /: the answer of the integration is larger than 10485760 bytes.',
    ],
    [
      'whose length is mapped',
      { ...http, requestParameters: { 'integration.request.header.Content-Length': "'1'" } },
      'a',
      'POST /: integration.request.header.Content-Length cannot be mapped: the gateway itself says how long a body is.',
    ],
    [
      'that makes no JSON for its function, in one line',
      { integration: 'Lambda', proxy: false, function: 'f', requestTemplate: 'no\n\n  JSON' },
      'a',
      'POST /: the mapping template renders no JSON for the function: no JSON',
    ],
  ])('%s', async (_what, route, body, problem) => {
    const functions = { f: { answers: [{ return: {} }] } };
    const world = worldOf(
      { routes: { 'POST /': route }, binaryMediaTypes: ['image/png'] },
      { endpoints, functions },
    );
    const type = typeof body === 'string' ? 'text/plain' : 'image/png';
    const sent = { method: 'POST', headers: { 'Content-Type': type }, body };
    expect(await ask(world, '/', sent)).toEqual(told(problem));
  });
});

it('a function that there is not is a 500', async () => {
  const world = (type: string) =>
    worldOf({
      type,
      stageVariables: { name: 'none' },
      routes: { 'GET /': { integration: 'Lambda', function: '${stageVariables.name}' } },
    });
  expect(await ask(world('REST'), '/')).toEqual({
    status: 500,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-ErrorType': 'InternalServerErrorException',
    },
    body: '{"message":"Internal server error"}',
  });
  expect(await ask(world('HTTP'), '/')).toEqual({
    status: 500,
    headers: { 'Content-Type': 'application/json' },
    body: '{"message":"Internal Server Error"}',
  });
});

it('an API that has been deleted is not served as it was declared', async () => {
  const apis = { one: { routes: {} }, two: { routes: {} } };
  const { world } = await new Conversation(JSON.stringify({ resources: { apis } })).say([
    ['DeleteRestApi', { restApiId: 'one' }, {}],
  ]);
  expect(await world.request({ api: 'one', path: '/' })).toEqual({
    ok: false,
    value: {
      code: 'NotFoundException',
      message: 'There is no API "one" in "resources.apis"; it has two.',
      status: 404,
    },
  });
});

describe('what the network before the gateway says', () => {
  it.each([
    [undefined, '127.0.0.1'],
    ['', '127.0.0.1'],
    ['10.0.0.1', '10.0.0.1, 127.0.0.1'],
  ])('of a client behind %j', (given, client) => {
    expect(forwarded(given)).toEqual({
      'X-Forwarded-For': client,
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
    });
  });

  it('of a trace has the second in eight digits, and a name of the request', () => {
    expect(traceOf('a', 15_999)).toMatch(/^Root=1-0000000f-[0-9a-f]{24}$/);
    expect(traceOf('a', 1_767_603_600_000)).toMatch(/^Root=1-695b7d90-/);
    expect(traceOf('a', 1000)).toBe(traceOf('a', 1000));
    expect(traceOf('a', 1000)).not.toBe(traceOf('b', 1000));
  });
});
