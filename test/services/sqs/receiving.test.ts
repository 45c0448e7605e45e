/** What ReceiveMessage gives, shows and hides. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import {
  account,
  attributesOf,
  bodies,
  converse,
  invalid,
  receive,
  receiveAll,
  send,
  sendTo,
  text,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: { visibilityTimeout: 30s }
    f.fifo: { contentBasedDeduplication: true }
    short: { retention: 60s }
`;

const ask = async (world: TestWorld, QueueUrl: string, more: { readonly [name: string]: Json }) =>
  (await world.call('sqs', 'ReceiveMessage', { QueueUrl, ...more })).value;

describe('parameters', () => {
  const refused = (name: string, value: number, reason: string) =>
    invalid(`Value ${value} for parameter ${name} is invalid. Reason: ${reason}, if provided.`);
  it.each([
    ['MaxNumberOfMessages', [0, 11, 1.5], [1, 10], 'Must be between 1 and 10'],
    ['VisibilityTimeout', [-1, 43_201], [0, 43_200], 'Must be between 0 and 43200'],
    ['WaitTimeSeconds', [-1, 21], [0, 20], 'Must be >= 0 and <= 20'],
  ])('%s', async (name, wrong, right, reason) => {
    await converse(
      [
        ...wrong.map((value) => receive('q', { [name]: value }, refused(name, value, reason))),
        ...right.flatMap((value) => [
          send('q', `${value}`),
          receive('q', { [name]: value }, { Messages: [{}] }),
        ]),
      ],
      queues,
    );
  });

  it('one message is the usual number, others at most as many as are wanted', async () => {
    await converse(
      [
        ...['1', '2', '3', '4', '5'].map((body) => send('q', body)),
        receive('q', {}, bodies('1')),
        receive('q', { MaxNumberOfMessages: 2 }, bodies('2', '3')),
        receiveAll('q', '4', '5'),
        receiveAll('q'),
      ],
      queues,
    );
  });
});

describe('visibility', () => {
  it.each([
    ['of the queue', {}, 30_000],
    ['of the receive', { VisibilityTimeout: 5 }, 5000],
  ])('a message is hidden for the timeout %s, to the millisecond', async (_of, more, timeout) => {
    await converse(
      [
        send('q', 'x'),
        1000,
        receive('q', more, bodies('x')),
        attributesOf('q', {
          ApproximateNumberOfMessages: '0',
          ApproximateNumberOfMessagesNotVisible: '1',
        }),
        timeout - 1,
        receiveAll('q'),
        1,
        receiveAll('q', 'x'),
      ],
      queues,
    );
  });

  it('with a timeout of 0 a message is counted, and visible at once in its place', async () => {
    const counted = (count: string) => ({
      Messages: [{ Body: '1', Attributes: { ApproximateReceiveCount: count } }, { Body: '2' }],
    });
    const all = { MaxNumberOfMessages: 10, AttributeNames: ['All'] };
    await converse(
      [
        send('q', '1'),
        send('q', '2'),
        receive('q', { VisibilityTimeout: 0 }, bodies('1')),
        receive('q', { ...all, VisibilityTimeout: 0 }, counted('2')),
        attributesOf('q', {
          ApproximateNumberOfMessages: '2',
          ApproximateNumberOfMessagesNotVisible: '0',
          ApproximateNumberOfMessagesDelayed: '0',
        }),
        receive('q', all, counted('3')),
      ],
      queues,
    );
  });

  it('a message expires after the retention period, also in flight', async () => {
    await converse(
      [
        send('short', 'x'),
        59_999,
        receive('short', {}, bodies('x')),
        send('short', 'later'),
        1,
        attributesOf('short', {
          ApproximateNumberOfMessages: '1',
          ApproximateNumberOfMessagesNotVisible: '0',
        }),
        59_998,
        receiveAll('short', 'later'),
      ],
      queues,
    );
  });
});

describe('what is shown', () => {
  it('all attributes of a message of a FIFO queue', async () => {
    const world = await converse(
      [
        250,
        send('f.fifo', 'x', { MessageGroupId: 'g', MessageDeduplicationId: 'd' }),
        1000,
        receive('f.fifo', { VisibilityTimeout: 0 }, bodies('x')),
        1000,
      ],
      queues,
    );
    const all = {
      SenderId: account,
      SentTimestamp: '1767603600250',
      ApproximateReceiveCount: '2',
      ApproximateFirstReceiveTimestamp: '1767603601250',
      SequenceNumber: expect.stringMatching(/^1885\d{16}$/) as string,
      MessageDeduplicationId: 'd',
      MessageGroupId: 'g',
    };
    const shown = async (more: { readonly [name: string]: Json }) =>
      ask(world, 'f.fifo', { VisibilityTimeout: 0, ...more });
    expect(await shown({ AttributeNames: ['All'] })).toMatchObject({
      Messages: [{ Attributes: all }],
    });
    const [some] = (
      (await shown({
        AttributeNames: ['SenderId'],
        MessageSystemAttributeNames: ['MessageGroupId'],
      })) as { readonly Messages: readonly [{ readonly Attributes: object }] }
    ).Messages;
    expect(some.Attributes).toEqual({ SenderId: account, MessageGroupId: 'g' });
  });

  it('of a message of a standard queue only what it has', async () => {
    const world = await converse([send('q', 'x')], queues);
    const shown = await ask(world, 'q', { MessageSystemAttributeNames: ['All'] });
    const { Messages } = shown as { readonly Messages: readonly [{ readonly Attributes: object }] };
    expect(Object.keys(Messages[0].Attributes)).toEqual([
      'SenderId',
      'SentTimestamp',
      'ApproximateReceiveCount',
      'ApproximateFirstReceiveTimestamp',
    ]);
  });

  it.each([
    [['All'], ['a.b', 'a.c', 'ab']],
    [['.*'], ['a.b', 'a.c', 'ab']],
    [['*'], ['a.b', 'a.c', 'ab']],
    [['a.*'], ['a.b', 'a.c', 'ab']],
    [['a..*'], ['a.b', 'a.c']],
    [
      ['a.b', 'ab'],
      ['a.b', 'ab'],
    ],
    [['a'], []],
    [['b.*'], []],
  ])('attributes by %j', async (MessageAttributeNames, expected) => {
    const MessageAttributes = { 'a.b': text('1'), 'a.c': text('2'), ab: text('3') };
    const world = await converse([send('q', 'x', { MessageAttributes })], queues);
    const shown = await ask(world, 'q', { MessageAttributeNames });
    const { Messages } = shown as {
      readonly Messages: readonly [{ readonly MessageAttributes?: object }];
    };
    expect(Object.keys(Messages[0].MessageAttributes ?? {})).toEqual(expected);
  });
});

describe('order', () => {
  it('a FIFO queue gives groups in the order of their first message, and closes those in flight', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'a', 'a1', 'a2'),
        ...sendTo('f.fifo', 'b', 'b1'),
        ...sendTo('f.fifo', 'a', 'a3'),
        receive('f.fifo', { MaxNumberOfMessages: 2 }, bodies('a1', 'a2')),
        receiveAll('f.fifo', 'b1'),
        receiveAll('f.fifo'),
        30_000,
        receiveAll('f.fifo', 'a1', 'a2', 'a3', 'b1'),
      ],
      queues,
    );
  });

  it('a delayed message of a FIFO queue holds back the later ones of its group', async () => {
    await converse(
      [
        ['SetQueueAttributes', { QueueUrl: 'f.fifo', Attributes: { DelaySeconds: '5' } }, {}],
        ...sendTo('f.fifo', 'a', 'a1'),
        ['SetQueueAttributes', { QueueUrl: 'f.fifo', Attributes: { DelaySeconds: '0' } }, {}],
        ...sendTo('f.fifo', 'a', 'a2'),
        ...sendTo('f.fifo', 'b', 'b1'),
        receiveAll('f.fifo', 'b1'),
        5000,
        receiveAll('f.fifo', 'a1', 'a2'),
      ],
      queues,
    );
  });

  it('a fair queue takes turns, messages without a group first', async () => {
    await converse(
      [
        ...sendTo('q', 'loud', 'l1', 'l2', 'l3'),
        ...sendTo('q', 'quiet', 'q1', 'q2'),
        send('q', 'none'),
        receive('q', { MaxNumberOfMessages: 4 }, bodies('l1', 'q1', 'none', 'l2')),
        receiveAll('q', 'q2', 'l3'),
      ],
      queues,
    );
  });
});
