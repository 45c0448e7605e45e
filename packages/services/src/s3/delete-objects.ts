/** DeleteObject and DeleteObjects: objects go, or are hidden by a delete marker. */
import type { Json, JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { flag, json, list, members, number, operation, text } from '../contract/request-form.ts';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { matches } from './conditions.ts';
import { notify } from './notifications.ts';
import { isLocked } from './object-lock.ts';
import {
  malformedXml,
  noSuchKey,
  noSuchVersion,
  notImplemented,
  objectIsLocked,
  preconditionFailed,
} from './refusals.ts';
import { inBucket, type Bucket, type DeleteMarker, type Operations } from './state.ts';
import { isVersionId, versionOrder } from './version-ids.ts';
import {
  currentOf,
  newVersionId,
  versionIdProblem,
  versionsOf,
  withVersion,
  withoutVersion,
} from './versions.ts';

/** Source: API reference of DeleteObjects. */
const mostKeys = 1000;

interface Target {
  readonly Key?: string;
  readonly VersionId?: string;
  readonly ETag?: string | undefined;
  readonly LastModifiedTime?: Json | undefined;
  readonly Size?: number | undefined;
}

interface Deleted {
  readonly bucket: Bucket;
  readonly DeleteMarker?: boolean;
  readonly VersionId?: string;
  readonly effects: readonly ServiceEffect[];
}

export const deleteOperations: Operations = {
  DeleteObject: operation(
    {
      Bucket: text,
      ExpectedBucketOwner: text,
      Key: text,
      VersionId: text,
      BypassGovernanceRetention: flag,
      MFA: text,
      IfMatch: text,
      IfMatchLastModifiedTime: json,
      IfMatchSize: number,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { VersionId, IfMatch: ETag, BypassGovernanceRetention: bypass = false } = request;
        const { IfMatchLastModifiedTime: LastModifiedTime, IfMatchSize: Size } = request;
        const problem = VersionId === undefined ? undefined : versionIdProblem(VersionId);
        if (problem) return problem;
        const target = { ...request, ETag, LastModifiedTime, Size };
        const deleted = deleteOne(bucket, target, bypass, context, 0);
        if (isRefusal(deleted)) return deleted;
        const { bucket: changed, effects, ...response } = deleted;
        return { bucket: changed, effects, response, status: 204 };
      }),
  ),

  DeleteObjects: operation(
    {
      Bucket: text,
      ExpectedBucketOwner: text,
      Delete: members({
        Objects: list(
          members({
            Key: text,
            VersionId: text,
            ETag: text,
            LastModifiedTime: json,
            Size: number,
          }),
        ),
        Quiet: flag,
      }),
      BypassGovernanceRetention: flag,
      MFA: text,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Objects: targets = [], Quiet: isQuiet = false } = request.Delete ?? {};
        if (targets.length === 0 || targets.length > mostKeys) return malformedXml;
        const { BypassGovernanceRetention: bypass = false } = request;
        let left = bucket;
        const effects: ServiceEffect[] = [];
        const Deleted: JsonObject[] = [];
        const Errors: JsonObject[] = [];
        for (const [index, target] of targets.entries()) {
          const deleted = unknownVersion(target) ?? deleteOne(left, target, bypass, context, index);
          if (isRefusal(deleted)) Errors.push(errorEntry(target, deleted));
          else {
            left = deleted.bucket;
            effects.push(...deleted.effects);
            Deleted.push(deletedEntry(target, deleted));
          }
        }
        return {
          bucket: left,
          effects,
          response: {
            ...(Deleted.length > 0 && !isQuiet ? { Deleted: Deleted.sort(byKey) } : {}),
            ...(Errors.length > 0 ? { Errors } : {}),
          },
        };
      }),
  ),
};

/** In a list, an id that S3 has not made is a version that does not exist. */
function unknownVersion({ Key = '', VersionId }: Target): Refusal | undefined {
  if (VersionId === undefined || VersionId === 'null' || isVersionId(VersionId)) return undefined;
  return noSuchVersion(Key, VersionId);
}

function deleteOne(
  bucket: Bucket,
  target: Target,
  bypass: boolean,
  context: Context,
  index: number,
): Deleted | Refusal {
  const { Key: key = '', VersionId } = target;
  const problem = conditionProblem(bucket, key, target);
  if (problem) return problem;
  if (VersionId !== undefined) return deleteVersion(bucket, key, VersionId, bypass, context);
  const current = currentOf(bucket, key);
  if (bucket.versioning === undefined) {
    if (!current) return { bucket, effects: [] };
    return { bucket: withoutVersion(bucket, current), effects: removed(bucket, key, context) };
  }
  const order = versionOrder(context, index);
  const marker: DeleteMarker = {
    isMarker: true,
    key,
    versionId: newVersionId(bucket, key, order, context),
    order,
    modifiedAt: context.now,
  };
  return {
    bucket: withVersion(bucket, marker),
    DeleteMarker: true,
    VersionId: marker.versionId,
    effects: removed(bucket, key, context, marker.versionId),
  };
}

/** Of the key's current version alone, whichever is deleted; by time and size in directory buckets alone. */
function conditionProblem(
  bucket: Bucket,
  key: string,
  { ETag, LastModifiedTime, Size }: Target,
): Refusal | undefined {
  if (LastModifiedTime !== undefined) return onlyInDirectories('x-amz-if-match-last-modified-time');
  if (Size !== undefined) return onlyInDirectories('x-amz-if-match-size');
  if (ETag === undefined) return undefined;
  const [newest] = versionsOf(bucket, key);
  if (!newest) return noSuchKey(key);
  const isMet = !newest.isMarker && matches(ETag, newest.etag);
  return isMet ? undefined : preconditionFailed('If-Match');
}

function onlyInDirectories(header: string): Refusal {
  return notImplemented(header, 'The header is supported in directory buckets only');
}

function deleteVersion(
  bucket: Bucket,
  key: string,
  versionId: string,
  bypass: boolean,
  context: Context,
): Deleted | Refusal {
  const found = versionsOf(bucket, key).find((version) => version.versionId === versionId);
  if (!found) return { bucket, VersionId: versionId, effects: [] };
  if (!found.isMarker && isLocked(found, bypass, context.now)) return objectIsLocked;
  return {
    bucket: withoutVersion(bucket, found),
    ...(found.isMarker ? { DeleteMarker: true } : {}),
    VersionId: versionId,
    effects: removed(bucket, key, context),
  };
}

/** `marker`: the version id of the delete marker that hides the object. */
function removed(
  bucket: Bucket,
  key: string,
  context: Context,
  marker?: string,
): readonly ServiceEffect[] {
  const event = marker === undefined ? 'ObjectRemoved:Delete' : 'ObjectRemoved:DeleteMarkerCreated';
  return notify(bucket, { key, size: 0, etag: '', versionId: marker ?? 'null', event }, context);
}

function deletedEntry({ Key = '', VersionId: asked }: Target, deleted: Deleted): JsonObject {
  const { DeleteMarker: isMarker, VersionId: versionId } = deleted;
  return {
    Key,
    ...(asked === undefined ? {} : { VersionId: asked }),
    ...(isMarker === true && versionId !== undefined
      ? { DeleteMarker: true, DeleteMarkerVersionId: versionId }
      : {}),
  };
}

function errorEntry({ Key = '', VersionId }: Target, { error }: Refusal): JsonObject {
  return {
    Code: error.code,
    Key,
    Message: error.message,
    ...(VersionId === undefined ? {} : { VersionId }),
  };
}

function byKey(one: JsonObject, other: JsonObject): number {
  return String(one['Key']) < String(other['Key']) ? -1 : 1;
}
