/** FIFO topics: groups, deduplication, sequence numbers, and what FIFO queues get. */
import { createHash } from 'node:crypto';
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  aText,
  converse,
  create,
  fifo,
  invalid,
  publish,
  queueArn,
  receive,
  setAttribute,
  subscribe,
  topicArn,
  type Step,
} from './conversation.ts';

const around = 'resources: { queues: { q.fifo: {}, q: {} } }';
const raw = { Attributes: { RawMessageDelivery: 'true' } };
const toQueue = subscribe('t.fifo', 'sqs', queueArn('q.fifo'), raw);
const taken = { MessageId: aText, SequenceNumber: aText };
const send = (Message: string, more: JsonObject, expected: object = taken): Step =>
  publish('t.fifo', Message, more, expected);
const inGroup = (MessageGroupId: string, MessageDeduplicationId: string) => ({
  MessageGroupId,
  MessageDeduplicationId,
});
/** One by one: only a deleted message lets its group go on. */
const next = (...all: string[]): readonly Step[] => [receive('q.fifo', ...all)];

describe('what is needed', () => {
  const noGroup = invalid('The MessageGroupId parameter is required for FIFO topics');
  const noId = invalid(
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
  const badGroup = invalid(
    'MessageGroupId Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length',
  );
  const badId = invalid(
    'MessageDeduplicationId Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length',
  );
  it('is a group, and an id or content to make one of', async () => {
    await converse([
      fifo('t.fifo'),
      send('m', {}, noGroup),
      send('m', { MessageDeduplicationId: 'i' }, noGroup),
      send('m', { MessageGroupId: 'g' }, noId),
      send('m', inGroup('g', 'i')),
      [
        'SetTopicAttributes',
        {
          TopicArn: topicArn('t.fifo'),
          AttributeName: 'ContentBasedDeduplication',
          AttributeValue: 'true',
        },
        {},
      ],
      send('m', { MessageGroupId: 'g' }),
    ]);
  });

  it.each<[string, string, object]>([
    ['x'.repeat(128), 'i', taken],
    ['x'.repeat(129), 'i', badGroup],
    ['', 'i', badGroup],
    ['a b', 'i', badGroup],
    ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'i', taken],
    ['g', 'x'.repeat(128), taken],
    ['g', 'x'.repeat(129), badId],
    ['g', 'é', badId],
  ])('is a group such as %j and an id such as %j', async (group, id, expected) => {
    await converse([fifo('t.fifo'), send('m', inGroup(group, id), expected)]);
  });

  it('is nothing for standard topics, whose groups go on to standard queues', async () => {
    const world = await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q'), raw),
        publish(
          't',
          'm',
          { MessageDeduplicationId: 'i' },
          invalid(
            'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
          ),
        ),
        publish('t', 'm', { MessageGroupId: 'a b' }, badGroup),
        publish('t', 'm', { MessageGroupId: 'g' }),
      ],
      around,
    );
    const { value } = await world.call('sqs', 'ReceiveMessage', {
      QueueUrl: 'q',
      AttributeNames: ['MessageGroupId'],
    });
    expect(value).toMatchObject({ Messages: [{ Body: 'm' }] });
  });
});

describe('duplicates', () => {
  const minutes = 300_000;
  it('are taken and not delivered, for five minutes', async () => {
    await converse(
      [
        fifo('t.fifo'),
        toQueue,
        send('one', inGroup('g', 'i')),
        minutes - 1,
        send('two', inGroup('h', 'i')),
        1,
        send('three', inGroup('k', 'i')),
        ...next('one', 'three'),
      ],
      around,
    );
  });

  it('have the id and the number of the first', async () => {
    const world = await converse([fifo('t.fifo')]);
    const request = { TopicArn: topicArn('t.fifo'), Message: 'm', ...inGroup('g', 'i') };
    const first = await world.call('sns', 'Publish', request);
    expect((await world.call('sns', 'Publish', request)).value).toEqual(first.value);
    const other = { ...request, MessageDeduplicationId: 'j' };
    const second = await world.call('sns', 'Publish', other);
    const number = ({ value }: typeof first) =>
      BigInt((value as { readonly SequenceNumber: string }).SequenceNumber);
    expect(String(number(first))).toHaveLength(20);
    expect(number(second)).toBeGreaterThan(number(first));
  });

  it('are told by their content, without attributes', async () => {
    const MessageAttributes = { a: { DataType: 'String', StringValue: 'b' } };
    const id = createHash('sha256').update('one').digest('hex');
    await converse(
      [
        fifo('t.fifo', { ContentBasedDeduplication: 'true' }),
        toQueue,
        send('one', { MessageGroupId: 'g' }),
        send('one', { MessageGroupId: 'h', MessageAttributes }),
        send('two', inGroup('i', id)),
        send('one', inGroup('j', 'another')),
        ...next('one', 'one'),
      ],
      around,
    );
  });

  it('of groups are apart where the topic says so', async () => {
    await converse(
      [
        fifo('t.fifo', { FifoThroughputScope: 'MessageGroup' }),
        subscribe('t.fifo', 'sqs', queueArn('q'), raw),
        send('one', inGroup('g', 'i')),
        send('two', inGroup('h', 'i')),
        send('three', inGroup('g', 'i')),
        receive('q', 'one', 'two'),
      ],
      around,
    );
  });
});

describe('deliveries', () => {
  it('to FIFO queues have group and id, and an envelope that is not signed', async () => {
    const world = await converse(
      [
        fifo('t.fifo'),
        subscribe('t.fifo', 'sqs', queueArn('q.fifo')),
        send('m', { ...inGroup('g', 'i'), Subject: 's' }),
      ],
      around,
    );
    const { value } = await world.call('sqs', 'ReceiveMessage', {
      QueueUrl: 'q.fifo',
      AttributeNames: ['All'],
    });
    const { Messages = [] } = value as {
      readonly Messages?: readonly { readonly Body: string; readonly Attributes: JsonObject }[];
    };
    expect(Messages[0]?.Attributes).toMatchObject({
      MessageGroupId: 'g',
      MessageDeduplicationId: 'i',
    });
    expect(Object.keys(JSON.parse(Messages[0]?.Body ?? '') as object)).toEqual([
      'Type',
      'MessageId',
      'SequenceNumber',
      'TopicArn',
      'Subject',
      'Message',
      'Timestamp',
      'UnsubscribeURL',
    ]);
  });

  it('of a batch keep its order', async () => {
    const entry = (Id: string) => ({ Id, Message: Id, ...inGroup('g', Id) });
    await converse(
      [
        fifo('t.fifo'),
        toQueue,
        [
          'PublishBatch',
          {
            TopicArn: topicArn('t.fifo'),
            PublishBatchRequestEntries: [entry('c'), entry('a'), entry('b')],
          },
          { Successful: [{ Id: 'c', SequenceNumber: aText }, { Id: 'a' }, { Id: 'b' }] },
        ],
        ...next('c', 'a', 'b'),
      ],
      around,
    );
  });

  it('are filtered, too', async () => {
    await converse(
      [
        fifo('t.fifo'),
        toQueue,
        setAttribute('FilterPolicyScope', 'MessageBody'),
        setAttribute('FilterPolicy', '{"a":["b"]}'),
        send('{"a":"b"}', inGroup('g', '1')),
        send('{"a":"c"}', inGroup('g', '2')),
        ...next('{"a":"b"}'),
      ],
      around,
    );
  });
});
