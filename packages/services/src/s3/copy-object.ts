/** CopyObject: a new object with the content of another one. */
import { get } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { checksumMembers, checksumOf, isChecksumAlgorithm, type Checksum } from './checksums.ts';
import { writeConditionProblem } from './conditions.ts';
import { bytesOf } from './content.ts';
import { isoOf } from './dates.ts';
import { sourceForm, sourceOf, type Source } from './copy-source.ts';
import { encryptionMembers } from './encryption.ts';
import { expirationMember } from './expiration.ts';
import {
  eventHold,
  keyProblem,
  settingsForm,
  settingsOf,
  type GivenSettings,
} from './object-settings.ts';
import { created, newObject, quoted } from './put-object.ts';
import { invalidArgument, invalidRequest } from './refusals.ts';
import {
  inBucket,
  type Bucket,
  type ObjectSettings,
  type Operations,
  type StoredObject,
} from './state.ts';
import { currentOf, versionMember } from './versions.ts';

interface Directives {
  readonly MetadataDirective?: string;
  readonly TaggingDirective?: string;
}

export const copyOperations: Operations = {
  CopyObject: operation(
    {
      ...settingsForm,
      ...sourceForm,
      Bucket: text,
      ExpectedBucketOwner: text,
      Key: text,
      MetadataDirective: text,
      TaggingDirective: text,
      ChecksumAlgorithm: text,
      IfMatch: text,
      IfNoneMatch: text,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Key: key = '', ChecksumAlgorithm: algorithm } = request;
        const problem = directiveProblem(request) ?? keyProblem(key);
        if (problem) return problem;
        const source = sourceOf(request, state, context);
        if (isRefusal(source)) return source;
        const refused =
          writeConditionProblem(key, currentOf(bucket, key), request) ??
          inPlaceProblem(request, bucket, key, source);
        if (refused) return refused;
        const settings = copiedSettings(request, source.object, bucket, context);
        if (isRefusal(settings)) return settings;
        const checksum = copiedChecksum(source.object, algorithm);
        if (checksum && isRefusal(checksum)) return checksum;
        const { content } = source.object;
        const made = newObject(bucket, context, {
          ...settings,
          key,
          content,
          bytes: bytesOf(content),
          ...(checksum ? { checksum } : {}),
        });
        const { bucket: changed, object } = made;
        return {
          bucket: changed,
          response: {
            CopyObjectResult: {
              ETag: quoted(object.etag),
              LastModified: isoOf(object.modifiedAt),
              ...(checksum ? checksumMembers(checksum) : {}),
            },
            ...(source.bucket.versioning === undefined
              ? {}
              : { CopySourceVersionId: source.object.versionId }),
            ...versionMember(bucket, object),
            ...encryptionMembers(object.encryption),
            ...expirationMember(changed, object),
          },
          effects: created(bucket, object, 'ObjectCreated:Copy', context),
        };
      }),
    [...eventHold, 'AnnotationDirective'],
  ),
};

function directiveProblem({
  MetadataDirective,
  TaggingDirective,
}: Directives): Refusal | undefined {
  const unknown = (given: string | undefined) =>
    given !== undefined && given !== 'COPY' && given !== 'REPLACE';
  if (unknown(MetadataDirective)) {
    return invalidArgument(
      'Unknown metadata directive.',
      'x-amz-metadata-directive',
      MetadataDirective,
    );
  }
  if (!unknown(TaggingDirective)) return undefined;
  return invalidArgument('Unknown tagging directive.', 'x-amz-tagging-directive', TaggingDirective);
}

/** An object is copied to itself only where the copy differs from it. */
function inPlaceProblem(
  request: GivenSettings & Directives,
  { name, configurations }: Bucket,
  key: string,
  { bucket, object, isVersionNamed }: Source,
): Refusal | undefined {
  if (bucket.name !== name || object.key !== key || isVersionNamed) return undefined;
  const isOther =
    request.MetadataDirective === 'REPLACE' ||
    request.StorageClass !== undefined ||
    request.WebsiteRedirectLocation !== undefined ||
    request.ServerSideEncryption !== undefined ||
    request.SSECustomerAlgorithm !== undefined ||
    object.encryption.kind === 'customer' ||
    object.encryption.algorithm !== 'AES256' ||
    get(configurations, 'encryption') !== undefined;
  if (isOther) return undefined;
  return invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** Headers, metadata and tags come from the source or the request; all else is the request's. */
function copiedSettings(
  request: GivenSettings & Directives,
  source: StoredObject,
  bucket: Bucket,
  context: Context,
): ObjectSettings | Refusal {
  const { Tagging, ...untagged } = request;
  const isRetagged = request.TaggingDirective === 'REPLACE';
  const given = isRetagged && Tagging !== undefined ? { ...untagged, Tagging } : untagged;
  const settings = settingsOf(given, bucket, context);
  if (isRefusal(settings)) return settings;
  const tags = isRetagged ? settings.tags : source.tags;
  if (request.MetadataDirective === 'REPLACE') return { ...settings, tags };
  const { WebsiteRedirectLocation: redirect } = settings.headers;
  const kept = Object.entries(source.headers).filter(
    ([name]) => name !== 'WebsiteRedirectLocation',
  );
  const headers = {
    ...Object.fromEntries(kept),
    ...(redirect === undefined ? {} : { WebsiteRedirectLocation: redirect }),
  };
  return { ...settings, tags, headers, metadata: source.metadata };
}

/** The wanted algorithm's, else the source's; of the whole object, also where the source had parts. */
function copiedChecksum(
  { content, checksum }: StoredObject,
  wanted: string | undefined,
): Checksum | Refusal | undefined {
  if (wanted !== undefined && !isChecksumAlgorithm(wanted)) {
    return invalidRequest('Value for x-amz-checksum-algorithm header is invalid.');
  }
  const algorithm = wanted ?? checksum?.algorithm;
  if (algorithm === undefined) return undefined;
  if (algorithm === checksum?.algorithm && checksum.type === 'FULL_OBJECT') return checksum;
  return { algorithm, value: checksumOf(algorithm, bytesOf(content)), type: 'FULL_OBJECT' };
}
