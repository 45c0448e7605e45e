/** ListObjects and ListObjectsV2. */
import { entriesFrom } from '@stepthrough/collections';
import { base64DecodeText, base64Encode, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { flag, list, number, operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { ownerOf } from './acl.ts';
import { isoOf } from './dates.ts';
import { encodingOf, mostOf, pageOf, type Page } from './paging.ts';
import { quoted } from './put-object.ts';
import { invalidArgument } from './refusals.ts';
import { restoreMember } from './restore.ts';
import { inBucket, type Bucket, type Operations, type StoredObject } from './state.ts';
import { orderOf } from './versions.ts';

const listForm = {
  Bucket: text,
  ExpectedBucketOwner: text,
  Prefix: text,
  Delimiter: text,
  MaxKeys: number,
  EncodingType: text,
  OptionalObjectAttributes: list(text),
};

interface Asked {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
  readonly EncodingType?: string;
  readonly OptionalObjectAttributes?: readonly string[];
}

export const listOperations: Operations = {
  ListObjects: operation({ ...listForm, Marker: text }, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const { Marker = '' } = request;
      const listed = listedOf(bucket, request, Marker, true, context);
      if (isRefusal(listed)) return listed;
      const { response, isTruncated, last, encoded } = listed;
      return {
        response: {
          ...response,
          Marker: encoded(Marker),
          ...(isTruncated && (request.Delimiter ?? '') !== '' ? { NextMarker: encoded(last) } : {}),
        },
      };
    }),
  ),

  ListObjectsV2: operation(
    { ...listForm, ContinuationToken: text, StartAfter: text, FetchOwner: flag },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { ContinuationToken: token, StartAfter, FetchOwner: hasOwner = false } = request;
        const after = token === undefined ? (StartAfter ?? '') : placeOf(token);
        if (typeof after !== 'string') return after;
        const listed = listedOf(bucket, request, after, hasOwner, context);
        if (isRefusal(listed)) return listed;
        const { response, isTruncated, last, count, encoded } = listed;
        return {
          response: {
            ...response,
            KeyCount: count,
            ...(StartAfter === undefined ? {} : { StartAfter: encoded(StartAfter) }),
            ...(token === undefined ? {} : { ContinuationToken: token }),
            ...(isTruncated ? { NextContinuationToken: tokenOf(last) } : {}),
          },
        };
      }),
  ),
};

interface Listed {
  readonly response: JsonObject;
  readonly isTruncated: boolean;
  /** Key or prefix of the last line. */
  readonly last: string;
  readonly count: number;
  readonly encoded: (key: string) => string;
}

function listedOf(
  bucket: Bucket,
  {
    Prefix: prefix = '',
    Delimiter: delimiter = '',
    MaxKeys,
    EncodingType,
    OptionalObjectAttributes = [],
  }: Asked,
  after: string,
  hasOwner: boolean,
  context: Context,
): Listed | Refusal {
  const most = mostOf(MaxKeys, 'max-keys');
  if (typeof most !== 'number') return most;
  const encoded = encodingOf(EncodingType);
  if (typeof encoded !== 'function') return encoded;
  const page = pageOf(currentObjects(bucket, prefix, after), { prefix, delimiter, most, after });
  const hasRestore = OptionalObjectAttributes.includes('RestoreStatus');
  const Contents = page.lines.flatMap((line) =>
    line.kind === 'item'
      ? [
          {
            ...entryOf(line.item, encoded),
            ...(hasOwner ? { Owner: ownerOf(context) } : {}),
            ...(hasRestore ? restoreStatus(line.item, context.now) : {}),
          },
        ]
      : [],
  );
  return {
    response: {
      Name: bucket.name,
      Prefix: encoded(prefix),
      ...(delimiter === '' ? {} : { Delimiter: encoded(delimiter) }),
      MaxKeys: most,
      EncodingType: 'url',
      IsTruncated: page.isTruncated,
      ...(Contents.length > 0 ? { Contents } : {}),
      ...commonPrefixes(page, encoded),
    },
    isTruncated: page.isTruncated,
    last: page.lines.at(-1)?.key ?? '',
    count: page.lines.length,
    encoded,
  };
}

export function commonPrefixes(page: Page<unknown>, encoded: (key: string) => string): JsonObject {
  const CommonPrefixes = page.lines.flatMap(({ kind, key }) =>
    kind === 'prefix' ? [{ Prefix: encoded(key) }] : [],
  );
  return CommonPrefixes.length > 0 ? { CommonPrefixes } : {};
}

function* currentObjects(
  { objects }: Bucket,
  prefix: string,
  after: string,
): Generator<readonly [string, StoredObject]> {
  const start = orderOf(after) > orderOf(prefix) ? after : prefix;
  for (const [, [newest]] of entriesFrom(objects, orderOf(start))) {
    if (newest && !newest.isMarker && newest.key !== after) yield [newest.key, newest];
  }
}

/** What lists tell of an object, also of a version. */
export function entryOf(object: StoredObject, encoded: (key: string) => string): JsonObject {
  const { key, etag, size, modifiedAt, storageClass, checksum } = object;
  return {
    Key: encoded(key),
    ETag: quoted(etag),
    Size: size,
    LastModified: isoOf(modifiedAt),
    StorageClass: storageClass,
    ...(checksum ? { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type } : {}),
  };
}

function restoreStatus(object: StoredObject, now: number): JsonObject {
  const { Restore } = restoreMember(object, now);
  if (Restore === undefined || !object.restore) return {};
  const isReady = object.restore.readyAt <= now;
  return {
    RestoreStatus: {
      IsRestoreInProgress: !isReady,
      ...(isReady ? { RestoreExpiryDate: isoOf(object.restore.expiresAt) } : {}),
    },
  };
}

/** Opaque to callers: the place after which the next page begins. */
export function tokenOf(last: string): string {
  return `1${base64Encode(last)}`;
}

export function placeOf(token: string): string | Refusal {
  const place = token.startsWith('1') ? base64DecodeText(token.slice(1)) : undefined;
  return (
    place ?? invalidArgument('The continuation token provided is incorrect', 'continuation-token')
  );
}
