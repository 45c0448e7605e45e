/** Attributes of queues: ranges, names, what is computed. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import {
  aText,
  account,
  arn,
  attributesOf,
  converse,
  invalid,
  like,
  policy,
  receive,
  bodies,
  send,
  setAttributes,
  type Step,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
    f.fifo: {}
    dead: {}
    dead.fifo: {}
`;

const invalidValue = (name: string, reason = '') => ({
  code: 'InvalidAttributeValue',
  message: `Invalid value for the parameter ${name}.${reason}`,
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
          invalidValue(
            'FifoThroughputLimit',
            ' Reason: To set FifoThroughputLimit to perMessageGroupId, the DeduplicationScope must be messageGroup.',
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
    ['Policy', '{}'],
    ['KmsMasterKeyId', 'key'],
    ['SqsManagedSseEnabled', 'false'],
    ['MaximumMessageSize', '2000'],
  ])('%s can be set and read', async (name, value) => {
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

  const fifoOnly = (name: string) => ({
    ...unknown(name),
    message: `You can specify the ${name} only when FifoQueue is set to true.`,
  });
  it.each([
    ['FifoQueue', 'true', unknown('FifoQueue')],
    ['ContentBasedDeduplication', 'true', unknown('ContentBasedDeduplication')],
    ['DeduplicationScope', 'queue', fifoOnly('DeduplicationScope')],
    ['FifoThroughputLimit', 'perQueue', fifoOnly('FifoThroughputLimit')],
  ])('%s is an attribute of FIFO queues only', async (name, value, refused) => {
    await converse(
      [
        setAttributes('q', { [name]: value }, refused),
        setAttributes('f.fifo', { [name]: value }),
        attributesOf('f.fifo', { [name]: value }),
      ],
      queues,
    );
  });

  it('switches are true or false in any case, and the kind of a queue stays', async () => {
    await converse(
      [
        [
          'CreateQueue',
          { QueueName: 'n.fifo', Attributes: { FifoQueue: 'True' } },
          { QueueUrl: aText },
        ],
        setAttributes('n.fifo', { ContentBasedDeduplication: 'TRUE', FifoQueue: 'True' }),
        attributesOf('n.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' }),
        setAttributes(
          'n.fifo',
          { FifoQueue: 'False' },
          {
            code: 'InvalidAttributeValue',
            message:
              'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
          },
        ),
        setAttributes('n.fifo', { FifoQueue: 'maybe' }, invalidValue('FifoQueue')),
        setAttributes(
          'f.fifo',
          { DeduplicationScope: 'world' },
          invalidValue('DeduplicationScope', ' Reason: not a supported value.'),
        ),
        setAttributes(
          'f.fifo',
          { FifoThroughputLimit: 'none' },
          invalidValue('FifoThroughputLimit', ' Reason: not a supported value.'),
        ),
        setAttributes('q', { Policy: '[]' }, invalidValue('Policy')),
      ],
      queues,
    );
  });

  it('a key of KMS turns the encryption by SQS off, and its period is shown with it', async () => {
    const encryption = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'];
    const shown = (Attributes: object): Step => [
      'GetQueueAttributes',
      { QueueUrl: 'q', AttributeNames: encryption },
      { Attributes },
    ];
    const world = await converse(
      [
        setAttributes('q', { KmsMasterKeyId: 'key' }),
        shown({
          KmsMasterKeyId: 'key',
          KmsDataKeyReusePeriodSeconds: '300',
          SqsManagedSseEnabled: 'false',
        }),
        setAttributes('q', { KmsDataKeyReusePeriodSeconds: '60' }),
        shown({ KmsDataKeyReusePeriodSeconds: '60' }),
        setAttributes(
          'q',
          { SqsManagedSseEnabled: 'true' },
          { code: 'InvalidAttributeName', message: like('one type of server-side encryption') },
        ),
        ...['59', '86401', '60.5'].map((period) =>
          setAttributes(
            'q',
            { KmsDataKeyReusePeriodSeconds: period },
            invalidValue('KmsDataKeyReusePeriodSeconds'),
          ),
        ),
        setAttributes('q', { KmsMasterKeyId: '' }),
      ],
      queues,
    );
    const { value } = await world.call('sqs', 'GetQueueAttributes', {
      QueueUrl: 'q',
      AttributeNames: encryption,
    });
    expect(value).toEqual({ Attributes: { SqsManagedSseEnabled: 'false' } });
  });

  it('a change leaves the dead-letter queue unasked that is gone meanwhile', async () => {
    await converse(
      [
        setAttributes('q', { RedrivePolicy: policy('dead', 3) }),
        ['DeleteQueue', { QueueUrl: 'dead' }, {}],
        setAttributes('q', { DelaySeconds: '1' }),
        setAttributes('q', { RedrivePolicy: policy('dead', 4) }, invalid(like('does not exist'))),
      ],
      queues,
    );
  });

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
