import { parse } from '@stepthrough/asl';
import { Simulation } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf, start } from '../../simulator/world.ts';

describe('G2: 120,000 messages in flight', () => {
  it('are the limit of a standard queue', () => {
    const QueueUrl = 'q';
    const simulation = new Simulation({
      program: {
        path: 'm.asl.json',
        document: parse('{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}', 'json'),
      },
      scenario: scenarioOf('resources: { queues: { q: {} } }'),
      clockStart: start,
      keepTimeline: false,
      input: {},
    });
    const call = (operation: string, request: object) => {
      simulation.call(1, { service: 'sqs', operation, request: { QueueUrl, ...request } });
      return simulation.reply(1);
    };
    for (let batch = 0; batch < 12_000; batch++) {
      const Entries = Array.from({ length: 10 }, (_, i) => ({
        Id: `${i}`,
        MessageBody: `${batch}.${i}`,
      }));
      call('SendMessageBatch', { Entries });
      call('ReceiveMessage', { MaxNumberOfMessages: 10 });
    }
    call('SendMessage', { MessageBody: 'one more' });
    expect(call('ReceiveMessage', {})).toMatchObject({
      ok: false,
      error: { code: 'OverLimit', status: 403 },
    });
    const attributes = call('GetQueueAttributes', {
      AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
    });
    expect(attributes).toMatchObject({
      response: { Attributes: { ApproximateNumberOfMessagesNotVisible: '120000' } },
    });
  }, 60_000);
});
