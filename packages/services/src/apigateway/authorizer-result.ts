/** What a Lambda authorizer has returned, read as API Gateway reads it. */
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { Authorizer } from '@stepthrough/scenario';
import type { Outcome } from '../contract/outcome.ts';
import { invocationOf } from './lambda-invocation.ts';

/** Plain data, because it is kept in the cache. */
export type AuthorizerResult =
  | {
      readonly kind: 'policy';
      readonly principalId: string;
      readonly policy: Json;
      readonly context: JsonObject;
      readonly apiKey?: string;
    }
  | { readonly kind: 'simple'; readonly isAuthorized: boolean; readonly context: JsonObject }
  /** It has thrown `Unauthorized`. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'failed'; readonly why: string };

export function readResult(outcome: Outcome, { simpleResponses }: Authorizer): AuthorizerResult {
  if (!outcome.ok) return { kind: 'failed', why: outcome.error.message };
  const { payload, failure } = invocationOf(outcome.response);
  if (failure === undefined) return readAnswer(payload, simpleResponses);
  return failure === 'Unauthorized'
    ? { kind: 'unauthorized' }
    : { kind: 'failed', why: `the function failed: ${failure}` };
}

export function readAnswer(answer: Json, isSimple: boolean): AuthorizerResult {
  if (!isObject(answer)) return { kind: 'failed', why: 'the answer is no object' };
  return isSimple ? readSimple(answer) : readPolicy(answer);
}

function readSimple({ isAuthorized = null, context = null }: JsonObject): AuthorizerResult {
  return typeof isAuthorized === 'boolean'
    ? { kind: 'simple', isAuthorized, context: isObject(context) ? context : {} }
    : { kind: 'failed', why: 'the answer has no "isAuthorized"' };
}

function readPolicy({
  principalId,
  policyDocument: policy = null,
  context = {},
  usageIdentifierKey,
}: JsonObject): AuthorizerResult {
  if (typeof principalId !== 'string') {
    return { kind: 'failed', why: 'the answer has no "principalId"' };
  }
  if (!isObject(policy)) return { kind: 'failed', why: 'the answer has no "policyDocument"' };
  if (!isObject(context) || !Object.values(context).every(isFlat)) {
    return { kind: 'failed', why: '"context" may only hold texts, numbers and booleans' };
  }
  return {
    kind: 'policy',
    principalId,
    policy,
    context,
    ...(typeof usageIdentifierKey === 'string' ? { apiKey: usageIdentifierKey } : {}),
  };
}

function isFlat(value: Json): boolean {
  return !isObject(value) && !isArray(value);
}
