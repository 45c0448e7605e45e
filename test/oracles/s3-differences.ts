/** Where the simulated S3 and s3rver differ: everywhere s3rver does less than S3 says. */
import { isObject, type Json } from '@stepthrough/json';
import type { Answer } from '../simulator/world.ts';
import type { Difference, Met, Step } from './compare.ts';
import type { Request } from './engine.ts';
import { copySource } from './s3-requests.ts';

const isGiven = ({ step: [, request] }: Met, name: string): boolean => request[name] !== undefined;
const statusOf = ({ ok, value }: Answer): Json | undefined =>
  !ok && isObject(value) ? value['status'] : undefined;
const rangeOf = ({ step: [, { Range }] }: Met): string => (typeof Range === 'string' ? Range : '');

const put = (Key: string, Body = '0123456789'): Step => ['PutObject', { Key, Body }];
const get = (more: Request): Step => ['GetObject', { Key: 'k', ...more }];

export const differences: readonly Difference[] = [
  {
    what: 'a range that cannot be had of what the reader has already: 304',
    right: 'ours',
    source: 'RFC 9110, section 13.2.2: Range counts after If-None-Match',
    leavesOut: ({ ours, theirs }) => statusOf(ours) === 304 && statusOf(theirs) === 416,
    example: [put('k'), get({ Range: 'bytes=100-', IfNoneMatch: '*' })],
  },
  {
    what: 'If-Match, which s3rver does not read',
    right: 'ours',
    source: 'API reference of GetObject: 412 where the entity tag is another',
    leavesOut: (met) => isGiven(met, 'IfMatch') && statusOf(met.ours) === 412,
    example: [put('k'), get({ IfMatch: '"none"' })],
  },
  {
    what: 'If-Modified-Since of a day to come',
    right: 'ours',
    source: 'RFC 9110, section 13.1.3: a date later than now is no valid one',
    leavesOut: (met) => isGiven(met, 'IfModifiedSince') && met.ours.ok && !met.theirs.ok,
    example: [put('k'), get({ IfModifiedSince: 'Tue, 01 Jan 2999 00:00:00 GMT' })],
  },
  {
    what: 'the last bytes',
    right: 'ours',
    source: 'RFC 9110, section 14.1.2: bytes=-3 is the last three',
    leavesOut: (met) => rangeOf(met).startsWith('bytes=-'),
    example: [put('k'), get({ Range: 'bytes=-3' })],
  },
  {
    what: 'the first byte alone',
    right: 'ours',
    source: 'RFC 9110, section 14.1.2: bytes=0-0 is the first',
    leavesOut: (met) => rangeOf(met) === 'bytes=0-0',
    example: [put('k'), get({ Range: 'bytes=0-0' })],
  },
  {
    what: 'a range that ends before it begins',
    right: 'ours',
    source: 'RFC 9110, section 14.1.1: it is invalid, and counts as not given',
    leavesOut: (met) => rangeOf(met) === 'bytes=5-2' && met.ours.ok,
    example: [put('k'), get({ Range: 'bytes=5-2' })],
  },
  {
    what: 'a plus in the key of what is copied',
    right: 'ours',
    source: 'API reference of CopyObject: the value has to be URL-encoded, as %2B is',
    leavesOut: ({ step: [operation, { CopySource }], theirs }) =>
      operation === 'CopyObject' && String(CopySource).includes('%2B') && statusOf(theirs) === 404,
    example: [put('z+'), ['CopyObject', { Key: 'k', CopySource: copySource('z+') }]],
  },
  {
    what: 'the entity tag of a copy over another object that replaces its metadata',
    right: 'ours',
    source: 'API reference of CopyObject: the tag is of the new content; s3rver keeps the old one',
    leavesOut: ({ step: [operation, { MetadataDirective }], ours, theirs }) =>
      operation === 'CopyObject' && MetadataDirective === 'REPLACE' && ours.ok && theirs.ok,
    example: [
      put('k'),
      put('other', 'x'),
      ['CopyObject', { Key: 'other', MetadataDirective: 'REPLACE', CopySource: copySource('k') }],
    ],
  },
  {
    what: 'a delimiter that is no slash',
    right: 'ours',
    source: 'API reference of ListObjectsV2: a delimiter is any character that groups keys',
    leavesOut: ({ step: [operation, { Delimiter, Prefix }], ours, theirs }) =>
      operation.startsWith('ListObjects') &&
      ours.ok &&
      theirs.ok &&
      Delimiter !== undefined &&
      Delimiter !== '/' &&
      Prefix !== undefined,
    example: [put('a/b/c'), ['ListObjectsV2', { Delimiter: 'b', Prefix: 'a/' }]],
  },
  {
    what: 'a common prefix of keys two levels below it',
    right: 'ours',
    source: 'API reference of ListObjectsV2: keys up to the first delimiter after the prefix',
    leavesOut: ({ ours }) => JSON.stringify(ours.value).includes('{"Prefix":"d/"}'),
    example: [put('d/e/f'), ['ListObjectsV2', { Delimiter: '/' }]],
  },
  {
    what: 'common prefixes as lines of a page',
    right: 'ours',
    source: 'API reference of ListObjectsV2: each counts as one of MaxKeys',
    leavesOut: ({ step: [, { Delimiter, MaxKeys }] }) =>
      Delimiter !== undefined && MaxKeys !== undefined,
    example: [put('a/1'), put('b/1'), ['ListObjectsV2', { Delimiter: '/', MaxKeys: 1 }]],
  },
  {
    what: 'a key and what is below it, in this order',
    right: 'ours',
    source: 'API reference of ListObjectsV2: keys come in the order of their bytes in UTF-8',
    leavesOut: ({ step: [operation, { MaxKeys }] }) =>
      operation.startsWith('ListObjects') && MaxKeys === 1,
    example: [put('b'), put('b/'), ['ListObjectsV2', { MaxKeys: 1 }]],
  },
];
