/** What Lambda's Invoke has answered: the function's value, or how it failed. */
import { isObject, member, textOf, type Json } from '@stepthrough/json';

interface Invocation {
  readonly payload: Json;
  /** The message of the error that the function ended with, which may be empty. */
  readonly failure: string | undefined;
}

export function invocationOf(response: Json): Invocation {
  const payload = memberOf(response, 'Payload') ?? null;
  if (memberOf(response, 'FunctionError') === undefined) return { payload, failure: undefined };
  return { payload, failure: textOf(memberOf(payload, 'errorMessage') ?? '') };
}

function memberOf(value: Json, name: string): Json | undefined {
  return isObject(value) ? member(value, name) : undefined;
}
