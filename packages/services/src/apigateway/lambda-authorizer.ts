/** Lambda authorizers: when their function is asked, what its answer allows, and how long it is kept. */
import type { Authorizer } from '@stepthrough/scenario';
import { member, textOf, type JsonObject } from '@stepthrough/json';
import { compileRegularExpression, LimitReached } from '@stepthrough/expressions';
import { get, set } from '@stepthrough/collections';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { refusalBy, type Authorization, type Decision } from './authorization.ts';
import { readAnswer, readResult, type AuthorizerResult } from './authorizer-result.ts';
import { authorizerEvent } from './authorizer-event.ts';
import { decide } from './policy.ts';
import { resourceOf } from './request-context.ts';
import type { ApiGatewayState, Pending } from './state.ts';
import { parameterOf } from './validate.ts';

/** From a fixed answer or the cache at once; otherwise the function is asked. */
export function byFunction(
  name: string,
  authorizer: Authorizer,
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Authorization {
  const refuse = refusalBy(`Authorizer ${name}`, pending);
  const identity = identityOf(authorizer, pending);
  if (!identity) {
    return refuse('UNAUTHORIZED', 'an identity source is missing; the function is not asked');
  }
  const refusal = refusalOf(authorizer, identity[0] ?? '');
  if (refusal !== undefined) {
    return refuse('UNAUTHORIZED', `${refusal}; the function is not asked`);
  }
  const fixed = fixedAnswer(authorizer);
  if (fixed) return weigh(fixed, pending, context);
  const cached = get(state.authorizations, cacheKey(pending, name, identity));
  if (cached && cached.until > context.now) {
    const until = new Date(cached.until).toISOString();
    const note = `Authorizer ${name}: answer from the cache, kept until ${until}`;
    return { ...weigh(cached.value, pending, context), note };
  }
  const request = {
    FunctionName: authorizer.function ?? '',
    Payload: authorizerEvent(authorizer, pending, identity, context),
  };
  return { kind: 'ask', call: { service: 'lambda', operation: 'Invoke', request } };
}

/** The answer is weighed; one that decides is kept for as long as the authorizer says. */
export function functionReplied(
  name: string,
  authorizer: Authorizer,
  pending: Pending,
  outcome: Outcome,
  state: ApiGatewayState,
  context: Context,
): readonly [ApiGatewayState, Decision] {
  const result = readResult(outcome, authorizer);
  const decided = weigh(result, pending, context);
  const ttl = ttlOf(authorizer, pending);
  const identity = identityOf(authorizer, pending);
  if (ttl <= 0 || !identity || result.kind === 'failed' || result.kind === 'unauthorized') {
    return [state, decided];
  }
  const key = cacheKey(pending, name, identity);
  const cached = { value: result, until: context.now + ttl };
  return [{ ...state, authorizations: set(state.authorizations, key, cached) }, decided];
}

/** What an authorizer without a function is declared to answer. */
function fixedAnswer({
  answer,
  policy,
  principalId = 'user',
  context = {},
  simpleResponses,
}: Authorizer): AuthorizerResult | undefined {
  const fixed = answer ?? (policy && { principalId, policyDocument: policy, context });
  return fixed === undefined ? undefined : readAnswer(fixed, simpleResponses);
}

/** Why a token is not let to the function; `undefined` when it is as the expression says. */
function refusalOf({ validation }: Authorizer, token: string): string | undefined {
  if (validation === undefined) return undefined;
  try {
    const isValid = compileRegularExpression(`^(?:${validation})$`).test(token);
    return isValid ? undefined : `the token does not match ${validation}`;
  } catch (error) {
    if (error instanceof LimitReached) return error.message;
    throw error;
  }
}

/** The values of the identity sources; `undefined` when one of them is missing. */
function identityOf({ identity }: Authorizer, pending: Pending): readonly string[] | undefined {
  const { stage } = pending.declared;
  const values: string[] = [];
  for (const source of identity ?? ['method.request.header.Authorization']) {
    const [, variable] = /^\$?stageVariables\.(.+)$/.exec(source) ?? [];
    const value =
      variable === undefined ? parameterOf(source, pending) : member(stage.variables, variable);
    if (value === undefined || value === '') return undefined;
    values.push(value);
  }
  return values;
}

/** The path is no part of it: a kept policy speaks for the whole API. */
function cacheKey(
  { api, declared: { stage } }: Pending,
  name: string,
  identity: readonly string[],
): string {
  return [api, stage.name, name, ...identity].join('\n');
}

/** In milliseconds: five minutes, none of HTTP APIs; an hour at most. */
function ttlOf({ ttl }: Authorizer, { declared: { api } }: Pending): number {
  return Math.min(ttl ?? (api.type === 'HTTP' ? 0 : 300_000), 3_600_000);
}

/** What the result means for this very request. */
function weigh(result: AuthorizerResult, pending: Pending, context: Context): Decision {
  const refuse = refusalBy('Authorizer', pending);
  switch (result.kind) {
    case 'failed':
      return refuse('AUTHORIZER_CONFIGURATION_ERROR', result.why);
    case 'unauthorized':
      return refuse('UNAUTHORIZED', 'the function threw "Unauthorized"');
    case 'simple':
      return result.isAuthorized
        ? { kind: 'allowed', principal: { authorizer: { lambda: result.context }, identity: {} } }
        : refuse('ACCESS_DENIED', 'isAuthorized is false');
    case 'policy':
      return weighPolicy(result, pending, context);
  }
}

function weighPolicy(
  { policy, principalId, context: given, apiKey }: Extract<AuthorizerResult, { kind: 'policy' }>,
  pending: Pending,
  context: Context,
): Decision {
  const refuse = refusalBy('Authorizer', pending);
  const resource = resourceOf(pending, context);
  switch (decide(policy, 'execute-api:Invoke', resource)) {
    case 'implicitDeny':
      return refuse('ACCESS_DENIED', `no statement of the policy allows ${resource}`);
    case 'explicitDeny': {
      const message = 'User is not authorized to access this resource with an explicit deny';
      return refuse('ACCESS_DENIED', 'a statement of the policy denies it', message);
    }
    case 'allow': {
      const texts = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, textOf(value)]),
      );
      const authorizer: JsonObject =
        pending.declared.api.type === 'HTTP' ? { lambda: given } : { principalId, ...texts };
      return { kind: 'allowed', principal: { authorizer, identity: {}, apiKey } };
    }
  }
}
