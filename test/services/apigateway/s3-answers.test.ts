/** What a client gets of S3's answers: statuses, headers, bytes and documents. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { s3Answer } from '../../../packages/services/src/apigateway/s3-answer.ts';
import type { Outcome } from '../../../packages/services/src/contract/outcome.ts';

const uuids = new Map([
  ['s3', '01234567-89ab-4cde-8f01-23456789abcd'],
  ['s3 host', 'abcdefab-cdef-4abc-8def-abcdefabcdef'],
]);
const context = { uuid: (purpose: string) => uuids.get(purpose) ?? purpose };
const host = Buffer.from('abcdefab-cdef-4abc-8def-abcdefabcdefabcdefab-cdef-4abc-8d').toString(
  'base64',
);
const id = '0123456789AB4CDE';
const base = { 'x-amz-request-id': id, 'x-amz-id-2': host, Server: 'AmazonS3' };
const xml = { ...base, 'Content-Type': 'application/xml' };
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

const answer = (operation: string, outcome: Outcome, more: object = {}) =>
  s3Answer({ service: 's3', protocol: 's3', operation, ...more }, outcome, context);
const answered = (operation: string, response: Json, more: object = {}) =>
  answer(operation, { ok: true, response }, more);

describe('the headers of an answer', () => {
  it('have 76 characters in the name of the host', () => {
    expect(host).toHaveLength(76);
  });

  it.each<[string, Json, string, string]>([
    ['AcceptRanges', 'bytes', 'Accept-Ranges', 'bytes'],
    ['CacheControl', 'no-store', 'Cache-Control', 'no-store'],
    ['ContentDisposition', 'inline', 'Content-Disposition', 'inline'],
    ['ContentEncoding', 'gzip', 'Content-Encoding', 'gzip'],
    ['ContentLanguage', 'de', 'Content-Language', 'de'],
    ['ContentLength', 3, 'Content-Length', '3'],
    ['ContentLength', 0, 'Content-Length', '0'],
    ['ContentRange', 'bytes 0-0/3', 'Content-Range', 'bytes 0-0/3'],
    ['ContentType', '', 'Content-Type', ''],
    ['ETag', '"e"', 'ETag', '"e"'],
    ['Expiration', 'rule', 'x-amz-expiration', 'rule'],
    ['Location', '/box', 'Location', '/box'],
    ['ServerSideEncryption', 'AES256', 'x-amz-server-side-encryption', 'AES256'],
    ['SSEKMSKeyId', 'k', 'x-amz-server-side-encryption-aws-kms-key-id', 'k'],
    ['StorageClass', 'GLACIER', 'x-amz-storage-class', 'GLACIER'],
    ['TagCount', 2, 'x-amz-tagging-count', '2'],
    ['VersionId', 'v1', 'x-amz-version-id', 'v1'],
    ['WebsiteRedirectLocation', '/x', 'x-amz-website-redirect-location', '/x'],
    ['ChecksumCRC32', 'c', 'x-amz-checksum-crc32', 'c'],
    ['ChecksumCRC32C', 'c', 'x-amz-checksum-crc32c', 'c'],
    ['ChecksumCRC64NVME', 'c', 'x-amz-checksum-crc64nvme', 'c'],
    ['ChecksumSHA1', 'c', 'x-amz-checksum-sha1', 'c'],
    ['ChecksumSHA256', 'c', 'x-amz-checksum-sha256', 'c'],
    ['LastModified', '2026-01-05T09:00:00Z', 'Last-Modified', 'Mon, 05 Jan 2026 09:00:00 GMT'],
    ['Expires', '2026-02-01T00:00:00.000Z', 'Expires', 'Sun, 01 Feb 2026 00:00:00 GMT'],
    ['DeleteMarker', true, 'x-amz-delete-marker', 'true'],
  ])('%s %j is %s: %s', (member, value, name, text) => {
    expect(answered('HeadObject', { [member]: value })).toEqual({
      status: 200,
      headers: { ...base, [name]: text },
      body: '',
    });
  });

  it.each<[JsonObject]>([
    [{ ETag: null }],
    [{ LastModified: null }],
    [{ LastModified: 'yesterday' }],
    [{ LastModified: 7 }],
    [{ Expires: '' }],
    [{ DeleteMarker: false }],
    [{ Metadata: null }],
    [{ Metadata: {} }],
    [{ Other: 'x' }],
  ])('are no others for %j', (response) => {
    expect(answered('HeadObject', response).headers).toEqual(base);
  });

  it('have each metadatum by its name', () => {
    expect(answered('GetObject', { Metadata: { who: 'kim', n: '1' }, Body: 'x' })).toEqual({
      status: 200,
      headers: { ...base, 'x-amz-meta-who': 'kim', 'x-amz-meta-n': '1' },
      body: 'x',
    });
  });
});

describe('the body of an answer', () => {
  it.each<[string, JsonObject, Json]>([
    ['GetObject', { Body: 'hé' }, 'hé'],
    ['GetObject', { Body: { $base64: 'iVBORw==' } }, { $base64: 'iVBORw==' }],
    ['GetObject', {}, ''],
    ['HeadObject', { Body: 'x' }, ''],
    ['PutObject', { ETag: '"e"' }, ''],
  ])('of %s with %j is %j', (operation, response, body) => {
    expect(answered(operation, response).body).toEqual(body);
  });
});

describe('the status of an answer', () => {
  it.each([
    ['GetObject', undefined, 200],
    ['GetObject', 206, 206],
    ['PutObject', undefined, 200],
    ['DeleteObject', undefined, 204],
    ['DeleteBucket', undefined, 204],
    ['DeleteObject', 200, 200],
  ])('of %s, which says %s, is %i', (operation, status, expected) => {
    const said = status === undefined ? {} : { status };
    expect(answer(operation, { ok: true, response: null, ...said })).toEqual({
      status: expected,
      headers: base,
      body: '',
    });
  });
});

describe('a document', () => {
  const named = (name: string, inner: string) =>
    `${head}<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`;
  const encoded = { isEncoded: true };
  it.each<[string, JsonObject, object, string]>([
    ['GetBucketLocation', { LocationConstraint: 'eu-west-1' }, {}, 'eu-west-1'],
    ['GetBucketLocation', {}, {}, ''],
    ['CopyObject', { CopyObjectResult: { ETag: 'e' }, VersionId: 'v' }, {}, '<ETag>e</ETag>'],
    ['CopyObject', {}, {}, ''],
    [
      'ListBuckets',
      { Buckets: [{ Name: 'a' }, { Name: 'b' }], Owner: { ID: '1' } },
      {},
      '<Owner><ID>1</ID></Owner><Buckets><Bucket><Name>a</Name></Bucket><Bucket><Name>b</Name></Bucket></Buckets>',
    ],
    ['ListBuckets', { Buckets: [] }, {}, '<Buckets></Buckets>'],
    [
      'ListObjects',
      { Name: 'a', Contents: [{ Key: 'k' }, { Key: 'l' }], EncodingType: 'url' },
      {},
      '<Name>a</Name><Contents><Key>k</Key></Contents><Contents><Key>l</Key></Contents>',
    ],
    [
      'ListObjectsV2',
      { KeyCount: 0, EncodingType: 'url' },
      encoded,
      '<KeyCount>0</KeyCount><EncodingType>url</EncodingType>',
    ],
    ['ListObjectsV2', { KeyCount: 0 }, encoded, '<KeyCount>0</KeyCount>'],
  ])('of %s with %j, %j', (operation, response, more, inner) => {
    const names: { readonly [operation: string]: string } = {
      GetBucketLocation: 'LocationConstraint',
      CopyObject: 'CopyObjectResult',
      ListBuckets: 'ListAllMyBucketsResult',
    };
    expect(answered(operation, response, more)).toEqual({
      status: 200,
      headers: xml,
      body: named(names[operation] ?? 'ListBucketResult', inner),
    });
  });
});

describe('a refusal', () => {
  const error = {
    code: 'NoSuchBucket',
    message: 'There is none.',
    status: 404,
    members: { BucketName: 'a&b' },
  };

  it('is a document with what its shape has, and with the names of the request', () => {
    expect(answer('GetObject', { ok: false, error }, { method: 'GET' })).toEqual({
      status: 404,
      headers: xml,
      body: `${head}<Error><Code>NoSuchBucket</Code><Message>There is none.</Message><BucketName>a&amp;b</BucketName><RequestId>${id}</RequestId><HostId>${host}</HostId></Error>`,
    });
  });

  it('of a HEAD is its status alone', () => {
    expect(answer('HeadObject', { ok: false, error }, { method: 'HEAD' })).toEqual({
      status: 404,
      headers: base,
      body: '',
    });
  });
});
