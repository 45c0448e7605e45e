import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { TestWorld, type Answer } from '../simulator/world.ts';
import { explained, isSame, runs, type Step } from './compare.ts';
import { jsonEngine, loaded, type Request } from './engine.ts';
import { differences } from './sqs-differences.ts';
import { Side } from './sqs-form.ts';
import { requests } from './sqs-requests.ts';

const engine = await loaded(async () => {
  const { createSqsServer } = await import('local-aws-sqs');
  const server = await createSqsServer({
    port: 0,
    hostname: '127.0.0.1',
    emulateQueueCreationLifecycle: false,
  });
  return jsonEngine(server, 'AmazonSQS');
});

if ('reason' in engine) {
  it.skip(`local-aws-sqs cannot be loaded here: ${engine.reason}`);
} else {
  const { ask, close } = engine.made;
  let queues = 0;
  afterAll(close);

  interface Pair {
    /** Both are asked, and answer in the form in which answers are compared. */
    readonly both: (step: Step) => Promise<{ readonly ours: Answer; readonly theirs: Answer }>;
  }

  /** A queue of its own in both. */
  const pair = async (Attributes: Request): Promise<Pair> => {
    const QueueName = `queue-${(queues += 1)}${'FifoQueue' in Attributes ? '.fifo' : ''}`;
    const QueueUrl = `http://127.0.0.1/123456789012/${QueueName}`;
    const world = new TestWorld();
    const made = { QueueName, Attributes };
    expect((await world.call('sqs', 'CreateQueue', made)).ok).toBe(true);
    expect((await ask('CreateQueue', made)).ok).toBe(true);
    const sides = { ours: new Side(), theirs: new Side() };
    const both = async ([operation, request]: Step) => {
      const { ours, theirs } = sides;
      const asked = { QueueUrl, ...request };
      return {
        ours: ours.formed(
          await world.call('sqs', operation, { ...ours.filled(asked), QueueUrl: QueueName }),
        ),
        theirs: theirs.formed(await ask(operation, theirs.filled(asked))),
      };
    };
    return { both };
  };

  const kinds: readonly (readonly [string, Request])[] = [
    ['a standard queue', { VisibilityTimeout: '600' }],
    ['a FIFO queue', { FifoQueue: 'true', VisibilityTimeout: '600' }],
    [
      'a FIFO queue that tells copies by their content',
      { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '600' },
    ],
  ];

  describe('SQS and local-aws-sqs', () => {
    it.each(kinds)(
      'answer any requests to %s alike, one after the other',
      async (_, attributes) => {
        const any = requests('FifoQueue' in attributes);
        await fc.assert(
          fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 12 }), async (steps) => {
            const { both } = await pair(attributes);
            for (const step of steps) {
              if (explained({ step, ...(await both(step)) }, differences)) return;
            }
          }),
          runs(40),
        );
      },
    );

    it.each(differences)('differ: $what ($right)', async ({ example, leavesOut, isFifo }) => {
      // On a real clock the other one may take a moment to let a message be seen.
      await expect
        .poll(
          async () => {
            const { both } = await pair(isFifo ? { FifoQueue: 'true' } : {});
            const answers = [];
            for (const step of example) answers.push({ step, ...(await both(step)) });
            const met = answers.find(({ ours, theirs }) => !isSame(ours, theirs));
            return met && leavesOut(met);
          },
          { timeout: 20_000 },
        )
        .toBe(true);
    });
  });
}
