/** How an authorizer's answer is kept, for whom it speaks, and what a refusal says. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { ask, asked, invocations, notes, statusOf, worldOf } from './requests.ts';

const statement = (Effect: string, Resource: string | string[] = '*') => ({
  Action: 'execute-api:Invoke',
  Effect,
  Resource,
});
const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const arn = 'arn:aws:execute-api:us-east-1:123456789012:api';
const mock = { integration: 'Mock' };
const headers = { Authorization: 't' };

const guarded = (authorizer: object, answer: object, api: object = {}) =>
  worldOf(
    {
      authorizer: 'a',
      authorizers: { a: { type: 'TOKEN', function: 'f', ...authorizer } },
      routes: { 'GET /a': mock, 'GET /b': mock, 'PUT /a': mock },
      ...api,
    },
    { functions: { f: { answers: [answer] } } },
  );

describe('a policy', () => {
  const denied = 'User is not authorized to access this resource';
  it.each<[string, object, number, string]>([
    ['that allows everything', policyOf(statement('Allow')), 200, ''],
    ['of one statement', { Statement: statement('Allow') }, 200, ''],
    ['that allows this one', policyOf(statement('Allow', `${arn}/prod/GET/a`)), 200, ''],
    ['that allows one of several', policyOf(statement('Allow', ['x', '*/GET/a'])), 200, ''],
    ['with a question mark', policyOf(statement('Allow', `${arn}/prod/GET/?`)), 200, ''],
    ['that allows another path', policyOf(statement('Allow', '*/GET/b')), 403, denied],
    ['that allows another method', policyOf(statement('Allow', '*/PUT/a')), 403, denied],
    ['that allows another stage', policyOf(statement('Allow', '*/test/GET/a')), 403, denied],
    ['without statements', policyOf(), 403, denied],
    [
      'that denies this one and allows everything',
      policyOf(statement('Allow'), statement('Deny', '*/a')),
      403,
      `${denied} with an explicit deny`,
    ],
    [
      'that denies another one and allows everything',
      policyOf(statement('Deny', '*/b'), statement('Allow')),
      200,
      '',
    ],
  ])('%s', async (_what, policyDocument, status, Message) => {
    const world = guarded({}, { return: { principalId: 'p', policyDocument } });
    const answer = await ask(world, '/a', { headers });
    expect([answer.status, answer.body]).toEqual([
      status,
      Message === '' ? '' : JSON.stringify({ Message }),
    ]);
  });

  it('is kept for all paths of a stage', async () => {
    const policyDocument = policyOf(statement('Allow', '*/GET/a'));
    const world = guarded({}, { return: { principalId: 'p', policyDocument } });
    const statuses = [];
    for (const path of ['/a', '/b', '/a']) statuses.push(await statusOf(world, path, { headers }));
    expect([statuses, invocations(world)]).toEqual([[200, 403, 200], 1]);
    const kept = 'Authorizer a: answer from the cache, kept until 2026-01-05T09:05:00.000Z';
    expect(notes(world)).toEqual([kept, kept]);
  });
});

describe('an authorizer', () => {
  const type = 'AuthorizerConfigurationException';
  it('without a function is misconfigured', async () => {
    const world = guarded({ function: undefined }, { return: {} });
    expect(await ask(world, '/a', { headers })).toEqual({
      status: 500,
      headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': type },
      body: '{"message":null}',
    });
    expect(notes(world)).toEqual([expect.stringContaining('functionName') as string]);
  });

  it('whose expression takes too long does not ask', async () => {
    const world = guarded({ validation: '(?=(a+)+$).*!' }, { return: {} });
    const sent = { headers: { Authorization: 'a'.repeat(5000) } };
    expect(await statusOf(world, '/a', sent)).toBe(401);
    expect(notes(world)).toEqual([
      expect.stringMatching(/^Authorizer a: .*too long.*; the function is not asked$/) as string,
    ]);
  });

  it.each([
    ['none', undefined, { Authorization: 't' }, 200],
    ['none', undefined, {}, 401],
    ['an empty list', [], {}, 200],
    ['a header', ['method.request.header.x-who'], { 'X-Who': 'kim' }, 200],
    ['a header', ['method.request.header.x-who'], { 'X-Who': '' }, 401],
    ['a header', ['method.request.header.x-who'], headers, 401],
  ])('of requests with %s for its sources %j and %j: %i', async (_what, identity, sent, status) => {
    const answer = { return: { principalId: 'p', policyDocument: policyOf(statement('Allow')) } };
    const world = guarded({ type: 'REQUEST', ...(identity ? { identity } : {}) }, answer);
    expect(await statusOf(world, '/a', { headers: sent })).toBe(status);
    expect(invocations(world)).toBe(status === 200 ? 1 : 0);
  });

  it('keeps an answer for all of its sources together', async () => {
    const identity = ['method.request.header.X-A', 'method.request.header.X-B'];
    const answer = { return: { principalId: 'p', policyDocument: policyOf(statement('Allow')) } };
    const world = guarded({ type: 'REQUEST', identity }, answer);
    for (const [a, b] of [
      ['ab', 'c'],
      ['a', 'bc'],
      ['ab', 'c'],
    ] as const) {
      expect(await statusOf(world, '/a', { headers: { 'X-A': a, 'X-B': b } })).toBe(200);
    }
    expect(invocations(world)).toBe(2);
  });

  it('of an HTTP API keeps nothing unless it is told to', async () => {
    const answer = { return: { isAuthorized: true, context: { a: 1 } } };
    const a = { type: 'REQUEST', simpleResponses: true };
    for (const [ttl, count] of [
      [{}, 2],
      [{ ttl: '1s' }, 1],
    ] as const) {
      const world = guarded({ ...a, ...ttl }, answer, { type: 'HTTP' });
      for (let times = 0; times < 2; times++) await ask(world, '/a', { headers });
      expect(invocations(world)).toBe(count);
    }
  });
});

describe('who has been let in', () => {
  const see = { integration: 'Lambda', function: 'see' };
  const told = async (type: string, authorizer: object, usage: object = {}) => {
    const world = worldOf(
      {
        type,
        authorizers: { a: authorizer },
        routes: { 'GET /': { ...see, authorizer: 'a' } },
        ...usage,
      },
      { functions: { see: { answers: [{ return: { statusCode: 200 } }] } } },
    );
    await ask(world, '/', { headers });
    return ((asked(world) as JsonObject)['requestContext'] as JsonObject)['authorizer'];
  };
  const policyDocument = policyOf(statement('Allow'));

  it.each<[string, string, object, object | undefined]>([
    ['REST', 'a policy', { answer: { principalId: 'p', policyDocument } }, { principalId: 'p' }],
    [
      'REST',
      'a policy with a context',
      { answer: { principalId: 'p', policyDocument, context: { a: 1, b: null, c: 'x' } } },
      { principalId: 'p', a: '1', b: 'null', c: 'x' },
    ],
    [
      'HTTP',
      'a policy',
      { answer: { principalId: 'p', policyDocument, context: { a: 1 } } },
      { lambda: { a: 1 } },
    ],
    [
      'HTTP',
      'a simple answer',
      { simpleResponses: true, answer: { isAuthorized: true } },
      { lambda: {} },
    ],
    [
      'HTTP',
      'a simple answer with a context',
      { simpleResponses: true, answer: { isAuthorized: true, context: { a: [1] } } },
      { lambda: { a: [1] } },
    ],
    [
      'HTTP',
      'a simple answer with a text',
      { simpleResponses: true, answer: { isAuthorized: true, context: 'a' } },
      { lambda: {} },
    ],
  ])('by an authorizer of a %s API, %s', async (type, _what, authorizer, expected) => {
    expect(await told(type, { type: 'REQUEST', ...authorizer })).toEqual(expected);
  });
});
