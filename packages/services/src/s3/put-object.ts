/** PutObject, and what every operation that makes an object shares. */
import type { Json } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { json, operation, text } from '../contract/request-form.ts';
import type { Context, ServiceEffect } from '../contract/service.ts';
import {
  bodyChecksum,
  checksumForm,
  checksumMembers,
  laterChecksums,
  md5Of,
  md5Problem,
} from './checksums.ts';
import { writeConditionProblem } from './conditions.ts';
import { bytesOf, contentOfBody, type Content } from './content.ts';
import { encryptionMembers, isDigestTagged } from './encryption.ts';
import { expirationMember } from './expiration.ts';
import { notify } from './notifications.ts';
import { eventHold, keyProblem, settingsForm, settingsOf } from './object-settings.ts';
import { refusal } from './refusals.ts';
import {
  inBucket,
  type Bucket,
  type Encryption,
  type ObjectSettings,
  type Operations,
  type StoredObject,
} from './state.ts';
import { versionOrder } from './version-ids.ts';
import { currentOf, newVersionId, withVersion } from './versions.ts';

/** Bytes; what one request can put. Source: "Amazon S3 objects overview". */
const largestPut = 5 * 1024 ** 3;

export const putOperations: Operations = {
  PutObject: operation(
    {
      ...settingsForm,
      ...checksumForm,
      Bucket: text,
      ExpectedBucketOwner: text,
      Key: text,
      Body: json,
      ContentMD5: text,
      ChecksumAlgorithm: text,
      IfMatch: text,
      IfNoneMatch: text,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Key: key = '' } = request;
        const body = sentBody(request.Body, request.ContentMD5);
        if (isRefusal(body)) return body;
        const checksum = bodyChecksum(request, body.bytes);
        if (isRefusal(checksum)) return checksum;
        const problem =
          keyProblem(key) ?? writeConditionProblem(key, currentOf(bucket, key), request);
        if (problem) return problem;
        const settings = settingsOf(request, bucket, context);
        if (isRefusal(settings)) return settings;
        const made = newObject(bucket, context, { ...settings, ...body, key, checksum });
        const { bucket: changed, object } = made;
        return {
          bucket: changed,
          response: {
            ETag: quoted(object.etag),
            ...checksumMembers(checksum),
            ...encryptionMembers(object.encryption),
            ...expirationMember(changed, object),
            ...(bucket.versioning === 'Enabled' ? { VersionId: object.versionId } : {}),
          },
          effects: created(bucket, object, 'ObjectCreated:Put', context),
        };
      }),
    [...laterChecksums, ...eventHold, 'WriteOffsetBytes'],
  ),
};

/** The body of a request, with its digest where the request gives one. */
export function sentBody(
  body: Json | undefined,
  md5: string | undefined,
): { readonly content: Content; readonly bytes: Uint8Array } | Refusal {
  const content = contentOfBody(body);
  if (typeof content !== 'string' && 'error' in content) return content;
  const bytes = bytesOf(content);
  if (bytes.length > largestPut) {
    return refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  }
  return md5Problem(md5, bytes) ?? { content, bytes };
}

interface NewObject
  extends
    ObjectSettings,
    Pick<StoredObject, 'key' | 'content'>,
    Partial<Pick<StoredObject, 'checksum' | 'parts' | 'etag'>> {
  readonly bytes: Uint8Array;
}

/** The newest version of its key, made now. */
export function newObject(
  bucket: Bucket,
  context: Context,
  { bytes, ...given }: NewObject,
): { readonly bucket: Bucket; readonly object: StoredObject } {
  const order = versionOrder(context);
  const object: StoredObject = {
    etag: etagOf(bytes, given.encryption, context),
    ...given,
    isMarker: false,
    size: bytes.length,
    versionId: newVersionId(bucket, given.key, order, context),
    order,
    modifiedAt: context.now,
  };
  return { bucket: withVersion(bucket, object), object };
}

/** Under keys that are not S3's own, a tag tells nothing of the bytes. */
export function etagOf(bytes: Uint8Array, encryption: Encryption, context: Context): string {
  return md5Of(isDigestTagged(encryption) ? bytes : context.uuid('s3 etag'));
}

/** As the header has it. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** Tells of a new object. `event` as notifications call it, e.g. `ObjectCreated:Put`. */
export function created(
  bucket: Bucket,
  { key, size, etag, versionId }: StoredObject,
  event: string,
  context: Context,
): readonly ServiceEffect[] {
  return notify(bucket, { key, size, etag, versionId, event }, context);
}
