import { parse } from '@stepthrough/asl';
import { Simulation } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf } from './world.ts';

const definition = JSON.stringify({
  StartAt: 'Tell',
  States: {
    Tell: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'q', MessageBody: 'from the workflow' },
      Next: 'Wait',
    },
    Wait: { Type: 'Wait', Seconds: 60, End: true },
  },
});

const scenario = scenarioOf(`
resources:
  queues: { q: { visibilityTimeout: 20s, deadLetter: { queue: dead, maxReceiveCount: 1 } }, dead: {} }
  tables: { t: { key: [id] } }
consumers: [{ queue: q, script: [{ crash: true }] }]
events:
  - { at: 1s, messages: { queue: q, send: [{ body: from outside }] } }
  - { at: 2s, item: { table: t, put: { id: { S: '1' } } } }`);

describe('G27: stepping back', () => {
  it('restores queues, tables, clock and executions at every earlier moment', async () => {
    const simulation = new Simulation({
      program: { path: 'm.asl.json', document: parse(definition, 'json') },
      scenario,
      input: {},
    });
    const seen = () =>
      JSON.stringify([
        simulation.world.now,
        simulation.queues(),
        simulation.world.services.dynamodb,
        simulation.executions().map(({ status, snapshot }) => [status, snapshot.output]),
        simulation.log().length,
      ]);
    const moments = [seen()];
    await simulation.run(() => {
      moments.push(seen());
      return false;
    });
    expect(new Set(moments).size).toBeGreaterThan(10);
    expect(moments.at(-1)).toContain('from outside');
    for (let index = moments.length - 1; index >= 0; index--) {
      simulation.seek(index);
      expect(seen()).toBe(moments[index]);
    }
    // Forward again it is the same future.
    for (let index = 1; index < moments.length; index++) {
      await simulation.forward();
      expect(seen()).toBe(moments[index]);
    }
  });
});
