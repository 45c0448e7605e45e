import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { converse, create, put } from './conversation.ts';

describe('S3', () => {
  it.each(Object.entries(cases))('%s', async (_rule, steps) => {
    await converse(steps);
  });

  it('tells the queue of a bucket that the API has made', async () => {
    const QueueArn = 'arn:aws:sqs:us-east-1:123456789012:q';
    const target = { QueueArn, Events: ['s3:ObjectCreated:*'] };
    const world = await converse(
      [
        create(),
        [
          'PutBucketNotificationConfiguration',
          {
            NotificationConfiguration: { QueueConfigurations: [target] },
            SkipDestinationValidation: true,
          },
        ],
        put('k', 'x'),
      ],
      'resources: { queues: { q: {} } }',
    );
    const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'q' });
    expect(JSON.stringify(value)).toContain('ObjectCreated:Put');
  });

  it('finds the objects of a declared bucket', async () => {
    await converse(
      [['GetObject', { Key: 'k' }, { Body: 'v', ChecksumType: 'FULL_OBJECT' }]],
      'resources: { buckets: { bucket: { k: v } } }',
    );
  });
});
