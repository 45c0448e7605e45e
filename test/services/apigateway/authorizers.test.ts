/** Who is let in: what is kept of a Lambda authorizer's answer, which answers are right, and IAM. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { ask, invocations, statusOf, worldOf } from './requests.ts';

const statement = (Effect: string, Resource = '*') => ({
  Action: 'execute-api:Invoke',
  Effect,
  Resource,
});
const policy = (Effect: string, Resource = '*') => ({ Statement: [statement(Effect, Resource)] });
const allowed = { principalId: 'p', policyDocument: policy('Allow') };
const mock = { integration: 'Mock' };
const token = (Authorization: string) => ({ headers: { Authorization } });

/** A REST API, or another, whose only authorizer is of this kind, and asks a function that returns this. */
const guarded = (authorizer: object, answer: Json = allowed, type = 'REST') =>
  worldOf(
    {
      type,
      authorizer: 'a',
      authorizers: {
        a: { type: 'REQUEST', function: 'f', ...authorizer },
        b: { type: 'TOKEN', function: 'f' },
      },
      stages: { one: { variables: { who: 'x' } }, two: {} },
      routes: {
        'GET /': mock,
        'GET /b': { ...mock, authorizer: 'b' },
        'GET /open': { ...mock, authorizer: 'NONE' },
      },
    },
    { functions: { f: { answers: [{ return: answer }] } } },
  );

describe('an answer is kept', () => {
  const type = 'TOKEN';
  it.each([
    ['as long as is said', { type, ttl: '10s' }, 10_000],
    ['for five minutes', { type }, 300_000],
    ['for an hour at most', { type, ttl: '2h' }, 3_600_000],
  ])('%s', async (_long, authorizer, time) => {
    const world = guarded(authorizer);
    await ask(world, '/', token('t'));
    await world.pass(time - 1);
    expect(await statusOf(world, '/', token('t'))).toBe(200);
    expect(invocations(world)).toBe(1);
    const until = new Date(Date.parse('2026-01-05T09:00:00Z') + time).toISOString();
    expect(world.simulation.log().map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`Authorizer a: answer from the cache, kept until ${until}`),
    );
    await world.pass(1);
    await ask(world, '/', token('t'));
    expect(invocations(world)).toBe(2);
  });

  it.each([
    ['with a life of 0', { type: 'TOKEN', ttl: '0s' }, allowed, 'REST'],
    ['of an HTTP API that says nothing', {}, { isAuthorized: true }, 'HTTP'],
    ['that is malformed', { type: 'TOKEN' }, { principalId: 'p' }, 'REST'],
  ])('not %s', async (_what, authorizer, answer, api) => {
    const world = guarded({ simpleResponses: api === 'HTTP', ...authorizer }, answer, api);
    for (let count = 0; count < 2; count++) await ask(world, '/one', token('t'));
    expect(invocations(world)).toBe(2);
  });

  it('also a refusal', async () => {
    const world = guarded({ type: 'TOKEN' }, { ...allowed, policyDocument: policy('Deny') });
    for (let count = 0; count < 2; count++) {
      expect(await statusOf(world, '/', token('t'))).toBe(403);
    }
    expect(invocations(world)).toBe(1);
  });

  it.each([
    ['token', '/', 'other'],
    ['stage', '/two', 't'],
    ['authorizer', '/b', 't'],
  ])('for its own %s', async (_of, path, value) => {
    const world = guarded({ type: 'TOKEN' });
    await ask(world, '/', token('t'));
    await ask(world, path, token(value));
    expect(invocations(world)).toBe(2);
  });
});

describe('an answer', () => {
  const { principalId, policyDocument } = allowed;
  it.each<[Json, number]>([
    [allowed, 200],
    [{ ...allowed, context: { a: 'x', b: 1, c: true } }, 200],
    [{ ...allowed, context: { a: {} } }, 500],
    [{ ...allowed, context: { a: [1] } }, 500],
    [{ ...allowed, context: [] }, 500],
    [{ policyDocument }, 500],
    [{ principalId: 7, policyDocument }, 500],
    [{ principalId }, 500],
    [{ principalId, policyDocument: 'Allow' }, 500],
    ['Allow', 500],
    [{ ...allowed, policyDocument: policy('Allow', '*/one/GET/') }, 200],
    [{ ...allowed, policyDocument: policy('Allow', '*/two/*') }, 403],
  ])('%j of a REST API is a %i', async (answer, status) => {
    const response = await ask(guarded({ type: 'TOKEN' }, answer), '/', token('t'));
    expect(response.status).toBe(status);
    if (status === 500) {
      expect(response.headers['x-amzn-ErrorType']).toBe('AuthorizerConfigurationException');
    }
  });

  it.each<[Json, number]>([
    [{ isAuthorized: true }, 200],
    [{ isAuthorized: false }, 403],
    [{ isAuthorized: 'true' }, 500],
    [{}, 500],
  ])('%j of an HTTP API is a %i', async (answer, status) => {
    const world = guarded({ simpleResponses: true }, answer, 'HTTP');
    expect(await statusOf(world, '/one/', token('t'))).toBe(status);
  });

  it('may be fixed, and then no function is asked', async () => {
    const fixed = (a: object) =>
      worldOf({ authorizers: { a }, routes: { 'GET /': { ...mock, authorizer: 'a' } } });
    for (const type of ['TOKEN', 'REQUEST']) {
      expect(await statusOf(fixed({ type, answer: allowed }), '/', token('t'))).toBe(200);
      expect(await statusOf(fixed({ type, policy: policy('Allow') }), '/', token('t'))).toBe(200);
      expect(await statusOf(fixed({ type, policy: policy('Deny') }), '/', token('t'))).toBe(403);
      expect(await statusOf(fixed({ type, policy: policy('Allow') }), '/')).toBe(401);
    }
  });
});

describe('the function is asked', () => {
  it.each([
    ['good', 200],
    ['1good', 401],
    ['good1', 401],
    ['', 401],
  ])('about the token "%s", which has to be letters', async (value, status) => {
    const world = guarded({ type: 'TOKEN', validation: '[a-z]+' });
    expect(await statusOf(world, '/', token(value))).toBe(status);
    expect(invocations(world)).toBe(status === 200 ? 1 : 0);
  });

  it.each([
    [['method.request.header.X-Who', 'method.request.querystring.room'], '/?room=1', 200],
    [['method.request.header.X-Who', 'method.request.querystring.room'], '/?room=', 401],
    [['method.request.header.X-Who', 'stageVariables.who'], '/', 200],
    [['stageVariables.who'], '/two', 401],
    [['stageVariables.whom'], '/', 401],
  ])('when the sources %j are all there: %s', async (identity, path, status) => {
    const world = guarded({ identity });
    expect(await statusOf(world, path, { headers: { 'X-Who': 'kim' } })).toBe(status);
  });

  it('not for a route that has none', async () => {
    expect(await statusOf(guarded({}), '/open')).toBe(200);
  });
});

describe('IAM', () => {
  const arn = 'arn:aws:iam::123456789012:user/bob';
  const resource = 'arn:aws:execute-api:us-east-1:123456789012:api/prod/GET/';
  const signed = (bob: object, authorizer: object = {}) =>
    worldOf(
      {
        authorizers: { a: { type: 'IAM', ...authorizer } },
        routes: { 'GET /': { integration: 'Lambda', function: 'echo', authorizer: 'a' } },
      },
      {
        functions: {
          echo: {
            answers: [{ return: { statusCode: 200, body: '' } }],
          },
        },
      },
      { users: { bob: { arn, ...bob } } },
    );
  const denied = (suffix = '') =>
    `User: ${arn} is not authorized to perform: execute-api:Invoke on resource: ${resource}${suffix}`;

  it.each<[string, object, object, string | undefined]>([
    ['no policy at all', {}, {}, undefined],
    ['a policy that allows', { policy: policy('Allow') }, {}, undefined],
    ['the API allows', {}, { resourcePolicy: policy('Allow') }, undefined],
    [
      'one of both allows',
      { policy: policy('Allow', 'x') },
      { resourcePolicy: policy('Allow') },
      undefined,
    ],
    [
      'none of both allows',
      { policy: policy('Allow', 'x') },
      { resourcePolicy: policy('Allow', 'x') },
      denied(),
    ],
    [
      'a policy denies',
      { policy: policy('Deny') },
      { resourcePolicy: policy('Allow') },
      denied(' with an explicit deny'),
    ],
    [
      'the API denies',
      { policy: policy('Allow') },
      { resourcePolicy: policy('Deny') },
      denied(' with an explicit deny'),
    ],
  ])('%s', async (_what, bob, authorizer, message) => {
    const { status, body } = await ask(signed(bob, authorizer), '/', { user: 'bob' });
    expect(status).toBe(message === undefined ? 200 : 403);
    if (message !== undefined) expect(JSON.parse(body)).toEqual({ Message: message });
  });

  it('tells the integration who it is', async () => {
    const world = signed({});
    await ask(world, '/', { user: 'bob' });
    const invoked = world.simulation.log().find(({ kind }) => kind === 'functionInvoked');
    const id = expect.stringMatching(/^AIDA[0-9A-F]{16}$/) as string;
    const identity = {
      accessKey: expect.stringMatching(/^AKIA[0-9A-F]{16}$/) as string,
      accountId: '123456789012',
      caller: id,
      user: id,
      userArn: arn,
    };
    expect(invoked?.data).toMatchObject({ requestContext: { identity } });
  });

  it('credentials end at their time', async () => {
    const world = signed({ expires: '1m' });
    await world.pass(59_999);
    expect(await statusOf(world, '/', { user: 'bob' })).toBe(200);
    await world.pass(1);
    const { status, headers, body } = await ask(world, '/', { user: 'bob' });
    expect([status, headers['x-amzn-ErrorType'], body]).toEqual([
      403,
      'ExpiredTokenException',
      '{"message":"The security token included in the request is expired"}',
    ]);
  });

  it.each([
    [
      'AWS4-HMAC-SHA256 Credential=AKIA0/20260101/',
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    ['Basic x', 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
    [
      'Basic AWS4-HMAC-SHA256 Credential=AKIA0/20260101/',
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
  ])('%s is refused', async (value, type, message) => {
    const { status, headers, body } = await ask(signed({}), '/', token(value));
    expect([status, headers['x-amzn-ErrorType'], JSON.parse(body)]).toEqual([
      403,
      type,
      { message },
    ]);
  });
});
