/** Queues that come and go: by CreateQueue and DeleteQueue, by the scenario, emptied by PurgeQueue. */
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import {
  aText,
  account,
  attributesOf,
  bodies,
  converse,
  invalid,
  missing,
  policy,
  receive,
  receiveAll,
  send,
  sendTo,
  type Step,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
    queue-2: {}
    f.fifo: { contentBasedDeduplication: true }
`;
const create = (QueueName: string, Attributes: object, expected: object): Step => [
  'CreateQueue',
  { QueueName, ...(Object.keys(Attributes).length === 0 ? {} : { Attributes: { ...Attributes } }) },
  expected,
];
const url = (name: string) => ({
  QueueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/${name}`,
});
const none = {
  code: 'QueueDoesNotExist',
  message: 'The specified queue does not exist.',
  status: 400,
};
const fifo = { FifoQueue: 'true' };

describe('names', () => {
  const wrong = invalid(
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
  const wrongFifo = invalid(
    'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
  );
  it.each<[string, object, object]>([
    ['a', {}, url('a')],
    ['A-z_9', {}, url('A-z_9')],
    ['x'.repeat(80), {}, url('x'.repeat(80))],
    ['x'.repeat(81), {}, wrong],
    ['', {}, wrong],
    ['a b', {}, wrong],
    ['a.b', {}, wrong],
    ['a.fifo.fifo', fifo, wrong],
    ['.fifo', fifo, wrong],
    ['a.fifo', fifo, url('a.fifo')],
    [`${'x'.repeat(75)}.fifo`, fifo, url(`${'x'.repeat(75)}.fifo`)],
    [`${'x'.repeat(76)}.fifo`, fifo, wrong],
    ['a.fifo', {}, wrong],
    ['a.fifo', { FifoQueue: 'false' }, wrong],
    ['a', fifo, wrongFifo],
  ])('%s with %j', async (name, attributes, expected) => {
    await converse([create(name, attributes, expected)], queues);
  });

  it('must be there', async () => {
    await converse(
      [
        ['CreateQueue', {}, missing('QueueName')],
        ['GetQueueUrl', {}, missing('QueueName')],
        ...[
          'DeleteQueue',
          'PurgeQueue',
          'GetQueueAttributes',
          'SetQueueAttributes',
          'SendMessage',
          'ReceiveMessage',
        ].map((operation): Step => [operation, {}, missing('QueueUrl')]),
        ...[
          'DeleteQueue',
          'PurgeQueue',
          'GetQueueAttributes',
          'SetQueueAttributes',
          'SendMessage',
          'ReceiveMessage',
        ].map((operation): Step => [operation, { QueueUrl: 'none' }, none]),
      ],
      queues,
    );
  });
});

it('a queue that is there is made again with the same attributes only', async () => {
  await converse(
    [
      create('new', { DelaySeconds: '3' }, url('new')),
      send('new', 'kept', { DelaySeconds: 0 }),
      create('new', {}, url('new')),
      create('new', { DelaySeconds: '3', VisibilityTimeout: '30' }, url('new')),
      create(
        'new',
        { VisibilityTimeout: '30', DelaySeconds: '4' },
        {
          code: 'QueueNameExists',
          message:
            'A queue already exists with the same name and a different value for attribute DelaySeconds',
          status: 400,
        },
      ),
      receiveAll('new', 'kept'),
    ],
    queues,
  );
});

it('a queue is not made with attributes that are wrong', async () => {
  await converse(
    [
      create('new', { DelaySeconds: '901' }, { code: 'InvalidAttributeValue' }),
      create(
        'new',
        { RedrivePolicy: policy('none', 1) },
        { code: 'InvalidParameterValueException' },
      ),
      ['GetQueueUrl', { QueueName: 'new' }, none],
      create('new', { RedrivePolicy: policy('q', 1) }, url('new')),
    ],
    queues,
  );
});

it('a name is free a minute after the queue was deleted, with nothing in it', async () => {
  const recently = {
    code: 'QueueDeletedRecently',
    message:
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    status: 400,
  };
  await converse(
    [
      send('q', 'x'),
      ['DeleteQueue', { QueueUrl: 'q' }, {}],
      ['DeleteQueue', { QueueUrl: 'q' }, none],
      59_999,
      create('q', {}, recently),
      1,
      create('q', {}, url('q')),
      receiveAll('q'),
    ],
    queues,
  );
});

it('queues are found by the beginning of their names, URLs and ARNs', async () => {
  const { QueueUrl } = url('q');
  const all = ['f.fifo', 'q', 'queue-2'].map((name) => url(name).QueueUrl);
  await converse(
    [
      ['GetQueueUrl', { QueueName: 'q' }, url('q')],
      ['ListQueues', {}, { QueueUrls: all }],
      ['ListQueues', { QueueNamePrefix: 'q' }, { QueueUrls: all.slice(1) }],
      ['ListQueues', { QueueNamePrefix: 'queue-2' }, { QueueUrls: all.slice(2) }],
      ['ListQueues', { QueueNamePrefix: '-2' }, {}],
      send(QueueUrl, 'x'),
      receive('q', {}, bodies('x')),
    ],
    queues,
  );
});

describe('a purge', () => {
  it('empties the queue, of messages in flight, too, once a minute', async () => {
    const inProgress = {
      code: 'PurgeQueueInProgress',
      message: 'Only one PurgeQueue operation on f.fifo is allowed every 60 seconds.',
      status: 403,
    };
    const purge = (expected: object): Step => ['PurgeQueue', { QueueUrl: 'f.fifo' }, expected];
    const empty = attributesOf('f.fifo', {
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
    await converse(
      [
        ...sendTo('f.fifo', 'g', '1', '2'),
        receive('f.fifo', {}, bodies('1')),
        purge({}),
        empty,
        ...sendTo('f.fifo', 'g', '3'),
        59_999,
        purge(inProgress),
        receiveAll('f.fifo', '3'),
        1,
        purge({}),
        empty,
      ],
      queues,
    );
  });
});

describe('queues of the scenario', () => {
  it('have the attributes that are declared', async () => {
    const world = new TestWorld(`
resources:
  queues:
    all.fifo:
      visibilityTimeout: 1m
      delay: 2s
      retention: 2m
      receiveWaitTime: 3s
      maximumMessageSize: 2048
      contentBasedDeduplication: true
      deduplicationScope: messageGroup
      throughputLimit: perMessageGroupId
      deadLetter: { queue: dead.fifo, maxReceiveCount: 4 }
    dead.fifo: { redriveAllow: { redrivePermission: allowAll } }
`);
    await converse(
      [
        attributesOf('all.fifo', {
          VisibilityTimeout: '60',
          DelaySeconds: '2',
          MessageRetentionPeriod: '120',
          ReceiveMessageWaitTimeSeconds: '3',
          MaximumMessageSize: '2048',
          FifoQueue: 'true',
          ContentBasedDeduplication: 'true',
          DeduplicationScope: 'messageGroup',
          FifoThroughputLimit: 'perMessageGroupId',
          RedrivePolicy: policy('dead.fifo', 4),
        }),
        attributesOf('dead.fifo', { RedriveAllowPolicy: '{"redrivePermission":"allowAll"}' }),
      ],
      world,
    );
  });

  it('are refused as CreateQueue would', () => {
    const text = 'resources:\n  queues:\n    q: {}\n    wrong: { retention: 59s }';
    expect(() => new TestWorld(text)).toThrow(
      'test.scenario.yaml:4:5: SQS would not make the queue "wrong": Invalid value for the parameter MessageRetentionPeriod. Visibility timeout: up to 12h; delay: up to 15m; retention: 60s to 14d; wait: up to 20s; size: 1024 to 1048576 bytes; maxReceiveCount: 1 to 1000.',
    );
  });
});

it('what a person sees of the queues', async () => {
  const world = await converse(
    [send('q', '1'), send('q', '2'), receive('q', {}, bodies('1'))],
    queues,
  );
  expect(world.simulation.queues()).toEqual([
    { name: 'f.fifo', messages: [] },
    {
      name: 'q',
      messages: [
        { id: aText, body: '1', isInFlight: true, receiveCount: 1 },
        { id: aText, body: '2', isInFlight: false, receiveCount: 0 },
      ],
    },
    { name: 'queue-2', messages: [] },
  ]);
});
