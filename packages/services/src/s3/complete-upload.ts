/** CompleteMultipartUpload: the parts become an object. */
import { get } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { list, members, number, operation, text } from '../contract/request-form.ts';
import {
  badDigest,
  checksumForm,
  checksumMembers,
  checksumOf,
  compositeOf,
  givenChecksum,
  laterChecksums,
  md5Of,
  type Checksum,
  type GivenChecksums,
} from './checksums.ts';
import { writeConditionProblem } from './conditions.ts';
import { concatenated, contentOf } from './content.ts';
import { encryptionMembers } from './encryption.ts';
import { expirationMember } from './expiration.ts';
import { created, newObject, quoted } from './put-object.ts';
import { invalidRequest, malformedXml, refusal } from './refusals.ts';
import { inBucket, type Bucket, type Operations, type Upload, type UploadedPart } from './state.ts';
import { uploadOf, withoutUpload } from './uploads.ts';
import { currentOf } from './versions.ts';

/** Bytes that each part but the last has at least. Source: "Amazon S3 multipart upload limits". */
const smallestPart = 5 * 1024 ** 2;

interface NamedPart extends GivenChecksums {
  readonly ETag?: string;
  readonly PartNumber?: number;
}

type ChosenPart = UploadedPart & { readonly number: number };

export const completeOperations: Operations = {
  CompleteMultipartUpload: operation(
    {
      ...checksumForm,
      Bucket: text,
      ExpectedBucketOwner: text,
      Key: text,
      UploadId: text,
      MultipartUpload: members({
        Parts: list(members({ ...checksumForm, ETag: text, PartNumber: number })),
      }),
      ChecksumType: text,
      MpuObjectSize: number,
      IfMatch: text,
      IfNoneMatch: text,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const upload = uploadOf(bucket, request);
        if (isRefusal(upload)) return upload;
        const chosen = chosenParts(upload, request.MultipartUpload?.Parts ?? []);
        if (isRefusal(chosen)) return chosen;
        const problem = overtakenProblem(bucket, upload, request);
        if (problem) return problem;
        const bytes = concatenated(chosen.map(({ content }) => content));
        const checksum = wholeChecksum(upload, chosen, bytes, request);
        if (isRefusal(checksum)) return checksum;
        const sizeProblem = sizeProblemOf(request.MpuObjectSize, bytes.length);
        if (sizeProblem) return sizeProblem;
        const { headers, metadata, tags, storageClass, encryption } = upload;
        const { retention, legalHold, acl, key } = upload;
        const made = newObject(withoutUpload(bucket, upload), context, {
          headers,
          metadata,
          tags,
          storageClass,
          encryption,
          ...(retention ? { retention } : {}),
          ...(legalHold ? { legalHold } : {}),
          ...(acl ? { acl } : {}),
          key,
          content: contentOf(bytes),
          bytes,
          checksum,
          etag: tagOfParts(chosen),
          parts: chosen.map(({ number, size, checksum: own }) => ({
            number,
            size,
            ...(own === undefined || upload.checksum?.type !== 'COMPOSITE'
              ? {}
              : { checksum: own }),
          })),
        });
        const { object } = made;
        return {
          bucket: made.bucket,
          response: {
            Bucket: bucket.name,
            Key: key,
            Location: `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(key)}`,
            ETag: quoted(object.etag),
            ...checksumMembers(checksum),
            ...encryptionMembers(object.encryption),
            ...expirationMember(made.bucket, object),
            ...(bucket.versioning === 'Enabled' ? { VersionId: object.versionId } : {}),
          },
          effects: created(bucket, object, 'ObjectCreated:CompleteMultipartUpload', context),
        };
      }),
    laterChecksums,
  ),
};

/** The parts that a request names, which have to be there as it names them. */
function chosenParts(upload: Upload, named: readonly NamedPart[]): readonly ChosenPart[] | Refusal {
  if (named.length === 0) return malformedXml;
  const numbers = named.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => number <= (numbers[index - 1] ?? 0))) {
    return refusal(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      400,
      { UploadId: upload.id },
    );
  }
  const chosen: ChosenPart[] = [];
  for (const [index, part] of named.entries()) {
    const { PartNumber: number = 0 } = part;
    const found = get(upload.parts, number);
    const missing = missingChecksum(upload, part);
    if (missing) return missing;
    if (!found || !isSame(found, part, upload)) return invalidPart(upload, part);
    if (found.size < smallestPart && index < named.length - 1) return tooSmall(found, number);
    chosen.push({ ...found, number });
  }
  return chosen;
}

/** A composite checksum is made of those that the request repeats. */
function missingChecksum({ checksum }: Upload, part: NamedPart): Refusal | undefined {
  if (checksum?.type !== 'COMPOSITE' || part[`Checksum${checksum.algorithm}`] !== undefined) {
    return undefined;
  }
  return invalidRequest(
    `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.PartNumber ?? 0} in the request.`,
  );
}

function isSame({ etag, checksum }: UploadedPart, part: NamedPart, upload: Upload): boolean {
  if (part.ETag?.replace(/^"(.*)"$/, '$1') !== etag) return false;
  const given = upload.checksum && part[`Checksum${upload.checksum.algorithm}`];
  return given === undefined || given === checksum;
}

function invalidPart({ id }: Upload, { ETag = '', PartNumber = 0 }: NamedPart): Refusal {
  return refusal(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { ETag: ETag.replaceAll('"', ''), PartNumber: String(PartNumber), UploadId: id },
  );
}

function tooSmall({ etag, size }: UploadedPart, number: number): Refusal {
  return refusal(
    'EntityTooSmall',
    'Your proposed upload is smaller than the minimum allowed size',
    400,
    {
      ETag: etag,
      PartNumber: String(number),
      MinSizeAllowed: String(smallestPart),
      ProposedSize: String(size),
    },
  );
}

/** A condition has to hold, and no one may have written or deleted the object since the upload began. */
function overtakenProblem(
  bucket: Bucket,
  { key, order, isOvertaken }: Upload,
  request: { readonly IfMatch?: string; readonly IfNoneMatch?: string },
): Refusal | undefined {
  const current = currentOf(bucket, key);
  const problem = writeConditionProblem(key, current, request);
  if (problem) return problem;
  const { IfMatch, IfNoneMatch } = request;
  if (IfMatch === undefined && IfNoneMatch === undefined) return undefined;
  const isWritten = (current?.order ?? 0) > order;
  if (!isOvertaken && !isWritten) return undefined;
  return refusal(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    409,
    { Condition: IfMatch === undefined ? 'If-None-Match' : 'If-Match', Key: key },
  );
}

/** Of the upload's algorithm and type; CRC64NVME of the whole where it has none. */
function wholeChecksum(
  { checksum: wanted }: Upload,
  parts: readonly ChosenPart[],
  bytes: Uint8Array,
  given: GivenChecksums & { readonly ChecksumType?: string },
): Checksum | Refusal {
  const { algorithm, type } = wanted ?? { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' };
  if (wanted && given.ChecksumType !== undefined && given.ChecksumType !== type) {
    return invalidRequest(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const value =
    type === 'COMPOSITE'
      ? compositeOf(
          algorithm,
          parts.map(({ checksum = '' }) => checksum),
        )
      : checksumOf(algorithm, bytes);
  const found = givenChecksum(given);
  if (found && isRefusal(found)) return found;
  const isWrong =
    found?.algorithm === algorithm &&
    found.value.replace(/-\d+$/, '') !== value.replace(/-\d+$/, '');
  return isWrong ? badDigest(algorithm.toLowerCase()) : { algorithm, value, type };
}

function sizeProblemOf(claimed: number | undefined, size: number): Refusal | undefined {
  if (claimed === undefined || claimed === size) return undefined;
  return invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${claimed} does not match what was computed: ${size}`,
  );
}

/** The digest of the digests of the parts, and their number. */
function tagOfParts(parts: readonly ChosenPart[]): string {
  const digests = parts.flatMap(({ etag }) =>
    (etag.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)),
  );
  return `${md5Of(Uint8Array.from(digests))}-${parts.length}`;
}
