/** DeleteMessage and ChangeMessageVisibility: which receipt handles still mean something, and what. */
import { describe, expect, it } from 'vitest';
import {
  bodies,
  converse,
  deleteIt,
  hideIt,
  invalid,
  like,
  missing,
  receive,
  receiveAll,
  send,
  sendTo,
  type Step,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: { visibilityTimeout: 30s }
    f.fifo: { visibilityTimeout: 30s, contentBasedDeduplication: true }
`;
const none = { code: 'QueueDoesNotExist', message: 'The specified queue does not exist.' };
const expired = invalid(
  like('for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.'),
);

describe('requests that are refused', () => {
  it.each([
    ['DeleteMessage', {}],
    ['ChangeMessageVisibility', { VisibilityTimeout: 1 }],
  ])('%s', async (operation, more) => {
    const ask = (QueueUrl: string, ReceiptHandle: string, expected: object) =>
      [operation, { QueueUrl, ReceiptHandle, ...more }, expected] as const;
    await converse(
      [
        ask('none', 'x', none),
        [operation, { ReceiptHandle: 'x', ...more }, missing('QueueUrl')],
        [operation, { QueueUrl: 'q', ...more }, missing('ReceiptHandle')],
        ...[
          '',
          'nonsense',
          Buffer.from('x1:1:').toString('base64'),
          Buffer.from('1:1').toString('base64'),
        ].map((handle) =>
          ask('q', handle, {
            code: 'ReceiptHandleIsInvalid',
            message: `The input receipt handle "${handle}" is not a valid receipt handle.`,
            status: 404,
          }),
        ),
      ],
      queues,
    );
  });

  it('timeouts of no length, and of more than twelve hours', async () => {
    const wrong = (seconds: number) =>
      invalid(
        `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be between 0 and 43200.`,
      );
    await converse(
      [
        send('q', 'x'),
        receive('q', {}, bodies('x')),
        [
          'ChangeMessageVisibility',
          { QueueUrl: 'q', ReceiptHandle: '$handle' },
          missing('VisibilityTimeout'),
        ],
        hideIt('q', -1, wrong(-1)),
        hideIt('q', 43_201, wrong(43_201)),
        hideIt('q', 43_200),
      ],
      queues,
    );
  });

  it('timeouts that would hide a message longer than twelve hours from its first receive', async () => {
    await converse(
      [
        send('q', 'x'),
        receive('q', {}, bodies('x')),
        10_000,
        hideIt(
          'q',
          43_191,
          invalid(
            'Value 43191 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].',
          ),
        ),
        hideIt('q', 43_190),
      ],
      queues,
    );
  });
});

describe('a change of visibility', () => {
  it('counts from now, longer or shorter', async () => {
    await converse(
      [
        send('q', 'x'),
        receive('q', {}, bodies('x')),
        10_000,
        hideIt('q', 40),
        39_999,
        receiveAll('q'),
        1,
        receive('q', {}, bodies('x')),
        hideIt('q', 5),
        4999,
        receiveAll('q'),
        1,
        receive('q', {}, bodies('x')),
        hideIt('q', 0),
        receiveAll('q', 'x'),
      ],
      queues,
    );
  });

  it('with a handle of an earlier receive works on standard queues, on FIFO queues without effect', async () => {
    const steps = (queue: string, more: object, afterwards: readonly string[]): Step[] => [
      send(queue, 'x', more),
      receive(queue, { VisibilityTimeout: 1 }, bodies('x')),
      { keep: 'old' },
      1000,
      hideIt(queue, 600, {}, '$old'),
      receive(queue, {}, bodies('x')),
      hideIt(queue, 0, {}, '$old'),
      receiveAll(queue, ...afterwards),
    ];
    await converse(steps('q', {}, ['x']), queues);
    await converse(steps('f.fifo', { MessageGroupId: 'g' }, []), queues);
  });

  it('opens a group again', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'g', '1', '2'),
        receive('f.fifo', {}, bodies('1')),
        receiveAll('f.fifo'),
        hideIt('f.fifo', 0),
        receiveAll('f.fifo', '1', '2'),
      ],
      queues,
    );
  });

  it('of a message that is gone is refused', async () => {
    await converse(
      [
        send('q', 'x'),
        receive('q', {}, bodies('x')),
        deleteIt('q'),
        hideIt(
          'q',
          1,
          invalid(
            like(
              'Reason: Message does not exist or is not available for visibility timeout change.',
            ),
          ),
        ),
      ],
      queues,
    );
  });
});

describe('deleting', () => {
  it('in flight or not, with any handle of the message, again and again: on a standard queue', async () => {
    const world = await converse(
      [
        send('q', 'x'),
        receive('q', { VisibilityTimeout: 1 }, bodies('x')),
        { keep: 'old' },
        1000,
        receive('q', {}, bodies('x')),
        deleteIt('q', {}, '$old'),
        deleteIt('q'),
        30_000,
        receiveAll('q'),
      ],
      queues,
    );
    const { value } = await world.call('sqs', 'GetQueueAttributes', {
      QueueUrl: 'q',
      AttributeNames: ['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessages'],
    });
    expect(value).toEqual({
      Attributes: {
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
      },
    });
  });

  it('in flight and with its last handle: on a FIFO queue', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'g', 'x', 'y'),
        receive('f.fifo', { VisibilityTimeout: 1 }, bodies('x')),
        { keep: 'old' },
        1000,
        deleteIt('f.fifo', expired),
        receive('f.fifo', {}, bodies('x')),
        deleteIt('f.fifo', expired, '$old'),
        deleteIt('f.fifo'),
        deleteIt('f.fifo', {}, '$old'),
        receiveAll('f.fifo', 'y'),
      ],
      queues,
    );
  });

  it('of one message of a group in flight leaves the group closed', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'g', '1', '2', '3'),
        receive('f.fifo', { MaxNumberOfMessages: 2 }, bodies('1', '2')),
        deleteIt('f.fifo'),
        receiveAll('f.fifo'),
        deleteIt('f.fifo', {}, '$handle2'),
        receiveAll('f.fifo', '3'),
      ],
      queues,
    );
  });

  it('by a poller passes over handles that have expired', async () => {
    const world = await converse(
      [...sendTo('f.fifo', 'g', '1', '2'), ...sendTo('f.fifo', 'h', '3')],
      queues,
    );
    const poll = { kind: 'poll', queue: 'f.fifo', most: 10, visibilityTimeout: 1 } as const;
    const receipts = async (most: number) => {
      const { value } = await world.say({ service: 'sqs', signal: { ...poll, most } });
      const { Messages } = value as {
        readonly Messages: readonly { readonly ReceiptHandle: string }[];
      };
      return Messages.map(({ ReceiptHandle }) => ReceiptHandle);
    };
    const [old = ''] = await receipts(1);
    await world.pass(1000);
    const all = await receipts(10);
    expect(all).toHaveLength(3);
    const done = await world.say({
      service: 'sqs',
      signal: {
        kind: 'deleteRecords',
        queue: 'f.fifo',
        receipts: [old, ...all.filter((_, index) => index !== 1)],
        isFiltered: false,
      },
    });
    expect(done).toEqual({ ok: true, value: {} });
    await world.pass(1000);
    await converse([receiveAll('f.fifo', '1')], world);
  });
});

describe('a poller', () => {
  it('gets all attributes, for the timeout of the queue, and waits without end', async () => {
    const world = await converse([], queues);
    const poll = { kind: 'poll', queue: 'q', most: 2 } as const;
    expect((await world.say({ service: 'sqs', signal: poll })).value).toBe('waiting');
    await world.pass(86_400_000);
    expect(world.reply().value).toBe('waiting');
    const a = { DataType: 'String', StringValue: '1' };
    await world.call('sqs', 'SendMessage', {
      QueueUrl: 'q',
      MessageBody: 'x',
      MessageAttributes: { a },
    });
    expect(world.reply(1).value).toMatchObject({
      Messages: [
        { Body: 'x', MessageAttributes: { a }, Attributes: { ApproximateReceiveCount: '1' } },
      ],
    });
    await converse([29_999, receiveAll('q'), 1, receiveAll('q', 'x')], world);
  });

  it.each(['poll', 'deleteRecords'] as const)(
    'says %s of a queue that there is not',
    async (kind) => {
      const world = await converse([], queues);
      const signal =
        kind === 'poll'
          ? { kind, queue: 'none', most: 1 }
          : { kind, queue: 'none', receipts: [], isFiltered: true };
      expect((await world.say({ service: 'sqs', signal })).value).toMatchObject(none);
    },
  );
});
