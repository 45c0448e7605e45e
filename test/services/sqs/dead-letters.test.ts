/** Messages that were received too often. */
import { describe, expect, it } from 'vitest';
import { arn, bodies, converse, receive, receiveAll, send, sendTo, text } from './conversation.ts';

const queues = `
resources:
  queues:
    source: { deadLetter: { queue: dead, maxReceiveCount: 2 } }
    dead: {}
    source.fifo: { contentBasedDeduplication: true, deadLetter: { queue: dead.fifo, maxReceiveCount: 1 } }
    dead.fifo: {}
`;

describe('dead letters', () => {
  it('are moved by the receive after the last allowed one, which gives what comes behind', async () => {
    const world = await converse(
      [
        send('source', 'poison', { MessageAttributes: { a: text('1') } }),
        receive('source', { VisibilityTimeout: 0 }, bodies('poison')),
        receive('source', { VisibilityTimeout: 0 }, bodies('poison')),
        send('source', '1'),
        send('source', '2'),
        receive('source', {}, bodies('1')),
        receiveAll('source', '2'),
        receive(
          'dead',
          { AttributeNames: ['All'], MessageAttributeNames: ['All'] },
          {
            Messages: [
              {
                Body: 'poison',
                MessageAttributes: { a: text('1') },
                Attributes: {
                  ApproximateReceiveCount: '3',
                  DeadLetterQueueSourceArn: arn('source'),
                },
              },
            ],
          },
        ),
      ],
      queues,
    );
    const moved = world.simulation.log().filter(({ kind }) => kind === 'messageMoved');
    expect(moved).toMatchObject([
      {
        message: expect.stringMatching(
          /^Message [0-9a-f]{8} moved from source to dead after 2 receives$/,
        ) as string,
        resource: 'dead',
      },
    ]);
  });

  it('stay where they are when there is no dead-letter queue any more', async () => {
    await converse(
      [
        send('source', 'x'),
        ['DeleteQueue', { QueueUrl: 'dead' }, {}],
        ...[1, 2, 3, 4].map(() => receive('source', { VisibilityTimeout: 0 }, bodies('x'))),
      ],
      queues,
    );
  });

  it('of a FIFO queue open their group', async () => {
    await converse(
      [
        ...sendTo('source.fifo', 'g', '1', '2'),
        receive('source.fifo', { VisibilityTimeout: 0 }, bodies('1')),
        receiveAll('source.fifo', '2'),
        receiveAll('dead.fifo', '1'),
      ],
      queues,
    );
  });
});
