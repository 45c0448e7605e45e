/** Parts of an upload: sending, copying and listing them. */
import { entries, set } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { json, number, operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { bodyChecksum, checksumForm, checksumOf, laterChecksums } from './checksums.ts';
import { bytesOf, contentOf } from './content.ts';
import { sourceForm, sourceOf } from './copy-source.ts';
import { isoOf } from './dates.ts';
import { customerKeyForm, encryptionMembers, readProblem } from './encryption.ts';
import { mostOf } from './paging.ts';
import { etagOf, quoted, sentBody } from './put-object.ts';
import { sourceRange } from './ranges.ts';
import { invalidArgument, invalidRequest } from './refusals.ts';
import { inBucket, type Bucket, type Operations, type Upload, type UploadedPart } from './state.ts';
import { checksumMembersOf, uploaderMembers, uploadOf } from './uploads.ts';
import { withUpload } from './versions.ts';

/** Source: "Amazon S3 multipart upload limits". */
const mostParts = 10_000;

const uploadForm = {
  ...customerKeyForm,
  Bucket: text,
  ExpectedBucketOwner: text,
  Key: text,
  UploadId: text,
};

const partForm = { ...uploadForm, PartNumber: number };

export const partOperations: Operations = {
  UploadPart: operation(
    { ...partForm, ...checksumForm, Body: json, ContentMD5: text, ChecksumAlgorithm: text },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const upload = uploadFor(bucket, request);
        if (isRefusal(upload)) return upload;
        const { PartNumber = 0 } = request;
        const body = sentBody(request.Body, request.ContentMD5);
        if (isRefusal(body)) return body;
        const sent = bodyChecksum(request, body.bytes);
        if (isRefusal(sent)) return sent;
        const { checksum: wanted } = upload;
        if (wanted && wanted.algorithm !== sent.algorithm) {
          return invalidRequest(
            `Checksum Type mismatch occurred, expected checksum Type: ${wanted.algorithm.toLowerCase()}, actual checksum Type: ${sent.algorithm.toLowerCase()}`,
          );
        }
        const etag = etagOf(body.bytes, upload.encryption, context);
        const part: UploadedPart = {
          content: body.content,
          size: body.bytes.length,
          etag,
          modifiedAt: context.now,
          ...(wanted ? { checksum: sent.value } : {}),
        };
        return {
          bucket: withPart(bucket, upload, PartNumber, part),
          response: {
            ETag: quoted(etag),
            [`Checksum${sent.algorithm}`]: sent.value,
            ...encryptionMembers(upload.encryption),
          },
        };
      }),
    laterChecksums,
  ),

  UploadPartCopy: operation(
    { ...partForm, ...sourceForm, CopySourceRange: text },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const upload = uploadFor(bucket, request);
        if (isRefusal(upload)) return upload;
        const source = sourceOf(request, state, context);
        if (isRefusal(source)) return source;
        const range = sourceRange(request.CopySourceRange, source.object.size);
        if (range && isRefusal(range)) return range;
        const whole = bytesOf(source.object.content);
        const bytes = range ? whole.subarray(range.first, range.last + 1) : whole;
        const algorithm = upload.checksum?.algorithm;
        const checksum = algorithm && checksumOf(algorithm, bytes);
        const part: UploadedPart = {
          content: contentOf(bytes),
          size: bytes.length,
          etag: etagOf(bytes, upload.encryption, context),
          modifiedAt: context.now,
          ...(checksum === undefined ? {} : { checksum }),
        };
        return {
          bucket: withPart(bucket, upload, request.PartNumber ?? 0, part),
          response: {
            CopyPartResult: {
              ETag: quoted(part.etag),
              LastModified: isoOf(context.now),
              ...partChecksum(upload, part),
            },
            ...(source.bucket.versioning === undefined
              ? {}
              : { CopySourceVersionId: source.object.versionId }),
            ...encryptionMembers(upload.encryption),
          },
        };
      }),
  ),

  ListParts: operation(
    { ...uploadForm, MaxParts: number, PartNumberMarker: number },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const upload = uploadOf(bucket, request);
        if (isRefusal(upload)) return upload;
        const most = mostOf(request.MaxParts, 'max-parts');
        if (typeof most !== 'number') return most;
        const { PartNumberMarker: marker = 0 } = request;
        const after = partsOf(upload).filter(({ PartNumber }) => PartNumber > marker);
        const Parts = after.slice(0, most);
        return {
          response: listedParts(upload, Parts, after.length > most, most, marker, bucket, context),
        };
      }),
  ),
};

function listedParts(
  upload: Upload,
  Parts: ReturnType<typeof partsOf>,
  isTruncated: boolean,
  most: number,
  marker: number,
  { name }: Bucket,
  context: Context,
) {
  return {
    Bucket: name,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: Parts.at(-1)?.PartNumber ?? 0,
    MaxParts: most,
    IsTruncated: isTruncated,
    ...(Parts.length > 0 ? { Parts } : {}),
    ...uploaderMembers(context),
    StorageClass: upload.storageClass,
    ...checksumMembersOf(upload),
  };
}

/** The upload that takes a part, with a number that parts may have and the upload's own key. */
function uploadFor(
  bucket: Bucket,
  request: Parameters<typeof uploadOf>[1] &
    Parameters<typeof readProblem>[1] & { readonly PartNumber?: number },
): Upload | Refusal {
  const { PartNumber = 0 } = request;
  const upload = uploadOf(bucket, request);
  if (isRefusal(upload)) return upload;
  if (!Number.isInteger(PartNumber) || PartNumber < 1 || PartNumber > mostParts) {
    return invalidArgument(
      `Part number must be an integer between 1 and ${mostParts}, inclusive`,
      'partNumber',
      String(PartNumber),
    );
  }
  return keyProblemOf(upload, request) ?? upload;
}

function keyProblemOf(
  { encryption }: Upload,
  request: Parameters<typeof readProblem>[1],
): Refusal | undefined {
  const problem = readProblem(encryption, request);
  if (!problem || encryption.kind === 'managed') return problem;
  return invalidRequest(
    request.SSECustomerAlgorithm === undefined
      ? 'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.'
      : 'The provided encryption parameters did not match the ones used originally.',
  );
}

function withPart(bucket: Bucket, upload: Upload, number: number, part: UploadedPart): Bucket {
  return withUpload(bucket, { ...upload, parts: set(upload.parts, number, part) });
}

function partChecksum({ checksum: wanted }: Upload, { checksum }: UploadedPart) {
  return wanted && checksum !== undefined ? { [`Checksum${wanted.algorithm}`]: checksum } : {};
}

function partsOf(upload: Upload) {
  const numbers = [...entries(upload.parts)];
  return numbers.map(([PartNumber, part]) => ({
    PartNumber,
    ETag: quoted(part.etag),
    Size: part.size,
    LastModified: isoOf(part.modifiedAt),
    ...partChecksum(upload, part),
  }));
}
