/** Why a message is, or is not, delivered: the sentence for each state that it can be in. */
import { expect, it } from 'vitest';
import {
  arn,
  bodies,
  converse,
  deleteIt,
  hideIt,
  receive,
  receiveAll,
  send,
  sendTo,
  type Step,
} from './conversation.ts';

const queues = `
resources:
  queues:
    a-first: {}
    q: { visibilityTimeout: 30s }
    f.fifo: { contentBasedDeduplication: true }
    source: { deadLetter: { queue: dead, maxReceiveCount: 2 } }
    dead: { retention: 60s }
    z-last: {}
`;

const twice: readonly Step[] = [1, 2].map(() =>
  receive('source', { VisibilityTimeout: 0 }, bodies('x')),
);

/** `ID` is the message that is asked about, `FIRST` the one of the first call. */
it.each<readonly [what: string, steps: readonly Step[], call: number, sentence: string]>([
  ['visible', [send('q', 'x')], 1, 'Visible in q: the next receive can have it.'],
  [
    'delayed',
    [send('q', 'x', { DelaySeconds: 1 }), 999],
    1,
    'Delayed: becomes visible in q at 2026-01-05T09:00:01.000Z.',
  ],
  [
    'delayed no longer',
    [send('q', 'x', { DelaySeconds: 1 }), 1000],
    1,
    'Visible in q: the next receive can have it.',
  ],
  [
    'in flight',
    [send('q', 'x'), receive('q', {}, bodies('x'))],
    1,
    'In flight: received once, visible in q again at 2026-01-05T09:00:30.000Z unless it is deleted before.',
  ],
  [
    'in flight again',
    [
      send('q', 'x'),
      receive('q', {}, bodies('x')),
      30_000,
      receive('q', {}, bodies('x')),
      hideIt('q', 5),
    ],
    1,
    'In flight: received 2 times, visible in q again at 2026-01-05T09:00:35.000Z unless it is deleted before.',
  ],
  [
    'behind one of its group in flight',
    [...sendTo('f.fifo', 'g', '1', '2'), receive('f.fifo', {}, bodies('1'))],
    2,
    'Blocked: message FIRST of the same group "g" is in flight in f.fifo.',
  ],
  [
    'behind one of its group',
    sendTo('f.fifo', 'g', '1', '2'),
    2,
    'Blocked: message FIRST of the same group "g" is before it in f.fifo.',
  ],
  [
    'the first of its group',
    [...sendTo('f.fifo', 'g', '1', '2'), ...sendTo('f.fifo', 'h', '3')],
    3,
    'Visible in f.fifo: the next receive can have it.',
  ],
  [
    'behind one of its group in a standard queue',
    [...sendTo('q', 'g', '1', '2'), receive('q', {}, bodies('1'))],
    2,
    'Visible in q: the next receive can have it.',
  ],
  [
    'dead',
    [send('source', 'x'), ...twice, receiveAll('source')],
    1,
    'In the dead-letter queue dead: received 2 times from source without being deleted.',
  ],
  [
    'deleted',
    [send('q', 'x'), receive('q', {}, bodies('x')), 1500, deleteIt('q')],
    1,
    'Deleted from q at 2026-01-05T09:00:01.500Z by a receiver.',
  ],
  [
    'expired',
    [send('source', 'x'), ...twice, receiveAll('source'), 90_000],
    1,
    'Expired: the retention period of dead ended at 2026-01-05T09:01:00.000Z.',
  ],
  [
    'purged',
    [send('q', 'x'), 1000, ['PurgeQueue', { QueueUrl: 'q' }, {}]],
    1,
    'Purged from q at 2026-01-05T09:00:01.000Z.',
  ],
  [
    'moved, and the queue to which it was moved is gone',
    [
      send('source', 'x'),
      ...twice,
      2000,
      receiveAll('source'),
      ['DeleteQueue', { QueueUrl: 'dead' }, {}],
    ],
    1,
    'Moved from source to dead at 2026-01-05T09:00:02.000Z, after 2 times.',
  ],
  [
    'moved back',
    [
      send('source', 'x'),
      ...twice,
      receiveAll('source'),
      [
        'StartMessageMoveTask',
        { SourceArn: arn('dead') },
        { TaskHandle: expect.any(String) as string },
      ],
    ],
    1,
    'Visible in source: the next receive can have it.',
  ],
])('%s', async (_what, steps, call, sentence) => {
  const world = await converse(steps, queues);
  const idOf = (client: number) =>
    (world.reply(client).value as { readonly MessageId: string }).MessageId;
  const explained = world.simulation.explainMessage(idOf(call));
  expect(explained).toBe(sentence.replace('FIRST', idOf(1)));
});

it('filtered', async () => {
  const world = await converse([send('q', 'x'), receive('q', {}, bodies('x'))], queues);
  const { MessageId } = world.reply(1).value as { readonly MessageId: string };
  const { Messages } = world.reply(2).value as {
    readonly Messages: readonly [{ readonly ReceiptHandle: string }];
  };
  await world.say({
    service: 'sqs',
    signal: {
      kind: 'deleteRecords',
      queue: 'q',
      receipts: [Messages[0].ReceiptHandle],
      isFiltered: true,
    },
  });
  expect(world.simulation.explainMessage(MessageId)).toBe(
    'Deleted from q at 2026-01-05T09:00:00.000Z: no filter of the event source matched it.',
  );
});

it('unknown', async () => {
  const world = await converse([], queues);
  expect(world.simulation.explainMessage('x')).toBe('No queue has had a message x.');
});
