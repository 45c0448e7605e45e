/** Tags of objects and of buckets through operations of their own. */
import { get, remove, set } from '@stepthrough/collections';
import { isArray } from '@stepthrough/json';
import { isRefusal } from '../contract/outcome.ts';
import { json, members, operation, text } from '../contract/request-form.ts';
import { malformedXml, refusal } from './refusals.ts';
import { inBucket, type Operations } from './state.ts';
import { tagsOfSet } from './tags.ts';
import { readObject, versionMember, withChanged } from './versions.ts';

const bucketForm = { Bucket: text, ExpectedBucketOwner: text };
const objectForm = { ...bucketForm, Key: text, VersionId: text };
const given = { Tagging: members({ TagSet: json }) };

export const taggingOperations: Operations = {
  PutObjectTagging: operation({ ...objectForm, ...given }, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const object = readObject(bucket, request.Key ?? '', request.VersionId, 'PUT');
      if (isRefusal(object)) return object;
      const tags = tagsOfSet(request.Tagging?.TagSet, 'object');
      if (isRefusal(tags)) return tags;
      return {
        bucket: withChanged(bucket, { ...object, tags }),
        response: versionMember(bucket, object),
      };
    }),
  ),

  GetObjectTagging: operation(objectForm, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const object = readObject(bucket, request.Key ?? '', request.VersionId);
      if (isRefusal(object)) return object;
      const TagSet = object.tags.map(({ Key, Value }) => ({ Key, Value }));
      return { response: { ...versionMember(bucket, object), TagSet } };
    }),
  ),

  DeleteObjectTagging: operation(objectForm, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const object = readObject(bucket, request.Key ?? '', request.VersionId, 'DELETE');
      if (isRefusal(object)) return object;
      return {
        bucket: withChanged(bucket, { ...object, tags: [] }),
        response: versionMember(bucket, object),
        status: 204,
      };
    }),
  ),

  PutBucketTagging: operation({ ...bucketForm, ...given }, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      if (request.Tagging === undefined) return malformedXml;
      const tags = tagsOfSet(request.Tagging.TagSet, 'bucket');
      if (isRefusal(tags)) return tags;
      const TagSet = tags.map(({ Key, Value }) => ({ Key, Value }));
      const configurations = set(bucket.configurations, 'tagging', { TagSet });
      return { bucket: { ...bucket, configurations }, status: 204 };
    }),
  ),

  GetBucketTagging: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, ({ name, configurations }) => {
      const kept = get(configurations, 'tagging');
      const { TagSet } = kept ?? {};
      return kept && isArray(TagSet) && TagSet.length > 0
        ? { response: kept }
        : refusal('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName: name });
    }),
  ),

  DeleteBucketTagging: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const configurations = remove(bucket.configurations, 'tagging');
      return { bucket: { ...bucket, configurations }, status: 204 };
    }),
  ),
};
