/** Faults of the scenario in queues: how often they strike, where, and on which messages. */
import type { Json } from '@stepthrough/asl';
import { expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const worldWith = (...faults: object[]) =>
  new TestWorld(JSON.stringify({ resources: { queues: { other: {}, q: {} } }, faults }));

async function send(world: TestWorld, QueueUrl: string, ...bodies: string[]): Promise<void> {
  for (const MessageBody of bodies) {
    await world.call('sqs', 'SendMessage', { QueueUrl, MessageBody });
  }
}

const bodiesIn = (world: TestWorld, queue: string) =>
  world.simulation
    .queues()
    .find(({ name }) => name === queue)
    ?.messages.map(({ body }) => body);

it.each<[string, object, readonly string[]]>([
  ['once', {}, ['1', '2', '1']],
  ['as often as is said', { times: 2 }, ['1', '2', '1', '2']],
  ['where the body is so', { body: { id: [2] } }, ['1', '2']],
])('a message is doubled %s', async (_when, more, expected) => {
  const world = worldWith({ duplicate: { queue: 'q', after: '2s', ...more } });
  await send(world, 'other', '0');
  await send(world, 'q', '1', '2');
  await world.pass(1999);
  expect(bodiesIn(world, 'q')).toEqual(['1', '2']);
  await world.pass(1);
  expect(bodiesIn(world, 'q')).toEqual(expected);
  expect(bodiesIn(world, 'other')).toEqual(['0']);
  const injected = world.simulation.log().filter(({ kind }) => kind === 'faultInjected');
  expect(injected.map(({ message }) => message)).toEqual(
    expected
      .slice(2)
      .map(
        () =>
          expect.stringMatching(/^Message [\da-f]{8} is delivered to q a second time$/) as string,
      ),
  );
});

it('a message is doubled whose body is so, even when the first copy is gone', async () => {
  const world = worldWith({ duplicate: { queue: 'q', after: '2s', body: { id: [2] } } });
  await send(world, 'q', '{"id":1}', '{"id":2}');
  await world.pass(1000);
  await world.call('sqs', 'PurgeQueue', { QueueUrl: 'q' });
  await world.pass(1000);
  expect(bodiesIn(world, 'q')).toEqual(['{"id":2}']);
});

it.each<[object, string, readonly (readonly string[])[]]>([
  [{ entries: [0, 2] }, 'q', [['e1'], ['e0', 'e1', 'e2']]],
  [
    { entries: [1], times: 2 },
    'q',
    [
      ['e0', 'e2'],
      ['e0', 'e2'],
      ['e0', 'e1', 'e2'],
    ],
  ],
  [{ entries: [1] }, 'other', [['e0', 'e1', 'e2']]],
])('entries %j of a batch to %s fail', async (more, QueueUrl, batches) => {
  const world = worldWith({ partialBatch: { queue: 'q', ...more } });
  const Entries = [0, 1, 2].map((i) => ({ Id: `e${i}`, MessageBody: 'x' }));
  for (const expected of batches) {
    const { value } = await world.call('sqs', 'SendMessageBatch', { QueueUrl, Entries });
    const { Successful, Failed = [] } = value as { readonly [name: string]: readonly Json[] };
    expect(Successful).toMatchObject(expected.map((Id) => ({ Id })));
    expect(Failed).toEqual(
      Entries.filter(({ Id }) => !expected.includes(Id)).map(({ Id }) => ({
        Id,
        Code: 'InternalError',
        Message: 'We encountered an internal error. Please try again.',
        SenderFault: false,
      })),
    );
  }
});

it('only the queue that is named is given out of order, each message once', async () => {
  const world = worldWith({ reorder: 'q' });
  const all = Array.from({ length: 10 }, (_, i) => `${i}`);
  for (const queue of ['q', 'other']) await send(world, queue, ...all);
  const received = async (QueueUrl: string, MaxNumberOfMessages: number) => {
    const request = { QueueUrl, MaxNumberOfMessages };
    const { value } = await world.call('sqs', 'ReceiveMessage', request);
    const { Messages } = value as { readonly Messages: readonly { readonly Body: string }[] };
    return Messages.map(({ Body }) => Body);
  };
  expect(await received('other', 10)).toEqual(all);
  const parts = [await received('q', 4), await received('q', 6)];
  expect(parts.map(({ length }) => length)).toEqual([4, 6]);
  expect(parts.flat()).not.toEqual(all);
  expect(parts.flat().sort()).toEqual(all);
});
