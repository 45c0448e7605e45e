/** Requests of several entries: what is refused as a whole, and what is said of each entry. */
import { describe, expect, it } from 'vitest';
import { bodies, converse, invalid, missing, receive, send, text } from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
    f.fifo: {}
    content.fifo: { contentBasedDeduplication: true }
`;

const refused = (code: string, message: string) => ({ code, message, status: 400 });
const wrongId = refused(
  'InvalidBatchEntryId',
  'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
);
const ids = (...all: string[]) => all.map((Id) => ({ Id, MessageBody: 'x' }));
const numbered = (count: number) => ids(...Array.from({ length: count }, (_, i) => `${i}`));

const kinds = [
  ['SendMessageBatch', 'SendMessageBatchRequestEntry'],
  ['DeleteMessageBatch', 'DeleteMessageBatchRequestEntry'],
  ['ChangeMessageVisibilityBatch', 'ChangeMessageVisibilityBatchRequestEntry'],
] as const;

describe.each(kinds)('%s is refused as a whole', (operation, entry) => {
  it.each([
    [
      'without entries',
      [],
      refused('EmptyBatchRequest', `There should be at least one ${entry} in the request.`),
    ],
    [
      'with eleven',
      numbered(11),
      refused(
        'TooManyEntriesInBatchRequest',
        'Maximum number of entries per request are 10. You have sent 11.',
      ),
    ],
    ['with one that has no id', [...ids('a'), { MessageBody: 'x' }], missing(`${entry}.2.Id`)],
    ['with an empty id', ids(''), wrongId],
    ['with an id of 81 letters', ids('a', 'b'.repeat(81)), wrongId],
    ['with another letter in an id', ids('é'), wrongId],
    [
      'with an id twice',
      ids('a', 'b', 'c', 'b'),
      refused('BatchEntryIdsNotDistinct', 'Id b repeated.'),
    ],
  ])('%s', async (_what, Entries, expected) => {
    await converse([[operation, { QueueUrl: 'q', Entries }, expected]], queues);
  });

  it('when there is no such queue, or none is named', async () => {
    await converse(
      [
        [operation, { QueueUrl: 'none', Entries: [] }, { code: 'QueueDoesNotExist' }],
        [operation, { Entries: [] }, missing('QueueUrl')],
        [operation, { QueueUrl: 'q' }, { code: 'EmptyBatchRequest' }],
      ],
      queues,
    );
  });
});

describe('a batch of messages', () => {
  it('is answered entry by entry', async () => {
    const world = await converse([], queues);
    const Entries = [...numbered(9), { Id: 'Az_-9'.padEnd(80, 'z'), MessageBody: 'x' }];
    const all = await world.call('sqs', 'SendMessageBatch', { QueueUrl: 'q', Entries });
    expect(all.value).toEqual({
      Successful: Entries.map(({ Id }) => ({
        Id,
        MessageId: expect.any(String) as string,
        MD5OfMessageBody: '9dd4e461268c8034f5c8564e155c67a6',
      })),
    });
    const none = await world.call('sqs', 'SendMessageBatch', {
      QueueUrl: 'q',
      Entries: [{ Id: 'a' }, { Id: 'b', MessageBody: 'x', DelaySeconds: 901 }],
    });
    expect(none.value).toEqual({
      Failed: [
        {
          Id: 'a',
          Code: 'MissingParameter',
          Message: 'The request must contain the parameter MessageBody.',
          SenderFault: true,
        },
        {
          Id: 'b',
          Code: 'InvalidParameterValue',
          Message:
            'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
          SenderFault: true,
        },
      ],
    });
  });

  it('keeps its order, and each message is of its own', async () => {
    const Entries = ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id }));
    const world = await converse(
      [
        ['SendMessageBatch', { QueueUrl: 'q', Entries }, { Successful: [{}, {}, {}] }],
        receive('q', { MaxNumberOfMessages: 10, VisibilityTimeout: 0 }, bodies('a', 'b', 'c')),
      ],
      queues,
    );
    const { value } = await world.call('sqs', 'ReceiveMessage', {
      QueueUrl: 'q',
      MaxNumberOfMessages: 10,
    });
    const { Messages } = value as { readonly Messages: readonly { readonly MessageId: string }[] };
    expect(new Set(Messages.map(({ MessageId }) => MessageId)).size).toBe(3);
    const sent = world.simulation.log().filter(({ kind }) => kind === 'messageSent');
    expect(sent.map(({ message }) => message)).toEqual(
      Messages.map(({ MessageId }) => `Message ${MessageId.slice(0, 8)} sent to q in a batch`),
    );
    expect(sent.map(({ data, resource }) => [data, resource])).toEqual(
      ['a', 'b', 'c'].map((body) => [body, 'q']),
    );
  });

  it('has 1 MiB with all attributes, not a byte more', async () => {
    const entries = (size: number) => [
      { Id: 'a', MessageBody: 'x'.repeat(size) },
      { Id: 'b', MessageBody: 'x', MessageAttributes: { name: text('é') } },
    ];
    const attributes = 'nameString'.length + 2;
    const most = 1_048_576 - 1 - attributes;
    await converse(
      [
        [
          'SendMessageBatch',
          { QueueUrl: 'q', Entries: entries(most + 1) },
          refused(
            'BatchRequestTooLong',
            'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
          ),
        ],
        ['SendMessageBatch', { QueueUrl: 'q', Entries: entries(most) }, { Successful: [{}, {}] }],
      ],
      queues,
    );
  });

  const grouped = (...given: (string | undefined)[]) =>
    given.map((id, i) => ({
      Id: `${i}`,
      MessageBody: `${i}`,
      MessageGroupId: 'g',
      ...(id === undefined ? {} : { MessageDeduplicationId: id }),
    }));
  const withoutId = invalid(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );

  it.each([
    [
      'f.fifo',
      [...grouped('a'), ...ids('b')],
      invalid('The request must contain the parameter MessageGroupId.'),
    ],
    ['f.fifo', grouped('a', undefined), withoutId],
    ['f.fifo', grouped('a', 'b'), { Successful: [{}, {}] }],
    ['content.fifo', grouped('a', undefined), { Successful: [{}, {}] }],
    ['q', ids('a', 'b'), { Successful: [{}, {}] }],
  ])('to %s needs groups and ids for all: %#', async (QueueUrl, Entries, expected) => {
    await converse([['SendMessageBatch', { QueueUrl, Entries }, expected]], queues);
  });
});

describe('a batch of receipt handles', () => {
  it('deletes, or changes the visibility of, those that it can', async () => {
    const world = await converse(
      [
        ...['1', '2', '3'].map((body) => send('q', body)),
        receive('q', { MaxNumberOfMessages: 3 }, bodies('1', '2', '3')),
        [
          'ChangeMessageVisibilityBatch',
          {
            QueueUrl: 'q',
            Entries: [
              { Id: 'a', ReceiptHandle: '$handle', VisibilityTimeout: 0 },
              { Id: 'b', ReceiptHandle: '$handle2' },
              { Id: 'c', ReceiptHandle: '$handle3', VisibilityTimeout: 0 },
            ],
          },
          {
            Successful: [{ Id: 'a' }, { Id: 'c' }],
            Failed: [
              {
                Id: 'b',
                Code: 'MissingParameter',
                Message: 'The request must contain the parameter VisibilityTimeout.',
                SenderFault: true,
              },
            ],
          },
        ],
        receive('q', { MaxNumberOfMessages: 10 }, bodies('1', '3')),
        [
          'DeleteMessageBatch',
          {
            QueueUrl: 'q',
            Entries: [
              { Id: 'a', ReceiptHandle: '$handle' },
              { Id: 'b' },
              { Id: 'c', ReceiptHandle: '$handle2' },
            ],
          },
          {
            Successful: [{ Id: 'a' }, { Id: 'c' }],
            Failed: [{ Id: 'b', Code: 'MissingParameter', SenderFault: true }],
          },
        ],
        30_000,
        receive('q', { MaxNumberOfMessages: 10 }, bodies('2')),
      ],
      queues,
    );
    const { value } = await world.call('sqs', 'DeleteMessageBatch', {
      QueueUrl: 'q',
      Entries: [{ Id: 'a' }],
    });
    expect(value).not.toHaveProperty('Successful');
  });
});
