/** ReceiveRequestAttemptId: a receive from a FIFO queue is made again, as after a lost answer. */
import { expect, it } from 'vitest';
import {
  bodies,
  converse,
  deleteIt,
  hideIt,
  invalid,
  like,
  receive,
  receiveAll,
  sendTo,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
    f.fifo: { visibilityTimeout: 400s, contentBasedDeduplication: true }
`;
const f = 'f.fifo';
const attempt = (id: string, expected: object, more: object = {}) =>
  receive(f, { MaxNumberOfMessages: 10, ReceiveRequestAttemptId: id, ...more }, expected);
const both = bodies('one', 'two');

it('gives the same messages with the same handles, which still delete', async () => {
  const world = await converse([...sendTo(f, 'g', 'one', 'two'), attempt('a', both)], queues);
  const { value: first } = await world.call('sqs', 'ReceiveMessage', {
    QueueUrl: f,
    MaxNumberOfMessages: 10,
    ReceiveRequestAttemptId: 'a',
    AttributeNames: ['ApproximateReceiveCount'],
  });
  await converse([attempt('a', first as object), deleteIt(f, {}, '$handle2'), deleteIt(f)], world);
});

it('is of its own id, and of receives that gave something', async () => {
  await converse(
    [
      attempt('a', {}),
      ...sendTo(f, 'g', 'one'),
      attempt('a', bodies('one')),
      attempt('b', {}),
      attempt('a', bodies('one'), { MaxNumberOfMessages: 1 }),
      receiveAll(f),
    ],
    queues,
  );
});

it.each([
  [299_999, both],
  [300_000, {}],
])('is known %d ms later: %j', async (later, expected) => {
  await converse(
    [...sendTo(f, 'g', 'one', 'two'), attempt('a', both), later, attempt('a', expected)],
    queues,
  );
});

it('hides the messages anew, as long as it says', async () => {
  await converse(
    [
      ...sendTo(f, 'g', 'one'),
      attempt('a', bodies('one'), { VisibilityTimeout: 20 }),
      19_999,
      attempt('a', bodies('one'), { VisibilityTimeout: 10 }),
      9_999,
      receiveAll(f),
      // And again after having been repeated.
      attempt('a', bodies('one'), { VisibilityTimeout: 10 }),
      9_999,
      receiveAll(f),
      1,
      receiveAll(f, 'one'),
    ],
    queues,
  );
});

it('counts no receive of its own', async () => {
  const count = (ApproximateReceiveCount: string) => ({
    Messages: [{ Attributes: { ApproximateReceiveCount } }],
  });
  const counted = { AttributeNames: ['ApproximateReceiveCount'], VisibilityTimeout: 10 };
  await converse(
    [
      ...sendTo(f, 'g', 'one'),
      attempt('a', count('1'), counted),
      attempt('a', count('1'), counted),
      10_000,
      attempt('b', count('2'), counted),
    ],
    queues,
  );
});

it.each([
  ['one of them is deleted', deleteIt(f)],
  ['one of them is hidden for another time', hideIt(f, 100)],
])('is a receive like others where %s', async (_, change) => {
  await converse(
    [
      ...sendTo(f, 'g', 'one', 'two'),
      ...sendTo(f, 'h', 'three'),
      receive(f, { MaxNumberOfMessages: 2, ReceiveRequestAttemptId: 'a' }, both),
      change,
      attempt('a', bodies('three')),
    ],
    queues,
  );
});

it('gives what has become visible again to the first that asks', async () => {
  await converse(
    [
      ...sendTo(f, 'g', 'one'),
      attempt('a', bodies('one'), { VisibilityTimeout: 10 }),
      10_000,
      receiveAll(f, 'one'),
      attempt('a', {}),
    ],
    queues,
  );
});

it('is of FIFO queues alone, and has the form of an id', async () => {
  const ask = (QueueUrl: string, ReceiveRequestAttemptId: string, expected: object) =>
    receive(QueueUrl, { ReceiveRequestAttemptId }, expected);
  await converse(
    [
      ask('q', 'a', invalid(like('Value a for parameter ReceiveRequestAttemptId is invalid.'))),
      ask(f, 'a b', invalid(like('Value a b for parameter ReceiveRequestAttemptId is invalid.'))),
      ask(f, 'a'.repeat(129), invalid(like('1 to 128 in length.'))),
      ask(f, 'a'.repeat(128), {}),
    ],
    queues,
  );
  expect.hasAssertions();
});
