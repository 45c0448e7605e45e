/** The largest payload that each service takes, and its own words for one byte more. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const around = `
scenario: 1
resources:
  queues: { q: {} }
  topics: { t: {}, large: { maximumMessageSize: 1048576 } }
  functions: { f: { answers: [{ return: null }] } }
  apis: { a: { routes: { POST /: { integration: Mock } } } }
`;

const megabyte = 1_048_576;
const x = (count: number): string => 'x'.repeat(count);
const json = (size: number): string => JSON.stringify({ a: x(size - 8) });
const attribute = { k: { DataType: 'String', StringValue: x(100) } };

type Row = readonly [
  what: string,
  service: Parameters<TestWorld['call']>[0],
  operation: string,
  largest: number,
  request: (size: number) => { readonly [name: string]: Json },
  code: string,
  message: string,
];

const event = (size: number): Json => ({ Source: 's', DetailType: 'd', Detail: json(size - 2) });
const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:machine';

const rows: readonly Row[] = [
  [
    'a message of SQS',
    'sqs',
    'SendMessage',
    megabyte,
    (size) => ({ QueueUrl: 'q', MessageBody: x(size - 107), MessageAttributes: attribute }),
    'InvalidParameterValueException',
    'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  ],
  [
    'a batch of SQS',
    'sqs',
    'SendMessageBatch',
    megabyte,
    (size) => ({
      QueueUrl: 'q',
      Entries: [
        { Id: 'a', MessageBody: x(size - 10) },
        { Id: 'b', MessageBody: x(10) },
      ],
    }),
    'BatchRequestTooLong',
    'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
  ],
  [
    'a message of SNS',
    'sns',
    'Publish',
    megabyte / 4,
    (size) => ({ TopicArn: 't', Message: x(size - 107), MessageAttributes: attribute }),
    'InvalidParameterException',
    'Invalid parameter: Message too long',
  ],
  [
    'a message of SNS to a topic of large ones',
    'sns',
    'Publish',
    megabyte,
    (size) => ({ TopicArn: 'large', Message: x(size - 107), MessageAttributes: attribute }),
    'InvalidParameterException',
    'Invalid parameter: Message too long',
  ],
  [
    'a batch of SNS',
    'sns',
    'PublishBatch',
    megabyte / 4,
    (size) => ({
      TopicArn: 't',
      PublishBatchRequestEntries: [
        { Id: 'a', Message: x(size - 10) },
        { Id: 'b', Message: x(10) },
      ],
    }),
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
  ],
  [
    'a batch of SNS, in messages',
    'sns',
    'PublishBatch',
    10,
    (size) => ({
      TopicArn: 't',
      PublishBatchRequestEntries: [...x(size)].map((Message, Id) => ({ Id: String(Id), Message })),
    }),
    'TooManyEntriesInBatchRequestException',
    'The batch request contains more entries than permissible.',
  ],
  [
    'the entries of EventBridge',
    'events',
    'PutEvents',
    megabyte,
    (size) => ({ Entries: [event(size - 100), event(100)] }),
    'ValidationException',
    'Total size of the entries in the request is over the limit.',
  ],
  [
    'the entries of EventBridge, in number',
    'events',
    'PutEvents',
    10,
    (size) => ({ Entries: [...x(size)].map(() => event(20)) }),
    'ValidationException',
    `1 validation error detected: Value '[${Array(11).fill('PutEventsRequestEntry').join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10`,
  ],
  [
    'an invocation of Lambda',
    'lambda',
    'Invoke',
    6_291_456,
    (size) => ({ FunctionName: 'f', Payload: x(size - 2) }),
    'RequestEntityTooLargeException',
    'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
  ],
  [
    'an asynchronous invocation of Lambda',
    'lambda',
    'Invoke',
    megabyte,
    (size) => ({ FunctionName: 'f', Payload: x(size - 2), InvocationType: 'Event' }),
    'RequestEntityTooLargeException',
    '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
  ],
  [
    'the input of an execution',
    'states',
    'StartExecution',
    262_144,
    (size) => ({ stateMachineArn: machine, input: json(size) }),
    'ValidationException',
    "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
  ],
];

describe('limits of payloads', () => {
  it.each(rows)('%s', async (...row) => {
    const [, service, operation, largest, request, code, message] = row;
    const world = new TestWorld(around);
    expect(await world.call(service, operation, request(largest))).toMatchObject({ ok: true });
    expect(await world.call(service, operation, request(largest + 1))).toMatchObject({
      ok: false,
      value: { code, message },
    });
  });

  it('a request of API Gateway, 10 MB', async () => {
    const world = new TestWorld(around);
    const status = async (size: number): Promise<unknown> => {
      const sent = { api: 'a', method: 'POST', path: '/', body: x(size) };
      return (await world.request(sent)).value;
    };
    expect(await status(10_485_760)).toMatchObject({ status: 200 });
    expect(await status(10_485_761)).toMatchObject({
      status: 413,
      body: '{"message":"Request Entity Too Large"}',
    });
  });

  it.each([
    [6_291_556, null],
    [6_291_557, 'Function.ResponseSizeTooLarge'],
  ])('an answer of Lambda of %i bytes', async (size, errorType) => {
    const scenario = JSON.stringify({
      scenario: 1,
      resources: { functions: { f: { answers: [{ return: x(size - 2) }] } } },
    });
    const { value } = await new TestWorld(scenario).call('lambda', 'Invoke', { FunctionName: 'f' });
    const { Payload, FunctionError } = value as { Payload: Json; FunctionError?: string };
    if (errorType === null) expect([FunctionError, typeof Payload]).toEqual([undefined, 'string']);
    else {
      expect([FunctionError, Payload]).toEqual([
        'Unhandled',
        {
          errorType,
          errorMessage:
            'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
        },
      ]);
    }
  });
});
