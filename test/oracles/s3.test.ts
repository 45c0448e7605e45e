import { isObject, type Json } from '@stepthrough/json';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { TestWorld, type Answer } from '../simulator/world.ts';
import { explained, isSame, runs, type Step } from './compare.ts';
import { loaded, type Request } from './engine.ts';
import { differences } from './s3-differences.ts';
import { formed } from './s3-form.ts';
import { anyRequest, flatKeys, putObject } from './s3-requests.ts';

const engine = await loaded(async () => (await import('./s3rver.ts')).startS3rver());

if ('reason' in engine) {
  it.skip(`s3rver cannot be loaded here: ${engine.reason}`);
} else {
  const { ask, close } = engine.made;
  let buckets = 0;
  afterAll(close);

  interface Pair {
    /** Both are asked, and answer in the form in which answers are compared. */
    readonly both: (step: Step) => Promise<{ readonly ours: Answer; readonly theirs: Answer }>;
  }

  /** A bucket of its own in both. */
  const pair = async (): Promise<Pair> => {
    const Bucket = `bucket-${(buckets += 1)}`;
    const world = new TestWorld();
    expect((await world.call('s3', 'CreateBucket', { Bucket })).ok).toBe(true);
    expect((await ask('CreateBucket', { Bucket })).ok).toBe(true);
    const both = async ([operation, request]: Step) => {
      const { CopySource } = request;
      const asked: Request = {
        Bucket,
        ...request,
        ...(typeof CopySource === 'string'
          ? { CopySource: CopySource.replace('$BUCKET', Bucket) }
          : {}),
      };
      const ours = await world.call('s3', operation, asked);
      const theirs = await ask(operation, asked);
      return { ours: formed(ours, operation), theirs: formed(theirs, operation) };
    };
    return { both };
  };

  /** What has changed the one and not the other ends a comparison. */
  const isRead = ([operation]: Step): boolean => /^(?:Get|Head|List)/.test(operation);

  describe('S3 and s3rver', () => {
    it('answer any requests alike, one after the other', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(putObject, { maxLength: 6 }),
          fc.array(anyRequest, { minLength: 1, maxLength: 8 }),
          async (puts, requests) => {
            const { both } = await pair();
            const last: Step = ['ListObjectsV2', {}];
            for (const step of [...puts, ...requests, last]) {
              const difference = explained({ step, ...(await both(step)) }, differences);
              if (difference && !isRead(step)) return;
            }
          },
        ),
        runs(60),
      );
    });

    it('page in the same steps', async () => {
      const pages = fc.record({
        MaxKeys: fc.integer({ min: 1, max: 4 }),
        Prefix: fc.constantFrom('', 'c', 'c1'),
      });
      await fc.assert(
        fc.asyncProperty(fc.subarray(flatKeys), pages, async (some, asked) => {
          const { both } = await pair();
          for (const Key of some) await both(['PutObject', { Key, Body: Key }]);
          let isMore = true;
          for (let Marker = ''; isMore;) {
            const step: Step = ['ListObjects', { ...asked, Marker }];
            const { ours, theirs } = await both(step);
            expect(ours, JSON.stringify(step)).toEqual(theirs);
            const page = isObject(ours.value) ? ours.value : {};
            const lines: readonly Json[] = Array.isArray(page['Contents']) ? page['Contents'] : [];
            const last = lines.at(-1);
            isMore = page['IsTruncated'] === true;
            Marker = isObject(last) ? String(last['Key']) : '';
          }
        }),
        runs(25),
      );
    });

    it.each(differences)('differ: $what ($right)', async ({ example, leavesOut }) => {
      const { both } = await pair();
      const answers = [];
      for (const step of example) answers.push({ step, ...(await both(step)) });
      const met = answers.find(({ ours, theirs }) => !isSame(ours, theirs));
      expect(met && leavesOut(met), JSON.stringify(answers.at(-1))).toBe(true);
    });
  });
}
