import { describe, expect, it } from 'vitest';
import { sqsCases, type Step } from './cases.ts';
import { TestWorld } from '../../simulator/world.ts';

const queues = `
scenario: 1
resources:
  queues:
    q: { visibilityTimeout: 30s }
    slow.fifo: { contentBasedDeduplication: true, delay: 5s }
    f.fifo: { contentBasedDeduplication: true }
    ids.fifo: {}
    source: { deadLetter: { queue: dead, maxReceiveCount: 1 } }
    dead: {}
    closed: { redriveAllow: { redrivePermission: denyAll } }
    short: { retention: 60s }
`;

/** In requests `$handle` is the last receipt handle, `$task` the last handle of a move task. */
async function perform(steps: readonly Step[]): Promise<void> {
  const world = new TestWorld(queues);
  const known: Record<string, string> = {};
  for (const step of steps) {
    if (typeof step === 'number') {
      await world.pass(step);
      continue;
    }
    const [operation, request, expected] = step;
    const filled = JSON.parse(
      JSON.stringify(request).replace(/"\$(\w+)"/g, (_, name: string) =>
        JSON.stringify(known[name] ?? ''),
      ),
    ) as typeof request;
    const { value } = await world.call('sqs', operation, filled);
    const said = `${operation} ${JSON.stringify(request)}`;
    if (Object.keys(expected).length === 0) expect(value, said).toEqual({});
    else expect(value, said).toMatchObject(expected);
    const { Messages, TaskHandle } = value as {
      readonly Messages?: readonly { readonly ReceiptHandle: string }[];
      readonly TaskHandle?: string;
    };
    known['handle'] = Messages?.[0]?.ReceiptHandle ?? known['handle'] ?? '';
    known['task'] = TaskHandle ?? known['task'] ?? '';
  }
}

describe('G2: operations of SQS, as recorded and documented', () => {
  it.each(sqsCases)('%s', async (_what, steps) => {
    await perform(steps);
  });
});
