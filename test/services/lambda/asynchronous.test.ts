import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import {
  arn,
  bodiesIn,
  converse,
  create,
  invalid,
  invocations,
  missing,
  queueArn,
  violation,
  type Step,
} from './conversation.ts';

const around = (answer: string) => `
resources: { queues: { failed: {}, done: {}, dead: {} }, topics: { told: { queues: [done], raw: true } } }
answers: [{ match: { function: f }, ${answer} }]`;
const failing = 'throw: { error: E, cause: no }';

type Members = Parameters<typeof create>[1];
const configure = (more: Members, expected: object = {}): Step => [
  'PutFunctionEventInvokeConfig',
  { FunctionName: 'f', ...more },
  { ...(Object.keys(expected).length === 0 ? { FunctionArn: arn('f:$LATEST') } : expected) },
];
const invoke: Step = [
  'Invoke',
  { FunctionName: 'f', InvocationType: 'Event', Payload: { n: 1 } },
  { StatusCode: 202 },
];
const toQueue = (queue: string) => ({ OnFailure: { Destination: queueArn(queue) } });

const topicArn = 'arn:aws:sns:us-east-1:123456789012:told';
const longArn = (length: number) => queueArn('').padEnd(length, 'q');
const wrongDestinations = (onSuccess: string, onFailure: string) =>
  invalid(
    `The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=${onSuccess}), onFailure=OnFailure(destination=${onFailure})) is invalid.`,
  );

describe('settings of asynchronous invocations', () => {
  it.each<[string, Members, object]>([
    [
      'nothing',
      {},
      invalid('You must specify at least one of error handling or destination setting.'),
    ],
    [
      'three retries',
      { MaximumRetryAttempts: 3 },
      violation("'3'", 'maximumRetryAttempts', 'have value less than or equal to 2'),
    ],
    [
      'less than a minute',
      { MaximumEventAgeInSeconds: 59 },
      violation("'59'", 'maximumEventAgeInSeconds', 'have value greater than or equal to 60'),
    ],
    [
      'more than six hours',
      { MaximumEventAgeInSeconds: 21_601 },
      violation("'21601'", 'maximumEventAgeInSeconds', 'have value less than or equal to 21600'),
    ],
    [
      'the function itself',
      { DestinationConfig: { OnSuccess: { Destination: arn('f') } } },
      invalid("You can't specify the function as a destination for itself."),
    ],
    [
      'a function that is not there',
      { DestinationConfig: { OnSuccess: { Destination: arn('g') } } },
      { code: 'InvalidParameterValueException' },
    ],
    ...[
      ['a FIFO queue', queueArn('q.fifo')],
      ['a queue elsewhere', queueArn('q').replace('us-east-1', 'eu-west-1')],
      ['a stream', 'arn:aws:kinesis:us-east-1:123456789012:stream/s'],
    ].map(([what = '', Destination = '']): [string, Members, object] => [
      what,
      { DestinationConfig: { OnFailure: { Destination } } },
      wrongDestinations('', Destination),
    ]),
    [
      'a bucket for successes',
      {
        DestinationConfig: {
          OnSuccess: { Destination: 'arn:aws:s3:::b' },
          OnFailure: { Destination: queueArn('failed') },
        },
      },
      wrongDestinations('arn:aws:s3:::b', queueArn('failed')),
    ],
    [
      'a FIFO topic',
      { DestinationConfig: { OnSuccess: { Destination: `${topicArn}.fifo` } } },
      invalid("FIFO-type Amazon SNS topics aren't supported as a destination."),
    ],
    [
      'a long destination',
      { DestinationConfig: { OnSuccess: { Destination: longArn(351) } } },
      violation(
        `'${longArn(351)}'`,
        'destinationConfig.onSuccess.destination',
        'have length less than or equal to 350',
      ),
    ],
    [
      'a bucket',
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::b' } } },
      { message: 'lambda a destination in S3 is not simulated' },
    ],
  ])('refuse %s', async (_what, more, expected) => {
    await converse([create('f'), configure(more, expected)], around(failing));
  });

  it.each([
    queueArn('done'),
    topicArn,
    arn('g'),
    'arn:aws:events:us-east-1:123456789012:event-bus/b',
    longArn(350),
    '',
  ])('take the destination %s', async (Destination) => {
    const both = { OnSuccess: { Destination }, OnFailure: { Destination } };
    await converse(
      [create('f'), create('g'), configure({ DestinationConfig: both })],
      around(failing),
    );
  });

  it('are put whole, updated in part, shown and deleted', async () => {
    const none = missing(`The function ${arn('f:$LATEST')} doesn't have an EventInvokeConfig`);
    await converse(
      [
        create('f'),
        ['UpdateFunctionEventInvokeConfig', { FunctionName: 'f', MaximumRetryAttempts: 1 }, none],
        configure({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }),
        [
          'UpdateFunctionEventInvokeConfig',
          { FunctionName: 'f', MaximumEventAgeInSeconds: 21_600 },
          { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 21_600 },
        ],
        configure({ DestinationConfig: toQueue('failed') }),
        [
          'GetFunctionEventInvokeConfig',
          { FunctionName: 'f' },
          { DestinationConfig: { OnSuccess: {}, ...toQueue('failed') } },
        ],
        [
          'ListFunctionEventInvokeConfigs',
          { FunctionName: 'f' },
          { FunctionEventInvokeConfigs: [{ FunctionArn: arn('f:$LATEST') }] },
        ],
        ['DeleteFunctionEventInvokeConfig', { FunctionName: 'f' }, {}],
        ['GetFunctionEventInvokeConfig', { FunctionName: 'f' }, none],
      ],
      around(failing),
    );
  });
});

describe('an asynchronous invocation', () => {
  it.each([
    [0, 0],
    [1, 60_000],
    [2, 180_000],
  ])('is tried again %i times', async (MaximumRetryAttempts, until) => {
    const settings = { MaximumRetryAttempts, DestinationConfig: toQueue('failed') };
    const world = await converse([create('f'), configure(settings), invoke], around(failing));
    if (until > 0) {
      await world.pass(until - 1);
      expect(await bodiesIn(world, 'failed')).toEqual([]);
      await world.pass(1);
    }
    expect(invocations(world, 'f')).toHaveLength(MaximumRetryAttempts + 1);
    expect(await bodiesIn(world, 'failed')).toEqual([
      {
        version: '1.0',
        timestamp: new Date(world.simulation.world.now).toISOString(),
        requestContext: {
          requestId: expect.any(String) as string,
          functionArn: arn('f:$LATEST'),
          condition: 'RetriesExhausted',
          approximateInvokeCount: MaximumRetryAttempts + 1,
        },
        requestPayload: { n: 1 },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        responsePayload: { errorType: 'E', errorMessage: 'no', trace: [] },
      },
    ]);
  });

  it.each([
    [60, 1],
    [61, 2],
    [180, 2],
    [181, 3],
  ])('is given up when it is older than %i s: invoked %i times', async (age, times) => {
    const settings = { MaximumEventAgeInSeconds: age, DestinationConfig: toQueue('failed') };
    const slow = `${failing}, after: 500ms`;
    const world = await converse([create('f'), configure(settings), invoke], around(slow));
    await world.pass(600_000);
    expect(invocations(world, 'f')).toHaveLength(times);
    const condition = times === 3 ? 'RetriesExhausted' : 'EventAgeExceeded';
    expect(await bodiesIn(world, 'failed')).toMatchObject([
      { requestContext: { condition, approximateInvokeCount: times } },
    ]);
  });

  it('tells a topic of its success', async () => {
    const Destination = 'arn:aws:sns:us-east-1:123456789012:told';
    const settings = { DestinationConfig: { OnSuccess: { Destination } } };
    const world = await converse([create('f'), configure(settings), invoke], around('return: 2'));
    expect(await bodiesIn(world, 'done')).toMatchObject([
      {
        requestContext: { condition: 'Success', approximateInvokeCount: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST' },
        responsePayload: 2,
      },
    ]);
  });

  it('without any concurrency is given up at once', async () => {
    const zero = { FunctionName: 'f', ReservedConcurrentExecutions: 0 };
    const world = await converse(
      [
        create('f'),
        configure({ DestinationConfig: toQueue('failed') }),
        ['PutFunctionConcurrency', zero, { ReservedConcurrentExecutions: 0 }],
        invoke,
      ],
      around('return: 1'),
    );
    expect(invocations(world, 'f')).toEqual([]);
    expect(await bodiesIn(world, 'failed')).toMatchObject([
      { requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 } },
    ]);
  });

  it('that fails goes to the dead-letter queue as it came, with the reason beside', async () => {
    const dead = { DeadLetterConfig: { TargetArn: queueArn('dead') } };
    const steps = [create('f', dead), configure({ MaximumRetryAttempts: 0 }), invoke];
    const world = await converse(steps, around(failing));
    const request = { QueueUrl: 'dead', MessageAttributeNames: ['All'] };
    const { value } = await world.call('sqs', 'ReceiveMessage', request);
    expect(value).toMatchObject({
      Messages: [
        {
          Body: '{"n":1}',
          MessageAttributes: {
            ErrorCode: { DataType: 'Number', StringValue: '200' },
            ErrorMessage: { DataType: 'String', StringValue: 'no' },
            RequestID: { DataType: 'String' },
          },
        },
      ],
    });
  });

  it('of an alias has the settings of the alias', async () => {
    const world = new TestWorld(around(failing));
    await converse(
      [
        create('f', { Publish: true }),
        [
          'CreateAlias',
          { FunctionName: 'f', Name: 'live', FunctionVersion: '1' },
          { Name: 'live' },
        ],
        configure(
          { Qualifier: 'live', MaximumRetryAttempts: 0, DestinationConfig: toQueue('failed') },
          { FunctionArn: arn('f:live') },
        ),
        invoke,
        ['Invoke', { FunctionName: 'f:live', InvocationType: 'Event' }, { StatusCode: 202 }],
      ],
      world,
    );
    expect(await bodiesIn(world, 'failed')).toMatchObject([
      {
        requestContext: { functionArn: arn('f:live'), approximateInvokeCount: 1 },
        responseContext: { executedVersion: '1' },
      },
    ]);
  });
});

describe('Invoke', () => {
  it('tells the end of the log when it is asked for', async () => {
    const request = { FunctionName: 'f', LogType: 'Tail' };
    const world = await converse([create('f')], around('return: 1'));
    const { value } = await world.call('lambda', 'Invoke', request);
    const { LogResult } = value as { readonly LogResult: string };
    const log = Buffer.from(LogResult, 'base64').toString();
    expect(log).toMatch(/^START RequestId: \S+ Version: \$LATEST\nEND RequestId: \S+\nREPORT /);
  });

  it.each<[Members, object]>([
    [{ InvocationType: 'Later' }, { code: 'ValidationException' }],
    [{ InvocationType: 'DryRun' }, { StatusCode: 204 }],
    [{ TenantId: 'x' }, { message: 'lambda Invoke with "TenantId" is not simulated' }],
  ])('answers %j', async (more, expected) => {
    await converse(
      [create('f'), ['Invoke', { FunctionName: 'f', ...more }, expected]],
      around('return: 1'),
    );
  });
});
