import { describe, expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const invoke = (world: TestWorld, FunctionName: string, more: object = {}) =>
  world.call('lambda', 'Invoke', { FunctionName, Payload: {}, ...more });

const returned = (world: TestWorld) =>
  world.simulation
    .log()
    .filter(({ kind }) => kind === 'functionReturned')
    .map(({ message }) => message);

describe('functions of a scenario', () => {
  const world = () =>
    new TestWorld(`
scenario: 1
resources:
  queues: { failed: {}, done: {} }
  functions:
    slow: { answers: [{ return: 1, after: 2s }], concurrency: 1, memory: 256 }
    late: { answers: [{ return: 1, after: 5s }], timeout: 3s }
    flaky: { answers: [{ times: 2, throw: { error: E, cause: x } }, { return: ok }], onSuccess: done, onFailure: failed }
    broken: { answers: [{ throw: { error: E, cause: x } }], onFailure: failed }
    busy: { answers: [{ return: 1, after: 1d }], concurrency: 1, onFailure: failed }
    empty: {}`);

  it('are throttled beyond their concurrency', async () => {
    const at = world();
    await invoke(at, 'slow');
    expect((await invoke(at, 'slow')).value).toEqual({
      code: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      status: 429,
    });
    await at.pass(2000);
    await invoke(at, 'slow');
    await at.pass(2000);
    expect(returned(at)).toEqual([
      'Function slow returned after 2000 ms (billed 2000 ms, 256 MB, cold start)',
      'Function slow returned after 2000 ms (billed 2000 ms, 256 MB, warm start)',
    ]);
  });

  it('time out as their timeout says', async () => {
    const at = world();
    await invoke(at, 'late');
    await at.pass(3000);
    expect(at.reply().value).toMatchObject({
      FunctionError: 'Unhandled',
      Payload: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringContaining('Task timed out after 3.00 seconds') as string,
      },
    });
  });

  it('are tried again after one and two minutes, then their result goes to its destination', async () => {
    const at = world();
    expect((await invoke(at, 'flaky', { InvocationType: 'Event' })).value).toEqual({
      StatusCode: 202,
    });
    await at.pass(60_000);
    await at.pass(120_000);
    const { value } = await at.call('sqs', 'ReceiveMessage', { QueueUrl: 'done' });
    const { Messages } = value as { readonly Messages: readonly { readonly Body: string }[] };
    expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 3 },
      responsePayload: 'ok',
    });
  });

  it('that keep failing end in their on-failure destination', async () => {
    const at = world();
    await invoke(at, 'broken', { InvocationType: 'Event' });
    await at.pass(180_000);
    const { value } = await at.call('sqs', 'ReceiveMessage', { QueueUrl: 'failed' });
    const { Messages } = value as { readonly Messages: readonly { readonly Body: string }[] };
    expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      responsePayload: { errorType: 'E', errorMessage: 'x' },
    });
  });

  it('throttled in the background are tried again after a second, then twice as long, at most five minutes', async () => {
    const at = world();
    await at.pass(0);
    await invoke(at, 'busy');
    await invoke(at, 'busy', { InvocationType: 'Event' });
    const waits: number[] = [];
    for (let i = 0; i < 11; i++) {
      const wait = (at.simulation.nextAt() ?? NaN) - at.simulation.world.now;
      waits.push(wait / 1000);
      await at.pass(wait);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('throttled for six hours are given up, as too old', async () => {
    const at = world();
    await invoke(at, 'busy');
    await invoke(at, 'busy', { InvocationType: 'Event' });
    const received = async () => {
      const { value } = await at.call('sqs', 'ReceiveMessage', { QueueUrl: 'failed' });
      return (value as { readonly Messages?: readonly { readonly Body: string }[] }).Messages ?? [];
    };
    await at.pass(6 * 3_600_000 - 1);
    expect(await received()).toEqual([]);
    await at.pass(300_000);
    const [message] = await received();
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded' },
    });
    await at.pass(6 * 3_600_000);
    expect(at.simulation.log().filter(({ resource }) => resource === 'failed')).toHaveLength(2);
  });

  it.each([
    [
      'nobody',
      'ResourceNotFoundException',
      'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST',
    ],
    ['empty', 'FunctionNotSimulated', 'The function "empty" has neither "handler" nor "answers"'],
  ])('that cannot be run say so: %s', async (name, code, message) => {
    expect((await invoke(world(), name)).value).toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});
