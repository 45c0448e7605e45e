/** Which operation of S3 a request is, and what its members are. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { s3Request } from '../../../packages/services/src/apigateway/s3-request.ts';

interface Sent {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | { readonly $base64: string };
  readonly subdomain?: string;
  readonly action?: string;
}

const read = (path: string | undefined, sent: Sent = {}) => {
  const { subdomain, action, ...given } = sent;
  return s3Request(
    { service: 's3', subdomain, action, path },
    { method: 'GET', headers: {}, query: [], body: '', ...given },
  );
};
const requested = (operation: string, request: JsonObject, method = 'GET', isEncoded = false) => ({
  kind: 'request',
  service: 's3',
  asked: { service: 's3', operation, protocol: 's3', method, isEncoded },
  request,
});
const notSimulated = (what: string) => ({
  kind: 'notSimulated',
  what: `an integration with s3: ${what}`,
});

describe('the operation', () => {
  it.each<[string, string, JsonObject]>([
    ['GET ', 'ListBuckets', {}],
    ['GET /', 'ListBuckets', {}],
    ['GET box', 'ListObjects', { Bucket: 'box' }],
    ['GET box/', 'ListObjects', { Bucket: 'box' }],
    ['GET /box', 'ListObjects', { Bucket: 'box' }],
    ['GET box?location', 'GetBucketLocation', { Bucket: 'box' }],
    ['HEAD box', 'HeadBucket', { Bucket: 'box' }],
    ['PUT box', 'CreateBucket', { Bucket: 'box' }],
    ['DELETE box', 'DeleteBucket', { Bucket: 'box' }],
    ['GET box/a', 'GetObject', { Bucket: 'box', Key: 'a' }],
    ['GET box/a/b/', 'GetObject', { Bucket: 'box', Key: 'a/b/' }],
    ['GET box//a', 'GetObject', { Bucket: 'box', Key: '/a' }],
    ['GET b%6Fx/a%20b/%2Fc%zz', 'GetObject', { Bucket: 'box', Key: 'a b//c%zz' }],
    ['HEAD box/a', 'HeadObject', { Bucket: 'box', Key: 'a' }],
    ['DELETE box/a', 'DeleteObject', { Bucket: 'box', Key: 'a' }],
  ])('of %j is %s', (line, operation, request) => {
    const [method = '', path = ''] = line.split(' ');
    expect(read(path, { method })).toEqual(requested(operation, request, method));
  });

  it('of no path is that of no bucket', () => {
    expect(read(undefined)).toEqual(requested('ListBuckets', {}));
  });

  it.each([
    ['a.b', '', 'ListObjects', { Bucket: 'a.b' }],
    ['box', 'a/b', 'GetObject', { Bucket: 'box', Key: 'a/b' }],
    ['box', '/a', 'GetObject', { Bucket: 'box', Key: 'a' }],
  ])(
    'of a bucket that stands before the name, %s, and %j',
    (subdomain, path, operation, request) => {
      expect(read(path, { subdomain })).toEqual(requested(operation, request));
    },
  );

  it.each<[string, Sent['query'], string]>([
    ['box?list-type=2', [], 'ListObjectsV2'],
    ['box', [['list-type', '2']], 'ListObjectsV2'],
    ['box', [['list-type', '1']], 'ListObjects'],
    ['box', [['list', '2']], 'ListObjects'],
  ])('of %s with %j lists by %s', (path, query = [], operation) => {
    expect(read(path, { query })).toEqual(requested(operation, { Bucket: 'box' }));
  });

  it('of a PUT with a source is a copy', () => {
    const headers = { 'X-Amz-Copy-Source': '/box/b' };
    const request = { Bucket: 'box', Key: 'a', CopySource: '/box/b' };
    expect(read('box/a', { method: 'PUT', headers, body: 'x' })).toEqual(
      requested('CopyObject', request, 'PUT'),
    );
    expect(read('box/a', { headers })).toEqual(requested('GetObject', request));
  });
});

describe('what is not simulated', () => {
  it.each<[string, string | undefined, Sent, string]>([
    ['an action', 'x', { action: 'GetObject' }, 'the action GetObject'],
    ['a method of an object', 'box/a', { method: 'POST' }, 'POST of an object'],
    ['a method of a bucket', 'box', { method: 'POST' }, 'POST of a bucket'],
    ['a method of no bucket', '', { method: 'PUT' }, 'PUT of a service'],
    ['a part of an object', 'box/a?acl', {}, 'GET of an object with ?acl'],
    ['a part of a bucket', 'box', { query: [['policy', '']] }, 'GET of a bucket with ?policy'],
    ['a part of an object', 'box/a?location', {}, 'GET of an object with ?location'],
    [
      'a header',
      'box/a',
      { headers: { A: '1', 'X-Amz-Object-Lock-Mode': 'GOVERNANCE' } },
      'the header X-Amz-Object-Lock-Mode',
    ],
  ])('%s', (_what, path, sent, what) => {
    expect(read(path, sent)).toEqual(notSimulated(what));
  });
});

describe('the members of a request', () => {
  it.each<[string, string, JsonObject]>([
    ['prefix', 'a/b', { Prefix: 'a/b' }],
    ['delimiter', '/', { Delimiter: '/' }],
    ['marker', 'm', { Marker: 'm' }],
    ['start-after', 's', { StartAfter: 's' }],
    ['continuation-token', 't', { ContinuationToken: 't' }],
    ['versionId', 'v', { VersionId: 'v' }],
    ['max-keys', '10', { MaxKeys: 10 }],
    ['max-keys', '0', { MaxKeys: 0 }],
    ['max-keys', '1.5', { MaxKeys: '1.5' }],
    ['max-keys', '-1', { MaxKeys: '-1' }],
    ['max-keys', '', { MaxKeys: '' }],
    ['partNumber', '2', { PartNumber: 2 }],
    ['fetch-owner', 'true', { FetchOwner: true }],
    ['fetch-owner', 'false', { FetchOwner: false }],
    ['fetch-owner', '1', { FetchOwner: false }],
    ['response-content-type', 'a/b', { ResponseContentType: 'a/b' }],
    ['unknown', 'x', {}],
  ])('of the parameter %s=%s', (name, value, member) => {
    const expected = requested('ListObjects', { Bucket: 'box', ...member });
    expect(read('box', { query: [[name, value]] })).toEqual(expected);
    expect(read(`box?${name}=${encodeURIComponent(value)}`)).toEqual(expected);
  });

  it('say that keys are asked for encoded', () => {
    const request = { Bucket: 'box', EncodingType: 'url' };
    expect(read('box?encoding-type=url')).toEqual(requested('ListObjects', request, 'GET', true));
  });

  it.each<[string, JsonObject]>([
    ['Content-Type', { ContentType: 'v' }],
    ['content-type', { ContentType: 'v' }],
    ['Range', { Range: 'v' }],
    ['If-Match', { IfMatch: 'v' }],
    ['x-amz-storage-class', { StorageClass: 'v' }],
    ['X-Amz-Tagging', { Tagging: 'v' }],
    ['X-Amz-Date', {}],
    ['x-amz-content-sha256', {}],
    ['x-amz-security-token', {}],
    ['X-Other', {}],
    ['x-amz-meta-who', { Metadata: { who: 'v' } }],
    ['X-Amz-Meta-WHO', { Metadata: { who: 'v' } }],
    ['x-amz-meta-', { Metadata: { '': 'v' } }],
  ])('of the header %s', (name, members) => {
    expect(read('box/a', { headers: { [name]: 'v' } })).toEqual(
      requested('GetObject', { Bucket: 'box', Key: 'a', ...members }),
    );
  });

  it.each<[Sent['headers'], Sent['body'], JsonObject]>([
    [{}, 'hé', { Body: 'hé', ChecksumAlgorithm: 'CRC64NVME' }],
    [{}, '', { Body: '', ChecksumAlgorithm: 'CRC64NVME' }],
    [
      {},
      { $base64: 'iVBORw==' },
      { Body: { $base64: 'iVBORw==' }, ChecksumAlgorithm: 'CRC64NVME' },
    ],
    [{ 'x-amz-checksum-sha256': 'c' }, 'x', { ChecksumSHA256: 'c', Body: 'x' }],
    [{ 'x-amz-checksum-crc32': 'c' }, 'x', { ChecksumCRC32: 'c', Body: 'x' }],
    [
      { 'x-amz-checksum-mode': 'ENABLED' },
      'x',
      { ChecksumMode: 'ENABLED', Body: 'x', ChecksumAlgorithm: 'CRC64NVME' },
    ],
  ])('of what is put with %j: %j', (headers = {}, body = '', members) => {
    expect(read('box/a', { method: 'PUT', headers, body })).toEqual(
      requested('PutObject', { Bucket: 'box', Key: 'a', ...members }, 'PUT'),
    );
  });
});
