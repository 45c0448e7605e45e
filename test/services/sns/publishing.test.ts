/** Publish and PublishBatch: what SNS refuses of messages. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  aText,
  badValue,
  converse,
  create,
  fifo,
  gone,
  invalid,
  missing,
  publish,
  queueArn,
  receive,
  subscribe,
  tooShort,
  topicArn,
  type Step,
} from './conversation.ts';

const taken = { MessageId: aText };
const send = (more: JsonObject, expected: object = taken): Step => [
  'Publish',
  { TopicArn: topicArn('t'), Message: 'm', ...more },
  expected,
];
const attribute = (name: string, value: JsonObject, expected: object = taken): Step =>
  send({ MessageAttributes: { [name]: value } }, expected);

describe('a message', () => {
  it('has a text and a place to go', async () => {
    const nowhere = invalid('TopicArn or TargetArn Reason: no value for required parameter');
    await converse([
      create('t'),
      send({ Message: '' }, invalid('Empty message')),
      ['Publish', { TopicArn: topicArn('t') }, invalid('Empty message')],
      ['Publish', { Message: 'm' }, nowhere],
      ['Publish', { Message: 'm', TopicArn: topicArn('u') }, gone('Topic')],
      ['Publish', { Message: 'm', TopicArn: 'u' }, tooShort('TopicArn', 1)],
      ['Publish', { Message: 'm', TargetArn: 'a:b:c' }, tooShort('TargetArn', 3)],
      ['Publish', { Message: 'm', TargetArn: topicArn('u') }, gone('Topic')],
      ['Publish', { Message: 'm', TargetArn: topicArn('t') }, taken],
    ]);
  });

  it.each<[string, object]>([
    ['s', taken],
    ['x'.repeat(100), taken],
    ['Grüße', taken],
    ['x'.repeat(101), invalid('Subject')],
    ['', invalid('Subject')],
    ['a\nb', invalid('Subject')],
    ['a\u0007', invalid('Subject')],
  ])('may have the subject %j, or not', async (Subject, expected) => {
    await converse([create('t'), send({ Subject }, expected)]);
  });

  it.each<[string, object]>([
    ['{"default":"d"}', taken],
    ['{"default":""}', taken],
    ['{"default":1}', invalid('Message Structure - No default entry in JSON message body')],
    ['{"sqs":"s"}', invalid('Message Structure - No default entry in JSON message body')],
    ['{}', invalid('Message Structure - No default entry in JSON message body')],
    ['[]', invalid('Message Structure - JSON message body failed to parse')],
    ['{', invalid('Message Structure - JSON message body failed to parse')],
  ])('of several texts may be %s, or not', async (Message, expected) => {
    await converse([
      create('t'),
      send({ Message, MessageStructure: 'json' }, expected),
      send({ Message }),
      send({ Message, MessageStructure: 'xml' }, invalid('MessageStructure')),
    ]);
  });

  it('is at most 256 KiB long, with its attributes', async () => {
    const MessageAttributes = { k: { DataType: 'String', StringValue: 'v' } };
    const tooLong = invalid('Message too long');
    await converse([
      create('t'),
      send({ Message: 'x'.repeat(262_144 - 8), MessageAttributes }),
      send({ Message: 'x'.repeat(262_144 - 7), MessageAttributes }, tooLong),
      send({ Message: 'é'.repeat(131_072) }),
      send({ Message: `${'é'.repeat(131_072)}x` }, tooLong),
      [
        'SetTopicAttributes',
        {
          TopicArn: topicArn('t'),
          AttributeName: 'MaximumMessageSize',
          AttributeValue: '1024',
        },
        {},
      ],
      send({ Message: 'x'.repeat(1024) }),
      send({ Message: 'x'.repeat(1025) }, tooLong),
    ]);
  });
});

describe('attributes of a message', () => {
  const text = { DataType: 'String', StringValue: 'v' };
  it.each<[string, object]>([
    ['a', taken],
    ['A-z_0.9', taken],
    ['x'.repeat(256), taken],
    ['x'.repeat(257), badValue('Length of message attribute name must be less than 256 bytes.')],
    [
      'a b',
      badValue(
        "Invalid non-alphanumeric character '#x20' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
      ),
    ],
    ['.a', badValue("Invalid message attribute name starting with character '.' was found.")],
    ['a.', badValue("Invalid message attribute name ending with character '.' was found.")],
    ['a..b', badValue("Message attribute name can not have successive '.' character.")],
    ['aws.a', { code: 'InvalidParameterValueException' }],
    ['Amazon.a', { code: 'InvalidParameterValueException' }],
    ['awsa', taken],
  ])('may be called %s, or not', async (name, expected) => {
    await converse([create('t'), attribute(name, text, expected)]);
  });

  const prefix =
    "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.";
  const empty = (type: string) =>
    badValue(
      `The message attribute 'a' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  it.each<[JsonObject, object]>([
    [{ DataType: 'String', StringValue: 'v' }, taken],
    [{ DataType: 'String.x', StringValue: 'v' }, taken],
    [{ DataType: 'String. x.', StringValue: 'v' }, taken],
    [{ DataType: 'String.', StringValue: 'v' }, badValue(prefix)],
    [{ DataType: 'Strings', StringValue: 'v' }, badValue(prefix)],
    [{ DataType: 'string', StringValue: 'v' }, badValue(prefix)],
    [{ DataType: 'String.Array', StringValue: '[1]' }, taken],
    [
      { StringValue: 'v' },
      badValue("The message attribute 'a' must contain non-empty message attribute type."),
    ],
    [{ DataType: 'String' }, empty('String')],
    [{ DataType: 'String', StringValue: '' }, empty('String')],
    [{ DataType: 'Binary', BinaryValue: '' }, empty('Binary')],
    [
      { DataType: 'String', BinaryValue: 'Yg==' },
      badValue("The message attribute 'a' with type 'String' must use field 'String'."),
    ],
    [
      { DataType: 'Binary', StringValue: 'v' },
      badValue("The message attribute 'a' with type 'Binary' must use field 'Binary'."),
    ],
    [{ DataType: 'Binary', BinaryValue: 'Yg==' }, taken],
    [{ DataType: 'Number', StringValue: '-1.5e3' }, taken],
    [
      { DataType: 'Number', StringValue: '1,5' },
      badValue("Could not cast message attribute 'a' value to number."),
    ],
    [
      { DataType: 'Number', StringValue: 'v' },
      badValue("Could not cast message attribute 'a' value to number."),
    ],
  ])('may be %j, or not', async (value, expected) => {
    await converse([create('t'), attribute('a', value, expected)]);
  });
});

describe('a batch', () => {
  const batch = (entries: readonly JsonObject[], expected: object, topic = 't'): Step => [
    'PublishBatch',
    { TopicArn: topicArn(topic), PublishBatchRequestEntries: [...entries] },
    expected,
  ];
  const entry = (Id: string, more: JsonObject = {}) => ({ Id, Message: 'm', ...more });
  const entries = (count: number) => Array.from({ length: count }, (_, i) => entry(`id-${i}`));
  const wrongId = {
    code: 'InvalidBatchEntryIdException',
    message: "The Id of a batch entry in a batch request doesn't abide by the specification.",
  };

  it('has one to ten entries with ids of their own', async () => {
    await converse([
      create('t'),
      batch([], { code: 'EmptyBatchRequestException' }),
      batch(entries(10), { Successful: entries(10).map(({ Id }) => ({ Id })), Failed: [] }),
      batch(entries(11), {
        code: 'TooManyEntriesInBatchRequestException',
        message: 'The batch request contains more entries than permissible.',
      }),
      batch([entry('a'), entry('a')], {
        code: 'BatchEntryIdsNotDistinctException',
        message: 'Two or more batch entries in the request have the same Id.',
      }),
      batch([entry('x'.repeat(80))], { Failed: [] }),
      batch([entry('x'.repeat(81))], wrongId),
      batch([entry('a.b')], wrongId),
      batch([entry('')], wrongId),
      batch([entry('a')], gone('Topic'), 'u'),
      ['PublishBatch', { TopicArn: topicArn('t') }, missing('publishBatchRequestEntries')],
    ]);
  });

  it('is refused as a whole for one wrong message, which sends none', async () => {
    await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q'), { Attributes: { RawMessageDelivery: 'true' } }),
        batch([entry('a'), entry('b', { Subject: '' })], invalid('Subject')),
        batch([entry('a'), entry('b', { Message: '' })], invalid('Empty message')),
        batch([entry('a', { MessageDeduplicationId: 'x' })], { code: 'InvalidParameterException' }),
        receive('q'),
      ],
      'resources: { queues: { q: {} } }',
    );
  });

  it('is no longer than one message may be', async () => {
    const sized = (bytes: number) => [
      entry('a', { Message: 'x'.repeat(bytes - 1) }),
      entry('b', { Message: 'x' }),
    ];
    await converse([
      create('t'),
      batch(sized(262_144), { Failed: [] }),
      batch(sized(262_145), {
        code: 'BatchRequestTooLongException',
        message: 'The length of all the messages put together is more than the limit.',
      }),
    ]);
  });

  it('says first that it is too long, then what is wrong with messages, in their order', async () => {
    await converse([
      fifo('t.fifo'),
      batch(
        [entry('a', { Message: '{}', MessageStructure: 'json' }), entry('b', { Subject: '' })],
        invalid('Message Structure - No default entry in JSON message body'),
        't.fifo',
      ),
      batch(
        [entry('a'), entry('b', { Subject: '' })],
        invalid('The MessageGroupId parameter is required for FIFO topics'),
        't.fifo',
      ),
    ]);
  });
});

describe('a message to a number', () => {
  it.each<[string, object]>([
    ['+15551234567', taken],
    [`+1${'2'.repeat(14)}`, taken],
    [`+1${'2'.repeat(15)}`, { code: 'InvalidParameterException' }],
    ['15551234567', invalid('PhoneNumber Reason: 15551234567 is not valid to publish to')],
    ['+1a', invalid('PhoneNumber Reason: +1a is not valid to publish to')],
  ])('%s', async (PhoneNumber, expected) => {
    const world = await converse([['Publish', { Message: 'm', PhoneNumber }, expected]]);
    const said = world.simulation.log().map(({ message }) => message);
    expect(said.some((message) => message.includes('is not simulated'))).toBe(expected === taken);
  });

  it('has a text', async () => {
    await converse([['Publish', { PhoneNumber: '+15551234567' }, invalid('Empty message')]]);
  });
});

describe('codes', () => {
  it('of the Query protocol are shorter than the names', async () => {
    const world = await converse([publish('t', 'm', {}, gone('Topic'))]);
    const outcome = world.simulation.reply(1);
    expect(outcome).toMatchObject({ error: { code: 'NotFoundException', queryCode: 'NotFound' } });
  });
});
