/** UpdateObjectEncryption, and RenameObject, which buckets of general purpose do not have. */
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { flag, json, members, operation, text } from '../contract/request-form.ts';
import { accessDenied, invalidRequest, malformedXml, notImplemented } from './refusals.ts';
import { inBucket, type Encryption, type Operations } from './state.ts';
import { readObject, withChanged } from './versions.ts';

/** Source: API model of S3, `NonEmptyKmsKeyArnString`. */
const keyArn = /^arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-zA-Z0-9-]+$/;

export const objectEncryptionOperations: Operations = {
  UpdateObjectEncryption: operation(
    {
      Bucket: text,
      Key: text,
      VersionId: text,
      ObjectEncryption: members({ SSEKMS: members({ KMSKeyArn: text, BucketKeyEnabled: flag }) }),
      ExpectedBucketOwner: text,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { KMSKeyArn: keyId, BucketKeyEnabled: isBucketKey } =
          request.ObjectEncryption?.SSEKMS ?? {};
        if (keyId === undefined) return malformedXml;
        if (!keyArn.test(keyId)) return invalidRequest('The KMS key ARN is not valid.');
        const object = readObject(bucket, request.Key ?? '', request.VersionId, 'PUT');
        if (isRefusal(object)) return object;
        const problem = sourceProblem(object.encryption);
        if (problem) return problem;
        const encryption: Encryption = {
          kind: 'managed',
          algorithm: 'aws:kms',
          keyId,
          ...(isBucketKey === true ? { bucketKey: true } : {}),
        };
        return { bucket: withChanged(bucket, { ...object, encryption }) };
      }),
  ),

  RenameObject: operation(
    {
      Bucket: text,
      Key: text,
      RenameSource: text,
      DestinationIfMatch: text,
      DestinationIfNoneMatch: text,
      DestinationIfModifiedSince: json,
      DestinationIfUnmodifiedSince: json,
      SourceIfMatch: text,
      SourceIfNoneMatch: text,
      SourceIfModifiedSince: json,
      SourceIfUnmodifiedSince: json,
      ClientToken: text,
    },
    (request, state, context) =>
      inBucket(request, state, context, () =>
        notImplemented(
          'x-amz-rename-source',
          'RenameObject is supported for objects in directory buckets only.',
        ),
      ),
  ),
};

/** Only S3's own keys and single KMS keys are changed without writing the object anew. */
function sourceProblem(encryption: Encryption): Refusal | undefined {
  if (encryption.kind === 'customer') {
    return invalidRequest(
      'The encryption of objects with customer-provided keys (SSE-C) cannot be updated.',
    );
  }
  return encryption.algorithm === 'aws:kms:dsse'
    ? accessDenied('The encryption of objects with dual-layer encryption cannot be updated.')
    : undefined;
}
