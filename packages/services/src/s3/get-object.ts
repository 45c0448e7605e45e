/** GetObject, HeadObject and GetObjectAttributes. */
import type { Json, JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { json, list, number, operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { checksumMembers } from './checksums.ts';
import { readConditionProblem, readConditionsForm, type ReadConditions } from './conditions.ts';
import { bytesOf, contentOf, type Content } from '../contract/content.ts';
import { momentOf } from '../contract/moments.ts';
import { httpDateOf, isoOf } from './dates.ts';
import { customerKeyForm, encryptionMembers, readProblem } from './encryption.ts';
import { expirationMember } from './expiration.ts';
import { lockMembers } from './object-lock.ts';
import { shownHeaders, shownMetadata } from './object-settings.ts';
import { quoted } from './put-object.ts';
import { contentRange, rangeOf, type Range } from './ranges.ts';
import { invalidArgument, invalidRequest, withoutBody } from './refusals.ts';
import { archiveProblem, restoreMember } from './restore.ts';
import { inBucket, type Bucket, type Operations, type StoredObject } from './state.ts';
import { readObject, versionMember } from './versions.ts';

const address = { Bucket: text, ExpectedBucketOwner: text, Key: text, VersionId: text };

const readForm = {
  ...address,
  ...readConditionsForm,
  ...customerKeyForm,
  Range: text,
  PartNumber: number,
  ChecksumMode: text,
  ResponseCacheControl: text,
  ResponseContentDisposition: text,
  ResponseContentEncoding: text,
  ResponseContentLanguage: text,
  ResponseContentType: text,
  ResponseExpires: json,
};

interface Read extends ReadConditions {
  readonly Key?: string;
  readonly VersionId?: string;
  readonly Range?: string;
  readonly PartNumber?: number;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
}

export const getOperations: Operations = {
  GetObject: operation(readForm, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const found = foundFor(request, bucket, 'GET', context);
      if (isRefusal(found)) return found;
      const archived = archiveProblem(found.object, context.now);
      if (archived) return archived;
      const { object, range } = found;
      const { checksum } = object;
      const isWhole = range === undefined || (range.first === 0 && range.last === object.size - 1);
      const shown = checksum && isWhole && request.Range === undefined;
      return {
        response: {
          ...headOf(bucket, object, range, context),
          ...headersInstead(request),
          ...(shown ? checksumMembers(checksum) : {}),
          ...(object.tags.length > 0 ? { TagCount: object.tags.length } : {}),
          Body: partOf(object.content, range),
        },
        status: range ? 206 : 200,
      };
    }),
  ),

  HeadObject: operation(readForm, (request, state, context) => {
    const result = inBucket(request, state, context, (bucket) => {
      const found = foundFor(request, bucket, 'HEAD', context);
      if (isRefusal(found)) return found;
      const { object, range } = found;
      const isAsked = request.ChecksumMode === 'ENABLED' && range === undefined;
      return {
        response: {
          ...headOf(bucket, object, range, context),
          ...headersInstead(request),
          ...(isAsked && object.checksum ? checksumMembers(object.checksum) : {}),
          ...(object.tags.length > 0 ? { TagCount: object.tags.length } : {}),
        },
        status: range ? 206 : 200,
      };
    });
    const { outcome } = result;
    return outcome && isRefusal(outcome) ? { ...result, outcome: withoutBody(outcome) } : result;
  }),

  GetObjectAttributes: operation(
    {
      ...address,
      ...customerKeyForm,
      ObjectAttributes: list(text),
      MaxParts: number,
      PartNumberMarker: number,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { ObjectAttributes: wanted = [], Key = '', VersionId } = request;
        const unknown = wanted.find((name) => !Object.hasOwn(attributes, name));
        if (wanted.length === 0) {
          return invalidRequest(
            'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
          );
        }
        if (unknown !== undefined) {
          return invalidArgument(
            'Invalid attribute name specified.',
            'x-amz-object-attributes',
            unknown,
          );
        }
        const object = readObject(bucket, Key, VersionId);
        if (isRefusal(object)) return object;
        const problem = readProblem(object.encryption, request);
        if (problem) return problem;
        const asked = Object.entries(attributes).filter(([name]) => wanted.includes(name));
        const { MaxParts = 1000, PartNumberMarker = 0 } = request;
        const page = { most: MaxParts, after: PartNumberMarker };
        return {
          response: {
            LastModified: isoOf(object.modifiedAt),
            ...versionMember(bucket, object),
            ...Object.fromEntries(asked.flatMap(([, of]) => Object.entries(of(object, page)))),
          },
        };
      }),
  ),
};

type Page = { readonly most: number; readonly after: number };

const attributes: { readonly [name: string]: (object: StoredObject, page: Page) => JsonObject } = {
  ETag: ({ etag }) => ({ ETag: etag }),
  Checksum: ({ checksum }) => (checksum ? { Checksum: checksumMembers(checksum) } : {}),
  ObjectParts: ({ parts, checksum }, page) =>
    parts ? { ObjectParts: partsOf(parts, checksum?.algorithm, page) } : {},
  StorageClass: ({ storageClass }) => ({ StorageClass: storageClass }),
  ObjectSize: ({ size }) => ({ ObjectSize: size }),
};

/** Parts are listed one by one only where they have checksums of their own. */
function partsOf(
  parts: NonNullable<StoredObject['parts']>,
  algorithm: string | undefined,
  { most, after }: Page,
): JsonObject {
  const listed = parts.filter(({ number }) => number > after).slice(0, most);
  if (algorithm === undefined || listed.some(({ checksum }) => checksum === undefined)) {
    return { TotalPartsCount: parts.length };
  }
  const last = listed.at(-1)?.number ?? 0;
  return {
    IsTruncated: parts.some(({ number }) => number > last),
    MaxParts: most,
    NextPartNumberMarker: last,
    PartNumberMarker: after,
    Parts: listed.map(({ number, size, checksum = '' }) => ({
      PartNumber: number,
      Size: size,
      [`Checksum${algorithm}`]: checksum,
    })),
    TotalPartsCount: parts.length,
  };
}

/** The object that may be read, and which part of it. */
function foundFor(
  request: Read,
  bucket: Bucket,
  method: 'GET' | 'HEAD',
  { now }: Context,
): { readonly object: StoredObject; readonly range: Range | undefined } | Refusal {
  const object = readObject(bucket, request.Key ?? '', request.VersionId, method);
  if (isRefusal(object)) return object;
  const problem =
    readProblem(object.encryption, request) ?? readConditionProblem(object, request, now);
  if (problem) return problem;
  const range = rangeOf(object, request);
  return range && isRefusal(range) ? range : { object, range };
}

function headOf(
  bucket: Bucket,
  object: StoredObject,
  range: Range | undefined,
  { now }: Context,
): JsonObject {
  const { size, storageClass, etag, modifiedAt } = object;
  return {
    AcceptRanges: 'bytes',
    ContentLength: range ? range.last - range.first + 1 : size,
    ...(range ? { ContentRange: contentRange(range, size) } : {}),
    ...(range?.partsCount === undefined ? {} : { PartsCount: range.partsCount }),
    ETag: quoted(etag),
    LastModified: isoOf(modifiedAt),
    Metadata: shownMetadata(object.metadata),
    ...shownHeaders(object.headers),
    ...encryptionMembers(object.encryption),
    ...(storageClass === 'STANDARD' ? {} : { StorageClass: storageClass }),
    ...lockMembers(object),
    ...versionMember(bucket, object),
    ...expirationMember(bucket, object),
    ...restoreMember(object, now),
  };
}

interface WantedHeaders {
  readonly ResponseCacheControl?: string;
  readonly ResponseContentDisposition?: string;
  readonly ResponseContentEncoding?: string;
  readonly ResponseContentLanguage?: string;
  readonly ResponseContentType?: string;
  readonly ResponseExpires?: Json;
}

/** Headers that a request wants instead of the object's own. */
function headersInstead(request: WantedHeaders): JsonObject {
  const expires = momentOf(request.ResponseExpires);
  return shownHeaders({
    ...given('CacheControl', request.ResponseCacheControl),
    ...given('ContentDisposition', request.ResponseContentDisposition),
    ...given('ContentEncoding', request.ResponseContentEncoding),
    ...given('ContentLanguage', request.ResponseContentLanguage),
    ...given('ContentType', request.ResponseContentType),
    ...given('Expires', expires === undefined ? undefined : httpDateOf(expires)),
  });
}

function given(name: string, value: string | undefined): { readonly [name: string]: string } {
  return value === undefined ? {} : { [name]: value };
}

function partOf(content: Content, range: Range | undefined): Content {
  return range ? contentOf(bytesOf(content).subarray(range.first, range.last + 1)) : content;
}
