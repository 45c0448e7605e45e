/** Attributes of queues: ranges, names, what is computed. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import {
  account,
  arn,
  attributesOf,
  converse,
  invalid,
  policy,
  receive,
  bodies,
  send,
  setAttributes,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
    f.fifo: {}
    dead: {}
    dead.fifo: {}
`;

const invalidValue = (name: string) => ({
  code: 'InvalidAttributeValue',
  message: `Invalid value for the parameter ${name}.`,
  status: 400,
});
const unknown = (name: string) => ({
  code: 'InvalidAttributeName',
  message: `Unknown Attribute ${name}.`,
  status: 400,
});

describe('values of attributes', () => {
  it.each([
    ['VisibilityTimeout', 0, 43_200],
    ['DelaySeconds', 0, 900],
    ['MessageRetentionPeriod', 60, 1_209_600],
    ['ReceiveMessageWaitTimeSeconds', 0, 20],
    ['MaximumMessageSize', 1024, 1_048_576],
  ])('%s is a whole number from %i to %i', async (name, least, most) => {
    const refused = invalidValue(name);
    await converse(
      [
        ...[least - 1, most + 1, least + 0.5].map((value) =>
          setAttributes('q', { [name]: `${value}` }, refused),
        ),
        setAttributes('q', { [name]: 'many' }, refused),
        ...[least, most].flatMap((value) => [
          setAttributes('q', { [name]: `${value}` }),
          attributesOf('q', { [name]: `${value}` }),
        ]),
      ],
      queues,
    );
  });

  it('high throughput needs deduplication by group', async () => {
    await converse(
      [
        setAttributes(
          'f.fifo',
          { FifoThroughputLimit: 'perMessageGroupId' },
          invalid(
            'Value perMessageGroupId for parameter FifoThroughputLimit is invalid. Reason: DeduplicationScope must be messageGroup.',
          ),
        ),
        setAttributes('f.fifo', { DeduplicationScope: 'messageGroup' }),
        setAttributes('f.fifo', { FifoThroughputLimit: 'perMessageGroupId' }),
        setAttributes('f.fifo', { FifoThroughputLimit: 'perQueue' }),
      ],
      queues,
    );
  });
});

describe('names of attributes', () => {
  it.each([
    'Policy',
    'KmsMasterKeyId',
    'KmsDataKeyReusePeriodSeconds',
    'SqsManagedSseEnabled',
    'MaximumMessageSize',
  ])('%s can be set and read', async (name) => {
    const value = '2000';
    await converse(
      [setAttributes('q', { [name]: value }), attributesOf('q', { [name]: value })],
      queues,
    );
  });

  it.each(['RedrivePolicy', 'RedriveAllowPolicy', 'Policy'])(
    'an empty text takes %s away, and it is not shown',
    async (name) => {
      const value =
        name === 'RedrivePolicy'
          ? policy('dead', 3)
          : JSON.stringify({ redrivePermission: 'allowAll' });
      await converse(
        [
          setAttributes('q', { [name]: value }),
          attributesOf('q', { [name]: value }),
          setAttributes('q', { [name]: '' }),
          ['GetQueueAttributes', { QueueUrl: 'q', AttributeNames: [name] }, {}],
        ],
        queues,
      );
    },
  );

  it.each(['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'])(
    '%s is an attribute of FIFO queues only',
    async (name) => {
      await converse(
        [
          setAttributes('q', { [name]: 'true' }, unknown(name)),
          setAttributes('f.fifo', { [name]: 'true' }),
          attributesOf('f.fifo', { [name]: 'true' }),
        ],
        queues,
      );
    },
  );

  it.each(['Colour', 'PolicyOfMine', 'toString'])('%s is none', async (name) => {
    await converse(
      [
        setAttributes('q', { [name]: '1' }, unknown(name)),
        ['GetQueueAttributes', { QueueUrl: 'q', AttributeNames: ['All', name] }, unknown(name)],
        ['CreateQueue', { QueueName: 'other', Attributes: { [name]: '1' } }, unknown(name)],
      ],
      queues,
    );
  });

  it('only what is asked for is shown, of what there is', async () => {
    const ask = (...AttributeNames: string[]) => ({ QueueUrl: 'q', AttributeNames });
    const world = await converse([], queues);
    const shown = async (request: { readonly [name: string]: Json }) =>
      (await world.call('sqs', 'GetQueueAttributes', request)).value;
    expect(await shown({ QueueUrl: 'q' })).toEqual({});
    expect(await shown(ask('RedrivePolicy', 'FifoQueue'))).toEqual({});
    expect(await shown(ask('QueueArn', 'RedrivePolicy'))).toEqual({
      Attributes: { QueueArn: arn('q') },
    });
  });
});

it('counts and times are of the queue as it is now', async () => {
  const world = await converse(
    [
      1500,
      [
        'CreateQueue',
        { QueueName: 'new' },
        { QueueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/new` },
      ],
      send('new', 'received'),
      send('new', 'ready'),
      send('new', 'also ready'),
      ...['1', '2', '3'].map((body) => send('new', body, { DelaySeconds: 10 })),
      receive('new', {}, bodies('received')),
      2400,
      setAttributes('new', { VisibilityTimeout: '60' }),
    ],
    queues,
  );
  const shown = async () =>
    (await world.call('sqs', 'GetQueueAttributes', { QueueUrl: 'new', AttributeNames: ['All'] }))
      .value;
  const attributes = {
    QueueArn: arn('new'),
    ApproximateNumberOfMessages: '2',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '3',
    CreatedTimestamp: '1767603601',
    LastModifiedTimestamp: '1767603603',
    VisibilityTimeout: '60',
    DelaySeconds: '0',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
  };
  expect(await shown()).toEqual({ Attributes: attributes });
  await world.pass(7600);
  expect(await shown()).toEqual({
    Attributes: {
      ...attributes,
      ApproximateNumberOfMessages: '5',
      ApproximateNumberOfMessagesDelayed: '0',
    },
  });
});
