/** What SendMessage takes, refuses and answers. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  aText,
  attributesOf,
  converse,
  invalid,
  like,
  missing,
  receive,
  receiveAll,
  send,
  setAttributes,
  text,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
    late: { delay: 10s }
    small: { maximumMessageSize: 1024 }
    f.fifo: {}
`;

async function refused(QueueUrl: string, request: object, expected: object): Promise<void> {
  await converse([['SendMessage', { QueueUrl, ...request }, expected]], queues);
}
const taken = (QueueUrl: string, request: object) =>
  refused(QueueUrl, request, { MessageId: aText });
const wrongContents = {
  code: 'InvalidMessageContents',
  message:
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  status: 400,
};

describe('the body of a message', () => {
  it.each(['\t', '\n', '\r', ' ', '\ud7ff', '\ue000', '\ufffd', '\u{10000}', '\u{10ffff}'])(
    'may have %j',
    async (letter) => taken('q', { MessageBody: `a${letter}` }),
  );

  it.each(['\u0000', '\u0008', '\u000b', '\u000c', '\u000e', '\u001f', '\ufffe', '\uffff'])(
    'must not have %j',
    async (letter) => refused('q', { MessageBody: `a${letter}` }, wrongContents),
  );

  it('must be there', async () => {
    await refused('q', {}, missing('MessageBody'));
    await refused('q', { MessageBody: '' }, missing('MessageBody'));
  });

  it('is as long as the queue allows, with names, types and values of attributes', async () => {
    const tooLong = invalid(
      'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    );
    const MessageAttributes = {
      e_9: text('é'),
      b: { DataType: 'Binary', BinaryValue: Buffer.from('123').toString('base64') },
    };
    const extra = 'e_9String'.length + 2 + 'bBinary'.length + 3;
    for (const [size, attributes] of [
      [1024, {}],
      [1024 - extra, MessageAttributes],
    ] as const) {
      const sized = (length: number) => ({
        MessageBody: 'x'.repeat(length),
        MessageAttributes: attributes,
      });
      await taken('small', sized(size));
      await refused('small', sized(size + 1), tooLong);
    }
  });
});

it('a message of a batch that is too long fails by itself, in words of its own', async () => {
  const Entries = [
    { Id: 'fits', MessageBody: 'x'.repeat(1024) },
    { Id: 'long', MessageBody: 'x'.repeat(1025) },
  ];
  const Message = 'Message must be shorter than 1024 bytes.';
  const Failed = [{ Id: 'long', Code: 'InvalidParameterValue', Message, SenderFault: true }];
  await converse(
    [
      [
        'SendMessageBatch',
        { QueueUrl: 'small', Entries },
        { Successful: [{ Id: 'fits' }], Failed },
      ],
    ],
    queues,
  );
});

describe('attributes of a message', () => {
  const wrongType = (name: string) =>
    `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`;
  const noType =
    "The message (user) attribute 'a' must contain a non-empty message attribute type.";
  const noValue = (type: string) =>
    `Message (user) attribute 'a' must contain a non-empty value of type '${type}'.`;
  const binary = Buffer.from('b').toString('base64');

  it.each([
    [{ DataType: 'Text', StringValue: 'x' }, wrongType('a')],
    [{ DataType: 'Strings', StringValue: 'x' }, wrongType('a')],
    [{ DataType: '', StringValue: 'x' }, noType],
    [
      { DataType: `String.${'x'.repeat(250)}`, StringValue: 'x' },
      'Message (user) attribute types must be shorter than 256 Bytes',
    ],
    [{ DataType: 'String', StringValue: 'x\u0008' }, wrongContents.message],
    [{ DataType: 'Number', StringValue: '1\u000b' }, wrongContents.message],
    [
      { DataType: 'Number', StringValue: ' ' },
      "Can't cast the value of message (user) attribute 'a' to a number.",
    ],
    [{ StringValue: 'x' }, noType],
    [{}, "The message (user) attribute 'a' must contain a non-empty message attribute value."],
    [{ DataType: 'String' }, noValue('String')],
    [{ DataType: 'String', StringValue: '' }, noValue('String')],
    [{ DataType: 'String', BinaryValue: binary }, noValue('String')],
    [{ DataType: 'Number.int', StringValue: '' }, noValue('Number')],
    [{ DataType: 'Binary', StringValue: 'x' }, noValue('Binary')],
    [
      { DataType: 'Number', StringValue: 'many' },
      "Can't cast the value of message (user) attribute 'a' to a number.",
    ],
  ])('%j is refused', async (attribute, message) => {
    const MessageAttributes = { ok: text('x'), a: attribute };
    await refused('q', { MessageBody: 'x', MessageAttributes }, invalid(message));
  });

  it.each([
    { DataType: 'String.custom', StringValue: 'x' },
    { DataType: `String.${'x'.repeat(249)}`, StringValue: 'x' },
    { DataType: 'String', StringValue: '\t\u{10000}' },
    { DataType: 'Number', StringValue: '-1.5e3' },
    { DataType: 'Number.int', StringValue: '7' },
    { DataType: 'Binary.png', BinaryValue: binary },
  ])('%j is taken', async (a) => taken('q', { MessageBody: 'x', MessageAttributes: { a } }));

  it.each(['a', 'A-z_9.b', 'AWSs.x', 'aws', 'amazonia.x', 'x'.repeat(256)])(
    '%s is a name',
    async (name) => taken('q', { MessageBody: 'x', MessageAttributes: { [name]: text('x') } }),
  );

  it.each([
    ['a b', like('name can contain A-Z')],
    ['ö', like('name can contain A-Z')],
    ['', like('name can contain A-Z')],
    ['aWs.x', like("cannot start with 'AWS.'")],
    ['AMAZON.x', like("cannot start with 'AWS.'")],
    ['.a', like('cannot start or end with a period')],
    ['a.', like('cannot start or end with a period')],
    ['a..b', like('periods in succession')],
    ['x'.repeat(257), like('names must be shorter than 256 Bytes')],
  ])('%s is no name', async (name, message) => {
    const MessageAttributes = { [name]: text('x') };
    await refused('q', { MessageBody: 'x', MessageAttributes }, invalid(message));
  });

  it('of the system are the trace header, a text', async () => {
    const withSystem = (MessageSystemAttributes: object) => ({
      MessageBody: 'x',
      MessageSystemAttributes,
    });
    await taken('q', withSystem({ AWSTraceHeader: text('Root=1') }));
    await refused('q', withSystem({ Colour: text('x') }), invalid(like("'Colour' is invalid")));
    const number = { DataType: 'Number', StringValue: '1' };
    await refused('q', withSystem({ AWSTraceHeader: number }), invalid(like("type 'String'")));
  });

  it('are ten at most', async () => {
    const some = (count: number) => ({
      MessageBody: 'x',
      MessageAttributes: Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`a${i}`, text('x')]),
      ),
    });
    await taken('q', some(10));
    await refused(
      'q',
      some(11),
      invalid('Number of message attributes [11] exceeds the allowed maximum [10].'),
    );
  });

  it('have a checksum over names in order, types, kinds and values, each with its length', async () => {
    const world = await converse([], queues);
    const part = (value: string) => [0, 0, 0, value.length, ...Buffer.from(value)];
    const bytes = [
      ...[...part('a'), ...part('Number'), 1, ...part('12')],
      ...[...part('b'), ...part('Binary.x'), 2, ...part('BYTES')],
    ];
    const MD5OfMessageAttributes = createHash('md5').update(Buffer.from(bytes)).digest('hex');
    const MessageAttributes = {
      b: { DataType: 'Binary.x', BinaryValue: Buffer.from('BYTES').toString('base64') },
      a: { DataType: 'Number', StringValue: '12' },
    };
    const request = { QueueUrl: 'q', MessageBody: 'x', MessageAttributes };
    expect((await world.call('sqs', 'SendMessage', request)).value).toEqual({
      MessageId: aText,
      MD5OfMessageBody: '9dd4e461268c8034f5c8564e155c67a6',
      MD5OfMessageAttributes,
    });
    const all = { QueueUrl: 'q', MessageAttributeNames: ['All'] };
    expect((await world.call('sqs', 'ReceiveMessage', all)).value).toEqual({
      Messages: [
        {
          MessageId: aText,
          ReceiptHandle: aText,
          Body: 'x',
          MD5OfBody: '9dd4e461268c8034f5c8564e155c67a6',
          MessageAttributes,
          MD5OfMessageAttributes,
        },
      ],
    });
  });

  it('of the system have a checksum of their own, and the trace is kept', async () => {
    const AWSTraceHeader = text('Root=1-5759e988-bd862e3fe1be46a994272793');
    await converse(
      [
        [
          'SendMessage',
          { QueueUrl: 'q', MessageBody: 'x', MessageSystemAttributes: { AWSTraceHeader } },
          { MD5OfMessageSystemAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
        ],
        receive(
          'q',
          { MessageSystemAttributeNames: ['AWSTraceHeader'] },
          { Messages: [{ Attributes: { AWSTraceHeader: AWSTraceHeader.StringValue } }] },
        ),
      ],
      queues,
    );
  });
});

describe('delays', () => {
  const wrongDelay = (delay: number) =>
    invalid(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );

  it.each([-1, 901])('%i s is refused', async (DelaySeconds) =>
    refused('q', { MessageBody: 'x', DelaySeconds }, wrongDelay(DelaySeconds)),
  );

  it.each([
    ['q', undefined, 0],
    ['q', 900, 900],
    ['late', undefined, 10],
    ['late', 0, 0],
    ['late', 3, 3],
  ])('a message to %s with a delay of %s is visible after %i s', async (queue, given, seconds) => {
    const more = given === undefined ? {} : { DelaySeconds: given };
    await converse(
      [
        send(queue, 'x', more),
        ...(seconds > 0 ? [seconds * 1000 - 1, receiveAll(queue), 1] : []),
        receiveAll(queue, 'x'),
      ],
      queues,
    );
  });

  it('a delay set later counts for later messages only', async () => {
    await converse(
      [
        send('q', 'before'),
        setAttributes('q', { DelaySeconds: '5' }),
        send('q', 'after'),
        attributesOf('q', {
          ApproximateNumberOfMessages: '1',
          ApproximateNumberOfMessagesDelayed: '1',
        }),
      ],
      queues,
    );
  });
});

describe('groups and deduplication ids', () => {
  const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
  const wrongId = (parameter: string, value: string) =>
    invalid(
      `Value ${value} for parameter ${parameter} is invalid. Reason: ${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  const message = { MessageBody: 'x', MessageDeduplicationId: 'd' };

  it.each(['', 'a b', 'é', 'x'.repeat(129)])('%j is none', async (id) => {
    await refused(
      'f.fifo',
      { ...message, MessageGroupId: 'g', MessageDeduplicationId: id },
      wrongId('MessageDeduplicationId', id),
    );
    await refused('q', { MessageBody: 'x', MessageGroupId: id }, wrongId('MessageGroupId', id));
    await refused(
      'f.fifo',
      { ...message, MessageGroupId: id },
      id === '' ? missing('MessageGroupId') : wrongId('MessageGroupId', id),
    );
  });

  it.each([punctuation, 'Aa9', 'x'.repeat(128)])('%j is one', async (id) => {
    await taken('f.fifo', { MessageBody: 'x', MessageGroupId: id, MessageDeduplicationId: id });
    await taken('q', { MessageBody: 'x', MessageGroupId: id });
  });

  it('are told to the queues that have them', async () => {
    await refused('f.fifo', message, missing('MessageGroupId'));
    await refused(
      'q',
      message,
      invalid(
        'Value d for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.',
      ),
    );
    await refused(
      'f.fifo',
      { MessageBody: 'x', MessageGroupId: 'g' },
      invalid(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      ),
    );
    await refused(
      'f.fifo',
      { ...message, MessageGroupId: 'g', DelaySeconds: 1 },
      invalid(
        'Value 1 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
      ),
    );
  });
});
