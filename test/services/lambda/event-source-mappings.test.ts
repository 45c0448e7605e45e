import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import {
  aText,
  arn,
  batches,
  bodiesIn,
  converse,
  create,
  invalid,
  missing,
  queueArn,
  send,
  violation,
  type Step,
} from './conversation.ts';

const around = (answer = 'return: null') => `
resources: { queues: { jobs: {}, slow: { visibilityTimeout: 5s }, jobs.fifo: { contentBasedDeduplication: true }, dead: {},
  redriven: { visibilityTimeout: 5s, deadLetter: { queue: dead, maxReceiveCount: 2 } } } }
answers: [{ match: { function: f }, ${answer} }]`;

type Members = Parameters<typeof create>[1];

const map = (queue: string, more: Members = {}, expected: object = { State: 'Creating' }): Step => [
  'CreateEventSourceMapping',
  { EventSourceArn: queueArn(queue), FunctionName: 'f', ...more },
  expected,
];
const get = (expected: object): Step => ['GetEventSourceMapping', { UUID: '$uuid' }, expected];
const gone = missing('The resource you requested does not exist.');

const mapped = (queue: string, more: Members = {}, answer?: string) =>
  converse([create('f'), map(queue, more)], around(answer));

const countIn = async (world: TestWorld, QueueUrl: string) => {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  const { value } = await world.call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames });
  const { Attributes } = value as { readonly Attributes: { readonly [name: string]: string } };
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};

const filters = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Pattern: `{"body":{"n":[${index}]}}` }));

describe('a mapping of a queue', () => {
  it('is told whole, and goes from state to state', async () => {
    const world = new TestWorld(around());
    await converse([create('f')], world);
    const request = { EventSourceArn: queueArn('jobs'), FunctionName: arn('f') };
    const { value } = await world.call('lambda', 'CreateEventSourceMapping', request);
    const { UUID } = value as { readonly UUID: string };
    expect(value).toEqual({
      UUID: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      EventSourceArn: queueArn('jobs'),
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:123456789012:event-source-mapping:${UUID}`,
      FunctionArn: arn('f'),
      FunctionResponseTypes: [],
      LastModified: Date.parse('2026-01-05T09:00:00Z') / 1000,
      State: 'Creating',
      StateTransitionReason: 'USER_INITIATED',
    });
    await converse(
      [
        ['GetEventSourceMapping', { UUID }, { State: 'Enabled' }],
        ['UpdateEventSourceMapping', { UUID, BatchSize: 5 }, { State: 'Updating', BatchSize: 5 }],
        get({ State: 'Enabled', BatchSize: 5 }),
        ['UpdateEventSourceMapping', { UUID, Enabled: false }, { State: 'Disabling' }],
        get({ State: 'Disabled', BatchSize: 5 }),
        ['UpdateEventSourceMapping', { UUID, Enabled: true }, { State: 'Enabling' }],
        get({ State: 'Enabled' }),
        ['ListEventSourceMappings', { FunctionName: 'f' }, { EventSourceMappings: [{ UUID }] }],
        [
          'ListEventSourceMappings',
          { EventSourceArn: queueArn('slow') },
          { EventSourceMappings: [] },
        ],
        ['DeleteEventSourceMapping', { UUID }, { State: 'Deleting' }],
        ['GetEventSourceMapping', { UUID }, gone],
        ['DeleteEventSourceMapping', { UUID }, gone],
        ['UpdateEventSourceMapping', { UUID }, gone],
      ],
      world,
    );
  });

  it.each<[string, string, Members, object]>([
    [
      'no message',
      'jobs',
      { BatchSize: 0 },
      violation("'0'", 'batchSize', 'have value greater than or equal to 1'),
    ],
    [
      'too many messages',
      'jobs',
      { BatchSize: 10_001, MaximumBatchingWindowInSeconds: 1 },
      violation("'10001'", 'batchSize', 'have value less than or equal to 10000'),
    ],
    [
      'more than ten at once',
      'jobs',
      { BatchSize: 11 },
      invalid(
        'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
      ),
    ],
    [
      'a long window',
      'jobs',
      { MaximumBatchingWindowInSeconds: 301 },
      violation("'301'", 'maximumBatchingWindowInSeconds', 'have value less than or equal to 300'),
    ],
    [
      'a window of a FIFO queue',
      'jobs.fifo',
      { MaximumBatchingWindowInSeconds: 1 },
      invalid('Batching window is not supported for FIFO queues'),
    ],
    [
      'more than ten of a FIFO queue',
      'jobs.fifo',
      { BatchSize: 11 },
      invalid(
        'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
      ),
    ],
    [
      'more than ten of a FIFO queue with a window',
      'jobs.fifo',
      { BatchSize: 11, MaximumBatchingWindowInSeconds: 1 },
      invalid('Batching window is not supported for FIFO queues'),
    ],
    [
      'a position',
      'jobs',
      { StartingPosition: 'LATEST' },
      invalid('StartingPosition is not valid for SQS event sources.'),
    ],
    [
      'a time to start from',
      'jobs',
      { StartingPositionTimestamp: 1_767_225_600 },
      invalid('Timestamp is not valid for SQS event sources.'),
    ],
    [
      'settings of logs',
      'jobs',
      { LoggingConfig: { SystemLogLevel: 'INFO' } },
      invalid('Unsupported LoggingConfig parameter for given event source mapping type.'),
    ],
    [
      'metrics of Kafka',
      'jobs',
      { MetricsConfig: { Metrics: ['ErrorCount'] } },
      invalid('Invalid EventSourceMapping metrics. Expected values: [EventCount]'),
    ],
    [
      'six filters',
      'jobs',
      { FilterCriteria: { Filters: filters(6) } },
      invalid('Too many filter patterns, maximum allowed 5 patterns, provided 6 patterns.'),
    ],
    [
      'a queue elsewhere',
      'jobs',
      { EventSourceArn: queueArn('jobs').replace('us-east-1', 'eu-west-1') },
      invalid('Event source region must match Lambda region us-east-1'),
    ],
    [
      'a name that is none',
      'jobs',
      { FunctionName: 'my f' },
      violation(
        "'my f'",
        'functionName',
        String.raw`satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
      ),
    ],
    [
      'a name that is too long',
      'jobs',
      { FunctionName: 'f'.repeat(65) },
      invalid('Function does not exist'),
    ],
    [
      'one invocation at once',
      'jobs',
      { ScalingConfig: { MaximumConcurrency: 1 } },
      violation("'1'", 'scalingConfig.maximumConcurrency', 'have value greater than or equal to 2'),
    ],
    [
      'what streams have',
      'jobs',
      { MaximumRetryAttempts: 1 },
      { code: 'InvalidParameterValueException' },
    ],
    [
      'a filter that is none',
      'jobs',
      { FilterCriteria: { Filters: [{ Pattern: '{"body": "x"}' }] } },
      invalid('Invalid filter pattern definition.'),
    ],
    [
      'a filter that is no JSON',
      'jobs',
      { FilterCriteria: { Filters: [{ Pattern: 'x' }] } },
      invalid('Invalid filter pattern definition.'),
    ],
    [
      'a queue that shows messages again too soon',
      'slow',
      { FunctionName: 'long' },
      invalid('Queue visibility timeout: 5 seconds is less than Function timeout: 6 seconds'),
    ],
    [
      'a queue that is not there',
      'none',
      {},
      invalid(
        'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
      ),
    ],
    [
      'a function that is not there',
      'jobs',
      { FunctionName: 'g' },
      invalid('Function does not exist'),
    ],
    [
      'an alias that is not there',
      'jobs',
      { FunctionName: 'f:live' },
      missing(`Cannot find alias arn: ${arn('f:live')}`),
    ],
    [
      'another source',
      'jobs',
      { EventSourceArn: 'arn:aws:s3:::b' },
      invalid('Unrecognized event source. Unsupported source arn : arn:aws:s3:::b'),
    ],
    [
      'what is not simulated',
      'jobs',
      { EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' },
      { message: 'lambda an event source of kinesis is not simulated' },
    ],
    [
      'poller settings',
      'jobs',
      { ProvisionedPollerConfig: { MinimumPollers: 2 } },
      {
        message: 'lambda CreateEventSourceMapping with "ProvisionedPollerConfig" is not simulated',
      },
    ],
  ])('is refused: %s', async (_what, queue, more, expected) => {
    await converse(
      [create('f'), create('long', { Timeout: 6 }), map(queue, more, expected)],
      around(),
    );
  });

  it.each<[string, Members]>([
    ['jobs', { BatchSize: 10 }],
    ['jobs', { BatchSize: 11, MaximumBatchingWindowInSeconds: 1 }],
    ['jobs', { BatchSize: 10_000, MaximumBatchingWindowInSeconds: 300 }],
    ['jobs', { ScalingConfig: { MaximumConcurrency: 2 } }],
    ['jobs', { ScalingConfig: { MaximumConcurrency: 1000 } }],
    ['jobs.fifo', { BatchSize: 10 }],
    ['jobs', { FilterCriteria: { Filters: filters(5) } }],
    ['jobs', { MetricsConfig: { Metrics: ['EventCount'] } }],
    ['jobs', { StartingPositionTimestamp: null, LoggingConfig: null }],
    ['slow', { FunctionName: 'five' }],
  ])('is made of %s with %j', async (queue, more) => {
    await converse([create('f'), create('five', { Timeout: 5 }), map(queue, more)], around());
  });

  it('invokes as many at once as are reserved for the function', async () => {
    const ScalingConfig = (MaximumConcurrency: number) => ({
      ScalingConfig: { MaximumConcurrency },
    });
    const crowded = invalid(
      'MaximumConcurrency: 6 is greater than Function Reserved Concurrency: 5',
    );
    const update = (more: Members, expected: object): Step => [
      'UpdateEventSourceMapping',
      { UUID: '$uuid', ...more },
      expected,
    ];
    await converse(
      [
        create('f'),
        [
          'PutFunctionConcurrency',
          { FunctionName: 'f', ReservedConcurrentExecutions: 5 },
          { ReservedConcurrentExecutions: 5 },
        ],
        map('jobs', ScalingConfig(6), crowded),
        map('jobs', ScalingConfig(5)),
        update(ScalingConfig(6), crowded),
        update({ BatchSize: 5 }, { BatchSize: 5 }),
        update(ScalingConfig(4), ScalingConfig(4)),
      ],
      around(),
    );
  });

  it('is one for a pair of a queue and a function', async () => {
    await converse(
      [
        create('f'),
        map('jobs'),
        map(
          'jobs',
          {},
          {
            code: 'ResourceConflictException',
            message: `An event source mapping with SQS arn (" ${queueArn('jobs')} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID $uuid`,
            status: 409,
          },
        ),
        map('slow'),
      ],
      around(),
    );
  });

  it('hands on what is in the queue, and what comes', async () => {
    const world = new TestWorld(around());
    await send(world, 'jobs', 'a', 'b');
    await converse([create('f'), map('jobs')], world);
    await send(world, 'jobs', 'c');
    expect(batches(world, 'f')).toEqual([['a', 'b'], ['c']]);
    expect(await countIn(world, 'jobs')).toBe(0);
  });

  it('hands on nothing while it is disabled, nor after its end', async () => {
    const world = await mapped('jobs', { Enabled: false });
    await send(world, 'jobs', 'a');
    await converse(
      [['ListEventSourceMappings', {}, { EventSourceMappings: [{ UUID: aText }] }]],
      world,
    );
    expect(batches(world, 'f')).toEqual([]);
    const { value } = await world.call('lambda', 'ListEventSourceMappings', {});
    const { EventSourceMappings } = value as { EventSourceMappings: readonly { UUID: string }[] };
    const { UUID } = EventSourceMappings[0] ?? { UUID: '' };
    await converse(
      [['UpdateEventSourceMapping', { UUID, Enabled: true }, { State: 'Enabling' }]],
      world,
    );
    expect(batches(world, 'f')).toEqual([['a']]);
    await converse(
      [['UpdateEventSourceMapping', { UUID, Enabled: false }, { State: 'Disabling' }]],
      world,
    );
    await send(world, 'jobs', 'b');
    expect(batches(world, 'f')).toEqual([['a']]);
    await converse([['DeleteEventSourceMapping', { UUID }, { State: 'Deleting' }]], world);
    await world.pass(60_000);
    expect(batches(world, 'f')).toEqual([['a']]);
    expect(await countIn(world, 'jobs')).toBe(1);
  });

  it('that is deleted while its function works ends when that is done', async () => {
    const world = await mapped('jobs', {}, 'return: null, after: 2s');
    await send(world, 'jobs', 'a');
    const { value } = await world.call('lambda', 'ListEventSourceMappings', {});
    const { EventSourceMappings } = value as { EventSourceMappings: readonly { UUID: string }[] };
    const { UUID } = EventSourceMappings[0] ?? { UUID: '' };
    await converse(
      [
        ['DeleteEventSourceMapping', { UUID }, { State: 'Deleting' }],
        ['GetEventSourceMapping', { UUID }, { State: 'Deleting' }],
        2000,
        ['GetEventSourceMapping', { UUID }, gone],
      ],
      world,
    );
    expect(await countIn(world, 'jobs')).toBe(0);
  });

  it('gathers more than ten messages within its window', async () => {
    const world = await mapped('jobs', { BatchSize: 15, MaximumBatchingWindowInSeconds: 10 });
    const bodies = Array.from({ length: 16 }, (_, index) => `${index}`);
    await send(world, 'jobs', ...bodies);
    expect(batches(world, 'f').map(({ length }) => length)).toEqual([15]);
    await world.pass(9999);
    expect(batches(world, 'f')).toHaveLength(1);
    await world.pass(1);
    expect(batches(world, 'f').map(({ length }) => length)).toEqual([15, 1]);
  });

  it('drops what no filter matches', async () => {
    const Filters = [{ Pattern: '{"body": {"n": [{"numeric": [">", 5]}]}}' }];
    const world = await mapped('jobs', { FilterCriteria: { Filters } });
    await send(world, 'jobs', '{"n":5}', '{"n":6}', 'text');
    expect(batches(world, 'f')).toEqual([['{"n":6}']]);
    expect(await countIn(world, 'jobs')).toBe(0);
  });

  it('gives messages of a throttled function back to the queue', async () => {
    const world = await mapped('slow', { BatchSize: 1 }, 'return: null, after: 3s');
    await converse(
      [
        [
          'PutFunctionConcurrency',
          { FunctionName: 'f', ReservedConcurrentExecutions: 1 },
          { ReservedConcurrentExecutions: 1 },
        ],
      ],
      world,
    );
    await send(world, 'slow', 'a', 'b');
    expect(batches(world, 'f')).toEqual([['a']]);
    await world.pass(4999);
    expect(batches(world, 'f')).toEqual([['a']]);
    await world.pass(1);
    expect(batches(world, 'f')).toEqual([['a'], ['b']]);
  });

  it('leaves what fails too often to the dead-letter queue', async () => {
    const world = await mapped('redriven', {}, 'throw: { error: E, cause: no }');
    await send(world, 'redriven', '"a"');
    await world.pass(5000);
    expect(batches(world, 'f')).toEqual([['"a"'], ['"a"']]);
    expect(await countIn(world, 'dead')).toBe(0);
    await world.pass(5000);
    expect(batches(world, 'f')).toHaveLength(2);
    expect(await bodiesIn(world, 'dead')).toEqual(['a']);
  });

  it('keeps a FIFO group in order when its first message fails', async () => {
    const world = await mapped(
      'jobs.fifo',
      { BatchSize: 1 },
      'throw: { error: E, cause: no }, times: 1',
    );
    const put = (MessageBody: string, MessageGroupId: string) =>
      world.call('sqs', 'SendMessage', { QueueUrl: 'jobs.fifo', MessageBody, MessageGroupId });
    await put('a1', 'a');
    await put('a2', 'a');
    expect(batches(world, 'f')).toEqual([['a1']]);
    await world.pass(29_999);
    expect(batches(world, 'f')).toEqual([['a1']]);
  });

  it.each<[string, string, number]>([
    ['nothing', 'null', 0],
    ['an empty text', "''", 0],
    ['an empty object', '{}', 0],
    ['no failures', '{ batchItemFailures: [] }', 0],
    ['null', '{ batchItemFailures: null }', 0],
    ['a text', 'foo', 2],
    ['a list', '[]', 2],
    ['an empty id', "{ batchItemFailures: [{ itemIdentifier: '' }] }", 2],
    ['no id', '{ batchItemFailures: [{ itemIdentifier: null }] }', 2],
    ['a wrong key', '{ batchItemFailures: [{ id: x }] }', 2],
    ['an unknown id', '{ batchItemFailures: [{ itemIdentifier: x }] }', 2],
  ])('reads what failed of a batch: %s', async (_what, answer, count) => {
    const world = await mapped(
      'jobs',
      {
        BatchSize: 2,
        MaximumBatchingWindowInSeconds: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
      `return: ${answer}`,
    );
    await send(world, 'jobs', 'a', 'b');
    expect(await countIn(world, 'jobs')).toBe(count);
  });

  it('is what a scenario declares as well', async () => {
    const world = new TestWorld(`
resources:
  queues: { jobs: {} }
  functions: { g: { answers: [{ return: null }], events: [{ queue: jobs, batchSize: 3 }] } }`);
    const { value } = await world.call('lambda', 'ListEventSourceMappings', { FunctionName: 'g' });
    const declared = { EventSourceArn: queueArn('jobs'), BatchSize: 3, State: 'Enabled' };
    expect(value).toMatchObject({ EventSourceMappings: [declared] });
    const { EventSourceMappings } = value as { EventSourceMappings: readonly { UUID: string }[] };
    const { UUID } = EventSourceMappings[0] ?? { UUID: '' };
    await converse([['DeleteEventSourceMapping', { UUID }, { State: 'Deleting' }]], world);
    await send(world, 'jobs', 'a');
    expect(batches(world, 'g')).toEqual([]);
  });
});
