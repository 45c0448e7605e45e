/** DeleteObject and DeleteObjects: objects go, or are hidden by a delete marker. */
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { flag, list, members, operation, text } from '../contract/request-form.ts';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { notify } from './notifications.ts';
import { isLocked } from './object-lock.ts';
import { malformedXml, noSuchVersion, objectIsLocked } from './refusals.ts';
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
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { VersionId, BypassGovernanceRetention: bypass = false } = request;
        const problem = VersionId === undefined ? undefined : versionIdProblem(VersionId);
        if (problem) return problem;
        const deleted = deleteOne(bucket, request, bypass, context, 0);
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
        Objects: list(members({ Key: text, VersionId: text })),
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
  { Key: key = '', VersionId }: Target,
  bypass: boolean,
  context: Context,
  index: number,
): Deleted | Refusal {
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
