/** Amazon S3: buckets, declared or made through the API, and the versions of their objects. */
import { size } from '@stepthrough/collections';
import { failure, isRefusal, success } from '../contract/outcome.ts';
import type { Service } from '../contract/service.ts';
import { aclOperations } from './acl.ts';
import { bucketOperations } from './buckets.ts';
import { completeOperations } from './complete-upload.ts';
import { configurationOperations } from './configurations.ts';
import { copyOperations } from './copy-object.ts';
import { declaredBuckets, withPlainObject } from './declared-buckets.ts';
import { deleteOperations } from './delete-objects.ts';
import { getOperations } from './get-object.ts';
import { listVersionsOperations } from './list-versions.ts';
import { listOperations } from './listing.ts';
import { namedConfigurationOperations } from './named-configurations.ts';
import { objectEncryptionOperations } from './object-encryption.ts';
import { lockOperations } from './object-lock.ts';
import { olderOperations } from './older-forms.ts';
import { putOperations } from './put-object.ts';
import { restoreOperations } from './restore.ts';
import { bucketOf, withBucket, type S3State } from './state.ts';
import { taggingOperations } from './tagging.ts';
import { integrations } from './task-integration.ts';
import { partOperations } from './upload-parts.ts';
import { uploadOperations } from './uploads.ts';
import { versionOrder } from './version-ids.ts';
import { newVersionId } from './versions.ts';

/** What can be asked where there is no bucket. */
const needNoBucket: readonly string[] = ['CreateBucket', 'ListBuckets'];

export const s3: Service<'s3', S3State> = {
  name: 's3',
  integrations,
  throttled: () => failure('SlowDown', 'Please reduce your request rate.', 503),
  whyNot: (call, _setting, { buckets }) =>
    size(buckets) > 0 || ('operation' in call && needNoBucket.includes(call.operation))
      ? undefined
      : 'There is no bucket in "resources.buckets".',
  initial: declaredBuckets,
  operations: {
    ...bucketOperations,
    ...configurationOperations,
    ...olderOperations,
    ...namedConfigurationOperations,
    ...putOperations,
    ...getOperations,
    ...copyOperations,
    ...deleteOperations,
    ...listOperations,
    ...listVersionsOperations,
    ...taggingOperations,
    ...aclOperations,
    ...lockOperations,
    ...objectEncryptionOperations,
    ...restoreOperations,
    ...uploadOperations,
    ...partOperations,
    ...completeOperations,
  },
  receive: ({ bucket: name, key, body }, state, context) => {
    const bucket = bucketOf({ Bucket: name }, state, context);
    if (isRefusal(bucket)) return { state, outcome: bucket };
    const order = versionOrder(context);
    const versionId = newVersionId(bucket, key, order, context);
    const made = { modifiedAt: context.now, order, versionId };
    const written = withPlainObject(bucket, key, body, made);
    return { state: withBucket(state, written), outcome: success({}) };
  },
};
