/** Messages that are sent again with the same deduplication id, or the same body. */
import { describe, expect, it } from 'vitest';
import { aText, bodies, converse, receive, receiveAll, send } from './conversation.ts';

const queues = `
resources:
  queues:
    f.fifo: {}
    content.fifo: { contentBasedDeduplication: true }
    grouped.fifo: { deduplicationScope: messageGroup }
`;

describe('duplicates', () => {
  const ids = (group: string, id?: string) => ({
    MessageGroupId: group,
    ...(id === undefined ? {} : { MessageDeduplicationId: id }),
  });

  type Message = readonly [body: string, ids: object];
  it.each<readonly [string, queue: string, Message, Message, received: readonly string[]]>([
    ['the same id, another body', 'f.fifo', ['a', ids('g', '1')], ['b', ids('g', '1')], ['a']],
    ['the same id in another group', 'f.fifo', ['a', ids('g', '1')], ['b', ids('h', '1')], ['a']],
    ['another id', 'f.fifo', ['a', ids('g', '1')], ['a', ids('g', '2')], ['a', 'a']],
    ['the same body', 'content.fifo', ['a', ids('g')], ['a', ids('h')], ['a']],
    ['another body', 'content.fifo', ['a', ids('g')], ['b', ids('g')], ['a', 'b']],
    ['an id before the body', 'content.fifo', ['a', ids('g')], ['a', ids('g', '1')], ['a', 'a']],
    ['in its group', 'grouped.fifo', ['a', ids('g', '1')], ['b', ids('g', '1')], ['a']],
    ['in its group only', 'grouped.fifo', ['a', ids('g', '1')], ['b', ids('h', '1')], ['a', 'b']],
  ])('%s', async (_what, queue, first, second, received) => {
    await converse(
      [send(queue, ...first), send(queue, ...second), receiveAll(queue, ...received)],
      queues,
    );
  });

  it('get the answer of the first, for five minutes, and are told in the log', async () => {
    const request = { QueueUrl: 'f.fifo', MessageBody: 'x', ...ids('g', '1') };
    const world = await converse([], queues);
    const sent = async () => (await world.call('sqs', 'SendMessage', request)).value;
    const first = await sent();
    expect(first).toEqual({
      MessageId: aText,
      MD5OfMessageBody: '9dd4e461268c8034f5c8564e155c67a6',
      SequenceNumber: expect.stringMatching(/^\d{20}$/) as string,
    });
    await world.pass(299_999);
    expect(await sent()).toEqual(first);
    await world.pass(1);
    const later = await sent();
    const { MessageId, SequenceNumber } = later as Record<string, string>;
    expect(later).not.toEqual(first);
    expect(BigInt(SequenceNumber ?? 0)).toBeGreaterThan(
      BigInt((first as Record<string, string>)['SequenceNumber'] ?? 0),
    );
    const [short, shortLater] = [(first as Record<string, string>)['MessageId'], MessageId].map(
      (id) => id?.slice(0, 8),
    );
    const logged = world.simulation.log().filter(({ kind }) => kind === 'messageSent');
    expect(logged.map(({ message }) => message)).toEqual([
      `Message ${short} sent to f.fifo`,
      `Message to f.fifo dropped: a duplicate of ${short} (sent within 5 minutes)`,
      `Message ${shortLater} sent to f.fifo`,
    ]);
  });

  it('in one batch are one message', async () => {
    const entry = { MessageBody: 'x', ...ids('g', '1') };
    await converse(
      [
        [
          'SendMessageBatch',
          { QueueUrl: 'f.fifo', Entries: ['a', 'b'].map((Id) => ({ Id, ...entry })) },
          { Successful: [{ Id: 'a' }, { Id: 'b' }] },
        ],
        receive('f.fifo', { MaxNumberOfMessages: 10 }, bodies('x')),
      ],
      queues,
    );
  });
});
