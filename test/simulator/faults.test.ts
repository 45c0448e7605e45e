import { parse } from '@stepthrough/asl';
import { runHeadless } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf, TestWorld } from './world.ts';

const machine = (resource: string, parameters: object) =>
  JSON.stringify({
    StartAt: 'Send',
    States: {
      Send: {
        Type: 'Task',
        Resource: resource,
        Parameters: parameters,
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 }],
        End: true,
      },
    },
  });

const resources = `resources: { topics: { t: {} }, queues: { q: { visibilityTimeout: 30s, deadLetter: { queue: dead, maxReceiveCount: 2 } }, dead: {}, q.fifo: {} }, functions: { f: { answers: [{ return: 1 }] } } }`;

async function run(fault: string, resource: string, parameters: object) {
  const result = await runHeadless({
    program: { path: 'm.asl.json', document: parse(machine(resource, parameters), 'json') },
    scenario: scenarioOf(`${resources}\nfaults:\n  - ${fault}`),
    input: {},
  });
  const log = result.simulation.log();
  return { ...result, log };
}

describe('G23: each fault is one line of a scenario', () => {
  const publish = [
    'arn:aws:states:::sns:publish',
    { TopicArn: 'arn:aws:sns:x:1:t', Message: 'm' },
  ] as const;

  it.each([
    ['throttle: { service: sns }', 'SNS.ThrottledException'],
    ['fail: { state: Send, error: InternalError, message: oh }', 'SNS.InternalError'],
  ])('%s', async (fault, error) => {
    const { execution, log } = await run(fault, ...publish);
    expect(execution?.status).toBe('SUCCEEDED');
    const [failed] = log.filter(({ kind }) => kind === 'taskAnswered');
    expect(failed?.data).toMatchObject({ Error: error });
  });

  it('throttle: { function: f }, as Lambda names it', async () => {
    const { log } = await run(
      'throttle: { function: f, times: 1 }',
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'f' },
    );
    expect(log.filter(({ kind }) => kind === 'taskAnswered').map(({ data }) => data)).toMatchObject(
      [{ Error: 'Lambda.TooManyRequestsException' }, { Payload: 1 }],
    );
  });

  const around = `
  queues: { q: {} }
  topics: { t: {} }
  tables: { t: { key: [id] } }
  buckets: { b: {} }
  functions: { f: { answers: [{ return: 1 }] } }
  apis: { a: { routes: { GET /: { integration: Mock, responses: [{ status: 200 }] } } } }`;
  const throttled = (service: string) =>
    new TestWorld(`resources:${around}\nfaults: [throttle: { service: ${service} }]`);

  it.each<[Parameters<TestWorld['call']>[0], string, string, number]>([
    ['sqs', 'SendMessage', 'RequestThrottled', 403],
    ['sns', 'Publish', 'ThrottledException', 429],
    ['dynamodb', 'GetItem', 'ProvisionedThroughputExceededException', 400],
    ['s3', 'GetObject', 'SlowDown', 503],
    ['lambda', 'Invoke', 'TooManyRequestsException', 429],
    ['apigateway', 'PostToConnection', 'TooManyRequestsException', 429],
    ['events', 'PutEvents', 'ThrottlingException', 400],
    ['states', 'StartExecution', 'ThrottlingException', 400],
  ])('throttle: %s %s is refused as %s, once', async (service, operation, code, status) => {
    const world = throttled(service);
    const first = await world.call(service, operation, {});
    expect(first).toMatchObject({ ok: false, value: { code, status } });
    expect((await world.call(service, operation, {})).value).not.toMatchObject({ code });
  });

  it('throttle: a request to an API gets 429, as a response', async () => {
    const world = throttled('apigateway');
    const first = await world.request({ path: '/' });
    expect(first).toMatchObject({
      ok: true,
      value: { status: 429, body: '{"message":"Too Many Requests"}' },
    });
    expect((await world.request({ path: '/' })).value).toMatchObject({ status: 200 });
  });

  it('latency: the request comes late', async () => {
    const { log } = await run('latency: { service: sns, delay: 5s }', ...publish);
    const [requested, published] = ['taskRequested', 'eventPublished'].map(
      (kind) => log.find((entry) => entry.kind === kind)?.at ?? 0,
    );
    expect((published ?? 0) - (requested ?? 0)).toBe(5000);
  });

  const send = (world: TestWorld, MessageBody: string) =>
    world.call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody });
  const receive = async (world: TestWorld) => {
    const { value } = await world.call('sqs', 'ReceiveMessage', {
      QueueUrl: 'q',
      MaxNumberOfMessages: 10,
    });
    return (
      (
        value as {
          readonly Messages?: readonly { readonly Body: string; readonly MessageId: string }[];
        }
      ).Messages ?? []
    );
  };

  it('duplicate: a message is delivered twice, with the same id', async () => {
    const world = new TestWorld(`${resources}\nfaults: [{ duplicate: { queue: q, after: 2s } }]`);
    await send(world, 'once');
    await world.pass(2000);
    const [first, second] = await receive(world);
    expect(second?.MessageId).toBe(first?.MessageId);
  });

  it('reorder: a standard queue gives its messages out of order, the same for a seed', async () => {
    const orders = [];
    for (let run = 0; run < 2; run++) {
      const world = new TestWorld(`${resources}\nfaults: [{ reorder: q }]`);
      for (let i = 0; i < 10; i++) await send(world, `${i}`);
      orders.push((await receive(world)).map(({ Body }) => Body).join(''));
    }
    expect(orders[0]).not.toBe('0123456789');
    expect(orders[0]).toBe(orders[1]);
    expect([...(orders[0] ?? '')].sort().join('')).toBe('0123456789');
  });

  it('partialBatch: entries of a batch fail', async () => {
    const world = new TestWorld(
      `${resources}\nfaults: [{ partialBatch: { queue: q, entries: [1] } }]`,
    );
    const Entries = ['a', 'b'].map((MessageBody, i) => ({ Id: `e${i}`, MessageBody }));
    const { value } = await world.call('sqs', 'SendMessageBatch', { QueueUrl: 'q', Entries });
    expect(value).toMatchObject({
      Successful: [{ Id: 'e0' }],
      Failed: [{ Id: 'e1', Code: 'InternalError', SenderFault: false }],
    });
  });

  it('poison: whoever receives the message fails on it, until it is in the dead-letter queue', async () => {
    const world = new TestWorld(`${resources}
faults: [{ poison: { queue: q, body: { id: [7] } } }]
consumers: [{ queue: q, script: [{ do: [{ deleteMessage: {} }] }] }]`);
    await send(world, '{"id":7}');
    await send(world, '{"id":8}');
    await world.pass(60_000);
    const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'dead' });
    expect(value).toMatchObject({ Messages: [{ Body: '{"id":7}' }] });
  });
});
