/** The buckets that a scenario declares, as if they had been made through the API before it begins. */
import { set } from '@stepthrough/collections';
import { member, textOf } from '@stepthrough/json';
import type { Surroundings } from '../contract/service.ts';
import { ownBucket } from './buckets.ts';
import { checksumOf, md5Of } from './checksums.ts';
import { bytesOf } from '../contract/content.ts';
import { declaredNotifications } from './notification-configuration.ts';
import type { Bucket, S3State, StoredObject } from './state.ts';
import { withVersion } from './versions.ts';

export function declaredBuckets(setting: Surroundings): S3State {
  const { buckets: declared, notifications } = setting.scenario.resources;
  let buckets: S3State['buckets'];
  for (const [name, objects] of Object.entries(declared)) {
    let bucket = ownBucket(name, setting.region, setting.clockStart);
    const told = declaredNotifications(member(notifications, name) ?? [], setting);
    bucket = { ...bucket, configurations: set(bucket.configurations, 'notification', told) };
    const made = { modifiedAt: setting.clockStart, order: 0, versionId: 'null' };
    for (const [key, body] of Object.entries(objects)) {
      bucket = withPlainObject(bucket, key, textOf(body), made);
    }
    buckets = set(buckets, name, bucket);
  }
  return { buckets };
}

/** With an object that has nothing but a text and what S3 makes of it. */
export function withPlainObject(
  bucket: Bucket,
  key: string,
  content: string,
  { modifiedAt, order, versionId }: Pick<StoredObject, 'modifiedAt' | 'order' | 'versionId'>,
): Bucket {
  const bytes = bytesOf(content);
  const object: StoredObject = {
    isMarker: false,
    key,
    versionId,
    order,
    modifiedAt,
    content,
    size: bytes.length,
    etag: md5Of(bytes),
    checksum: { algorithm: 'CRC32', value: checksumOf('CRC32', bytes), type: 'FULL_OBJECT' },
    headers: { ContentType: 'binary/octet-stream' },
    metadata: {},
    tags: [],
    storageClass: 'STANDARD',
    encryption: { kind: 'managed', algorithm: 'AES256' },
  };
  return withVersion(bucket, object);
}
