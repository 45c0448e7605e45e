/** Uploads in parts: beginning, aborting and listing them. */
import { get, remove, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { number, operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { ownerOf } from './acl.ts';
import { isChecksumAlgorithm, typesOf } from './checksums.ts';
import { isoOf } from './dates.ts';
import { encryptionMembers } from './encryption.ts';
import { eventHold, keyProblem, settingsForm, settingsOf } from './object-settings.ts';
import { commonPrefixes } from './listing.ts';
import { encodingOf, mostOf, pageOf } from './paging.ts';
import { invalidRequest, noSuchUpload } from './refusals.ts';
import { inBucket, type Bucket, type Operations, type Upload } from './state.ts';
import { versionIdOf, versionOrder } from './version-ids.ts';
import { orderOf, withUpload } from './versions.ts';

export const uploadOperations: Operations = {
  CreateMultipartUpload: operation(
    {
      ...settingsForm,
      Bucket: text,
      ExpectedBucketOwner: text,
      Key: text,
      ChecksumAlgorithm: text,
      ChecksumType: text,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Key: key = '' } = request;
        const checksum = uploadChecksum(request.ChecksumAlgorithm, request.ChecksumType);
        if (checksum && isRefusal(checksum)) return checksum;
        const problem = keyProblem(key);
        if (problem) return problem;
        const settings = settingsOf(request, bucket, context);
        if (isRefusal(settings)) return settings;
        const order = versionOrder(context);
        const upload: Upload = {
          ...settings,
          id: versionIdOf(order, context.uuid('upload')),
          key,
          order,
          initiatedAt: context.now,
          ...(checksum ? { checksum } : {}),
          parts: undefined,
          isOvertaken: false,
        };
        return {
          bucket: withUpload(bucket, upload),
          response: {
            Bucket: bucket.name,
            Key: key,
            UploadId: upload.id,
            ...checksumMembersOf(upload),
            ...encryptionMembers(upload.encryption),
          },
        };
      }),
    eventHold,
  ),

  AbortMultipartUpload: operation(
    { Bucket: text, ExpectedBucketOwner: text, Key: text, UploadId: text },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const upload = uploadOf(bucket, request);
        if (isRefusal(upload)) return upload;
        return { bucket: withoutUpload(bucket, upload), status: 204 };
      }),
    ['IfMatchInitiatedTime'],
  ),

  ListMultipartUploads: operation(
    {
      Bucket: text,
      ExpectedBucketOwner: text,
      Prefix: text,
      Delimiter: text,
      EncodingType: text,
      KeyMarker: text,
      UploadIdMarker: text,
      MaxUploads: number,
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Prefix: prefix = '', Delimiter: delimiter = '' } = request;
        const { KeyMarker: keyMarker = '', UploadIdMarker: idMarker = '' } = request;
        const most = mostOf(request.MaxUploads, 'max-uploads');
        if (typeof most !== 'number') return most;
        const encoded = encodingOf(request.EncodingType);
        if (typeof encoded !== 'function') return encoded;
        const items = uploadsAfter(bucket, prefix, keyMarker, idMarker);
        const page = pageOf(items, { prefix, delimiter, most, after: keyMarker });
        const last = page.lines.at(-1);
        const Uploads = page.lines.flatMap((line) =>
          line.kind === 'item' ? [uploadEntry(line.item, encoded, context)] : [],
        );
        return {
          response: {
            Bucket: bucket.name,
            ...(prefix === '' ? {} : { Prefix: encoded(prefix) }),
            ...(delimiter === '' ? {} : { Delimiter: encoded(delimiter) }),
            ...(request.EncodingType === undefined ? {} : { EncodingType: request.EncodingType }),
            KeyMarker: encoded(keyMarker),
            UploadIdMarker: idMarker,
            MaxUploads: most,
            IsTruncated: page.isTruncated,
            NextKeyMarker: last ? encoded(last.key) : '',
            NextUploadIdMarker: last?.kind === 'item' ? last.item.id : '',
            ...(Uploads.length > 0 ? { Uploads } : {}),
            ...commonPrefixes(page, encoded),
          },
        };
      }),
  ),
};

/** The checksum that the whole object will have; none where the upload asks for none. */
function uploadChecksum(
  algorithm: string | undefined,
  type: string | undefined,
): Upload['checksum'] | Refusal {
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    return invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  if (!isChecksumAlgorithm(algorithm)) {
    return invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const types = typesOf(algorithm);
  if (type === undefined) return { algorithm, type: types[0] };
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE') {
    return invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  if (types.includes(type)) return { algorithm, type };
  return invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}

/** The upload of a request, which has to be of its key. */
export function uploadOf(
  { uploads }: Bucket,
  { Key = '', UploadId = '' }: { readonly Key?: string; readonly UploadId?: string },
): Upload | Refusal {
  const upload = get(uploads, UploadId);
  return upload?.key === Key ? upload : noSuchUpload(UploadId);
}

export function withoutUpload(bucket: Bucket, { id }: Upload): Bucket {
  return { ...bucket, uploads: remove(bucket.uploads, id) };
}

export function checksumMembersOf({ checksum }: Pick<Upload, 'checksum'>): JsonObject {
  return checksum ? { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type } : {};
}

/** Who began an upload, and who owns what comes of it. */
export function uploaderMembers(context: Context): JsonObject {
  const owner = ownerOf(context);
  return { Initiator: { ...owner, DisplayName: 'stepthrough' }, Owner: owner };
}

/** By key, then in the order in which they began. */
function uploadsAfter(
  { uploads }: Bucket,
  prefix: string,
  keyMarker: string,
  idMarker: string,
): readonly (readonly [string, Upload])[] {
  const marked = get(uploads, idMarker);
  const isAfter = ({ key, order }: Upload) =>
    key === keyMarker
      ? marked !== undefined && order > marked.order
      : orderOf(key) > orderOf(keyMarker);
  return values(uploads)
    .filter((upload) => upload.key.startsWith(prefix) && isAfter(upload))
    .sort((one, other) => compare(orderOf(one.key), orderOf(other.key)) || one.order - other.order)
    .map((upload) => [upload.key, upload]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function uploadEntry(
  upload: Upload,
  encoded: (key: string) => string,
  context: Context,
): JsonObject {
  return {
    UploadId: upload.id,
    Key: encoded(upload.key),
    Initiated: isoOf(upload.initiatedAt),
    StorageClass: upload.storageClass,
    ...uploaderMembers(context),
    ...checksumMembersOf(upload),
  };
}
