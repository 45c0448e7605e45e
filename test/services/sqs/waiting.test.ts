/** Receives that wait for messages. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import { bodies, converse, receive, send } from './conversation.ts';

const queues = `
resources:
  queues:
    q: { visibilityTimeout: 30s }
    patient: { receiveWaitTime: 5s }
    source: { deadLetter: { queue: dead, maxReceiveCount: 2 } }
    dead: {}
`;

const ask = async (world: TestWorld, QueueUrl: string, more: { readonly [name: string]: Json }) =>
  (await world.call('sqs', 'ReceiveMessage', { QueueUrl, ...more })).value;

describe('waiting', () => {
  const wait = (world: TestWorld, queue: string, more: { readonly [name: string]: Json } = {}) =>
    ask(world, queue, { WaitTimeSeconds: 20, ...more });

  it('ends with the message that comes, for the first who waits', async () => {
    const world = await converse([], queues);
    expect(await wait(world, 'q')).toBe('waiting');
    expect(await wait(world, 'q', { MaxNumberOfMessages: 2 })).toBe('waiting');
    await world.pass(1000);
    for (const body of ['1', '2', '3']) {
      await world.call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody: body });
    }
    expect(world.reply(1).value).toMatchObject(bodies('1'));
    expect(world.reply(2).value).toMatchObject(bodies('2'));
    expect(await ask(world, 'q', {})).toMatchObject(bodies('3'));
    const received = world.simulation.log().filter(({ kind }) => kind === 'messageReceived');
    expect(received.map(({ message }) => message)).toEqual(
      Array(3).fill(expect.stringMatching(/^Message [0-9a-f]{8} received from q$/)),
    );
    const handles = [1, 2].map(
      (client) =>
        (world.reply(client).value as { readonly Messages: readonly [{ ReceiptHandle: string }] })
          .Messages[0].ReceiptHandle,
    );
    expect(new Set(handles).size).toBe(2);
  });

  it.each([
    ['the wait of the receive', 'q', { WaitTimeSeconds: 3 }, 3000],
    ['the wait of the queue', 'patient', {}, 5000],
    ['the wait of the receive before that of the queue', 'patient', { WaitTimeSeconds: 7 }, 7000],
  ])('ends with nothing after %s', async (_of, queue, more, time) => {
    const world = await converse([], queues);
    expect(await ask(world, queue, more)).toBe('waiting');
    await world.pass(time - 1);
    expect(world.reply().value).toBe('waiting');
    await world.pass(1);
    expect(world.reply()).toEqual({ ok: true, value: {} });
  });

  it('is no wait with 0 seconds', async () => {
    const world = await converse([], queues);
    expect(await ask(world, 'patient', { WaitTimeSeconds: 0 })).toEqual({});
  });

  it('ends when a message becomes visible again, each at its time', async () => {
    const world = await converse(
      [
        send('q', '1'),
        receive('q', { VisibilityTimeout: 4 }, bodies('1')),
        send('q', '2', { DelaySeconds: 2 }),
      ],
      queues,
    );
    expect(await wait(world, 'q')).toBe('waiting');
    expect(await wait(world, 'q')).toBe('waiting');
    await world.pass(1999);
    expect(world.reply(4).value).toBe('waiting');
    await world.pass(1);
    expect(world.reply(4).value).toMatchObject(bodies('2'));
    await world.pass(1999);
    expect(world.reply(5).value).toBe('waiting');
    await world.pass(1);
    expect(world.reply(5).value).toMatchObject(bodies('1'));
  });

  it('ends with a message that is shown early', async () => {
    const world = await converse([send('q', 'x')], queues);
    const { Messages } = (await ask(world, 'q', {})) as {
      readonly Messages: readonly [{ readonly ReceiptHandle: string }];
    };
    expect(await wait(world, 'q')).toBe('waiting');
    const { ReceiptHandle } = Messages[0];
    const request = { QueueUrl: 'q', ReceiptHandle, VisibilityTimeout: 0 };
    await world.call('sqs', 'ChangeMessageVisibility', request);
    expect(world.reply(3).value).toMatchObject(bodies('x'));
  });

  it('ends with a dead letter in the dead-letter queue', async () => {
    const world = await converse(
      [
        send('source', 'x'),
        receive('source', { VisibilityTimeout: 0 }, bodies('x')),
        receive('source', { VisibilityTimeout: 2 }, bodies('x')),
      ],
      queues,
    );
    expect(await wait(world, 'dead')).toBe('waiting');
    expect(await wait(world, 'source')).toBe('waiting');
    await world.pass(2000);
    expect(world.reply(4).value).toMatchObject(bodies('x'));
    expect(world.reply(5).value).toBe('waiting');
  });
});
