/** Which integration response an answer selects, and what it becomes. */
import { describe, expect, it } from 'vitest';
import { Conversation, getRoot, inApi, mockOf, patch, deploy } from './control/conversation.ts';
import { ask, worldOf } from './requests.ts';

const failing = (cause: string, responses: readonly object[], more: object = {}) =>
  worldOf(
    {
      routes: {
        'GET /': { integration: 'Lambda', function: 'f', proxy: false, responses, ...more },
      },
    },
    { functions: { f: { answers: [{ throw: { error: 'E', cause } }] } } },
  );

describe('a selection pattern', () => {
  it.each([
    ['bad', 'bad', 422],
    ['bad.*', 'bad: worse', 422],
    ['bad.*', 'bad\nworse', 422],
    ['.*bad', 'very\nbad', 422],
    ['bad', 'bad: worse', 200],
    ['bad', 'very bad', 200],
    ['a|bad', 'bad', 422],
    ['a|b', 'ba', 200],
    ['', 'bad', 200],
    ['.+', '', 200],
    ['.*', '', 422],
  ])('%j of %j: %i', async (pattern, cause, status) => {
    const world = failing(cause, [{ status: 200 }, { pattern, status: 422 }]);
    expect((await ask(world, '/')).status).toBe(status);
  });

  it('that takes too long is told', async () => {
    const pattern = '(?=(a+)+$).*!';
    const world = failing('a'.repeat(5000), [{ status: 200 }, { pattern, status: 422 }]);
    const { status, headers } = await ask(world, '/');
    expect([status, headers['x-simulation-problem']]).toEqual([
      500,
      expect.stringContaining(`GET /: the selection pattern ${pattern}: `),
    ]);
  });

  it('is the first that fits, and the default only where none does', async () => {
    const responses = [
      { status: 200 },
      { pattern: 'b.*', status: 201 },
      { pattern: 'ba.*', status: 202 },
    ];
    expect((await ask(failing('bad', responses), '/')).status).toBe(201);
    expect((await ask(failing('good', responses), '/')).status).toBe(200);
  });

  it('of none that fits is a 500 without a default', async () => {
    expect(await ask(failing('good', [{ pattern: 'bad', status: 422 }]), '/')).toEqual({
      status: 500,
      headers: {
        'Content-Type': 'application/json',
        'x-amzn-ErrorType': 'InternalServerErrorException',
      },
      body: '{"message":"Internal server error"}',
    });
  });
});

describe('a response', () => {
  it.each<[string, object, string]>([
    ['without a template is the answer', {}, '{"errorType":"E","errorMessage":"bad","trace":[]}'],
    ['with one is what it makes', { template: '<$input.path("$.errorMessage")>' }, '<bad>'],
    ['with an empty one is empty', { template: '' }, ''],
  ])('%s', async (_what, response, body) => {
    expect(await ask(failing('bad', [{ status: 418, ...response }]), '/')).toEqual({
      status: 418,
      headers: { 'Content-Type': 'application/json' },
      body,
    });
  });

  it.each([
    [undefined, 'json'],
    ['application/json', 'json'],
    ['text/plain', 'plain'],
    ['image/png', 'json'],
  ])('for who accepts %s is made by the template %s', async (accept, body) => {
    const templates = { 'text/plain': 'plain', 'application/json': 'json' };
    const headers = accept === undefined ? {} : { Accept: accept };
    const world = failing('bad', [{ status: 200, templates }]);
    expect((await ask(world, '/', { headers })).body).toBe(body);
  });

  it('without a template has the status and headers that the request’s template has set', async () => {
    const set =
      '#set($context.responseOverride.status = 299)#set($context.responseOverride.header.X-A = "b")';
    const more = { requestTemplate: `${set}{}` };
    const responses = [{ status: 200, headers: { 'X-A': "'a'", 'X-B': "'c'" } }];
    expect(await ask(failing('bad', responses, more), '/')).toMatchObject({
      status: 299,
      headers: { 'Content-Type': 'application/json', 'X-A': 'b', 'X-B': 'c' },
    });
    expect(await ask(failing('bad', responses), '/')).toMatchObject({
      status: 200,
      headers: { 'X-A': 'a', 'X-B': 'c' },
    });
  });
});

it('a method that a policy guards without AWS_IAM says that this is not simulated', async () => {
  const talk = new Conversation();
  const policy = JSON.stringify({ Statement: [] });
  await talk.say([
    ['CreateRestApi', { name: 'shop', policy }, {}, { api: 'id', root: 'rootResourceId' }],
    ...mockOf('hi'),
    deploy('prod'),
  ]);
  const { value } = await talk.world.request({ api: talk.known['api'] ?? '', path: '/prod/' });
  expect(value).toMatchObject({
    status: 500,
    headers: {
      'x-simulation-problem':
        'GET /: a resource policy of a method without AWS_IAM is not simulated.',
    },
    body: '{"message":"Internal server error"}',
  });
  await talk.say([
    [
      'UpdateMethod',
      { ...getRoot, patchOperations: [patch('replace', '/authorizationType', 'AWS_IAM')] },
      { authorizationType: 'AWS_IAM' },
    ],
    ['CreateDeployment', { ...inApi, stageName: 'prod' }, {}, { deployment: 'id' }],
  ]);
  expect((await talk.get('/prod/'))[0]).toBe(403);
});
