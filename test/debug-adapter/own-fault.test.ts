import { services } from '@stepthrough/services';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Driver } from './driver.ts';

const machine = JSON.stringify({
  StartAt: 'Send',
  States: {
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'jobs', MessageBody: 'x' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Saved' }],
      End: true,
    },
    Saved: { Type: 'Succeed' },
  },
});

it('ends the session with an error of our own, in words', async () => {
  vi.spyOn(services.sqs.operations, 'SendMessage').mockImplementation(() => {
    throw new TypeError('planted');
  });
  const driver = new Driver({
    'machine.asl.json': machine,
    'send.yaml': 'scenario: 1\nresources: { queues: { jobs: {} } }\n',
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
    driver.dispose();
  });
  await driver.start({ input: {}, scenario: 'send.yaml', stopOnEntry: true });
  await driver.client.request('continue', { threadId: 1 });
  await driver.client.event(['terminated'], 0);
  expect(driver.output()).toMatch(
    /This is a fault of Stepthrough, not an answer of AWS: sqs SendMessage, state "Send" of execution ".+": planted\. Please report it/,
  );
  expect(driver.output()).not.toMatch(/^ *at /m);
  const later = await driver.client.ask('continue', { threadId: 1 });
  expect(later).toMatchObject({ success: false, message: 'The run has ended.' });
});
