/** Archived objects, and their restoring for some days. */
import { isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { json, operation, text } from '../contract/request-form.ts';
import { httpDateOf } from './dates.ts';
import { malformedXml, notSimulated, refusal } from './refusals.ts';
import { inBucket, type Operations, type StoredObject } from './state.ts';
import { readObject, withChanged } from './versions.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Hours until an object can be read, at most. Source: "Archive retrieval options". */
const hours: { readonly [storageClass: string]: { readonly [tier: string]: number } } = {
  GLACIER: { Expedited: 5 / 60, Standard: 5, Bulk: 12 },
  DEEP_ARCHIVE: { Standard: 12, Bulk: 48 },
};

/** Why an archived object is not read now. */
export function archiveProblem(
  { storageClass, restore }: StoredObject,
  now: number,
): Refusal | undefined {
  if (!Object.hasOwn(hours, storageClass)) return undefined;
  if (restore && restore.readyAt <= now && now < restore.expiresAt) return undefined;
  return refusal(
    'InvalidObjectState',
    "The operation is not valid for the object's storage class",
    403,
    { StorageClass: storageClass },
  );
}

/** The header about an object that is being restored, or is restored. */
export function restoreMember({ restore }: StoredObject, now: number): JsonObject {
  if (!restore || restore.expiresAt <= now) return {};
  if (restore.readyAt > now) return { Restore: 'ongoing-request="true"' };
  return {
    Restore: `ongoing-request="false", expiry-date="${httpDateOf(restore.expiresAt)}"`,
  };
}

export const restoreOperations: Operations = {
  RestoreObject: operation(
    { Bucket: text, ExpectedBucketOwner: text, Key: text, VersionId: text, RestoreRequest: json },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const object = readObject(bucket, request.Key ?? '', request.VersionId, 'PUT');
        if (isRefusal(object)) return object;
        const { storageClass, restore } = object;
        if (!Object.hasOwn(hours, storageClass)) {
          return refusal(
            'InvalidObjectState',
            "Restore is not allowed for the object's current storage class",
            403,
            { StorageClass: storageClass },
          );
        }
        const wish = wishOf(request.RestoreRequest, member(hours, storageClass) ?? {});
        if (isRefusal(wish)) return wish;
        if (restore && restore.readyAt > context.now) {
          return refusal('RestoreAlreadyInProgress', 'Object restore is already in progress', 409);
        }
        const isReady = restore !== undefined && restore.expiresAt > context.now;
        const readyAt = isReady ? restore.readyAt : context.now + wish.hours * hourMs;
        const from = isReady ? context.now : readyAt;
        const expiresAt = Math.ceil((from + wish.days * dayMs) / dayMs) * dayMs;
        return {
          bucket: withChanged(bucket, { ...object, restore: { readyAt, expiresAt } }),
          status: isReady ? 200 : 202,
        };
      }),
  ),
};

function wishOf(
  request: Json | undefined,
  tiers: { readonly [tier: string]: number },
): { readonly days: number; readonly hours: number } | Refusal {
  if (!isObject(request)) return malformedXml;
  const { Days, GlacierJobParameters, Tier, Type, OutputLocation } = request;
  if (Type !== undefined || OutputLocation !== undefined) {
    return notSimulated('RestoreObject with Type or OutputLocation');
  }
  if (typeof Days !== 'number' || Days < 1) return malformedXml;
  const named = isObject(GlacierJobParameters) ? GlacierJobParameters['Tier'] : Tier;
  const tier = typeof named === 'string' ? named : 'Standard';
  const wait = member(tiers, tier);
  return wait === undefined ? malformedXml : { days: Days, hours: wait };
}
