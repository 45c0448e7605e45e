/** Objects of buckets as S3 keeps and describes them. */
import { get, set, type SortedMap } from '@stepthrough/collections';
import { utf8Size, type JsonObject } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import { failure, type Refusal } from '../contract/outcome.ts';

export interface S3State {
  readonly buckets: SortedMap<string, SortedMap<string, S3Object>>;
  readonly names: readonly string[];
}

export interface S3Object {
  readonly body: string;
  readonly modifiedAt: number;
}

/** The bucket of a request, which has to exist. */
export function bucketOf(
  { buckets, names }: S3State,
  name: string | undefined,
): { readonly name: string; readonly objects: SortedMap<string, S3Object> } | Refusal {
  return name !== undefined && names.includes(name)
    ? { name, objects: get(buckets, name) }
    : failure('NoSuchBucket', 'The specified bucket does not exist', 404);
}

export function withObject(state: S3State, bucket: string, key: string, object: S3Object): S3State {
  const objects = set(get(state.buckets, bucket), key, object);
  return { ...state, buckets: set(state.buckets, bucket, objects) };
}

/** What HeadObject answers. */
export function headOf({ body, modifiedAt }: S3Object): JsonObject {
  return {
    AcceptRanges: 'bytes',
    ContentLength: utf8Size(body),
    ContentType: 'binary/octet-stream',
    ETag: etagOf(body),
    LastModified: new Date(modifiedAt).toISOString(),
    Metadata: {},
    ServerSideEncryption: 'AES256',
  };
}

/** In quotes, as the header has it. */
export function etagOf(body: string): string {
  return `"${md5Of(body)}"`;
}

export function md5Of(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
