/** Answers of Amazon S3 over HTTP: headers, and bytes or XML. */
import { isArray, isObject, member, textOf, type Json, type JsonObject } from '@stepthrough/json';
import { contentOfJson } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import type { AwsError, Outcome } from '../contract/outcome.ts';
import type { Headers } from './headers.ts';
import type { AwsAsked, HttpResponse } from './state.ts';
import { xmlDocument } from './xml.ts';

export function s3Answer(
  { operation, method, isEncoded = false }: AwsAsked,
  outcome: Outcome,
  context: Pick<Context, 'uuid'>,
): HttpResponse {
  const requestId = context.uuid('s3').replace(/-/g, '').slice(0, 16).toUpperCase();
  const base = { 'x-amz-request-id': requestId, 'x-amz-id-2': idOf(context), Server: 'AmazonS3' };
  if (!outcome.ok) {
    const { status } = outcome.error;
    if (method === 'HEAD') return { status, headers: base, body: '' };
    const body = xmlDocument('Error', errorOf(outcome.error, requestId, base['x-amz-id-2']));
    return { status, headers: { ...base, 'Content-Type': 'application/xml' }, body };
  }
  const response = isObject(outcome.response) ? outcome.response : {};
  const status = outcome.status ?? (operation.startsWith('Delete') ? 204 : 200);
  const root = member(documents, operation);
  if (root !== undefined) {
    const body = xmlDocument(root, documentOf(operation, response, isEncoded), namespace);
    return { status, headers: { ...base, 'Content-Type': 'application/xml' }, body };
  }
  const { Body = '' } = response;
  return {
    status,
    headers: { ...base, ...headersIn(response) },
    body: operation === 'GetObject' ? contentOfJson(Body) : '',
  };
}

function idOf(context: Pick<Context, 'uuid'>): string {
  return Buffer.from(context.uuid('s3 host').repeat(2)).toString('base64').slice(0, 76);
}

function errorOf({ code, message, members }: AwsError, RequestId: string, HostId: string) {
  return { Code: code, Message: message, ...members, RequestId, HostId };
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Operations that answer with a document, and its first element. */
const documents: { readonly [operation: string]: string } = {
  CopyObject: 'CopyObjectResult',
  GetBucketLocation: 'LocationConstraint',
  ListBuckets: 'ListAllMyBucketsResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
};

/** Lists of S3's answers repeat their element, but for one. */
function documentOf(operation: string, response: JsonObject, isEncoded: boolean): Json {
  if (operation === 'GetBucketLocation') return response['LocationConstraint'] ?? '';
  if (operation === 'CopyObject') return response['CopyObjectResult'] ?? {};
  const { Buckets, EncodingType, ...others } = response;
  return {
    ...others,
    ...(isEncoded && EncodingType !== undefined ? { EncodingType } : {}),
    ...(isArray(Buckets) ? { Buckets: { Bucket: Buckets } } : {}),
  };
}

const headerNames: readonly (readonly [member: string, header: string])[] = [
  ['AcceptRanges', 'Accept-Ranges'],
  ['CacheControl', 'Cache-Control'],
  ['ContentDisposition', 'Content-Disposition'],
  ['ContentEncoding', 'Content-Encoding'],
  ['ContentLanguage', 'Content-Language'],
  ['ContentLength', 'Content-Length'],
  ['ContentRange', 'Content-Range'],
  ['ContentType', 'Content-Type'],
  ['ETag', 'ETag'],
  ['Expiration', 'x-amz-expiration'],
  ['Location', 'Location'],
  ['ServerSideEncryption', 'x-amz-server-side-encryption'],
  ['SSEKMSKeyId', 'x-amz-server-side-encryption-aws-kms-key-id'],
  ['StorageClass', 'x-amz-storage-class'],
  ['TagCount', 'x-amz-tagging-count'],
  ['VersionId', 'x-amz-version-id'],
  ['WebsiteRedirectLocation', 'x-amz-website-redirect-location'],
  ['ChecksumCRC32', 'x-amz-checksum-crc32'],
  ['ChecksumCRC32C', 'x-amz-checksum-crc32c'],
  ['ChecksumCRC64NVME', 'x-amz-checksum-crc64nvme'],
  ['ChecksumSHA1', 'x-amz-checksum-sha1'],
  ['ChecksumSHA256', 'x-amz-checksum-sha256'],
];

const dates: readonly (readonly [member: string, header: string])[] = [
  ['LastModified', 'Last-Modified'],
  ['Expires', 'Expires'],
];

function headersIn(response: JsonObject): Headers {
  const named = headerNames.flatMap(([name, header]): [string, string][] => {
    const value = member(response, name);
    return value === undefined || value === null ? [] : [[header, textOf(value)]];
  });
  const dated = dates.flatMap(([name, header]): [string, string][] => {
    const value = member(response, name);
    const at = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? [] : [[header, new Date(at).toUTCString()]];
  });
  const { Metadata = {}, DeleteMarker } = response;
  const metadata = Object.entries(isObject(Metadata) ? Metadata : {}).map(
    ([name, value]): [string, string] => [`x-amz-meta-${name}`, textOf(value)],
  );
  const marker: [string, string][] = DeleteMarker === true ? [['x-amz-delete-marker', 'true']] : [];
  return Object.fromEntries([...named, ...dated, ...metadata, ...marker]);
}
