/** The source of a copy: `BUCKET/KEY`, encoded as in an address, or its parts. */
import { isObject, type Json } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { json, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { sourceConditionProblem, sourceConditionsForm } from './conditions.ts';
import { readProblem } from './encryption.ts';
import { invalidArgument, noSuchKey, refusal } from './refusals.ts';
import { archiveProblem } from './restore.ts';
import { bucketOf, type Bucket, type S3State, type StoredObject } from './state.ts';
import { readObject } from './versions.ts';

export const sourceForm = {
  ...sourceConditionsForm,
  CopySource: json,
  CopySourceSSECustomerAlgorithm: text,
  CopySourceSSECustomerKey: text,
  CopySourceSSECustomerKeyMD5: text,
  ExpectedSourceBucketOwner: text,
};

type GivenSource = Parameters<typeof sourceConditionProblem>[1] & {
  readonly CopySource?: Json;
  readonly CopySourceSSECustomerAlgorithm?: string;
  readonly CopySourceSSECustomerKey?: string;
  readonly CopySourceSSECustomerKeyMD5?: string;
  readonly ExpectedSourceBucketOwner?: string;
};

export interface Source {
  readonly bucket: Bucket;
  readonly object: StoredObject;
  /** Whether the request names a version. */
  readonly isVersionNamed: boolean;
}

/** The object that is copied, where it exists and the request's conditions hold. */
export function sourceOf(given: GivenSource, state: S3State, context: Context): Source | Refusal {
  const named = namesIn(given.CopySource);
  if (!named) {
    return invalidArgument(
      'Invalid copy source object key',
      'x-amz-copy-source',
      typeof given.CopySource === 'string' ? given.CopySource : undefined,
    );
  }
  const owner = given.ExpectedSourceBucketOwner;
  const bucket = bucketOf(
    { Bucket: named.bucket, ...(owner === undefined ? {} : { ExpectedBucketOwner: owner }) },
    state,
    context,
  );
  if (isRefusal(bucket)) return bucket;
  const object = sourceObject(bucket, named.key, named.version);
  if (isRefusal(object)) return object;
  const problem =
    readProblem(object.encryption, sourceKey(given)) ??
    sourceConditionProblem(object, given, context.now) ??
    archiveProblem(object, context.now);
  return problem ?? { bucket, object, isVersionNamed: named.version !== undefined };
}

function sourceObject(
  bucket: Bucket,
  key: string,
  version: string | undefined,
): StoredObject | Refusal {
  const found = readObject(bucket, key, version);
  if (!isRefusal(found) || found.error.code !== 'MethodNotAllowed') return found;
  return version === undefined
    ? noSuchKey(key)
    : refusal(
        'InvalidRequest',
        'The source of a copy request may not specifically refer to a delete marker by version id.',
      );
}

function sourceKey(given: GivenSource): Parameters<typeof readProblem>[1] {
  const {
    CopySourceSSECustomerAlgorithm: algorithm,
    CopySourceSSECustomerKey: key,
    CopySourceSSECustomerKeyMD5: md5,
  } = given;
  return {
    ...(algorithm === undefined ? {} : { SSECustomerAlgorithm: algorithm }),
    ...(key === undefined ? {} : { SSECustomerKey: key }),
    ...(md5 === undefined ? {} : { SSECustomerKeyMD5: md5 }),
  };
}

interface Names {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

/** SDKs take the parts of a source as well, which they encode. */
function namesIn(source: Json | undefined): Names | undefined {
  if (isObject(source)) {
    const { Bucket: bucket, Key: key, VersionId: version } = source;
    if (typeof bucket !== 'string' || typeof key !== 'string') return undefined;
    return { bucket, key, ...(typeof version === 'string' ? { version } : {}) };
  }
  if (typeof source !== 'string') return undefined;
  const [, path = '', version] = /^(.*?)(?:\?versionId=(.*))?$/s.exec(source) ?? [];
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(path) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  return {
    bucket: decoded(bucket),
    key: decoded(key),
    ...(version === undefined ? {} : { version }),
  };
}

/** A source that is not encoded as in an address counts as it is. A plus sign stands for a space. */
function decoded(source: string): string {
  try {
    return decodeURIComponent(source.replaceAll('+', ' '));
  } catch {
    return source;
  }
}
