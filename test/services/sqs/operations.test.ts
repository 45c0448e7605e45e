import { describe, it } from 'vitest';
import { sqsCases } from './cases.ts';
import { converse } from './conversation.ts';

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

describe('G2: operations of SQS, as recorded and documented', () => {
  it.each(sqsCases)('%s', async (_what, steps) => {
    await converse(steps, queues);
  });
});
