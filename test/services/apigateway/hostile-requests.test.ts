import type { ApiRequest } from '@stepthrough/services';
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { start, TestWorld } from '../../simulator/world.ts';

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

async function request(api: Json, call: Parameters<TestWorld['request']>[0]): Promise<Response> {
  const world = new TestWorld(JSON.stringify({ resources: { apis: { api } } }));
  const { value } = await world.request(call);
  return value as unknown as Response;
}

/** The status of the answer to a body under a model. */
async function validated(model: Json, body: Json, models: Json = {}): Promise<Response> {
  const api = { models, routes: { 'POST /x': { integration: 'Mock', model } } };
  return request(api, { method: 'POST', path: '/x', body: JSON.stringify(body) });
}

describe('a model', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [
      `M${n}`,
      n === 39 ? { type: 'object' } : { allOf: [{ $ref: `M${n + 1}` }, { $ref: `M${n + 1}` }] },
    ]),
  );

  it.each<[string, Json, Json, Json, string]>([
    ['models that double', { $ref: 'M0' }, {}, doubling, 'more than 2,000,000 steps'],
    ['a model that is itself', 'Self', {}, { Self: { $ref: 'Self' } }, 'refers to itself'],
    ['a reference to none', { $ref: 'Nowhere' }, {}, {}, 'cannot be used'],
    ['a wrong keyword', { type: 'wrong' }, {}, {}, 'cannot be used'],
    ['an invalid pattern', { type: 'string', pattern: '(' }, 'x', {}, 'cannot be used'],
    ['lookahead over much', { pattern: '^(?=(a+)+$)' }, 'a'.repeat(5000), {}, 'too long'],
  ])('with %s ends with words', async (_, model, body, models, words) => {
    const { status, headers } = await validated(model, body, models);
    expect(status).toBe(500);
    expect(headers['x-simulation-problem']).toContain(words);
  });

  it.each<[string, Json, Json, number]>([
    ['an endless pattern', { pattern: '^(a+)+$' }, `${'a'.repeat(5000)}!`, 400],
    ['an endless pattern', { pattern: '^(a+)+$' }, 'a'.repeat(5000), 200],
    [
      'a pattern for names',
      { patternProperties: { '^(a+)+$': { type: 'number' } } },
      { aaa: 'x' },
      400,
    ],
    [
      'distinct items',
      { uniqueItems: true },
      Array.from({ length: 50_000 }, (_, n) => ({ n })),
      200,
    ],
    [
      'equal items',
      { uniqueItems: true },
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      400,
    ],
    ['equal items that may be', { uniqueItems: false }, [1, 1], 200],
    ['1 and "1"', { uniqueItems: true }, [1, '1', true, 'true'], 200],
    ['a wait for an answer', { $async: true, type: 'string' }, {}, 400],
    [
      'properties named as keywords',
      { properties: { items: { type: 'number' }, enum: { type: 'string' } } },
      { items: 1, enum: 'x' },
      200,
    ],
    [
      'properties named as keywords',
      { properties: { items: { type: 'number' } } },
      { items: 'x' },
      400,
    ],
    ['an enum of objects', { enum: [{ allOf: 1 }] }, { allOf: 1 }, 200],
    ['dependencies', { dependencies: { a: ['b'], c: { required: ['d'] } } }, { a: 1 }, 400],
    ['dependencies', { dependencies: { a: ['b'], c: { required: ['d'] } } }, { c: 1, d: 1 }, 200],
    ['tuples', { items: [{ type: 'number' }], additionalItems: { type: 'string' } }, [1, 2], 400],
  ])('with %s: %j %#', async (_, model, body, status) => {
    expect((await validated(model, body)).status).toBe(status);
  });

  it('is looked up among those that are declared', async () => {
    expect((await validated('toString', { a: 1 })).status).toBe(200);
  });
});

describe('an access policy', () => {
  const allowed = async (policy: Json): Promise<number> => {
    const api = {
      authorizers: { who: { type: 'TOKEN', policy } },
      routes: { 'GET /x': { integration: 'Mock', authorizer: 'who' } },
    };
    const call = { method: 'GET', path: '/x', headers: { Authorization: 'x' } };
    return (await request(api, call)).status;
  };
  const statement = (Resource: Json, Effect = 'Allow'): Json => ({
    Action: 'execute-api:*',
    Effect,
    Resource,
  });

  it.each<[string, Json, number]>([
    ['everything', { Statement: [statement('*')] }, 200],
    [
      'one statement, not a list',
      { Statement: statement('arn:aws:execute-api:*:*:*/*/GET/x') },
      200,
    ],
    ['one character each', { Statement: [statement('*/GE?/?')] }, 200],
    ['one character too many', { Statement: [statement('*/GET/x?')] }, 403],
    ['another case', { Statement: [statement('*/get/X')] }, 200],
    ['stars without end', { Statement: [statement(`${'*a'.repeat(5000)}*`)] }, 403],
    ['question marks and stars', { Statement: [statement(`${'*?'.repeat(2000)}`)] }, 403],
    ['nothing', { Statement: [null] }, 403],
    ['no statements', {}, 403],
    ['a text', { Statement: 'yes' }, 403],
    ['denial', { Statement: [statement('*'), statement('*', 'Deny')] }, 403],
  ])('of %s', async (_, policy, status) => {
    expect(await allowed(policy)).toBe(status);
  });
});

describe('a token', () => {
  const now = start / 1000;
  const api = {
    type: 'HTTP',
    authorizers: { jwt: { type: 'JWT' } },
    routes: { 'GET /x': { integration: 'Lambda', function: 'f', authorizer: 'jwt' } },
  };
  const functions = { f: { answers: [{ return: { statusCode: 200 } }] } };
  /** What is said of a request; its status when it is let in. */
  const said = async (claims: Json, call: Partial<ApiRequest>): Promise<string> => {
    const resources = { functions, apis: { api } };
    const world = new TestWorld(JSON.stringify({ users: { kim: { claims } }, resources }));
    const { value } = await world.request({
      ...{ method: 'GET', path: '/x' },
      ...call,
    });
    const { status, headers } = value as unknown as Response;
    return status === 401 ? (headers['www-authenticate'] ?? '') : String(status);
  };

  it.each<[Json, string]>([
    [{}, 'passes'],
    [{ exp: now }, 'has expired'],
    [{ exp: now + 1 }, 'passes'],
    [{ exp: String(now + 1) }, 'numbers'],
    [{ exp: null }, 'numbers'],
    [{ nbf: now }, 'passes'],
    [{ nbf: now + 1 }, 'not valid yet'],
    [{ nbf: 'soon' }, 'numbers'],
  ])('with the claims %j: %s', async (claims, words) => {
    expect(await said(claims, { user: 'kim' })).toContain(words === 'passes' ? '200' : words);
  });

  it.each(['Bearer a.b', 'Bearer a.b.c.d', 'Bearer ...', 'Bearer ', 'Bearer a.b.c'])(
    'of the wrong form is refused: %s',
    async (authorization) => {
      expect(await said({}, { headers: { authorization } })).toContain('invalid_token');
    },
  );
});

describe('a pattern', () => {
  it('that would take too long ends the run with words', async () => {
    const rule = Array.from({ length: 2000 }, (_, n) => `x${n}`);
    const scenario = {
      resources: {
        functions: { f: { answers: [{ return: 1 }] } },
        rules: { r: { pattern: { detail: { a: { b: rule } } }, function: 'f' } },
      },
    };
    const world = new TestWorld(JSON.stringify(scenario));
    const detail = { a: Array.from({ length: 2000 }, () => ({ b: 'y' })) };
    const call = world.call('events', 'PutEvents', {
      Entries: [{ Source: 's', DetailType: 't', Detail: JSON.stringify(detail) }],
    });
    await expect(call).rejects.toThrow(/more than 2,000,000 steps/);
  });
});
