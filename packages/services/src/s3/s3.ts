/** Amazon S3: objects of declared buckets. */
import { entries, get, remove, set, type SortedMap } from '@stepthrough/collections';
import { textOf, utf8Size } from '@stepthrough/json';
import { failure, isRefusal, success } from '../contract/outcome.ts';
import { json, operation, text } from '../contract/request-form.ts';
import type { Operation, Service } from '../contract/service.ts';
import { notify } from './notifications.ts';
import {
  bucketOf,
  etagOf,
  headOf,
  md5Of,
  withObject,
  type S3Object,
  type S3State,
} from './objects.ts';
import { integrations } from './task-integration.ts';

const object = { Bucket: text, Key: text };

const noSuchKey = failure('NoSuchKey', 'The specified key does not exist.', 404);

const operations: { readonly [name: string]: Operation<S3State> } = {
  GetObject: operation(object, ({ Bucket, Key = '' }, state) => {
    const bucket = bucketOf(state, Bucket);
    if (isRefusal(bucket)) return { state, outcome: bucket };
    const found = get(bucket.objects, Key);
    return { state, outcome: found ? success({ ...headOf(found), Body: found.body }) : noSuchKey };
  }),

  PutObject: operation(
    { ...object, Body: json },
    ({ Bucket, Key: key = '', Body = '' }, state, context) => {
      const bucket = bucketOf(state, Bucket);
      if (isRefusal(bucket)) return { state, outcome: bucket };
      const body = textOf(Body);
      const change = {
        bucket: bucket.name,
        key,
        size: utf8Size(body),
        etag: md5Of(body),
        event: 'ObjectCreated:Put',
      };
      return {
        state: withObject(state, bucket.name, key, { body, modifiedAt: context.now }),
        outcome: success({ ETag: etagOf(body), ServerSideEncryption: 'AES256' }),
        effects: notify(change, context),
      };
    },
  ),

  DeleteObject: operation(object, ({ Bucket, Key: key = '' }, state, context) => {
    const bucket = bucketOf(state, Bucket);
    if (isRefusal(bucket)) return { state, outcome: bucket };
    const { name, objects } = bucket;
    const change = { bucket: name, key, size: 0, etag: '', event: 'ObjectRemoved:Delete' };
    return {
      state: { ...state, buckets: set(state.buckets, name, remove(objects, key)) },
      outcome: success({}),
      effects: get(objects, key) ? notify(change, context) : [],
    };
  }),

  CopyObject: operation(
    { ...object, CopySource: text },
    ({ Bucket, Key: key = '', CopySource = '' }, state, context) => {
      const bucket = bucketOf(state, Bucket);
      if (isRefusal(bucket)) return { state, outcome: bucket };
      const [from = '', ...rest] = decoded(CopySource).replace(/^\//, '').split('/');
      const found = get(get(state.buckets, from), rest.join('/'));
      if (!found) return { state, outcome: noSuchKey };
      const { body } = found;
      const change = {
        bucket: bucket.name,
        key,
        size: utf8Size(body),
        etag: md5Of(body),
        event: 'ObjectCreated:Copy',
      };
      const LastModified = new Date(context.now).toISOString();
      return {
        state: withObject(state, bucket.name, key, { body, modifiedAt: context.now }),
        outcome: success({ CopyObjectResult: { ETag: etagOf(body), LastModified } }),
        effects: notify(change, context),
      };
    },
  ),

  HeadObject: operation(object, ({ Bucket, Key = '' }, state) => {
    const bucket = bucketOf(state, Bucket);
    if (isRefusal(bucket)) return { state, outcome: bucket };
    const found = get(bucket.objects, Key);
    const outcome = found ? success(headOf(found)) : failure('NotFound', 'Not Found', 404);
    return { state, outcome };
  }),

  ListObjectsV2: operation({ Bucket: text, Prefix: text }, ({ Bucket, Prefix = '' }, state) => {
    const bucket = bucketOf(state, Bucket);
    if (isRefusal(bucket)) return { state, outcome: bucket };
    const Contents = [...entries(bucket.objects)]
      .filter(([key]) => key.startsWith(Prefix))
      .map(([Key, { body, modifiedAt }]) => ({
        Key,
        Size: utf8Size(body),
        ETag: etagOf(body),
        LastModified: new Date(modifiedAt).toISOString(),
        StorageClass: 'STANDARD',
      }));
    return {
      state,
      outcome: success({
        Name: bucket.name,
        Prefix,
        KeyCount: Contents.length,
        IsTruncated: false,
        Contents,
      }),
    };
  }),
};

export const s3: Service<'s3', S3State> = {
  name: 's3',
  integrations,
  throttled: () => failure('SlowDown', 'Please reduce your request rate.', 503),
  whyNot: (_call, { scenario }) =>
    Object.keys(scenario.resources.buckets).length > 0
      ? undefined
      : 'There is no bucket in "resources.buckets".',
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
  operations,
  receive: ({ bucket: name, key, body }, state, context) => {
    const bucket = bucketOf(state, name);
    if (isRefusal(bucket)) return { state, outcome: bucket };
    return {
      state: withObject(state, bucket.name, key, { body, modifiedAt: context.now }),
      outcome: success({}),
    };
  },
};

/** A source that is not encoded as in an address counts as it is. */
function decoded(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}
