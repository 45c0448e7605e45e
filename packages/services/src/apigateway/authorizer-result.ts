/** What a Lambda authorizer has returned, read as API Gateway reads it. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Outcome } from '../contract/outcome.ts';

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

export function readResult(outcome: Outcome, authorizer: JsonObject): AuthorizerResult {
  if (!outcome.ok) return { kind: 'failed', why: outcome.error.message };
  const { Payload = null, FunctionError } = outcome.response as JsonObject;
  if (FunctionError !== undefined) {
    const { errorMessage } = (Payload ?? {}) as JsonObject;
    return errorMessage === 'Unauthorized'
      ? { kind: 'unauthorized' }
      : { kind: 'failed', why: `the function failed: ${String(errorMessage)}` };
  }
  return readAnswer(Payload, authorizer['simpleResponses'] === true);
}

export function readAnswer(answer: Json, isSimple: boolean): AuthorizerResult {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return { kind: 'failed', why: 'the answer is no object' };
  }
  const {
    context = {},
    isAuthorized,
    principalId,
    policyDocument,
    usageIdentifierKey,
  } = answer as JsonObject;
  if (isSimple) {
    return typeof isAuthorized === 'boolean'
      ? { kind: 'simple', isAuthorized, context: context as JsonObject }
      : { kind: 'failed', why: 'the answer has no "isAuthorized"' };
  }
  if (typeof principalId !== 'string') {
    return { kind: 'failed', why: 'the answer has no "principalId"' };
  }
  if (typeof policyDocument !== 'object' || policyDocument === null) {
    return { kind: 'failed', why: 'the answer has no "policyDocument"' };
  }
  const isFlat = Object.values(context as JsonObject).every(
    (value) => typeof value !== 'object' || value === null,
  );
  if (!isFlat)
    return { kind: 'failed', why: '"context" may only hold texts, numbers and booleans' };
  return {
    kind: 'policy',
    principalId,
    policy: policyDocument,
    context: context as JsonObject,
    ...(typeof usageIdentifierKey === 'string' ? { apiKey: usageIdentifierKey } : {}),
  };
}
