import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import {
  batches,
  bodiesIn,
  arn,
  converse,
  create,
  invalid,
  queueArn,
  violation,
  type Step,
} from './conversation.ts';

const stream =
  'arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-05T09:00:00.000';

type Members = Parameters<typeof create>[1];
const map = (more: Members = {}, expected: object = { State: 'Creating' }): Step => [
  'CreateEventSourceMapping',
  { EventSourceArn: stream, FunctionName: 'f', StartingPosition: 'LATEST', ...more },
  expected,
];
const around = (answer: string) => `
resources: { tables: { orders: { key: [id] } }, queues: { lost: {} } }
answers: [{ match: { function: f }, ${answer} }]`;
const failing = 'throw: { error: E, cause: no }';

const mapped = (more: Members = {}, answer = 'return: null') =>
  converse([create('f'), map(more)], around(answer));

const put = async (world: TestWorld, ...ids: string[]) => {
  const Items = ids.map((S) => ({ PutRequest: { Item: { id: { S } } } }));
  await world.call('dynamodb', 'BatchWriteItem', { RequestItems: { orders: Items } });
};

const onFailure = { OnFailure: { Destination: queueArn('lost') } };

const lostTo = (Destination: string) => ({ DestinationConfig: { OnFailure: { Destination } } });
const wrongAge = invalid(
  'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
);

describe('a mapping of a stream', () => {
  it('is told with what streams have', async () => {
    await converse(
      [
        create('f'),
        map(
          {},
          {
            BatchSize: 100,
            StartingPosition: 'LATEST',
            ParallelizationFactor: 1,
            MaximumRetryAttempts: -1,
            MaximumRecordAgeInSeconds: -1,
            BisectBatchOnFunctionError: false,
            TumblingWindowInSeconds: 0,
            DestinationConfig: { OnFailure: {} },
            LastProcessingResult: 'No records processed',
            StateTransitionReason: 'User action',
            FunctionResponseTypes: [],
          },
        ),
        map(
          {},
          {
            message: `The event source arn (" ${stream} ") and function (" f ") provided mapping already exists. Please update or delete the existing mapping with UUID $uuid`,
          },
        ),
      ],
      around('return: null'),
    );
  });

  it.each<[string, Members, object]>([
    [
      'no starting position',
      { StartingPosition: null },
      { code: 'InvalidParameterValueException' },
    ],
    [
      'a time to start from',
      { StartingPosition: 'AT_TIMESTAMP' },
      invalid(`Unsupported starting position for arn type: ${stream}`),
    ],
    ['59 seconds', { MaximumRecordAgeInSeconds: 59 }, wrongAge],
    ['no second', { MaximumRecordAgeInSeconds: 0 }, wrongAge],
    [
      'a time beside another position',
      { StartingPositionTimestamp: 1_767_225_600 },
      invalid('Timestamp only valid with StartingPosition AT_TIMESTAMP'),
    ],
    [
      'a stream elsewhere',
      { EventSourceArn: stream.replace('us-east-1', 'eu-west-1') },
      invalid('Event source region must match Lambda region us-east-1'),
    ],
    [
      'a FIFO queue for what is lost',
      lostTo(queueArn('lost.fifo')),
      invalid("FIFO-type Amazon SQS queues aren't supported as a destination."),
    ],
    [
      'a FIFO topic for what is lost',
      lostTo('arn:aws:sns:us-east-1:123456789012:lost.fifo'),
      invalid("FIFO-type Amazon SNS topics aren't supported as a destination."),
    ],
    [
      'a function for what is lost',
      lostTo(arn('g')),
      invalid("The service specified by the TargetArn isn't supported as a destination."),
    ],
    [
      'a long ARN for what is lost',
      lostTo(queueArn('').padEnd(351, 'q')),
      violation(
        `'${queueArn('').padEnd(351, 'q')}'`,
        'destinationConfig.onFailure.destination',
        'have length less than or equal to 350',
      ),
    ],
    [
      'what queues have',
      { ScalingConfig: { MaximumConcurrency: 2 } },
      invalid('Unsupported ScalingConfig parameter for given event source mapping type.'),
    ],
    [
      'metrics of Kafka',
      { MetricsConfig: { Metrics: ['EventCount', 'KafkaMetrics'] } },
      invalid('Invalid EventSourceMapping metrics. Expected values: [EventCount]'),
    ],
    ['eleven lanes', { ParallelizationFactor: 11 }, { code: 'ValidationException' }],
    [
      'a tumbling window',
      { TumblingWindowInSeconds: 1 },
      {
        message: 'lambda CreateEventSourceMapping with "TumblingWindowInSeconds" is not simulated',
      },
    ],
    [
      'a stream that is not there',
      { EventSourceArn: stream.replace('orders', 'none') },
      invalid(`Stream not found: ${stream.replace('orders', 'none')}`),
    ],
  ])('is refused: %s', async (_what, more, expected) => {
    await converse([create('f'), map(more, expected)], around('return: null'));
  });

  it.each<[Members]>([
    [{ MaximumRecordAgeInSeconds: -1 }],
    [{ MaximumRecordAgeInSeconds: 60 }],
    [{ MaximumRecordAgeInSeconds: 604_800 }],
    [{ StartingPositionTimestamp: null, LoggingConfig: null, MetricsConfig: null }],
    [{ MetricsConfig: { Metrics: ['EventCount'] } }],
    [lostTo('arn:aws:sns:us-east-1:123456789012:lost')],
    [lostTo('')],
  ])('is made with %j', async (more) => {
    await mapped(more);
  });

  it.each([
    ['LATEST', [['b']]],
    ['TRIM_HORIZON', [['a'], ['b']]],
  ])('begins at %s', async (StartingPosition, expected) => {
    const world = await converse([create('f')], around('return: null'));
    await put(world, 'a');
    await converse([map({ StartingPosition })], world);
    await put(world, 'b');
    expect(batches(world, 'f')).toEqual(expected);
  });

  it('goes on where it was when it is enabled again', async () => {
    const world = await converse(
      [
        create('f'),
        map(),
        ['UpdateEventSourceMapping', { UUID: '$uuid', Enabled: false }, { State: 'Disabling' }],
      ],
      around('return: null'),
    );
    await put(world, 'a');
    expect(batches(world, 'f')).toEqual([]);
    const { value } = await world.call('lambda', 'ListEventSourceMappings', {});
    const { EventSourceMappings } = value as { EventSourceMappings: readonly { UUID: string }[] };
    const { UUID } = EventSourceMappings[0] ?? { UUID: '' };
    await world.call('lambda', 'UpdateEventSourceMapping', { UUID, Enabled: true });
    expect(batches(world, 'f')).toEqual([['a']]);
  });

  it('tells its destination of a batch that is given up', async () => {
    const settings = { BatchSize: 2, MaximumRetryAttempts: 1, DestinationConfig: onFailure };
    const world = await mapped({ ...settings, MaximumBatchingWindowInSeconds: 1 }, failing);
    await put(world, 'a', 'b');
    await world.pass(999);
    expect(await bodiesIn(world, 'lost')).toEqual([]);
    await world.pass(1);
    expect(batches(world, 'f')).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    const [record] = await bodiesIn(world, 'lost');
    expect(record).toEqual({
      requestContext: {
        requestId: expect.any(String) as string,
        functionArn: arn('f'),
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '2026-01-05T09:00:01.000Z',
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/) as string,
        startSequenceNumber: expect.stringMatching(/^\d{21}$/) as string,
        endSequenceNumber: expect.stringMatching(/^\d{21}$/) as string,
        approximateArrivalOfFirstRecord: '2026-01-05T09:00:00Z',
        approximateArrivalOfLastRecord: '2026-01-05T09:00:00Z',
        batchSize: 2,
        streamArn: stream,
      },
    });
    await put(world, 'c');
    await world.pass(1000);
    expect(batches(world, 'f').at(-1)).toEqual(['c']);
  });

  it('gives up what is too old, and goes on', async () => {
    const settings = { BatchSize: 1, MaximumRecordAgeInSeconds: 60, DestinationConfig: onFailure };
    const world = await mapped(settings, failing);
    await put(world, 'a');
    await world.pass(60_000);
    const tries = batches(world, 'f').length;
    expect(tries).toBe(6);
    expect(await bodiesIn(world, 'lost')).toEqual([]);
    await world.pass(60_000);
    expect(batches(world, 'f')).toHaveLength(tries);
    expect(await bodiesIn(world, 'lost')).toMatchObject([
      { requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: tries } },
    ]);
  });

  it('parts a failing batch in two, which is no retry', async () => {
    const settings = {
      BatchSize: 4,
      MaximumBatchingWindowInSeconds: 1,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      DestinationConfig: onFailure,
    };
    const when = `input: { Payload: { Records: { dynamodb: { Keys: { id: { S: [c] } } } } } }`;
    const world = await converse(
      [create('f'), map(settings)],
      `${around(failing).replace('function: f }', `function: f, ${when} }`).replace(/\]$/, '')}, { match: { function: f }, return: null }]`,
    );
    await put(world, 'a', 'b', 'c', 'd');
    await world.pass(60_000);
    expect(batches(world, 'f')).toEqual([
      ['a', 'b', 'c', 'd'],
      ['a', 'b'],
      ['c', 'd'],
      ['c'],
      ['d'],
    ]);
    expect(await bodiesIn(world, 'lost')).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1 } }]);
  });

  it('works on several batches at once, those of one item in order', async () => {
    const world = await mapped(
      { BatchSize: 1, ParallelizationFactor: 10 },
      'return: null, after: 1s',
    );
    await put(world, 'a', 'b');
    await world.call('dynamodb', 'DeleteItem', { TableName: 'orders', Key: { id: { S: 'a' } } });
    expect(batches(world, 'f')).toEqual([['a'], ['b']]);
    await world.pass(1000);
    expect(batches(world, 'f')).toEqual([['a'], ['b'], ['a']]);
  });

  it('has its destination from a scenario, too', async () => {
    const world = await converse(
      [],
      `
resources:
  tables: { orders: { key: [id] } }
  queues: { lost: {} }
  functions:
    f: { answers: [{ throw: { error: E, cause: no } }], events: [{ table: orders, retries: 0, onFailure: lost }] }`,
    );
    await put(world, 'a');
    expect(await bodiesIn(world, 'lost')).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 1 },
        DDBStreamBatchInfo: { streamArn: stream, batchSize: 1 },
      },
    ]);
  });
});
