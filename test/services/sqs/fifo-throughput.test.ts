/**
 * AWS: "Requests over 300 TPS get the ThrottlingException error", for each API action
 * (AWSSimpleQueueService/latest/SQSDeveloperGuide/troubleshooting-fifo-throttling-issues.html).
 */
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const queues = `
scenario: 1
resources:
  queues:
    held.fifo: { throughputLimit: perQueue }
    high.fifo: { throughputLimit: perMessageGroupId, deduplicationScope: messageGroup }
    plain.fifo: {}
    standard: {}
`;

const ids = (MessageGroupId: string, MessageDeduplicationId: string) => ({
  MessageGroupId,
  MessageDeduplicationId,
});

async function send(world: TestWorld, queue: string, from: number, to: number) {
  const refused = [];
  for (let i = from; i < to; i++) {
    const ids = queue.endsWith('.fifo')
      ? { MessageGroupId: `g${i}`, MessageDeduplicationId: `d${i}` }
      : {};
    const answer = await world.call('sqs', 'SendMessage', {
      QueueUrl: queue,
      MessageBody: 'x',
      ...ids,
    });
    if (!answer.ok) refused.push(answer.value);
  }
  return refused;
}

describe('calls a second', () => {
  it('a queue that is held to perQueue refuses the 301st in a second', async () => {
    const world = new TestWorld(queues);
    const throttling = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
    expect(await send(world, 'held.fifo', 0, 302)).toEqual([throttling, throttling]);
    // Another operation has calls of its own.
    const received = await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'held.fifo' });
    expect(received.ok).toBe(true);
    await world.pass(1000);
    expect(await send(world, 'held.fifo', 400, 401)).toEqual([]);
  });

  it('a batch is one call', async () => {
    const world = new TestWorld(queues);
    await send(world, 'held.fifo', 0, 300);
    const Entries = ['a', 'b'].map((Id) => ({
      Id,
      MessageBody: 'x',
      MessageGroupId: Id,
      MessageDeduplicationId: Id,
    }));
    const sent = await world.call('sqs', 'SendMessageBatch', { QueueUrl: 'held.fifo', Entries });
    expect(sent.ok).toBe(true);
  });

  it('high throughput, set later, lifts the limit', async () => {
    const world = new TestWorld(queues);
    await send(world, 'held.fifo', 0, 300);
    await world.call('sqs', 'SetQueueAttributes', {
      QueueUrl: 'held.fifo',
      Attributes: { FifoThroughputLimit: 'perMessageGroupId', DeduplicationScope: 'messageGroup' },
    });
    expect(await send(world, 'held.fifo', 300, 302)).toEqual([]);
  });

  it.each(['high.fifo', 'plain.fifo', 'standard'])('%s is not counted', async (queue) => {
    expect(await send(new TestWorld(queues), queue, 0, 302)).toEqual([]);
  });

  it.each([
    ['ReceiveMessage', {}],
    ['DeleteMessage', { ReceiptHandle: 'HANDLE' }],
    ['ChangeMessageVisibility', { ReceiptHandle: 'HANDLE', VisibilityTimeout: 30 }],
    ['DeleteMessageBatch', { Entries: [{ Id: 'a' }] }],
    ['ChangeMessageVisibilityBatch', { Entries: [{ Id: 'a' }] }],
    ['SendMessageBatch', { Entries: [{ Id: 'a', MessageBody: 'x', ...ids('g', 'd') }] }],
  ])('%s has 300 of its own; one that is refused takes none', async (operation, request) => {
    const world = new TestWorld(queues);
    const QueueUrl = 'held.fifo';
    const sent = { QueueUrl, MessageBody: 'x', ...ids('g', 'first') };
    await world.call('sqs', 'SendMessage', sent);
    const received = await world.call('sqs', 'ReceiveMessage', { QueueUrl });
    const { Messages } = received.value as {
      readonly Messages: readonly [{ readonly ReceiptHandle: string }];
    };
    await world.pass(1000);
    const filled = JSON.parse(
      JSON.stringify({ QueueUrl, ...request }).replace('HANDLE', Messages[0].ReceiptHandle),
    ) as typeof sent;
    const wrong = { QueueUrl, MaxNumberOfMessages: 0 };
    expect((await world.call('sqs', operation, wrong)).ok).toBe(false);
    for (let call = 0; call < 300; call++) {
      expect((await world.call('sqs', operation, filled)).ok).toBe(true);
    }
    expect((await world.call('sqs', operation, filled)).value).toMatchObject({
      code: 'ThrottlingException',
    });
    await world.pass(999);
    expect((await world.call('sqs', operation, filled)).ok).toBe(false);
    await world.pass(1);
    expect((await world.call('sqs', operation, filled)).ok).toBe(true);
  });

  it('a Task that is refused can be tried again after a second', async () => {
    const definition = JSON.stringify({
      StartAt: 'Items',
      States: {
        Items: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Send',
            States: {
              Send: {
                Type: 'Task',
                Resource: 'arn:aws:states:::aws-sdk:sqs:sendMessage',
                Parameters: {
                  QueueUrl: 'held.fifo',
                  MessageBody: 'x',
                  'MessageGroupId.$': "States.Format('{}', $)",
                  'MessageDeduplicationId.$': "States.Format('{}', $)",
                },
                Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1 }],
                End: true,
              },
            },
          },
          End: true,
        },
      },
    });
    const input = Array.from({ length: 310 }, (_, index) => index);
    const world = new TestWorld(queues, definition, { input });
    await world.pass(10_000);
    const execution = world.simulation.log().find(({ kind }) => kind === 'executionStarted');
    const failed = world.simulation
      .history(execution?.execution ?? '')
      .filter(({ type }) => type === 'TaskFailed');
    expect(failed).toHaveLength(10);
    expect(failed[0]).toMatchObject({
      taskFailedEventDetails: { cause: expect.stringMatching(/^Rate exceeded/) as string },
    });
    const { value } = await world.call('sqs', 'GetQueueAttributes', {
      QueueUrl: 'held.fifo',
      AttributeNames: ['All'],
    });
    expect(value).toMatchObject({ Attributes: { ApproximateNumberOfMessages: '310' } });
  });
});
