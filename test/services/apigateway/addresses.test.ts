/** The address that a request is sent on to, and why a request cannot be sent. */
import { describe, expect, it } from 'vitest';
import { ask, worldOf } from './requests.ts';

const endpoints = { 'https://a.example': [{ body: '{{ url }}' }] };
const sentTo = async (route: object, path = '/p', more: object = {}): Promise<string> => {
  const routes = { 'GET /{rest+}': { integration: 'Http', ...route } };
  const { body } = await ask(worldOf({ routes, ...more }, { endpoints }), path);
  return body;
};

describe('an address', () => {
  it.each([
    ['https://a.example/x', '/p', 'https://a.example/x'],
    ['https://a.example/x', '/p?', 'https://a.example/x'],
    ['https://a.example/x', '/p?a=1', 'https://a.example/x?a=1'],
    ['https://a.example/x?', '/p?a=1', 'https://a.example/x?a=1'],
    ['https://a.example/x?b=2', '/p?a=1', 'https://a.example/x?b=2&a=1'],
    ['https://a.example/x?b=2&', '/p?a=1', 'https://a.example/x?b=2&a=1'],
    ['https://a.example/x?b=2', '/p', 'https://a.example/x?b=2'],
    ['https://a.example/x', '/p?a=b?c', 'https://a.example/x?a=b%3Fc'],
    ['https://a.example/{rest}', '/p/q', 'https://a.example/p/q'],
    ['https://a.example/{rest+}', '/p/q%20r', 'https://a.example/p/q%20r'],
    ['https://a.example/{none}', '/p', 'https://a.example/'],
    ['https://a.example/{a b}', '/p', 'https://a.example/{a b}'],
  ])('%s asked at %s is %s', async (uri, path, url) => {
    expect(await sentTo({ uri }, path)).toBe(url);
  });

  it('has what is mapped before what the client asks for', async () => {
    const requestParameters = {
      'integration.request.querystring.b': "'2'",
      'integration.request.path.rest': "'é/x y'",
    };
    const uri = 'https://a.example/{rest}';
    const url = 'https://a.example/%C3%A9/x%20y?b=2';
    expect(await sentTo({ uri, requestParameters }, '/p?a=1')).toBe(`${url}&a=1`);
    const custom = { proxy: false, responses: [{ status: 200 }] };
    expect(await sentTo({ uri, requestParameters, ...custom }, '/p?a=1')).toBe(url);
  });

  it('may come of the stage', async () => {
    const uri = 'https://${stageVariables.host}/x';
    const stages = { one: { variables: { host: 'a.example' } }, two: { variables: {} } };
    expect(await sentTo({ uri }, '/one/p', { stages })).toBe('https://a.example/x');
    const routes = { 'GET /p': { integration: 'Http', uri } };
    expect(await ask(worldOf({ routes, stages }, { endpoints }), '/two/p')).toEqual({
      status: 500,
      headers: {
        'Content-Type': 'application/json',
        'x-amzn-ErrorType': 'InternalServerErrorException',
        'x-simulation-problem':
          'GET /p: the stage "two" has no variable host; give it in its "variables".',
      },
      body: '{"message":"Internal server error"}',
    });
  });
});

it('variables that a stage does not have are told together', async () => {
  const uri = 'https://${stageVariables.host}/${stageVariables.path}/${stageVariables.host}';
  const world = worldOf({ routes: { 'GET /p': { integration: 'Http', uri } } });
  expect((await ask(world, '/p')).headers['x-simulation-problem']).toBe(
    'GET /p: the stage "prod" has no variable host, path; give it in its "variables".',
  );
});

describe('a route without an address', () => {
  it.each([
    [
      'Aws',
      'GET /p: an Aws integration needs "uri", such as arn:aws:apigateway:us-east-1:dynamodb:action/PutItem, not .',
    ],
    [
      'Http',
      'GET /p: an Http integration needs "uri" (and an answer for it in "resources.endpoints"), or "response".',
    ],
  ])('of %s is told', async (integration, problem) => {
    const { status, headers } = await ask(worldOf({ routes: { 'GET /p': { integration } } }), '/p');
    expect([status, headers['x-simulation-problem']]).toEqual([500, problem]);
  });
});

it.each([
  ['https://a.example/x?a=b?c', '/x {"a":"b?c"}'],
  ['https://a.example/x?', '/x {}'],
  ['https://a.example?a=1', '/ {"a":"1"}'],
  ['https://a.example', '/ {}'],
])('an answer may be told by path and query of %s', async (uri, seen) => {
  const answering = { 'https://a.example': [{ body: '{{ path }} {{ query }}' }] };
  const routes = { 'GET /p': { integration: 'Http', uri } };
  const answer = await ask(worldOf({ routes }, { endpoints: answering }), '/p');
  expect(answer.body).toBe(seen);
});
