/** Amazon S3: objects of declared buckets. */
import { textOf, type JsonObject } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import { entries, get, remove, set, type SortedMap } from '@stepthrough/collections';
import { notify } from './notifications.ts';
import type { Operation, Service } from '../contract/service.ts';
import { failure, success } from '../contract/outcome.ts';

export interface S3State {
  readonly buckets: SortedMap<string, SortedMap<string, S3Object>>;
  readonly names: readonly string[];
}

interface S3Object {
  readonly body: string;
  readonly modifiedAt: number;
}

export const s3: Service<'s3', S3State> = {
  name: 's3',
  whyNot: (_call, { scenario }) =>
    Object.keys(scenario.resources.buckets).length > 0
      ? undefined
      : 'There is no bucket in "resources.buckets".',
  receive: ({ bucket, key, body }, state, context) => {
    if (!state.names.includes(bucket)) {
      return {
        state,
        outcome: failure('NoSuchBucket', 'The specified bucket does not exist', 404),
      };
    }
    const object = { body, modifiedAt: context.now };
    const objects = set(get(state.buckets, bucket), key, object);
    return {
      state: { ...state, buckets: set(state.buckets, bucket, objects) },
      outcome: success({}),
    };
  },
  initial: ({ scenario, clockStart }) => {
    const declared = Object.entries(scenario.resources.buckets);
    let buckets: S3State['buckets'];
    for (const [name, objects] of declared) {
      let content: SortedMap<string, S3Object>;
      for (const [key, body] of Object.entries(objects)) {
        content = set(content, key, { body: textOf(body), modifiedAt: clockStart });
      }
      buckets = set(buckets, name, content);
    }
    return { buckets, names: declared.map(([name]) => name) };
  },
  operations: {
    GetObject: inBucket((request, state) => {
      const { Bucket = '', Key = '' } = request;
      const found = get(get(state.buckets, String(Bucket)), String(Key));
      if (!found)
        return { state, outcome: failure('NoSuchKey', 'The specified key does not exist.', 404) };
      return {
        state,
        outcome: success({ ...headOf(found), Body: found.body }),
      };
    }),
    PutObject: inBucket((request, state, context) => {
      const { Bucket = '', Key = '', Body = '' } = request;
      const body = textOf(Body);
      const objects = set(get(state.buckets, String(Bucket)), String(Key), {
        body,
        modifiedAt: context.now,
      });
      const change = {
        bucket: String(Bucket),
        key: String(Key),
        size: Buffer.byteLength(body),
        etag: etag(body).replaceAll('"', ''),
        event: 'ObjectCreated:Put',
      };
      return {
        state: { ...state, buckets: set(state.buckets, String(Bucket), objects) },
        outcome: success({ ETag: etag(body), ServerSideEncryption: 'AES256' }),
        effects: notify(change, context),
      };
    }),
    DeleteObject: inBucket(({ Bucket = '', Key = '' }, state, context) => {
      const before = get(state.buckets, String(Bucket));
      const objects = remove(before, String(Key));
      const change = {
        bucket: String(Bucket),
        key: String(Key),
        size: 0,
        etag: '',
        event: 'ObjectRemoved:Delete',
      };
      return {
        state: { ...state, buckets: set(state.buckets, String(Bucket), objects) },
        outcome: success({}),
        effects: get(before, String(Key)) ? notify(change, context) : [],
      };
    }),
    CopyObject: inBucket(({ Bucket = '', Key = '', CopySource = '' }, state, context) => {
      const [from = '', ...rest] = decodeURIComponent(String(CopySource))
        .replace(/^\//, '')
        .split('/');
      const found = get(get(state.buckets, from), rest.join('/'));
      if (!found) {
        const outcome = failure('NoSuchKey', 'The specified key does not exist.', 404);
        return { state, outcome };
      }
      const copy = { body: found.body, modifiedAt: context.now };
      const objects = set(get(state.buckets, String(Bucket)), String(Key), copy);
      const change = {
        bucket: String(Bucket),
        key: String(Key),
        size: Buffer.byteLength(found.body),
        etag: etag(found.body).replaceAll('"', ''),
        event: 'ObjectCreated:Copy',
      };
      const LastModified = new Date(context.now).toISOString();
      return {
        state: { ...state, buckets: set(state.buckets, String(Bucket), objects) },
        outcome: success({ CopyObjectResult: { ETag: etag(found.body), LastModified } }),
        effects: notify(change, context),
      };
    }),
    HeadObject: inBucket(({ Bucket = '', Key = '' }, state) => {
      const found = get(get(state.buckets, String(Bucket)), String(Key));
      if (!found) return { state, outcome: failure('NotFound', 'Not Found', 404) };
      return { state, outcome: success(headOf(found)) };
    }),
    ListObjectsV2: inBucket((request, state) => {
      const { Bucket = '', Prefix = '' } = request;
      const Contents = [...entries(get(state.buckets, String(Bucket)))]
        .filter(([key]) => key.startsWith(String(Prefix)))
        .map(([Key, { body, modifiedAt }]) => ({
          Key,
          Size: Buffer.byteLength(body),
          ETag: etag(body),
          LastModified: new Date(modifiedAt).toISOString(),
          StorageClass: 'STANDARD',
        }));
      return {
        state,
        outcome: success({
          Name: Bucket,
          Prefix,
          KeyCount: Contents.length,
          IsTruncated: false,
          Contents,
        }),
      };
    }),
  },
};

function inBucket(operation: Operation<S3State>): Operation<S3State> {
  return (request: JsonObject, state, context) => {
    if (state.names.includes(String(request['Bucket']))) return operation(request, state, context);
    return { state, outcome: failure('NoSuchBucket', 'The specified bucket does not exist', 404) };
  };
}

function headOf({ body, modifiedAt }: S3Object): JsonObject {
  return {
    AcceptRanges: 'bytes',
    ContentLength: Buffer.byteLength(body),
    ContentType: 'binary/octet-stream',
    ETag: etag(body),
    LastModified: new Date(modifiedAt).toISOString(),
    Metadata: {},
    ServerSideEncryption: 'AES256',
  };
}

function etag(body: string): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
