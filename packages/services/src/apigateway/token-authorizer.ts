/** JWT and Cognito authorizers: whose token is taken, and what of it reaches the integration. */
import type { Authorizer } from '@stepthrough/scenario';
import { isArray, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { Context, Surroundings } from '../contract/service.ts';
import type { Decision } from './authorization.ts';
import { gatewayError } from './errors.ts';
import { header } from './headers.ts';
import type { Pending } from './state.ts';
import { checkToken, issuerOf } from './tokens.ts';
import { parameterOf } from './validate.ts';

/** A token of the right issuer and audience, with one of the scopes that the route wants. */
export function byToken(authorizer: Authorizer, pending: Pending, context: Context): Decision {
  const isJwt = authorizer.type === 'JWT';
  const given = tokenIn(authorizer, pending);
  if (given === undefined) return refused({ why: 'there is no token' }, isJwt, pending);
  const checked = checkToken(given.replace(/^Bearer /i, ''), context.setting, context.now);
  if (!checked.ok) {
    const message = checked.isExpired && !isJwt ? 'The incoming token has expired' : undefined;
    return refused({ why: checked.why, message }, isJwt, pending);
  }
  const { claims } = checked;
  const wanted = pending.declared.route.scopes;
  const scopes = scopesIn(claims);
  const why =
    issuerProblem(authorizer, claims, context.setting) ?? audienceProblem(authorizer, claims);
  if (why !== undefined) return refused({ why }, isJwt, pending);
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) {
    const missing = `none of the scopes ${wanted.join(', ')} is in the token`;
    return refused({ why: missing, isForbidden: isJwt }, isJwt, pending);
  }
  const texts = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, claimText(value)]),
  );
  const jwt = { claims: texts, scopes: wanted.length > 0 ? scopes : null };
  const principal = { authorizer: isJwt ? { jwt } : { claims: texts }, identity: {} };
  return { kind: 'allowed', principal };
}

interface TokenProblem {
  readonly why: string;
  /** In place of the gateway's own words. */
  readonly message?: string | undefined;
  /** The token is right, but is not enough. */
  readonly isForbidden?: boolean;
}

/** An HTTP API tells the client what is wrong with its token (RFC 6750, section 3). */
function refused(
  { why, message, isForbidden = false }: TokenProblem,
  isJwt: boolean,
  pending: Pending,
): Decision {
  const type = isForbidden ? 'ACCESS_DENIED' : 'UNAUTHORIZED';
  const response = gatewayError(type, pending, message);
  const challenge = isJwt
    ? { 'www-authenticate': `Bearer error="invalid_token" error_description="${why}"` }
    : {};
  return {
    kind: 'refused',
    response: { ...response, headers: { ...response.headers, ...challenge } },
    note: `Token refused: ${why}`,
  };
}

function tokenIn({ identity = [] }: Authorizer, pending: Pending): string | undefined {
  const [source] = identity;
  return source === undefined
    ? header(pending.request.headers, 'authorization')
    : parameterOf(source, pending);
}

function issuerProblem(
  { issuer, pool }: Authorizer,
  { iss = null }: JsonObject,
  setting: Surroundings,
): string | undefined {
  const wanted = issuer ?? (pool === undefined ? undefined : issuerOf(setting, pool));
  if (wanted === undefined || iss === wanted) return undefined;
  return `the issuer ${textOf(iss)} is not ${wanted}`;
}

function audienceProblem({ audience }: Authorizer, claims: JsonObject): string | undefined {
  if (audience.length === 0) return undefined;
  const { client_id: client = [], aud = client } = claims;
  const isMeant = [aud].flat().some((one) => typeof one === 'string' && audience.includes(one));
  return isMeant ? undefined : 'the audience is another';
}

/** One text, with spaces between them. */
function scopesIn({ scope = '' }: JsonObject): readonly string[] {
  return textOf(scope)
    .split(' ')
    .filter((one) => one !== '');
}

/** Claims reach functions as texts; lists as `[a b]`. */
function claimText(value: Json): string {
  return isArray(value) ? `[${value.map(textOf).join(' ')}]` : textOf(value);
}
