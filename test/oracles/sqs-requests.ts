/** Requests to SQS, generated; a receipt handle is told by the place of its message among those received. */
import type { Json } from '@stepthrough/json';
import fc from 'fast-check';
import type { Step } from './compare.ts';
import type { Request } from './engine.ts';

/** `handleAt(0)` is the first handle that a conversation has received; none yet is no handle. */
export const handleAt = (place: number): string => `$handle${place}`;

type Fields = { readonly [name: string]: fc.Arbitrary<Json> };
const record = (always: Fields, sometimes: Fields = {}): fc.Arbitrary<Request> =>
  fc.record(
    { ...always, ...sometimes },
    { requiredKeys: Object.keys(always), noNullPrototype: true },
  );

const attribute: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  { DataType: 'String', StringValue: 'red' },
  { DataType: 'String.color', StringValue: 'blue' },
  { DataType: 'Number', StringValue: '12.5' },
  { DataType: 'Number.int', StringValue: '-3' },
  { DataType: 'Binary', BinaryValue: '/wCA' },
);
const wrongAttribute: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  { DataType: 'String' },
  { DataType: 'String', StringValue: '' },
  { DataType: 'Number', StringValue: 'x' },
  { DataType: 'Text', StringValue: 'x' },
  { StringValue: 'x' },
  {},
);
const attributes = fc.dictionary(fc.constantFrom('color', 'n', 'a.b'), attribute, {
  minKeys: 1,
  maxKeys: 3,
  noNullPrototype: true,
});
const body = fc.constantFrom('hello', 'é', '\u{1f600}', '{"a": 1}', 'x'.repeat(1000));

const standard = { MessageAttributes: attributes };
const fifo = {
  ...standard,
  MessageDeduplicationId: fc.constantFrom('1', '2', '3', '4', '5'),
};
const group = fc.constantFrom('g', 'h');

const message = (isFifo: boolean, always: Fields = {}): fc.Arbitrary<Request> =>
  record(
    {
      ...always,
      MessageBody: body,
      ...(isFifo ? { MessageGroupId: group } : {}),
    },
    isFifo ? fifo : standard,
  );

const handle = fc.nat(5).map(handleAt);
const entries = (one: fc.Arbitrary<Request>): fc.Arbitrary<readonly Request[]> =>
  fc.array(one, { minLength: 1, maxLength: 4 });
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'x y');

const step =
  (operation: string) =>
  (one: Request): Step => [operation, one];
const batch =
  (operation: string) =>
  (Entries: readonly Request[]): Step => [operation, { Entries }];

const attributeNames = fc.subarray([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'DelaySeconds',
  'FifoQueue',
  'MaximumMessageSize',
  'VisibilityTimeout',
]);

/** With one thing that is wrong; which of two is told, the engines do not agree on. */
const refused = (isFifo: boolean): fc.Arbitrary<Step> =>
  fc
    .oneof(
      fc.constant<Request>({ MessageBody: '' }),
      wrongAttribute.map((a): Request => ({ MessageBody: 'x', MessageAttributes: { a } })),
      fc.constant<Request>({ MessageBody: 'x', DelaySeconds: 901 }),
    )
    .map((one): Step => [
      'SendMessage',
      isFifo ? { MessageGroupId: 'g', MessageDeduplicationId: 'x', ...one } : one,
    ]);

export const requests = (isFifo: boolean): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 1, arbitrary: refused(isFifo) },
    { weight: 5, arbitrary: message(isFifo).map(step('SendMessage')) },
    { weight: 2, arbitrary: entries(message(isFifo, { Id: id })).map(batch('SendMessageBatch')) },
    {
      weight: 5,
      arbitrary: record(
        {},
        {
          MaxNumberOfMessages: fc.constantFrom(1, 2, 10, 11),
          VisibilityTimeout: fc.constant(600),
          MessageAttributeNames: fc.constantFrom<Json[]>(['All'], ['color'], ['a.*'], []),
          AttributeNames: fc.constantFrom<Json[]>(
            ['All'],
            ['ApproximateReceiveCount', 'MessageGroupId'],
          ),
        },
      ).map(step('ReceiveMessage')),
    },
    { weight: 3, arbitrary: record({ ReceiptHandle: handle }).map(step('DeleteMessage')) },
    // Not 0: the other one lets a message be seen at a moment of its own.
    {
      weight: 2,
      arbitrary: record({
        ReceiptHandle: handle,
        VisibilityTimeout: fc.constant(600),
      }).map(step('ChangeMessageVisibility')),
    },
    {
      weight: 1,
      arbitrary: entries(record({ Id: id, ReceiptHandle: handle })).map(
        batch('DeleteMessageBatch'),
      ),
    },
    {
      weight: 1,
      arbitrary: entries(
        record({ Id: id, ReceiptHandle: handle, VisibilityTimeout: fc.constant(600) }),
      ).map(batch('ChangeMessageVisibilityBatch')),
    },
    {
      weight: 2,
      arbitrary: attributeNames.map((AttributeNames): Step => [
        'GetQueueAttributes',
        { AttributeNames },
      ]),
    },
  );
