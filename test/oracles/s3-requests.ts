/** Requests to S3, generated: objects under keys that have much in common, and lists of them. */
import type { Json } from '@stepthrough/json';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { Step } from './compare.ts';
import type { Request } from './engine.ts';

const keys = ['a', 'a/b', 'a/c', 'a.b', 'b', 'b/', 'B', 'x y', 'é', '\u{1f600}', 'z+'];
/** Of which s3rver has the order of S3. */
export const flatKeys = ['B', 'a', 'b', 'c1', 'c10', 'c2', 'x y', 'z', 'é'];
const texts = ['', 'hello', '0123456789', 'é\n'];
const key = fc.constantFrom(...keys);
const body: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.constant({ $base64: '/wABgA==' }) },
);
const etag = fc.constantFrom(
  ...texts.map((text) => `"${createHash('md5').update(text).digest('hex')}"`),
  '"none"',
);

/** Those of the fields that are there in a run. */
const request = (
  always: { readonly [name: string]: fc.Arbitrary<Json> },
  sometimes: { readonly [name: string]: fc.Arbitrary<Json> } = {},
): fc.Arbitrary<Request> =>
  fc.record(
    { ...always, ...sometimes },
    { requiredKeys: Object.keys(always), noNullPrototype: true },
  );

const metadata = fc.constantFrom<Json[]>({ color: 'red' }, { color: 'blue', size: '1' });
const settings = {
  ContentType: fc.constantFrom('text/plain', 'application/json'),
  CacheControl: fc.constant('no-cache'),
  ContentLanguage: fc.constant('de'),
  Metadata: metadata,
};
const reading = {
  Range: fc.constantFrom(
    'bytes=0-2',
    'bytes=2-',
    'bytes=3-100',
    'bytes=100-',
    'bytes=4-4',
    'lines=1',
  ),
  IfNoneMatch: fc.oneof(etag, fc.constant('*')),
  IfModifiedSince: fc.constant('Mon, 01 Jan 2001 00:00:00 GMT'),
};
const listing = {
  Prefix: fc.constantFrom('', 'a', 'a/', 'a/b', 'b', 'none', 'é'),
  // Enough for all, or nothing: which are the first, s3rver does not know.
  MaxKeys: fc.constantFrom(0, 100, 1000),
};

const step =
  (operation: string) =>
  (one: Request): Step => [operation, one];

export const putObject = request({ Key: key, Body: body }, settings).map(step('PutObject'));
export const anyRequest: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: putObject },
  { weight: 3, arbitrary: request({ Key: key }, reading).map(step('GetObject')) },
  { weight: 2, arbitrary: request({ Key: key }, reading).map(step('HeadObject')) },
  { weight: 2, arbitrary: request({ Key: key }).map(step('DeleteObject')) },
  {
    weight: 1,
    arbitrary: fc
      .uniqueArray(key, { minLength: 1, maxLength: 3 })
      .map((all): Step => ['DeleteObjects', { Delete: { Objects: all.map((Key) => ({ Key })) } }]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        request(
          { Key: key },
          { MetadataDirective: fc.constantFrom('COPY', 'REPLACE'), Metadata: metadata },
        ),
        key,
      )
      .map(([one, from]): Step => ['CopyObject', { ...one, CopySource: copySource(from) }]),
  },
  {
    weight: 2,
    arbitrary: request({}, { ...listing, Marker: key }).map(step('ListObjects')),
  },
  {
    weight: 2,
    arbitrary: request({}, { ...listing, StartAfter: key }).map(step('ListObjectsV2')),
  },
  {
    weight: 2,
    arbitrary: request(
      { Delimiter: fc.constantFrom('/', 'b', '.') },
      { Prefix: listing.Prefix },
    ).map(step('ListObjectsV2')),
  },
);

/** `$BUCKET` is the bucket of the run. */
export const copySource = (from: string): string =>
  `$BUCKET/${from.split('/').map(encodeURIComponent).join('/')}`;
