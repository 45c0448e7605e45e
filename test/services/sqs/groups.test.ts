/** Message groups of FIFO queues: how far a group is open, and whose turn it is. */
import { describe, it } from 'vitest';
import {
  bodies,
  converse,
  deleteIt,
  hideIt,
  receive,
  receiveAll,
  sendTo,
  type Step,
} from './conversation.ts';

const queues = `
resources:
  queues:
    f.fifo: { visibilityTimeout: 1s, contentBasedDeduplication: true }
    slow.fifo: { delay: 5s, contentBasedDeduplication: true }
    source.fifo:
      contentBasedDeduplication: true
      deadLetter: { queue: dead.fifo, maxReceiveCount: 1 }
    dead.fifo: {}
`;
const one = (...all: string[]): Step => receive('f.fifo', {}, bodies(...all));
const two = (...all: string[]): Step =>
  receive('f.fifo', { MaxNumberOfMessages: 2 }, bodies(...all));

describe('a group', () => {
  const extended = (handle: string): Step[] => [
    ...sendTo('f.fifo', 'g', '1', '2', '3'),
    receive('f.fifo', { MaxNumberOfMessages: 5 }, bodies('1', '2', '3')),
    hideIt('f.fifo', 4, {}, handle),
    2500,
  ];
  it.each<[string, string, readonly string[]]>([
    ['first', '$handle', []],
    ['second', '$handle2', ['1']],
    ['third', '$handle3', ['1', '2']],
  ])('is closed from its invisible message on, the %s', async (_which, handle, open) => {
    await converse([...extended(handle), receiveAll('f.fifo', ...open)], queues);
  });

  it('stays closed while its first message is in flight, whatever is sent', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'g', '1', '2'),
        one('1'),
        ...sendTo('f.fifo', 'g', '3'),
        receiveAll('f.fifo'),
        deleteIt('f.fifo'),
        receiveAll('f.fifo', '2', '3'),
      ],
      queues,
    );
  });

  it('is closed by a message that is delayed', async () => {
    await converse(
      [
        ...sendTo('slow.fifo', 'g', '1'),
        4999,
        receiveAll('slow.fifo'),
        1,
        receiveAll('slow.fifo', '1'),
      ],
      queues,
    );
  });

  it('goes on with what is left when its first message has moved away', async () => {
    await converse(
      [
        ...sendTo('source.fifo', 'g', '1', '2'),
        receive('source.fifo', { VisibilityTimeout: 0 }, bodies('1')),
        receive('source.fifo', { VisibilityTimeout: 0 }, bodies('2')),
        receiveAll('source.fifo'),
        receiveAll('dead.fifo', '1', '2'),
      ],
      queues,
    );
  });
});

describe('turns', () => {
  it('are in the order in which groups come', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'b', '1'),
        ...sendTo('f.fifo', 'a', '2'),
        ...sendTo('f.fifo', 'b', '3'),
        receiveAll('f.fifo', '1', '3', '2'),
      ],
      queues,
    );
  });

  it('come last after the visibility of a group has ended', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'a', '1', '2'),
        ...sendTo('f.fifo', 'b', '3'),
        ...sendTo('f.fifo', 'c', '4'),
        one('1'),
        1000,
        two('3', '4'),
        two('1', '2'),
      ],
      queues,
    );
  });

  it('come last after a group was received for no time, and given back', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'a', '1'),
        ...sendTo('f.fifo', 'b', '2'),
        ...sendTo('f.fifo', 'c', '3'),
        receive('f.fifo', { VisibilityTimeout: 0 }, bodies('1')),
        one('2'),
        hideIt('f.fifo', 0),
        receiveAll('f.fifo', '3', '1', '2'),
      ],
      queues,
    );
  });

  it('come last after the message was deleted that held a group up', async () => {
    await converse(
      [
        ...sendTo('f.fifo', 'a', '1', '2'),
        ...sendTo('f.fifo', 'b', '3'),
        one('1'),
        deleteIt('f.fifo'),
        receiveAll('f.fifo', '3', '2'),
      ],
      queues,
    );
  });
});

it('what has been purged can be sent again', async () => {
  await converse(
    [
      ...sendTo('f.fifo', 'g', 'x'),
      ['PurgeQueue', { QueueUrl: 'f.fifo' }, {}],
      ...sendTo('f.fifo', 'g', 'x'),
      receiveAll('f.fifo', 'x'),
    ],
    queues,
  );
});
