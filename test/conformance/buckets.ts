/** The S3 of a case, for item readers and result writers. */
import type { Outcome, ReadItemsEffect, WriteResultsEffect } from '@stepthrough/interpreter';
import { readRows } from '@stepthrough/simulator';
import type { Services } from './cases.ts';

export function readItems(
  { s3 = {} }: Services,
  { resource, parameters, readerConfig }: ReadItemsEffect,
  now: number,
): Outcome {
  const { Bucket = '', Key = '', Prefix = '' } = parameters as { readonly [name: string]: string };
  const objects = s3[Bucket];
  if (!objects) return failed(`The bucket "${Bucket}" does not exist.`);
  if (resource.endsWith(':listObjectsV2')) {
    const value = Object.entries(objects)
      .filter(([key]) => key.startsWith(Prefix))
      .map(([key, body]) => ({
        Etag: `"${key}"`,
        Key: key,
        LastModified: Math.floor(now / 1000),
        Size: Buffer.byteLength(body),
        StorageClass: 'STANDARD',
      }));
    return { ok: true, value };
  }
  const body = objects[Key];
  return body === undefined
    ? failed(`The object "${Key}" is not in the bucket "${Bucket}".`)
    : readRows(body, readerConfig);
}

export function writeResults({ parameters, mapRunArn }: WriteResultsEffect): Outcome {
  const { Bucket = '', Prefix = '' } = parameters as { readonly [name: string]: string };
  const Key = `${Prefix}/${mapRunArn.split(':').at(-1) ?? ''}/manifest.json`;
  return { ok: true, value: { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket, Key } } };
}

function failed(cause: string): Outcome {
  return { ok: false, error: 'States.ItemReaderFailed', cause };
}
