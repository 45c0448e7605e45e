/** Who may send a request: Lambda authorizers, JWT and Cognito tokens, IAM principals. */
import type { Api } from '@stepthrough/scenario';
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { compileRegularExpression, LimitReached } from '@stepthrough/expressions';
import { get, set } from '@stepthrough/collections';
import type { Context, ServiceCall } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { readAnswer, readResult, type AuthorizerResult } from './authorizer-result.ts';
import { authorizerEvent } from './authorizer-event.ts';
import { gatewayError } from './errors.ts';
import { decide } from './policy.ts';
import { resourceOf } from './request-context.ts';
import { stageOf } from './stages.ts';
import type { ApiGatewayState, HttpResponse, Pending, Principal } from './state.ts';
import { accessKeyOf, checkToken, issuerOf, userOfKey } from './tokens.ts';
import { header, parameterOf } from './validate.ts';

export type Authorization =
  | { readonly kind: 'allowed'; readonly principal: Principal; readonly note?: string }
  | { readonly kind: 'refused'; readonly response: HttpResponse; readonly note?: string }
  /** The authorizer's function has to be asked. */
  | { readonly kind: 'ask'; readonly call: ServiceCall };

const nobody: Principal = { authorizer: {}, identity: {} };

/** Decides at once, or says what to ask. */
export function authorize(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Authorization {
  const name = route['authorizer'] ?? api['authorizer'];
  const authorizers = (api['authorizers'] ?? {}) as { readonly [name: string]: JsonObject };
  if (typeof name !== 'string' || name === 'NONE') return { kind: 'allowed', principal: nobody };
  const authorizer = member(authorizers, name) ?? {};
  const { type } = authorizer;
  if (type === 'JWT' || type === 'COGNITO') return byToken(authorizer, route, pending, context);
  if (type === 'IAM') return byPrincipal(authorizer, pending, context);
  return byFunction(name, authorizer, pending, state, context);
}

/** The function has answered: the result is kept for as long as the authorizer says, then weighed. */
export function authorizerReplied(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  outcome: Outcome,
  state: ApiGatewayState,
  context: Context,
): readonly [ApiGatewayState, Authorization] {
  const name = String(route['authorizer'] ?? api['authorizer']);
  const authorizer = authorizerOf(api, name);
  const result = readResult(outcome, authorizer);
  const decided = weigh(result, pending, context);
  const ttl = ttlOf(api, authorizer);
  const identity = identityOf(api, authorizer, pending);
  if (ttl <= 0 || !identity || result.kind === 'failed' || result.kind === 'unauthorized') {
    return [state, decided];
  }
  const key = cacheKey(pending, name, identity);
  const cached = { value: result, until: context.now + ttl };
  return [{ ...state, authorizations: set(state.authorizations, key, cached) }, decided];
}

function byFunction(
  name: string,
  authorizer: JsonObject,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Authorization {
  const api: Partial<Api> = member(context.setting.scenario.resources.apis, pending.api) ?? {};
  const refuse = (note: string): Authorization => ({
    kind: 'refused',
    response: gatewayError('UNAUTHORIZED', { pending, context }),
    note: `Authorizer ${name}: ${note}`,
  });
  const identity = identityOf(api, authorizer, pending);
  if (!identity) return refuse('an identity source is missing; the function is not asked');
  const { validation } = authorizer;
  if (typeof validation === 'string') {
    const refusal = refusalOf(validation, identity[0] ?? '');
    if (refusal !== undefined) return refuse(`${refusal}; the function is not asked`);
  }
  const { policy, principalId = 'user', context: given = {} } = authorizer;
  const fixed =
    authorizer['answer'] ?? (policy && { principalId, policyDocument: policy, context: given });
  if (fixed !== undefined) {
    return weigh(readAnswer(fixed, authorizer['simpleResponses'] === true), pending, context);
  }
  const cached = get(state.authorizations, cacheKey(pending, name, identity));
  if (cached && cached.until > context.now) {
    const decided = weigh(cached.value, pending, context);
    const until = new Date(cached.until).toISOString();
    return decided.kind === 'ask'
      ? decided
      : { ...decided, note: `Authorizer ${name}: answer from the cache, kept until ${until}` };
  }
  const request = {
    FunctionName: authorizer['function'] ?? '',
    Payload: authorizerEvent(api, authorizer, pending, identity, context),
  };
  return { kind: 'ask', call: { service: 'lambda', operation: 'Invoke', request } };
}

/** Why a token is not let to the function; `undefined` when it is as the expression says. */
function refusalOf(validation: string, token: string): string | undefined {
  try {
    const isValid = compileRegularExpression(`^(?:${validation})$`).test(token);
    return isValid ? undefined : `the token does not match ${validation}`;
  } catch (error) {
    if (error instanceof LimitReached) return error.message;
    throw error;
  }
}

/** The values of the identity sources; `undefined` when one of them is missing. */
function identityOf(
  api: JsonObject,
  authorizer: JsonObject,
  pending: Pending,
): readonly string[] | undefined {
  const usual =
    api['type'] === 'HTTP'
      ? '$request.header.Authorization'
      : 'method.request.header.Authorization';
  const sources = (authorizer['identity'] ?? [usual]) as readonly string[];
  const { variables } = stageOf(api, pending.stage);
  const values = sources.map((source) => {
    const [, variable] = /^\$?stageVariables\.(.+)$/.exec(source) ?? [];
    return variable === undefined ? parameterOf(source, pending) : member(variables, variable);
  });
  return values.every((value) => typeof value === 'string' && value !== '')
    ? (values as readonly string[])
    : undefined;
}

/** The path is no part of it: a kept policy speaks for the whole API. */
function cacheKey(pending: Pending, name: string, identity: readonly string[]): string {
  return [pending.api, pending.stage, name, ...identity].join('\n');
}

function ttlOf(api: JsonObject, { ttl }: JsonObject): number {
  if (typeof ttl === 'number') return Math.min(ttl, 3_600_000);
  return api['type'] === 'HTTP' ? 0 : 300_000;
}

function authorizerOf(api: JsonObject, name: string): JsonObject {
  return member((api['authorizers'] ?? {}) as { readonly [name: string]: JsonObject }, name) ?? {};
}

/** Makes refusals whose notes say who refuses. */
function refusalBy(who: string, pending: Pending, context: Context) {
  return (
    type: Parameters<typeof gatewayError>[0],
    note: string,
    message?: string,
  ): Authorization => ({
    kind: 'refused',
    response: gatewayError(type, {
      pending,
      context,
      ...(message === undefined ? {} : { message }),
    }),
    note: `${who}: ${note}`,
  });
}

/** What the result means for this very request. */
function weigh(result: AuthorizerResult, pending: Pending, context: Context): Authorization {
  const refuse = refusalBy('Authorizer', pending, context);
  switch (result.kind) {
    case 'failed':
      return refuse('AUTHORIZER_CONFIGURATION_ERROR', result.why);
    case 'unauthorized':
      return refuse('UNAUTHORIZED', 'the function threw "Unauthorized"');
    case 'simple':
      return result.isAuthorized
        ? { kind: 'allowed', principal: { authorizer: { lambda: result.context }, identity: {} } }
        : refuse('ACCESS_DENIED', 'isAuthorized is false');
    case 'policy': {
      const decision = decide(result.policy, 'execute-api:Invoke', resourceOf(pending, context));
      if (decision === 'implicitDeny') {
        return refuse(
          'ACCESS_DENIED',
          `no statement of the policy allows ${resourceOf(pending, context)}`,
        );
      }
      if (decision === 'explicitDeny') {
        const message = 'User is not authorized to access this resource with an explicit deny';
        return refuse('ACCESS_DENIED', 'a statement of the policy denies it', message);
      }
      const { principalId, context: given, apiKey } = result;
      const api: Partial<Api> = member(context.setting.scenario.resources.apis, pending.api) ?? {};
      const texts = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, String(value)]),
      );
      const authorizer: JsonObject =
        api['type'] === 'HTTP' ? { lambda: given } : { principalId, ...texts };
      const principal = { authorizer, identity: {}, ...(apiKey === undefined ? {} : { apiKey }) };
      return { kind: 'allowed', principal };
    }
  }
}

function byToken(
  authorizer: JsonObject,
  route: JsonObject,
  pending: Pending,
  context: Context,
): Authorization {
  const isJwt = authorizer['type'] === 'JWT';
  const refuse = (why: string, status: 401 | 403 = 401, message?: string): Authorization => {
    const type = status === 401 ? 'UNAUTHORIZED' : 'ACCESS_DENIED';
    const more = message === undefined ? {} : { message };
    const response = gatewayError(type, { pending, context, ...more });
    const challenge = isJwt
      ? { 'www-authenticate': `Bearer error="invalid_token" error_description="${why}"` }
      : {};
    return {
      kind: 'refused',
      response: { ...response, headers: { ...response.headers, ...challenge } },
      note: `Token refused: ${why}`,
    };
  };
  const source = [authorizer['identity'] ?? []].flat()[0];
  const given =
    typeof source === 'string'
      ? parameterOf(source, pending)
      : header(pending.request.headers, 'authorization');
  if (given === undefined) return refuse('there is no token');
  const checked = checkToken(given.replace(/^Bearer /i, ''), context.setting, context.now);
  if (!checked.ok) {
    return refuse(
      checked.why,
      401,
      checked.isExpired && !isJwt ? 'The incoming token has expired' : undefined,
    );
  }
  const { claims } = checked;
  const issuer =
    authorizer['issuer'] ??
    (authorizer['pool'] === undefined
      ? undefined
      : issuerOf(context.setting, String(authorizer['pool'])));
  if (issuer !== undefined && claims['iss'] !== issuer) {
    return refuse(`the issuer ${String(claims['iss'])} is not ${String(issuer)}`);
  }
  const audiences = (authorizer['audience'] ?? []) as readonly Json[];
  const audience = claims['aud'] ?? claims['client_id'];
  if (audiences.length > 0 && ![audience ?? []].flat().some((one) => audiences.includes(one))) {
    return refuse('the audience is another');
  }
  const wanted = (route['scopes'] ?? []) as readonly string[];
  const scopes = String(claims['scope'] ?? '')
    .split(' ')
    .filter((scope) => scope !== '');
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) {
    return refuse(`none of the scopes ${wanted.join(', ')} is in the token`, isJwt ? 403 : 401);
  }
  const texts = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, claimText(value)]),
  );
  const jwt = { claims: texts, scopes: wanted.length > 0 ? scopes : null };
  const principal = { authorizer: isJwt ? { jwt } : { claims: texts }, identity: {} };
  return { kind: 'allowed', principal };
}

/** Claims reach functions as texts; lists as `[a b]`. */
function claimText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(String).join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function byPrincipal(authorizer: JsonObject, pending: Pending, context: Context): Authorization {
  const { setting } = context;
  // A Task signs with the role of its machine.
  if (pending.principal?.identity['userArn'] !== undefined) {
    return { kind: 'allowed', principal: pending.principal };
  }
  const refuse = refusalBy('IAM', pending, context);
  const given = header(pending.request.headers, 'authorization');
  const [, key] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\//.exec(given ?? '') ?? [];
  if (given === undefined || key === undefined) {
    return refuse('MISSING_AUTHENTICATION_TOKEN', 'the request is not signed');
  }
  const found = userOfKey(setting, key);
  if (!found) return refuse('INVALID_SIGNATURE', `no user of the scenario has the key ${key}`);
  const [name, user] = found;
  const expires = user['expires'];
  if (typeof expires === 'number' && context.now >= setting.clockStart + expires) {
    return refuse('EXPIRED_TOKEN', `the credentials of ${name} have expired`);
  }
  const arn = String(user['arn']);
  const resource = resourceOf(pending, context);
  const decisions = [user['policy'], authorizer['resourcePolicy']].flatMap((policy) =>
    policy === undefined ? [] : [decide(policy, 'execute-api:Invoke', resource)],
  );
  const isDenied = decisions.includes('explicitDeny');
  const isAllowed = decisions.length === 0 || decisions.includes('allow');
  if (isDenied || !isAllowed) {
    const explicit = isDenied ? ' with an explicit deny' : '';
    const message = `User: ${arn} is not authorized to perform: execute-api:Invoke on resource: ${resource}${explicit}`;
    return refuse('ACCESS_DENIED', `${name} is not allowed`, message);
  }
  const id = `AIDA${accessKeyOf(name).slice(4)}`;
  const identity = {
    accessKey: key,
    accountId: context.account,
    caller: id,
    user: id,
    userArn: arn,
  };
  return { kind: 'allowed', principal: { authorizer: {}, identity } };
}
