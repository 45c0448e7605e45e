/** Tokens of the scenario's users: minted here, checked here, on the virtual clock. */
import type { User } from '@stepthrough/scenario';
import { member, type Json, type JsonObject } from '@stepthrough/json';
import { decodeJwt } from 'jose';
import { createHash, createHmac } from 'node:crypto';
import type { Surroundings } from '../contract/service.ts';

/** The header that a request of a user carries; `undefined` when the scenario has no such user. */
export function authorizationOf(setting: Surroundings, name: string): string | undefined {
  const user = member(setting.scenario.users, name);
  if (!user) return undefined;
  if (user.token !== undefined) return user.token;
  if (user.arn !== undefined) {
    const scope = `${setting.region}/execute-api/aws4_request`;
    return `AWS4-HMAC-SHA256 Credential=${accessKeyOf(name)}/20260101/${scope}, SignedHeaders=host;x-amz-date, Signature=${digest(`signature:${name}`)}`;
  }
  return `Bearer ${mint(setting, name, user)}`;
}

/** The IAM user of an access key. */
export function userOfKey(
  setting: Surroundings,
  key: string,
): readonly [name: string, user: User & { readonly arn: string }] | undefined {
  for (const [name, user] of Object.entries(setting.scenario.users)) {
    const { arn } = user;
    if (arn !== undefined && accessKeyOf(name) === key) return [name, { ...user, arn }];
  }
  return undefined;
}

export function accessKeyOf(user: string): string {
  return `AKIA${digest(user).slice(0, 16).toUpperCase()}`;
}

/** The default issuer of a user pool. */
export function issuerOf({ region }: Surroundings, pool: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${region}_${pool}`;
}

type TokenCheck =
  | { readonly ok: true; readonly claims: JsonObject }
  | { readonly ok: false; readonly why: string; readonly isExpired: boolean };

/** The claims of a token of the scenario; a foreign one cannot be checked and is refused. */
export function checkToken(token: string, setting: Surroundings, now: number): TokenCheck {
  const [head, body, signature, more] = token.split('.');
  if (head === undefined || body === undefined || signature === undefined || more !== undefined) {
    return { ok: false, why: 'the token is malformed', isExpired: false };
  }
  if (signatureOf(`${head}.${body}`, setting) !== signature) {
    const why = 'the signature is invalid (only tokens of "users" in the scenario can be checked)';
    return { ok: false, why, isExpired: false };
  }
  const claims = decodeJwt<JsonObject>(token);
  const { exp, nbf } = claims;
  if (typeof exp !== 'number' || (nbf !== undefined && typeof nbf !== 'number')) {
    const why = 'the claims "exp" and "nbf" have to be numbers of seconds';
    return { ok: false, why, isExpired: false };
  }
  if (exp * 1000 <= now) return { ok: false, why: 'the token has expired', isExpired: true };
  if (nbf !== undefined && nbf * 1000 > now) {
    return { ok: false, why: 'the token is not valid yet', isExpired: false };
  }
  return { ok: true, claims };
}

/** A JWT as a user pool issues it; signed with a secret of the simulation alone. */
function mint(
  setting: Surroundings,
  name: string,
  { pool, claims, scopes, expires, issuer, audience }: User,
): string {
  const issuedAt = Math.floor(setting.clockStart / 1000);
  const body = {
    sub: name,
    iss: issuer ?? issuerOf(setting, pool),
    ...(audience === undefined ? {} : { aud: audience, client_id: audience }),
    token_use: scopes === undefined ? 'id' : 'access',
    ...(scopes === undefined ? {} : { scope: scopes.join(' ') }),
    iat: issuedAt,
    exp: issuedAt + expires / 1000,
    'cognito:username': name,
    ...claims,
  };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT', kid: 'simulated' })}.${encoded(body)}`;
  return `${signed}.${signatureOf(signed, setting)}`;
}

function signatureOf(text: string, { seed }: Surroundings): string {
  return createHmac('sha256', `stepthrough:${seed}`).update(text).digest('base64url');
}

function encoded(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
