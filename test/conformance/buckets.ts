/** The S3 of a case, for item readers and result writers. */
import type { Outcome, ReadItemsEffect, WriteResultsEffect } from '@stepthrough/interpreter';
import { itemsOf } from '@stepthrough/simulator';
import type { Services } from './cases.ts';

export function readItems({ s3 = {} }: Services, effect: ReadItemsEffect, now: number): Outcome {
  return itemsOf(
    {
      hasBucket: (bucket) => Object.hasOwn(s3, bucket),
      read: (bucket, key) => s3[bucket]?.[key],
      list: (bucket, prefix) =>
        Object.entries(s3[bucket] ?? {})
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, body]) => ({
            Etag: `"${key}"`,
            Key: key,
            LastModified: Math.floor(now / 1000),
            Size: Buffer.byteLength(body),
            StorageClass: 'STANDARD',
          })),
    },
    effect,
  );
}

export function writeResults({ parameters, mapRunArn }: WriteResultsEffect): Outcome {
  const { Bucket = '', Prefix = '' } = parameters as { readonly [name: string]: string };
  const Key = `${Prefix}/${mapRunArn.split(':').at(-1) ?? ''}/manifest.json`;
  return { ok: true, value: { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket, Key } } };
}
