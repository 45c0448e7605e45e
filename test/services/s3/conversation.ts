/** Conversations with S3: what is asked, in turn, and what it answers. */
import type { Json } from '@stepthrough/asl';
import { expect } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

export type Step =
  | readonly [operation: string, request: { readonly [name: string]: Json }, expected?: object]
  /** Virtual milliseconds pass. */
  | number
  /** A member of the last answer is known by this name, which stands for it as `$NAME`. */
  | { readonly keep: string; readonly of: string };

export const refused = (code: string, status = 400) => ({ code, status });
/** A member that the answer must not have. */
export const absent = '<absent>';
export const create = (Bucket = 'bucket', more: { readonly [name: string]: Json } = {}): Step => [
  'CreateBucket',
  { Bucket, ...more },
];
export const versioned = (Status = 'Enabled'): Step => [
  'PutBucketVersioning',
  { VersioningConfiguration: { Status } },
];
export const put = (Key: string, Body: Json = '', expected: object = {}): Step => [
  'PutObject',
  { Key, Body },
  expected,
];
export const keys = (...all: string[]) => ({ Contents: all.map((Key) => ({ Key })) });

/** Says one after the other and compares the answers. The bucket is `bucket` where none is named. */
export async function converse(steps: readonly Step[], scenario = ''): Promise<TestWorld> {
  const world = new TestWorld(scenario);
  const known: Record<string, string> = {};
  let last: object = {};
  for (const step of steps) {
    if (typeof step === 'number') {
      await world.pass(step);
      continue;
    }
    if ('keep' in step) {
      known[step.keep] = String((last as { readonly [name: string]: unknown })[step.of]);
      continue;
    }
    const [operation, request, expected = {}] = step;
    const filled = JSON.parse(
      JSON.stringify({ Bucket: 'bucket', ...request }).replace(/\$(\w+)/g, (whole, name: string) =>
        known[name] === undefined ? whole : JSON.stringify(known[name]).slice(1, -1),
      ),
    ) as typeof request;
    const { ok, value } = await world.call('s3', operation, filled);
    const said = `${operation} ${JSON.stringify(request)} ${JSON.stringify(value)}`;
    if (!('code' in expected)) expect(ok, said).toBe(true);
    const wanted = Object.entries(expected).filter(([, member]) => member !== absent);
    expect(value, said).toMatchObject(Object.fromEntries(wanted));
    for (const [name, member] of Object.entries(expected)) {
      if (member === absent) expect(value, said).not.toHaveProperty(name);
    }
    last = value as object;
  }
  return world;
}
