/** Requests to Amazon S3 over HTTP: which operation they are, and its members. */
import { member, setMember, type Json, type JsonObject } from '@stepthrough/json';
import type { Content } from '../contract/content.ts';
import type { AwsAddress } from './aws-address.ts';
import { header, type Headers } from './headers.ts';
import { decoded } from './percent-encoding.ts';
import { splitQuery } from '../contract/split-query.ts';
import type { AwsRequest } from './read-request.ts';

interface Sent {
  readonly method: string;
  readonly headers: Headers;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body: Content;
}

/** The bucket is the first part of the path, or stands before the name of the service. */
export function s3Request(
  { subdomain, action, path: given = '' }: AwsAddress,
  sent: Sent,
): AwsRequest {
  if (action !== undefined) return notSimulated(`the action ${action}`);
  const [path, search] = splitQuery(given);
  const query = [...new URLSearchParams(search), ...sent.query];
  const parts = path.replace(/^\//, '').split('/');
  const bucket = subdomain ?? decoded(parts[0] ?? '');
  const key = (subdomain === undefined ? parts.slice(1) : parts).map(decoded).join('/');
  const part = query.map(([name]) => name).find((name) => subresources.has(name));
  const place = key !== '' ? 'object' : bucket === '' ? 'service' : 'bucket';
  const operation = operationOf({ ...sent, query }, place, part);
  const unknown = Object.keys(sent.headers).find(isUnknown);
  if (operation === undefined) {
    const what = `${sent.method} of ${place === 'object' ? 'an object' : `a ${place}`}`;
    return notSimulated(part === undefined ? what : `${what} with ?${part}`);
  }
  if (unknown !== undefined) return notSimulated(`the header ${unknown}`);
  const request: JsonObject = {
    ...(bucket === '' ? {} : { Bucket: bucket }),
    ...(key === '' ? {} : { Key: key }),
    ...membersOf(query, queryMembers),
    ...membersOf(Object.entries(sent.headers), headerMembers),
    ...metadataIn(sent.headers),
  };
  const isEncoded = query.some(([name]) => name === 'encoding-type');
  const { method } = sent;
  const asked = { service: 's3', operation, protocol: 's3', method, isEncoded } as const;
  const whole =
    operation === 'PutObject' ? { ...request, ...putMembers(request, sent.body) } : request;
  return { kind: 'request', service: 's3', asked, request: whole };
}

/** S3 itself takes this checksum where a request gives none; libraries of AWS give another. */
function putMembers(request: JsonObject, Body: Content): JsonObject {
  const isGiven = Object.keys(request).some((name) => /^Checksum(?:CRC|SHA)/.test(name));
  return isGiven ? { Body } : { Body, ChecksumAlgorithm: 'CRC64NVME' };
}

function notSimulated(what: string): AwsRequest {
  return { kind: 'notSimulated', what: `an integration with s3: ${what}` };
}

type Place = 'service' | 'bucket' | 'object';

function operationOf(
  { method, headers, query }: Omit<Sent, 'body'>,
  place: Place,
  part: string | undefined,
): string | undefined {
  const known = member(operations, `${method} ${part === undefined ? place : `${place}?${part}`}`);
  if (known === 'ListObjects') {
    return query.some(([name, value]) => name === 'list-type' && value === '2')
      ? 'ListObjectsV2'
      : known;
  }
  const isCopy = header(headers, 'x-amz-copy-source') !== undefined;
  return known === 'PutObject' && isCopy ? 'CopyObject' : known;
}

const operations: { readonly [request: string]: string } = {
  'GET service': 'ListBuckets',
  'GET bucket': 'ListObjects',
  'GET bucket?location': 'GetBucketLocation',
  'HEAD bucket': 'HeadBucket',
  'PUT bucket': 'CreateBucket',
  'DELETE bucket': 'DeleteBucket',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'PUT object': 'PutObject',
  'DELETE object': 'DeleteObject',
};

/** Parameters that ask for something beside the bucket or the object itself. */
const subresources: ReadonlySet<string> = new Set([
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
]);

type Form = 'text' | 'number' | 'flag';

const queryMembers: ReadonlyMap<string, readonly [member: string, form?: Form]> = new Map([
  ['continuation-token', ['ContinuationToken']],
  ['delimiter', ['Delimiter']],
  ['encoding-type', ['EncodingType']],
  ['fetch-owner', ['FetchOwner', 'flag']],
  ['marker', ['Marker']],
  ['max-keys', ['MaxKeys', 'number']],
  ['partNumber', ['PartNumber', 'number']],
  ['prefix', ['Prefix']],
  ['response-cache-control', ['ResponseCacheControl']],
  ['response-content-disposition', ['ResponseContentDisposition']],
  ['response-content-encoding', ['ResponseContentEncoding']],
  ['response-content-language', ['ResponseContentLanguage']],
  ['response-content-type', ['ResponseContentType']],
  ['response-expires', ['ResponseExpires']],
  ['start-after', ['StartAfter']],
  ['versionId', ['VersionId']],
]);

const headerMembers: ReadonlyMap<string, readonly [member: string, form?: Form]> = new Map([
  ['cache-control', ['CacheControl']],
  ['content-disposition', ['ContentDisposition']],
  ['content-encoding', ['ContentEncoding']],
  ['content-language', ['ContentLanguage']],
  ['content-md5', ['ContentMD5']],
  ['content-type', ['ContentType']],
  ['expires', ['Expires']],
  ['if-match', ['IfMatch']],
  ['if-modified-since', ['IfModifiedSince']],
  ['if-none-match', ['IfNoneMatch']],
  ['if-unmodified-since', ['IfUnmodifiedSince']],
  ['range', ['Range']],
  ['x-amz-acl', ['ACL']],
  ['x-amz-checksum-crc32', ['ChecksumCRC32']],
  ['x-amz-checksum-crc32c', ['ChecksumCRC32C']],
  ['x-amz-checksum-crc64nvme', ['ChecksumCRC64NVME']],
  ['x-amz-checksum-mode', ['ChecksumMode']],
  ['x-amz-checksum-sha1', ['ChecksumSHA1']],
  ['x-amz-checksum-sha256', ['ChecksumSHA256']],
  ['x-amz-copy-source', ['CopySource']],
  ['x-amz-expected-bucket-owner', ['ExpectedBucketOwner']],
  ['x-amz-metadata-directive', ['MetadataDirective']],
  ['x-amz-server-side-encryption', ['ServerSideEncryption']],
  ['x-amz-server-side-encryption-aws-kms-key-id', ['SSEKMSKeyId']],
  ['x-amz-storage-class', ['StorageClass']],
  ['x-amz-tagging', ['Tagging']],
  ['x-amz-tagging-directive', ['TaggingDirective']],
  ['x-amz-website-redirect-location', ['WebsiteRedirectLocation']],
]);

const metadata = 'x-amz-meta-';

/** What signs or dates a request concerns no operation. */
const ofEvery: ReadonlySet<string> = new Set([
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
]);

function isUnknown(name: string): boolean {
  const lower = name.toLowerCase();
  if (!lower.startsWith('x-amz-') || lower.startsWith(metadata)) return false;
  return !headerMembers.has(lower) && !ofEvery.has(lower);
}

function membersOf(
  given: readonly (readonly [name: string, value: string])[],
  known: typeof queryMembers,
): JsonObject {
  return Object.fromEntries(
    given.flatMap(([name, value]): [string, Json][] => {
      const [member, form] = known.get(name) ?? known.get(name.toLowerCase()) ?? [];
      return member === undefined ? [] : [[member, formed(value, form)]];
    }),
  );
}

function formed(value: string, form: Form = 'text'): Json {
  if (form === 'flag') return value === 'true';
  return form === 'number' && /^\d+$/.test(value) ? Number(value) : value;
}

function metadataIn(headers: Headers): JsonObject {
  const found: Record<string, Json> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (lower.startsWith(metadata)) setMember(found, lower.slice(metadata.length), value);
  }
  return Object.keys(found).length === 0 ? {} : { Metadata: found };
}
