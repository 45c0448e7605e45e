import { describe, expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const pipe = (more: string) => `
scenario: 1
resources:
  queues: { intake: {} }
  pipes: { in: { source: intake, ${more} } }
  rules: { placed: { pattern: { source: [shop] }, input: { from: rule } } }
`;

async function inputsAfter(
  scenario: string,
  bodies: readonly object[],
): Promise<readonly unknown[]> {
  const world = new TestWorld(scenario);
  for (const body of bodies) {
    await world.call('sqs', 'SendMessage', {
      QueueUrl: 'intake',
      MessageBody: JSON.stringify(body),
    });
  }
  await world.pass(1000);
  const { value } = await world.call('sqs', 'GetQueueAttributes', {
    QueueUrl: 'intake',
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  });
  expect(value).toEqual({
    Attributes: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' },
  });
  return world.simulation
    .executions()
    .slice(1)
    .map(({ input }) => input);
}

describe('G16: a pipe from a queue to a state machine', () => {
  it('starts an execution with a list of records, and deletes the messages', async () => {
    expect(await inputsAfter(pipe('batchSize: 1'), [{ id: 1 }])).toEqual([
      [
        expect.objectContaining({
          body: '{"id":1}',
          eventSource: 'aws:sqs',
          awsRegion: 'us-east-1',
          messageAttributes: {},
        }),
      ],
    ]);
  });

  it('deletes what no filter matches', async () => {
    expect(
      await inputsAfter(pipe('filter: [{ body: { kind: [order] } }]'), [{ kind: 'note' }]),
    ).toEqual([]);
  });

  it('applies the template to each record', async () => {
    const template = `inputTemplate: '{"id": <$.body.id>, "name": "<$.body.name>"}'`;
    expect(await inputsAfter(pipe(template), [{ id: 7, name: 'mug' }])).toEqual([
      [{ id: 7, name: 'mug' }],
    ]);
  });
});

describe('the window of a batch', () => {
  const batched = pipe('batchSize: 2, batchWindow: 10s');
  const send = (world: TestWorld, id: number) =>
    world.call('sqs', 'SendMessage', { QueueUrl: 'intake', MessageBody: String(id) });
  const batches = (world: TestWorld) =>
    world.simulation
      .executions()
      .slice(1)
      .map(({ input }) => (input as readonly { readonly body: string }[]).map(({ body }) => body));

  it('ends when the batch is full, or after its time', async () => {
    const world = new TestWorld(batched);
    await send(world, 1);
    await world.pass(9_999);
    expect(batches(world)).toEqual([]);
    await world.pass(1);
    expect(batches(world)).toEqual([['1']]);
    await send(world, 2);
    await send(world, 3);
    expect(batches(world)).toEqual([['1'], ['2', '3']]);
  });

  it('is that of its own first record, not that of a batch before which was full', async () => {
    const world = new TestWorld(batched);
    await send(world, 1);
    await world.pass(5_000);
    await send(world, 2);
    await world.pass(1_000);
    await send(world, 3);
    await world.pass(9_999);
    expect(batches(world)).toEqual([['1', '2']]);
    await world.pass(1);
    expect(batches(world)).toEqual([['1', '2'], ['3']]);
  });
});

describe('what a pipe hands to a state machine', () => {
  // The input is a list of one text, in quotes: four bytes more than the text.
  it.each([
    ['262,144 bytes start an execution', 'x', 262_140, 1, '0'],
    ['one more leaves the message in its queue', 'x', 262_141, 0, '1'],
    ['a character counts the bytes that it takes', 'ü', 131_070, 1, '0'],
    ['so fewer of them fit', 'ü', 131_071, 0, '1'],
  ])('%s', async (_rule, character, length, started, left) => {
    const world = new TestWorld(pipe(`inputTemplate: '"<$.body.text>"'`));
    const MessageBody = JSON.stringify({ text: character.repeat(length) });
    await world.call('sqs', 'SendMessage', { QueueUrl: 'intake', MessageBody });
    await world.pass(1000);
    expect(world.simulation.executions().slice(1)).toHaveLength(started);
    const { value } = await world.call('sqs', 'GetQueueAttributes', {
      QueueUrl: 'intake',
      AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
    });
    expect(value).toEqual({ Attributes: { ApproximateNumberOfMessagesNotVisible: left } });
  });
});

describe('G17: an EventBridge rule', () => {
  it('starts an execution with its input', async () => {
    const world = new TestWorld(pipe('batchSize: 1'));
    const entry = { Source: 'shop', DetailType: 'OrderPlaced', Detail: '{}' };
    await world.call('events', 'PutEvents', { Entries: [entry] });
    expect(world.simulation.executions().at(-1)?.input).toEqual({ from: 'rule' });
  });
});
