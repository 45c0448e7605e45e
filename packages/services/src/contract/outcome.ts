/** What AWS answers to a request. */
import { isObject, type Json, type JsonObject } from '@stepthrough/json';

export type Outcome =
  | {
      readonly ok: true;
      readonly response: Json;
      /** HTTP status; 200 when absent. */
      readonly status?: number;
    }
  | Refusal;

/** A request that AWS refuses. */
export interface Refusal {
  readonly ok: false;
  readonly error: AwsError;
}

export type AwsError = {
  /** The shape's name without `Exception` dropped, e.g. `QueueDoesNotExist`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
  /** The code of the older Query protocol, where it differs. */
  readonly queryCode?: string;
  /** What else the error's shape has, e.g. `BucketName` of `NoSuchBucket`. */
  readonly members?: JsonObject;
};

export function success(response: Json, status?: number): Outcome {
  return { ok: true, response, ...(status === undefined ? {} : { status }) };
}

export function failure(code: string, message: string, status = 400, queryCode?: string): Refusal {
  return {
    ok: false,
    error: { code, message, status, ...(queryCode === undefined ? {} : { queryCode }) },
  };
}

/** Whether a function gave a refusal instead of what it was asked for. */
export function isRefusal<T extends object>(value: T | Refusal): value is Refusal {
  const { ok }: { readonly ok?: unknown } = value;
  return ok === false && 'error' in value;
}

/** The members of a response; none of a refusal, or of an answer that has none. */
export function responseOf(outcome: Outcome): JsonObject {
  return outcome.ok && isObject(outcome.response) ? outcome.response : {};
}
