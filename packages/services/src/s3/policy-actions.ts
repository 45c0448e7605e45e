/** Whether the actions of a bucket policy's statement can be done to its resources. */
import type { Json } from '@stepthrough/json';

/** What is done to objects, and to buckets. Source: "Actions, resources, and condition keys for Amazon S3". */
const ofObjects: readonly string[] = [
  's3:getobject',
  's3:getobjectversion',
  's3:getobjecttagging',
  's3:getobjectacl',
  's3:putobject',
  's3:putobjecttagging',
  's3:putobjectacl',
  's3:deleteobject',
  's3:deleteobjectversion',
  's3:restoreobject',
  's3:abortmultipartupload',
  's3:listmultipartuploadparts',
];
const ofBuckets: readonly string[] = [
  's3:listbucket',
  's3:listbucketversions',
  's3:listbucketmultipartuploads',
  's3:getbucketlocation',
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucket',
];

/** An action with wildcards, or one that is not in the lists, fits everything. */
export function isWithoutResource(actions: readonly Json[], resources: readonly Json[]): boolean {
  const hasObjects = resources.some((resource) => String(resource).includes('/'));
  const hasBucket = resources.some((resource) => !String(resource).includes('/'));
  return actions.some((given) => {
    const action = String(given).toLowerCase();
    return (
      (ofObjects.includes(action) && !hasObjects) || (ofBuckets.includes(action) && !hasBucket)
    );
  });
}
