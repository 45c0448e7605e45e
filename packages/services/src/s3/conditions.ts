/** Conditional requests: whether an object is read, copied or written. */
import type { Json } from '@stepthrough/json';
import { failure, type Refusal } from '../contract/outcome.ts';
import { json, text } from '../contract/request-form.ts';
import { momentOf } from '../contract/moments.ts';
import { wholeSeconds } from './dates.ts';
import { noSuchKey, notImplemented, preconditionFailed } from './refusals.ts';
import type { StoredObject } from './state.ts';

export const readConditionsForm = {
  IfMatch: text,
  IfNoneMatch: text,
  IfModifiedSince: json,
  IfUnmodifiedSince: json,
};

export interface ReadConditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly IfModifiedSince?: Json;
  readonly IfUnmodifiedSince?: Json;
}

export const sourceConditionsForm = {
  CopySourceIfMatch: text,
  CopySourceIfNoneMatch: text,
  CopySourceIfModifiedSince: json,
  CopySourceIfUnmodifiedSince: json,
};

/** Why the object is not read: 304 where the reader has it already. */
export function readConditionProblem(
  object: StoredObject,
  given: ReadConditions,
  now: number,
): Refusal | undefined {
  const failed = failedCondition(object, given, now);
  if (failed === undefined) return undefined;
  const isKnown = failed === 'If-None-Match' || failed === 'If-Modified-Since';
  return isKnown ? failure('NotModified', 'Not Modified', 304, '304') : preconditionFailed(failed);
}

/** Why the source of a copy is not copied. */
export function sourceConditionProblem(
  object: StoredObject,
  given: {
    readonly [M in `CopySource${keyof ReadConditions}`]?: M extends `${string}Since`
      ? Json
      : string;
  },
  now: number,
): Refusal | undefined {
  const failed = failedCondition(
    object,
    {
      ...(given.CopySourceIfMatch === undefined ? {} : { IfMatch: given.CopySourceIfMatch }),
      ...(given.CopySourceIfNoneMatch === undefined
        ? {}
        : { IfNoneMatch: given.CopySourceIfNoneMatch }),
      IfModifiedSince: given.CopySourceIfModifiedSince ?? null,
      IfUnmodifiedSince: given.CopySourceIfUnmodifiedSince ?? null,
    },
    now,
  );
  return failed === undefined ? undefined : preconditionFailed(`x-amz-copy-source-${failed}`);
}

/**
 * A tag decides before a date (RFC 9110, section 13.2.2): dates count where no tag is asked for. A
 * date to come does not count for `If-Modified-Since`.
 */
function failedCondition(
  { etag, modifiedAt }: StoredObject,
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: ReadConditions,
  now: number,
): string | undefined {
  const modified = wholeSeconds(modifiedAt);
  const unmodifiedSince = secondOf(IfUnmodifiedSince);
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, etag)) return 'If-Match';
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) {
    return 'If-Unmodified-Since';
  }
  const modifiedSince = secondOf(IfModifiedSince);
  if (IfNoneMatch !== undefined) return matches(IfNoneMatch, etag) ? 'If-None-Match' : undefined;
  const isUnchanged =
    modifiedSince !== undefined && modified <= modifiedSince && modifiedSince <= now;
  return isUnchanged ? 'If-Modified-Since' : undefined;
}

/** Dates of headers have no fractions of seconds. */
function secondOf(given: Json | undefined): number | undefined {
  const moment = momentOf(given);
  return moment === undefined ? undefined : wholeSeconds(moment);
}

/** Whether a list of tags, or `*`, has this one. Quotes may be missing. */
export function matches(given: string, etag: string): boolean {
  return given
    .split(',')
    .map((tag) => tag.trim().replace(/^"(.*)"$/, '$1'))
    .some((tag) => tag === '*' || tag === etag);
}

/** Why nothing is written over what the key has now. */
export function writeConditionProblem(
  key: string,
  current: StoredObject | undefined,
  { IfMatch, IfNoneMatch }: { readonly IfMatch?: string; readonly IfNoneMatch?: string },
): Refusal | undefined {
  const problem = writeFormProblem(IfMatch, IfNoneMatch);
  if (problem) return problem;
  if (IfNoneMatch !== undefined) return current && preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return undefined;
  if (!current) return noSuchKey(key);
  return matches(IfMatch, current.etag) ? undefined : preconditionFailed('If-Match');
}

/** S3 takes one tag in `If-Match`, `*` in `If-None-Match`, and one of the two. */
function writeFormProblem(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): Refusal | undefined {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    return notImplemented(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  }
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') return unaccepted('If-None-Match');
  return ifMatch === '*' ? unaccepted('If-Match') : undefined;
}

function unaccepted(header: string): Refusal {
  return notImplemented(
    header,
    `We don't accept the provided value of ${header} header for this API`,
  );
}
