import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const queues = `
scenario: 1
resources:
  queues:
    jobs: { visibilityTimeout: 30s, deadLetter: { queue: dead, maxReceiveCount: 2 } }
    dead: {}
    late: { delay: 10s }
    orders.fifo: { contentBasedDeduplication: true }
    grouped.fifo: { contentBasedDeduplication: true, deduplicationScope: messageGroup }
`;

type Message = {
  readonly MessageId: string;
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly Attributes?: Record<string, string>;
  readonly [name: string]: unknown;
};

async function receive(
  world: TestWorld,
  queue: string,
  request: Record<string, never> | object = {},
): Promise<readonly Message[]> {
  const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: queue, ...request });
  return (value as { Messages?: Message[] }).Messages ?? [];
}

const send = (world: TestWorld, queue: string, body: string, more: object = {}) =>
  world.call('sqs', 'SendMessage', { QueueUrl: queue, MessageBody: body, ...more });

describe('G2: SQS as recorded', () => {
  it('sends with the MD5 of the body and of the attributes', async () => {
    const world = new TestWorld(queues);
    const vectors = [
      [{ MyAttribute: 'foobar' }, 'adb59cd4678ea5a855436b949cd07ab6'],
      [{ General: 'Kenobi', Hello: 'There', 'Help.Me': 'Me' }, '4c360f3fdafd970e05fae2f149d997f5'],
    ] as const;
    for (const [attributes, md5] of vectors) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [
          name,
          { DataType: 'String', StringValue },
        ]),
      );
      const sent = await send(world, 'jobs', 'hello', { MessageAttributes });
      expect(sent.value).toMatchObject({
        MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592',
        MD5OfMessageAttributes: md5,
      });
    }
  });

  it('answers an empty receive without Messages', async () => {
    const world = new TestWorld(queues);
    expect(await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'jobs' })).toEqual({
      ok: true,
      value: {},
    });
  });

  it('covers with the attributes’ MD5 only what the filter returns', async () => {
    const world = new TestWorld(queues);
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    await send(world, 'jobs', 'x', {
      MessageAttributes: { MyAttribute: text('foobar'), 'other.a': text('1') },
    });
    const [message] = await receive(world, 'jobs', {
      MessageAttributeNames: ['Your.*', 'nothing.*'],
    });
    expect(message).not.toHaveProperty('MessageAttributes');
    await world.pass(30_000);
    const [again] = await receive(world, 'jobs', {
      MessageAttributeNames: ['nothing.*', 'MyAttribute'],
    });
    expect(again).toMatchObject({ MD5OfMessageAttributes: 'adb59cd4678ea5a855436b949cd07ab6' });
  });

  it('has the recorded default attributes', async () => {
    const world = new TestWorld(queues);
    await world.call('sqs', 'CreateQueue', { QueueName: 'plain' });
    const { value } = await world.call('sqs', 'GetQueueAttributes', {
      QueueUrl: 'plain',
      AttributeNames: ['All'],
    });
    expect(value).toMatchObject({
      Attributes: {
        VisibilityTimeout: '30',
        DelaySeconds: '0',
        MaximumMessageSize: '1048576',
        MessageRetentionPeriod: '345600',
        ReceiveMessageWaitTimeSeconds: '0',
        SqsManagedSseEnabled: 'true',
      },
    });
  });

  it.each([
    [
      'an empty body',
      { MessageBody: '' },
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageBody.',
    ],
    ['a forbidden character', { MessageBody: 'a\u0000' }, 'InvalidMessageContents', undefined],
    [
      'one byte too many',
      { MessageBody: 'é'.repeat(524_288) + 'a' },
      'InvalidParameterValueException',
      'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    ],
    [
      'a deduplication id on a standard queue',
      { MessageBody: 'x', MessageDeduplicationId: 'd' },
      'InvalidParameterValueException',
      undefined,
    ],
  ])('refuses %s', async (_what, request, code, message) => {
    const world = new TestWorld(queues);
    const answer = await world.call('sqs', 'SendMessage', { QueueUrl: 'jobs', ...request });
    expect(answer.ok).toBe(false);
    expect(answer.value).toMatchObject(message === undefined ? { code } : { code, message });
  });

  it('says what a batch could not send, and refuses a batch that is too long', async () => {
    const world = new TestWorld(queues);
    const entry = (Id: string, MessageBody: string) => ({ Id, MessageBody });
    const partial = await world.call('sqs', 'SendMessageBatch', {
      QueueUrl: 'jobs',
      Entries: [entry('a', 'x'), entry('b', '')],
    });
    expect(partial.value).toMatchObject({
      Successful: [{ Id: 'a' }],
      Failed: [{ Id: 'b', Code: 'MissingParameter', SenderFault: true }],
    });
    const long = await world.call('sqs', 'SendMessageBatch', {
      QueueUrl: 'jobs',
      Entries: [entry('a', 'x'.repeat(1_048_576)), entry('b', 'x')],
    });
    expect(long.value).toMatchObject({
      code: 'BatchRequestTooLong',
      message: 'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
    });
  });

  it('deletes after the visibility timeout on a standard queue, not on a FIFO queue', async () => {
    const world = new TestWorld(queues);
    await send(world, 'jobs', 'x');
    const [late] = await receive(world, 'jobs');
    await world.pass(31_000);
    expect(
      (
        await world.call('sqs', 'DeleteMessage', {
          QueueUrl: 'jobs',
          ReceiptHandle: late?.ReceiptHandle ?? '',
        })
      ).ok,
    ).toBe(true);
    expect(await receive(world, 'jobs')).toEqual([]);
    await send(world, 'orders.fifo', 'x', { MessageGroupId: 'g' });
    const [expired] = await receive(world, 'orders.fifo');
    await world.pass(31_000);
    const refused = await world.call('sqs', 'DeleteMessage', {
      QueueUrl: 'orders.fifo',
      ReceiptHandle: expired?.ReceiptHandle ?? '',
    });
    expect(refused.value).toMatchObject({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining('The receipt handle has expired.') as string,
    });
  });

  it('allows one purge a minute', async () => {
    const world = new TestWorld(queues);
    await world.call('sqs', 'PurgeQueue', { QueueUrl: 'jobs' });
    expect((await world.call('sqs', 'PurgeQueue', { QueueUrl: 'jobs' })).value).toEqual({
      code: 'PurgeQueueInProgress',
      message: 'Only one PurgeQueue operation on jobs is allowed every 60 seconds.',
      status: 403,
    });
    await world.pass(60_000);
    expect((await world.call('sqs', 'PurgeQueue', { QueueUrl: 'jobs' })).ok).toBe(true);
  });

  it('moves a message to the dead-letter queue on the receive after the last allowed one', async () => {
    const world = new TestWorld(queues);
    const sent = await send(world, 'jobs', 'poison');
    for (const wait of [30_000, 30_000]) {
      expect(await receive(world, 'jobs')).toHaveLength(1);
      await world.pass(wait);
    }
    expect(await receive(world, 'jobs')).toEqual([]);
    const [dead] = await receive(world, 'dead', { AttributeNames: ['All'] });
    expect(dead).toMatchObject({
      MessageId: (sent.value as { MessageId: string }).MessageId,
      Body: 'poison',
      Attributes: {
        ApproximateReceiveCount: '3',
        DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:123456789012:jobs',
      },
    });
  });

  it('ends a long poll when a delayed or released message becomes visible', async () => {
    const world = new TestWorld(queues);
    await send(world, 'late', 'soon');
    expect(
      (await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'late', WaitTimeSeconds: 20 })).value,
    ).toBe('waiting');
    await world.pass(10_000);
    expect(world.reply().value).toMatchObject({ Messages: [{ Body: 'soon' }] });
  });

  it('ends a long poll empty when nothing comes', async () => {
    const world = new TestWorld(queues);
    await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'jobs', WaitTimeSeconds: 20 });
    await world.pass(20_000);
    expect(world.reply()).toEqual({ ok: true, value: {} });
  });
});

describe('G2: FIFO queues', () => {
  it('drops a duplicate within five minutes, also after deletion, and answers with the first id', async () => {
    const world = new TestWorld(queues);
    const first = await send(world, 'orders.fifo', 'same', { MessageGroupId: 'a' });
    const [message] = await receive(world, 'orders.fifo');
    await world.call('sqs', 'DeleteMessage', {
      QueueUrl: 'orders.fifo',
      ReceiptHandle: message?.ReceiptHandle ?? '',
    });
    const second = await send(world, 'orders.fifo', 'same', { MessageGroupId: 'b' });
    expect((second.value as { MessageId: string }).MessageId).toBe(
      (first.value as { MessageId: string }).MessageId,
    );
    expect(await receive(world, 'orders.fifo')).toEqual([]);
    await world.pass(300_000);
    await send(world, 'orders.fifo', 'same', { MessageGroupId: 'a' });
    expect(await receive(world, 'orders.fifo')).toHaveLength(1);
  });

  it('deduplicates within a group only when the scope says so', async () => {
    const world = new TestWorld(queues);
    await send(world, 'grouped.fifo', 'same', { MessageGroupId: 'a' });
    await send(world, 'grouped.fifo', 'same', { MessageGroupId: 'b' });
    expect(await receive(world, 'grouped.fifo', { MaxNumberOfMessages: 10 })).toHaveLength(2);
  });

  it('closes a group while one of its messages is in flight, also for new messages', async () => {
    const world = new TestWorld(queues);
    await send(world, 'orders.fifo', 'a1', { MessageGroupId: 'a' });
    await send(world, 'orders.fifo', 'a2', { MessageGroupId: 'a' });
    await send(world, 'orders.fifo', 'b1', { MessageGroupId: 'b' });
    const [a1] = await receive(world, 'orders.fifo');
    await send(world, 'orders.fifo', 'a3', { MessageGroupId: 'a' });
    const rest = await receive(world, 'orders.fifo', { MaxNumberOfMessages: 10 });
    expect([a1?.Body, ...rest.map(({ Body }) => Body)]).toEqual(['a1', 'b1']);
    await world.call('sqs', 'DeleteMessage', {
      QueueUrl: 'orders.fifo',
      ReceiptHandle: a1?.ReceiptHandle ?? '',
    });
    const next = await receive(world, 'orders.fifo', { MaxNumberOfMessages: 10 });
    expect(next.map(({ Body }) => Body)).toEqual(['a2', 'a3']);
  });

  it('takes a batch from one group before the next', async () => {
    const world = new TestWorld(queues);
    for (const [body, MessageGroupId] of [
      ['a1', 'a'],
      ['b1', 'b'],
      ['a2', 'a'],
      ['b2', 'b'],
    ] as const) {
      await send(world, 'orders.fifo', body, { MessageGroupId });
    }
    const batch = await receive(world, 'orders.fifo', { MaxNumberOfMessages: 3 });
    expect(batch.map(({ Body }) => Body)).toEqual(['a1', 'a2', 'b1']);
  });

  it('needs a group, and takes a delay of 0 only', async () => {
    const world = new TestWorld(queues);
    expect((await send(world, 'orders.fifo', 'x')).value).toMatchObject({
      code: 'MissingRequiredParameterException',
      message: 'The request must contain the parameter MessageGroupId.',
    });
    expect(
      (await send(world, 'orders.fifo', 'x', { MessageGroupId: 'g', DelaySeconds: 0 })).ok,
    ).toBe(true);
    expect(
      (await send(world, 'orders.fifo', 'y', { MessageGroupId: 'g', DelaySeconds: 1 })).ok,
    ).toBe(false);
  });
});

describe('G5: why a message is not delivered', () => {
  it.each([
    [
      'delayed',
      async (world: TestWorld) => idOf(await send(world, 'late', 'x')),
      /^Delayed: becomes visible in late at 2026-01-05T09:00:10/,
    ],
    [
      'in flight',
      async (world: TestWorld) => {
        const id = idOf(await send(world, 'jobs', 'x'));
        await receive(world, 'jobs');
        return id;
      },
      /^In flight: received once, visible in jobs again at 2026-01-05T09:00:30/,
    ],
    [
      'blocked',
      async (world: TestWorld) => {
        await send(world, 'orders.fifo', '1', { MessageGroupId: 'g' });
        const id = idOf(await send(world, 'orders.fifo', '2', { MessageGroupId: 'g' }));
        await receive(world, 'orders.fifo');
        return id;
      },
      /^Blocked: message \S+ of the same group "g" is in flight/,
    ],
    [
      'expired',
      async (world: TestWorld) => {
        const id = idOf(await send(world, 'jobs', 'x'));
        await world.pass(4 * 86_400_000);
        return id;
      },
      /^Expired: the retention period of jobs ended at 2026-01-09T09:00:00/,
    ],
    [
      'dead',
      async (world: TestWorld) => {
        const id = idOf(await send(world, 'jobs', 'x'));
        for (let i = 0; i < 3; i++) {
          await receive(world, 'jobs');
          await world.pass(30_000);
        }
        return id;
      },
      /^In the dead-letter queue dead: received 2 times from jobs/,
    ],
    [
      'deleted',
      async (world: TestWorld) => {
        const id = idOf(await send(world, 'jobs', 'x'));
        const [message] = await receive(world, 'jobs');
        await world.call('sqs', 'DeleteMessage', {
          QueueUrl: 'jobs',
          ReceiptHandle: message?.ReceiptHandle ?? '',
        });
        return id;
      },
      /^Deleted from jobs/,
    ],
    [
      'a duplicate',
      async (world: TestWorld) => {
        await send(world, 'orders.fifo', 'x', { MessageGroupId: 'g' });
        await send(world, 'orders.fifo', 'x', { MessageGroupId: 'g' });
        return 'log';
      },
      /dropped: a duplicate of/,
    ],
  ])('%s', async (_cause, prepare, expected) => {
    const world = new TestWorld(queues);
    const id = await prepare(world);
    const text =
      id === 'log'
        ? (world.simulation.log().at(-1)?.message ?? '')
        : world.simulation.explainMessage(id);
    expect(text).toMatch(expected);
  });
});

describe('how long a dead-letter queue keeps a message', () => {
  const world = () =>
    new TestWorld(`
scenario: 1
resources:
  queues:
    jobs: { visibilityTimeout: 30s, deadLetter: { queue: dead, maxReceiveCount: 1 } }
    dead: { retention: 100s, visibilityTimeout: 0s }
    orders.fifo: { visibilityTimeout: 30s, contentBasedDeduplication: true, deadLetter: { queue: dead.fifo, maxReceiveCount: 1 } }
    dead.fifo: { retention: 100s, visibilityTimeout: 0s }
`);
  // Sent at 0 s, moved at 40 s.
  it.each([
    ['a standard queue counts from the first sending', '', 59_999, 60_000],
    ['a FIFO queue counts anew from the move', '.fifo', 99_999, 100_000],
  ])('%s', async (_rule, suffix, kept, gone) => {
    for (const [wait, left] of [
      [kept, 1],
      [gone, 0],
    ] as const) {
      const at = world();
      const queue = suffix === '' ? 'jobs' : `orders${suffix}`;
      await send(at, queue, 'x', suffix === '' ? {} : { MessageGroupId: 'g' });
      expect(await receive(at, queue)).toHaveLength(1);
      await at.pass(40_000);
      expect(await receive(at, queue)).toHaveLength(0);
      await at.pass(wait);
      expect(await receive(at, `dead${suffix}`)).toHaveLength(left);
    }
  });
});

describe('G6: message move tasks', () => {
  it('refuses a source that is no dead-letter queue, and moves messages back to where they came from', async () => {
    const world = new TestWorld(queues);
    const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
    expect(
      (await world.call('sqs', 'StartMessageMoveTask', { SourceArn: arn('jobs') })).value,
    ).toMatchObject({
      message: 'Source queue must be configured as a Dead Letter Queue.',
    });
    await send(world, 'jobs', 'x');
    for (let i = 0; i < 3; i++) {
      await receive(world, 'jobs');
      await world.pass(30_000);
    }
    await world.call('sqs', 'StartMessageMoveTask', { SourceArn: arn('dead') });
    expect(await receive(world, 'jobs')).toHaveLength(1);
    const { value } = await world.call('sqs', 'ListMessageMoveTasks', { SourceArn: arn('dead') });
    expect(value).toMatchObject({
      Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }],
    });
  });
});

function idOf({ value }: { readonly value: unknown }): string {
  return (value as { MessageId: string }).MessageId;
}
