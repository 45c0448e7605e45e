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

describe('G17: an EventBridge rule', () => {
  it('starts an execution with its input', async () => {
    const world = new TestWorld(pipe('batchSize: 1'));
    const entry = { Source: 'shop', DetailType: 'OrderPlaced', Detail: '{}' };
    await world.call('events', 'PutEvents', { Entries: [entry] });
    expect(world.simulation.executions().at(-1)?.input).toEqual({ from: 'rule' });
  });
});
