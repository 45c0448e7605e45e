/** What authorizers are asked, and what the log says of a refusal. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { ask, asked, notes, worldOf } from './requests.ts';

const allow = (Effect = 'Allow') => ({ Statement: [{ Action: '*', Effect, Resource: '*' }] });
const allowed = { principalId: 'p', policyDocument: allow() };
const mock = { integration: 'Mock' };

const guarded = (
  authorizer: object,
  answers: readonly object[] = [{ return: allowed }],
  type = 'REST',
) =>
  worldOf(
    {
      type,
      authorizer: 'a',
      authorizers: { a: { type: 'REQUEST', function: 'f', ...authorizer } },
      stageVariables: { v: '1' },
      routes: { 'ANY /x/{id}': mock },
    },
    { functions: { f: { answers } } },
  );
const sent = {
  method: 'POST',
  body: '{"a":1}',
  headers: { Authorization: 'tok', 'X-Who': 'kim' },
};
const arn = 'arn:aws:execute-api:us-east-1:123456789012:api';

describe('the event of an authorizer', () => {
  it('TOKEN holds the token alone, which is that of its source', async () => {
    const world = guarded({ type: 'TOKEN' });
    await ask(world, '/x/1', sent);
    expect(asked(world)).toEqual({
      type: 'TOKEN',
      methodArn: `${arn}/prod/POST/x/1`,
      authorizationToken: 'tok',
    });
    const other = guarded({ type: 'TOKEN', identity: ['method.request.header.X-Who'] });
    await ask(other, '/x/1', sent);
    expect(asked(other)).toMatchObject({ authorizationToken: 'kim' });
  });

  it('REQUEST is that of a function, without body, and with empty members for null', async () => {
    const world = guarded({});
    await ask(world, '/x/1?q=1', sent);
    const event = asked(world) as JsonObject;
    expect(Object.keys(event).sort()).toEqual([
      'headers',
      'httpMethod',
      'methodArn',
      'multiValueHeaders',
      'multiValueQueryStringParameters',
      'path',
      'pathParameters',
      'queryStringParameters',
      'requestContext',
      'resource',
      'stageVariables',
      'type',
    ]);
    expect(event).toMatchObject({
      type: 'REQUEST',
      methodArn: `${arn}/prod/POST/x/1`,
      path: '/x/1',
    });
    const bare = guarded({ identity: [] });
    await ask(bare, '/x/1');
    expect(asked(bare)).toMatchObject({ headers: {}, queryStringParameters: {} });
  });

  it('of an HTTP API has the format of the API, or that of the authorizer', async () => {
    const two = guarded({}, [{ return: allowed }], 'HTTP');
    await ask(two, '/x/1', sent);
    const event = asked(two) as JsonObject;
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: `${arn}/$default/POST/x/1`,
      identitySource: ['tok'],
      routeKey: 'ANY /x/{id}',
      rawPath: '/x/1',
    });
    expect(['methodArn' in event, 'body' in event, 'isBase64Encoded' in event]).toEqual([
      false,
      false,
      false,
    ]);
    const identity = ['$request.header.Authorization', '$request.header.X-Who'];
    const one = guarded({ payloadFormat: '1.0', identity }, [{ return: allowed }], 'HTTP');
    await ask(one, '/x/1', sent);
    expect(asked(one)).toMatchObject({
      version: '1.0',
      type: 'REQUEST',
      methodArn: `${arn}/$default/POST/x/1`,
      identitySource: 'tok,kim',
      queryStringParameters: {},
    });
    expect(asked(one)).not.toHaveProperty('body');
    const rest = guarded({});
    await ask(rest, '/x/1', sent);
    expect(asked(rest)).not.toHaveProperty('identitySource');
  });

  it('of a WebSocket API is that of the handshake', async () => {
    const world = worldOf(
      {
        type: 'WEBSOCKET',
        authorizer: 'a',
        authorizers: {
          a: { type: 'REQUEST', function: 'f', identity: ['route.request.querystring.t'] },
        },
        routes: { $connect: mock, $default: mock },
      },
      { functions: { f: { answers: [{ return: allowed }] } } },
    );
    await world.connect('api', 'c', '/?t=1');
    expect(asked(world)).toMatchObject({
      type: 'REQUEST',
      methodArn: `${arn}/prod/$connect`,
      requestContext: { eventType: 'CONNECT', connectionId: 'c' },
    });
  });
});

describe('the log says why', () => {
  const token = { type: 'TOKEN' };
  it.each<[string, object, readonly object[], object, number, string]>([
    [
      'no source',
      token,
      [],
      {},
      401,
      'Authorizer a: an identity source is missing; the function is not asked',
    ],
    [
      'another form',
      { ...token, validation: '[0-9]+' },
      [],
      sent,
      401,
      'Authorizer a: the token does not match [0-9]+; the function is not asked',
    ],
    [
      'no policy',
      token,
      [{ return: { principalId: 'p' } }],
      sent,
      500,
      'Authorizer: the answer has no "policyDocument"',
    ],
    [
      'no principal',
      token,
      [{ return: { policyDocument: {} } }],
      sent,
      500,
      'Authorizer: the answer has no "principalId"',
    ],
    ['no object', token, [{ return: 'x' }], sent, 500, 'Authorizer: the answer is no object'],
    [
      'a nested context',
      token,
      [{ return: { ...allowed, context: { a: [] } } }],
      sent,
      500,
      'Authorizer: "context" may only hold texts, numbers and booleans',
    ],
    [
      'a deny',
      token,
      [{ return: { ...allowed, policyDocument: allow('Deny') } }],
      sent,
      403,
      'Authorizer: a statement of the policy denies it',
    ],
    [
      'no allow',
      token,
      [{ return: { ...allowed, policyDocument: {} } }],
      sent,
      403,
      `Authorizer: no statement of the policy allows ${arn}/prod/POST/x/1`,
    ],
    [
      'Unauthorized',
      token,
      [{ throw: { error: 'Error', cause: 'Unauthorized' } }],
      sent,
      401,
      'Authorizer: the function threw "Unauthorized"',
    ],
    [
      'another failure',
      token,
      [{ throw: { error: 'Error', cause: 'unauthorized' } }],
      sent,
      500,
      'Authorizer: the function failed: unauthorized',
    ],
  ])('%s', async (_what, authorizer, answers, request, status, note) => {
    const world = guarded(authorizer, answers);
    expect((await ask(world, '/x/1', { method: 'POST', ...request })).status).toBe(status);
    expect(notes(world)).toContainEqual(note);
  });

  it.each<[object, string]>([
    [{ return: {} }, 'Authorizer: the answer has no "isAuthorized"'],
    [{ return: { isAuthorized: false } }, 'Authorizer: isAuthorized is false'],
  ])('of a simple answer %j', async (answer, note) => {
    const world = guarded({ simpleResponses: true }, [answer], 'HTTP');
    await ask(world, '/x/1', sent);
    expect(notes(world)).toContainEqual(note);
  });
});

describe('what an answer leads to', () => {
  const context = { who: 'x', n: 1, b: true };
  const told = async (
    authorizer: object,
    answer: Json,
    type: string,
  ): Promise<Json | undefined> => {
    const world = worldOf(
      {
        type,
        authorizers: { a: { type: 'REQUEST', ...authorizer } },
        routes: { 'GET /': { integration: 'Lambda', function: 'see', authorizer: 'a' } },
      },
      {
        functions: {
          f: { answers: [{ return: answer }] },
          see: { answers: [{ return: { statusCode: 200 } }] },
        },
      },
    );
    await ask(world, '/', { headers: { Authorization: 't' } });
    const event = world.simulation
      .log()
      .filter(({ kind }) => kind === 'functionInvoked')
      .at(-1)?.data;
    return ((event as JsonObject)['requestContext'] as JsonObject)['authorizer'];
  };
  const withContext = { ...allowed, context };

  it('the context of a REST API is texts beside the principal, that of an HTTP API stays as it is', async () => {
    const fixed = { answer: withContext };
    expect(await told(fixed, null, 'REST')).toEqual({
      principalId: 'p',
      who: 'x',
      n: '1',
      b: 'true',
    });
    expect(await told(fixed, null, 'HTTP')).toEqual({ lambda: context });
    expect(await told({ policy: allow(), context }, null, 'REST')).toMatchObject({
      principalId: 'user',
      who: 'x',
    });
    expect(await told({ policy: allow(), principalId: 'q' }, null, 'REST')).toEqual({
      principalId: 'q',
    });
    expect(await told({ function: 'f' }, withContext, 'REST')).toMatchObject({ n: '1' });
  });

  it('an answer is kept for its time, unless it is Unauthorized', async () => {
    const world = guarded({ type: 'TOKEN' }, [{ throw: { error: 'E', cause: 'Unauthorized' } }]);
    const count = () =>
      world.simulation.log().filter(({ kind }) => kind === 'functionInvoked').length;
    await ask(world, '/x/1', sent);
    await ask(world, '/x/1', sent);
    expect(count()).toBe(2);
    for (const ttl of ['0s', '1s']) {
      const kept = guarded({ type: 'TOKEN', ttl });
      await ask(kept, '/x/1', sent);
      await ask(kept, '/x/1', sent);
      expect(kept.simulation.log().filter(({ kind }) => kind === 'functionInvoked')).toHaveLength(
        ttl === '0s' ? 2 : 1,
      );
    }
  });

  it('stage variables are sources by both names', async () => {
    for (const [source, status] of [
      ['stageVariables.v', 200],
      ['$stageVariables.v', 200],
      ['x.stageVariables.v', 401],
    ] as const) {
      expect((await ask(guarded({ identity: [source] }), '/x/1')).status).toBe(status);
    }
  });
});

describe('the log of IAM', () => {
  const bob = 'arn:aws:iam::123456789012:user/bob';
  const world = (user: object = {}) =>
    worldOf(
      { authorizers: { a: { type: 'IAM' } }, routes: { 'GET /': { ...mock, authorizer: 'a' } } },
      {},
      { users: { bob: { arn: bob, ...user } } },
    );
  it.each<[object, object, string]>([
    [{}, {}, 'IAM: the request is not signed'],
    [
      {},
      { headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=AKIA0/x' } },
      'IAM: no user of the scenario has the key AKIA0',
    ],
    [{ expires: '0s' }, { user: 'bob' }, 'IAM: the credentials of bob have expired'],
    [{ policy: {} }, { user: 'bob' }, 'IAM: bob is not allowed'],
  ])('%j, %j', async (user, request, note) => {
    const api = world(user);
    await ask(api, '/', request);
    expect(notes(api)).toEqual([note]);
  });

  it.each<[Json, number]>([
    [{ Statement: { Action: ['x', 'execute-api:*'], Effect: 'Allow', Resource: ['y', '*'] } }, 200],
    [{ Statement: [{ Effect: 'Allow', Resource: '*' }] }, 403],
    [{ Statement: [{ Action: '*', Effect: 'Allow' }] }, 403],
    [{ Statement: [{ Action: '*', Effect: 'allow', Resource: '*' }] }, 403],
    [{}, 403],
  ])('a policy %j is a %i', async (policy, status) => {
    expect((await ask(world({ policy }), '/', { user: 'bob' })).status).toBe(status);
  });
});
