/** Tokens of users, and authorizers that take them: what is in them, and which are right. */
import type { Json, JsonObject } from '@stepthrough/json';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  accessKeyOf,
  authorizationOf,
  checkToken,
  issuerOf,
  userOfKey,
} from '../../../packages/services/src/apigateway/tokens.ts';
import { scenarioOf } from '../../simulator/world.ts';
import { ask, asked, notes, worldOf } from './requests.ts';

describe('tokens of users', () => {
  const scenario = scenarioOf(`
users:
  plain: {}
  scoped: { pool: p, scopes: [a, b], audience: web, claims: { sub: other, list: [x, 1] }, expires: 1m }
  fixed: { token: abc }
  iam: { arn: 'arn:aws:iam::123456789012:user/iam' }
  issued: { issuer: 'https://i' }`);
  const clockStart = Date.parse('2026-01-05T09:00:00.500Z');
  const setting = {
    scenario,
    machines: new Map(),
    main: { name: 'machine', arn: 'arn', type: 'STANDARD' },
    seed: 7,
    account: '123456789012',
    region: 'us-east-1',
    clockStart,
  } as const;
  const second = Math.floor(clockStart / 1000);
  const partsOf = (token: string): readonly Json[] =>
    token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json);
  const bearer = (name: string): string =>
    (authorizationOf(setting, name) ?? '').replace(/^Bearer /, '');

  it('are an access token with scopes, or an ID token', () => {
    expect(partsOf(bearer('scoped'))).toEqual([
      { alg: 'HS256', typ: 'JWT', kid: 'simulated' },
      {
        sub: 'other',
        iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_p',
        aud: 'web',
        client_id: 'web',
        token_use: 'access',
        scope: 'a b',
        iat: second,
        exp: second + 60,
        'cognito:username': 'scoped',
        list: ['x', 1],
      },
    ]);
    const [, plain] = partsOf(bearer('plain'));
    expect(plain).toMatchObject({ sub: 'plain', token_use: 'id', 'cognito:username': 'plain' });
    expect(Object.keys(plain as object)).not.toContain('aud');
    expect(Object.keys(plain as object)).not.toContain('scope');
    expect(partsOf(bearer('issued'))[1]).toMatchObject({ iss: 'https://i' });
    expect(issuerOf(setting, 'x')).toBe('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x');
  });

  it('are as the scenario says, or a signature', () => {
    expect(authorizationOf(setting, 'fixed')).toBe('abc');
    expect(authorizationOf(setting, 'nobody')).toBeUndefined();
    expect(authorizationOf(setting, 'iam')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIA[0-9A-F]{16}\/20260101\/us-east-1\/execute-api\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
    expect(userOfKey(setting, accessKeyOf('iam'))?.[0]).toBe('iam');
    expect(userOfKey(setting, accessKeyOf('plain'))).toBeUndefined();
  });

  const signed = (claims: object): string => {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${encoded({ alg: 'HS256' })}.${encoded(claims)}`;
    return `${text}.${createHmac('sha256', 'stepthrough:7').update(text).digest('base64url')}`;
  };
  const malformed = { ok: false, why: 'the token is malformed', isExpired: false };
  const unsigned = {
    ok: false,
    why: 'the signature is invalid (only tokens of "users" in the scenario can be checked)',
    isExpired: false,
  };
  const unread = {
    ok: false,
    why: 'the claims "exp" and "nbf" have to be numbers of seconds',
    isExpired: false,
  };
  it.each<[string, string, object]>([
    ['one part', 'a', malformed],
    ['two parts', 'a.b', malformed],
    ['four parts', `${signed({ exp: second + 60 })}.x`, malformed],
    ['nothing', '', malformed],
    ['another signature', `${signed({ exp: second + 60 })}x`, unsigned],
    ['no end', signed({}), unread],
    ['an end that is a text', signed({ exp: 'never' }), unread],
    ['a beginning that is a text', signed({ exp: second + 60, nbf: 'now' }), unread],
    [
      'its end now',
      signed({ exp: second }),
      { ok: false, why: 'the token has expired', isExpired: true },
    ],
    ['its end in a second', signed({ exp: second + 1 }), { ok: true, claims: { exp: second + 1 } }],
    [
      'its beginning now',
      signed({ exp: second + 9, nbf: second }),
      { ok: true, claims: { exp: second + 9, nbf: second } },
    ],
    [
      'its beginning in a second',
      signed({ exp: second + 9, nbf: second + 1 }),
      { ok: false, why: 'the token is not valid yet', isExpired: false },
    ],
  ])('with %s', (_what, token, checked) => {
    expect(checkToken(token, setting, second * 1000)).toEqual(checked);
  });
});

describe('a token authorizer', () => {
  const users = {
    ok: { pool: 'p', scopes: ['a', 'b'], audience: 'web', claims: { list: ['x', 1], n: 7 } },
    free: { pool: 'p' },
    many: { pool: 'p', claims: { aud: ['one', 'web'] } },
    odd: { pool: 'p', claims: { aud: [7] } },
    spaced: { pool: 'p', claims: { scope: ' a  b ' } },
    old: { pool: 'p', expires: '0s' },
  };
  const api = (authorizer: object, route: object = {}, type = 'HTTP') =>
    worldOf(
      {
        type,
        authorizers: { a: { type: type === 'HTTP' ? 'JWT' : 'COGNITO', ...authorizer } },
        routes: { 'GET /': { integration: 'Lambda', function: 'see', authorizer: 'a', ...route } },
      },
      { functions: { see: { answers: [{ return: { statusCode: 200 } }] } } },
      { users },
    );
  const poolIssuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_p';
  const web = { audience: ['web'] };

  it.each<[string, object, object, string | undefined, string | undefined]>([
    ['no token', {}, {}, undefined, 'there is no token'],
    ['an expired one', {}, {}, 'old', 'the token has expired'],
    [
      'another issuer',
      { issuer: 'https://x' },
      {},
      'ok',
      `the issuer ${poolIssuer} is not https://x`,
    ],
    ['another audience', web, {}, 'free', 'the audience is another'],
    ['an audience that is no text', web, {}, 'odd', 'the audience is another'],
    [
      'no scope of two',
      {},
      { scopes: ['c', 'd'] },
      'ok',
      'none of the scopes c, d is in the token',
    ],
    ['no scope at all', {}, { scopes: ['c'] }, 'free', 'none of the scopes c is in the token'],
    [
      'a scope that is half of one',
      {},
      { scopes: ['a b'] },
      'ok',
      'none of the scopes a b is in the token',
    ],
    ['one scope of two', {}, { scopes: ['c', 'b'] }, 'ok', undefined],
    ['scopes with spaces', {}, { scopes: ['b'] }, 'spaced', undefined],
    ['one audience of two', web, {}, 'many', undefined],
    ['the right issuer', { issuer: poolIssuer }, {}, 'free', undefined],
    ['the right pool', { pool: 'p' }, {}, 'free', undefined],
  ])('%s', async (_what, authorizer, route, user, why) => {
    const world = api(authorizer, route);
    const { status, headers } = await ask(world, '/', user === undefined ? {} : { user });
    if (why === undefined) return expect(status).toBe(200);
    expect([status, headers['www-authenticate'], notes(world)]).toEqual([
      why.startsWith('none of') ? 403 : 401,
      `Bearer error="invalid_token" error_description="${why}"`,
      [`Token refused: ${why}`],
    ]);
  });

  it('tells of claims as texts, and of scopes only where the route wants some', async () => {
    const world = api({}, { scopes: ['a'] });
    await ask(world, '/', { user: 'ok' });
    expect(asked(world)).toMatchObject({
      requestContext: {
        authorizer: { jwt: { claims: { list: '[x 1]', n: '7' }, scopes: ['a', 'b'] } },
      },
    });
    const free = api({});
    await ask(free, '/', { user: 'ok' });
    expect(asked(free)).toMatchObject({
      requestContext: { authorizer: { jwt: { scopes: null } } },
    });
    const cognito = api({}, {}, 'REST');
    await ask(cognito, '/', { user: 'ok' });
    expect(asked(cognito)).toMatchObject({
      requestContext: { authorizer: { claims: { list: '[x 1]' } } },
    });
  });

  it('of Cognito says that a token has expired; without a bearer’s word, too', async () => {
    const world = api({}, {}, 'REST');
    const { status, headers, body } = await ask(world, '/', { user: 'old' });
    expect([status, headers['www-authenticate'], body]).toEqual([
      401,
      undefined,
      '{"message":"The incoming token has expired"}',
    ]);
    expect((await ask(world, '/', { headers: { Authorization: 'a.b.c' } })).body).toBe(
      '{"message":"Unauthorized"}',
    );
  });

  it('takes the token of its source, with Bearer in any case, or without', async () => {
    const world = api({ identity: ['$request.header.X-Token'] });
    const open = api({});
    await ask(open, '/', { user: 'ok' });
    const { headers } = asked(open) as { readonly headers: JsonObject };
    const token = String(headers['authorization']).replace('Bearer ', '');
    for (const [value, status] of [
      [token, 200],
      [`bearer ${token}`, 200],
      [`x Bearer ${token}`, 401],
    ] as const) {
      expect((await ask(world, '/', { headers: { 'X-Token': value } })).status).toBe(status);
    }
  });
});
