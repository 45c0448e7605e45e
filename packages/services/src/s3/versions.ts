/** Versions of the keys of a bucket: looking them up, adding them, taking them away. */
import { get, remove, set, values } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import type { Context } from '../contract/service.ts';
import { invalidArgument, methodNotAllowed, noSuchKey, noSuchVersion } from './refusals.ts';
import type { Bucket, StoredObject, Upload, Version } from './state.ts';
import { isVersionId, versionIdOf } from './version-ids.ts';

/** S3 lists keys in the order of their bytes in UTF-8, which is that of code points. */
export function orderOf(key: string): string {
  if (!/[\uD800-\uFFFF]/.test(key)) return key;
  return key.replace(/[\uD800-\uFFFF]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800);
  });
}

/** Newest first. */
export function versionsOf({ objects }: Bucket, key: string): readonly Version[] {
  return get(objects, orderOf(key)) ?? [];
}

/** The object that a key has now; none where a delete marker is newest. */
export function currentOf(bucket: Bucket, key: string): StoredObject | undefined {
  const [newest] = versionsOf(bucket, key);
  return newest && !newest.isMarker ? newest : undefined;
}

/** The object that a request reads. `method`: what is not allowed of a delete marker. */
export function readObject(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE' = 'GET',
): StoredObject | Refusal {
  const found = versionOf(bucket, key, versionId);
  if (isRefusal(found)) return found;
  if (!found.isMarker) return found;
  const isRead = method === 'GET' || method === 'HEAD';
  return versionId === undefined && isRead ? noSuchKey(key) : methodNotAllowed(method);
}

function versionOf(bucket: Bucket, key: string, versionId: string | undefined): Version | Refusal {
  const all = versionsOf(bucket, key);
  if (versionId === undefined) return all[0] ?? noSuchKey(key);
  return (
    versionIdProblem(versionId) ??
    all.find((version) => version.versionId === versionId) ??
    noSuchVersion(key, versionId)
  );
}

/** `null` is the id of what was put while the bucket kept no versions. */
export function versionIdProblem(id: string): Refusal | undefined {
  if (id === '') return invalidArgument('Version id cannot be the empty string', 'versionId', id);
  if (id === 'null' || isVersionId(id)) return undefined;
  return invalidArgument('Invalid version id specified', 'versionId', id);
}

/** The id of the version that is made now. */
export function newVersionId(
  { versioning }: Bucket,
  key: string,
  order: number,
  context: Context,
): string {
  if (versioning !== 'Enabled') return 'null';
  return versionIdOf(order, context.uuid(`version ${order} ${key}`));
}

/** Adds the newest version of its key; one that has the same id, which can only be `null`, goes. */
export function withVersion(bucket: Bucket, version: Version): Bucket {
  const others = versionsOf(bucket, version.key).filter(
    ({ versionId }) => versionId !== version.versionId,
  );
  const objects = set(bucket.objects, orderOf(version.key), [version, ...others]);
  const changed = { ...bucket, objects };
  return version.isMarker ? overtaken(changed, version.key) : changed;
}

/** Puts another state of a version in its place. */
export function withChanged(bucket: Bucket, version: StoredObject): Bucket {
  const all = versionsOf(bucket, version.key).map((one) =>
    one.versionId === version.versionId ? version : one,
  );
  return { ...bucket, objects: set(bucket.objects, orderOf(version.key), all) };
}

export function withoutVersion(bucket: Bucket, { key, versionId }: Version): Bucket {
  const left = versionsOf(bucket, key).filter((version) => version.versionId !== versionId);
  const { objects } = bucket;
  const at = orderOf(key);
  return overtaken(
    { ...bucket, objects: left.length > 0 ? set(objects, at, left) : remove(objects, at) },
    key,
  );
}

/** Marks the uploads in parts of a key whose object is deleted meanwhile. */
function overtaken(bucket: Bucket, key: string): Bucket {
  let { uploads } = bucket;
  for (const upload of values(uploads)) {
    if (upload.key === key) uploads = set(uploads, upload.id, { ...upload, isOvertaken: true });
  }
  return uploads === bucket.uploads ? bucket : { ...bucket, uploads };
}

export function withUpload(bucket: Bucket, upload: Upload): Bucket {
  return { ...bucket, uploads: set(bucket.uploads, upload.id, upload) };
}

/** The member of answers about a bucket that keeps versions, or has kept some. */
export function versionMember(
  { versioning }: Bucket,
  { versionId }: { readonly versionId: string },
): { readonly VersionId?: string } {
  return versioning === undefined ? {} : { VersionId: versionId };
}
