import { parse, type Json } from '@stepthrough/asl';
import { Simulation } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf, start, TestWorld } from './world.ts';

const invocations = (world: TestWorld, name: string) =>
  world.simulation
    .log()
    .filter(({ kind, resource }) => kind === 'functionInvoked' && resource === name)
    .map(
      ({ data }) => data as { readonly Records: readonly { readonly [member: string]: Json }[] },
    );

const left = async (world: TestWorld, queue: string) => {
  const { value } = await world.call('sqs', 'GetQueueAttributes', {
    QueueUrl: queue,
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  });
  const { Attributes } = value as { readonly Attributes: { readonly [name: string]: string } };
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};

describe('G18: a queue as event source of a function', () => {
  const mapping = (source: string, answers: string) => `
scenario: 1
resources:
  queues: { jobs: { visibilityTimeout: 30s }, jobs.fifo: { contentBasedDeduplication: true } }
  functions: { work: { answers: ${answers}, events: [{ queue: jobs, ${source} }] } }`;

  it('hands messages over in the shape of the event', async () => {
    const world = new TestWorld(mapping('batchSize: 10', '[{ return: null }]'));
    await world.call('sqs', 'SendMessage', {
      QueueUrl: 'jobs',
      MessageBody: 'hello',
      MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } },
    });
    const [event] = invocations(world, 'work');
    expect(event?.Records[0]).toEqual({
      messageId: expect.any(String) as string,
      receiptHandle: expect.any(String) as string,
      body: 'hello',
      attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }) as object,
      messageAttributes: {
        n: { stringValue: '1', stringListValues: [], binaryListValues: [], dataType: 'Number' },
      },
      md5OfMessageAttributes: expect.any(String) as string,
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:jobs',
      awsRegion: 'us-east-1',
    });
    expect(await left(world, 'jobs')).toBe(0);
  });

  it.each<[string, string, number]>([
    ['nothing reported', '[{ return: { batchItemFailures: [] } }]', 0],
    ['null', '[{ return: { batchItemFailures: null } }]', 0],
    [
      'one message',
      "[{ return: { batchItemFailures: [{ itemIdentifier: '{{ input.Records[0].messageId }}' }] } }]",
      1,
    ],
    [
      'an unknown id: the whole batch',
      '[{ return: { batchItemFailures: [{ itemIdentifier: x }] } }]',
      2,
    ],
    ['a malformed answer: the whole batch', '[{ return: { batchItemFailures: 7 } }]', 2],
    ['an error: the whole batch', '[{ throw: { error: E, cause: no } }]', 2],
  ])('keeps what failed: %s', async (_what, answers, count) => {
    const world = new TestWorld(
      mapping('batchSize: 2, batchWindow: 1s, reportBatchItemFailures: true', answers),
    );
    for (const body of ['a', 'b']) {
      await world.call('sqs', 'SendMessage', { QueueUrl: 'jobs', MessageBody: body });
    }
    expect(await left(world, 'jobs')).toBe(count);
  });

  it('drops what no filter matches', async () => {
    const world = new TestWorld(mapping('filter: [{ body: { kind: [a] } }]', '[{ return: null }]'));
    for (const body of ['{"kind":"a"}', '{"kind":"b"}', 'text']) {
      await world.call('sqs', 'SendMessage', { QueueUrl: 'jobs', MessageBody: body });
    }
    expect(invocations(world, 'work')).toHaveLength(1);
    expect(await left(world, 'jobs')).toBe(0);
  });

  it('gathers a batch of more than ten within its window', async () => {
    const world = new TestWorld(mapping('batchSize: 25, batchWindow: 5s', '[{ return: null }]'));
    for (let i = 0; i < 12; i++) {
      await world.call('sqs', 'SendMessage', { QueueUrl: 'jobs', MessageBody: `${i}` });
    }
    expect(invocations(world, 'work')).toHaveLength(0);
    await world.pass(5000);
    expect(invocations(world, 'work').map(({ Records }) => Records.length)).toEqual([12]);
  });

  it('keeps the order of a FIFO group while others go on', async () => {
    const world = new TestWorld(
      mapping('batchSize: 1', '[{ return: null, after: 10s }]').replace(
        'queue: jobs,',
        'queue: jobs.fifo,',
      ),
    );
    for (const [body, MessageGroupId] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
    ] as const) {
      await world.call('sqs', 'SendMessage', {
        QueueUrl: 'jobs.fifo',
        MessageBody: body,
        MessageGroupId,
      });
    }
    const bodies = () => invocations(world, 'work').map(({ Records }) => Records[0]?.['body']);
    expect(bodies()).toEqual(['a1', 'b1']);
    await world.pass(10_000);
    expect(bodies()).toEqual(['a1', 'b1', 'a2']);
  });
});

describe('a stream of a table', () => {
  const table = (answers: string) => `
scenario: 1
resources:
  tables: { orders: { key: [id] } }
  functions: { react: { answers: ${answers}, events: [{ table: orders, batchSize: 1, retries: 2 }] } }
  pipes: { changes: { table: orders, filter: [{ eventName: [INSERT] }] } }`;
  const put = (world: TestWorld, state: string) =>
    world.call('dynamodb', 'PutItem', {
      TableName: 'orders',
      Item: { id: { S: '1' }, state: { S: state } },
    });

  it('tells of every change, in order, with images', async () => {
    const world = new TestWorld(table('[{ return: null }]'));
    await put(world, 'new');
    await put(world, 'paid');
    await put(world, 'paid');
    await world.call('dynamodb', 'DeleteItem', { TableName: 'orders', Key: { id: { S: '1' } } });
    const records = invocations(world, 'react').map(({ Records }) => Records[0]);
    expect(records.map((record) => record?.['eventName'])).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    expect(records[1]?.['dynamodb']).toMatchObject({
      Keys: { id: { S: '1' } },
      OldImage: { state: { S: 'new' } },
      NewImage: { state: { S: 'paid' } },
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    });
    // The pipe starts an execution for the insertion only, with a list.
    const inputs = world.simulation.executions().map(({ input }) => input);
    expect(inputs.filter(Array.isArray)).toHaveLength(1);
  });

  it('is held up by a batch that fails, until its retries are used up', async () => {
    const world = new TestWorld(
      table(
        '[{ when: { Records: { eventName: [INSERT] } }, throw: { error: E, cause: x } }, { return: null }]',
      ),
    );
    await put(world, 'new');
    await put(world, 'paid');
    expect(invocations(world, 'react')).toHaveLength(1);
    await world.pass(10_000);
    const names = invocations(world, 'react').map(({ Records }) => Records[0]?.['eventName']);
    expect(names).toEqual(['INSERT', 'INSERT', 'INSERT', 'MODIFY']);
  });
});

describe('a stream with a window', () => {
  const windowed = (answers: string) => `
scenario: 1
resources:
  tables: { orders: { key: [id] } }
  functions: { react: { answers: ${answers}, events: [{ table: orders, batchSize: 3, batchWindow: 60s, retries: 1 }] } }`;
  const put = (world: TestWorld, id: string) =>
    world.call('dynamodb', 'PutItem', { TableName: 'orders', Item: { id: { S: id } } });

  it('gathers records until the first has waited for so long, and no longer', async () => {
    const world = new TestWorld(windowed('[{ return: null }]'));
    await put(world, '1');
    await world.pass(59_999);
    expect(invocations(world, 'react')).toHaveLength(0);
    await world.pass(1);
    expect(invocations(world, 'react')).toHaveLength(1);
  });

  it('goes at once with a full batch, and its old alarm flushes nothing early', async () => {
    const world = new TestWorld(windowed('[{ return: null }]'));
    for (const id of ['1', '2', '3']) await put(world, id);
    expect(invocations(world, 'react').map(({ Records }) => Records.length)).toEqual([3]);
    await world.pass(30_000);
    await put(world, '4');
    await world.pass(30_000);
    expect(invocations(world, 'react')).toHaveLength(1);
    await world.pass(30_000);
    expect(invocations(world, 'react').map(({ Records }) => Records.length)).toEqual([3, 1]);
  });

  it('is read again after its pause, without another window', async () => {
    const world = new TestWorld(windowed('[{ throw: { error: E, cause: x } }]'));
    for (const id of ['1', '2']) await put(world, id);
    await world.pass(60_000);
    expect(invocations(world, 'react')).toHaveLength(1);
    await world.pass(999);
    expect(invocations(world, 'react')).toHaveLength(1);
    await world.pass(1);
    expect(invocations(world, 'react').map(({ Records }) => Records.length)).toEqual([2, 2]);
  });
});

describe('topics, buckets and rules as event sources', () => {
  const around = `
scenario: 1
resources:
  queues: { all: {}, gold: {}, raw: {}, uploads: {}, dead: {}, notes: {} }
  functions: { told: { answers: [{ return: null }] } }
  topics:
    orders:
      functions: [told]
      subscriptions:
        - { queue: all }
        - { queue: gold, raw: true, filterPolicy: { tier: [gold] } }
        - { queue: raw, raw: true, filterScope: MessageBody, filterPolicy: { total: [{ numeric: ['>', 100] }] } }
  buckets: { files: { old.txt: x } }
  notifications: { files: [{ events: ['s3:ObjectCreated:*'], suffix: .csv, queue: uploads }] }
  rules:
    uploaded: { pattern: { source: [aws.s3], detail-type: [Object Created] }, function: told }
    broken: { pattern: { source: [shop] }, target: nowhere, deadLetter: dead }
    noted: { pattern: { source: [shop] }, queue: notes, inputTransformer: { paths: { id: $.detail.id }, template: '"order <id>"' } }`;
  const bodies = async (world: TestWorld, queue: string) => {
    const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: queue });
    const { Messages = [] } = value as { readonly Messages?: readonly { readonly Body: string }[] };
    return Messages.map(({ Body }) => JSON.parse(Body) as Json);
  };

  it('a topic hands on to whom the filters let through', async () => {
    const world = new TestWorld(around);
    const publish = (Message: string, tier: string) =>
      world.call('sns', 'Publish', {
        TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders',
        Message,
        MessageAttributes: { tier: { DataType: 'String', StringValue: tier } },
      });
    await publish('{"total":50}', 'tin');
    await publish('{"total":500}', 'gold');
    expect(await bodies(world, 'all')).toMatchObject([
      {
        Type: 'Notification',
        TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders',
        Message: '{"total":50}',
        MessageAttributes: { tier: { Type: 'String', Value: 'tin' } },
      },
    ]);
    expect(await bodies(world, 'gold')).toEqual([{ total: 500 }]);
    expect(await bodies(world, 'raw')).toEqual([{ total: 500 }]);
    expect(invocations(world, 'told')[0]?.Records[0]).toMatchObject({
      EventSource: 'aws:sns',
      Sns: { Subject: null, Message: '{"total":50}' },
    });
  });

  it('a bucket tells its queue and EventBridge', async () => {
    const world = new TestWorld(around);
    for (const Key of ['in/a b.csv', 'in/a.txt']) {
      await world.call('s3', 'PutObject', { Bucket: 'files', Key, Body: 'x,y' });
    }
    expect(await bodies(world, 'uploads')).toMatchObject([
      {
        Records: [
          {
            eventSource: 'aws:s3',
            eventName: 'ObjectCreated:Put',
            s3: { bucket: { name: 'files' }, object: { key: 'in/a+b.csv', size: 3 } },
          },
        ],
      },
    ]);
    expect(invocations(world, 'told')[0]).toMatchObject({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: 'files' }, object: { key: 'in/a b.csv' } },
    });
  });

  it('a rule transforms its event, and keeps what its target refuses', async () => {
    const world = new TestWorld(around);
    const Entries = [{ Source: 'shop', DetailType: 'Order', Detail: '{"id":7}' }];
    await world.call('events', 'PutEvents', { Entries });
    expect(await bodies(world, 'notes')).toEqual(['order 7']);
    expect(await bodies(world, 'dead')).toMatchObject([{ source: 'shop', detail: { id: 7 } }]);
  });
});

describe('G17: schedules', () => {
  it('start an execution each morning of a simulated year, on the clock of a place', async () => {
    const rule = `{ schedule: cron(0 6 * * ? *), timezone: Europe/Berlin }`;
    const simulation = new Simulation({
      program: {
        path: 'm.asl.json',
        document: parse('{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}', 'json'),
      },
      scenario: scenarioOf(`resources: { rules: { morning: ${rule} } }`),
      clockStart: start,
      keepTimeline: false,
      input: {},
    });
    const year = start + 365 * 86_400_000;
    for (;;) {
      const at = simulation.nextAt();
      if (at === undefined || at > year) break;
      await simulation.forward({ granularity: 'state' });
    }
    const begun = simulation.executions().map(({ startedAt }) => new Date(startedAt).toISOString());
    expect(begun).toHaveLength(366);
    // In summer Berlin is two hours before UTC, in winter one.
    expect(begun).toContain('2026-01-06T05:00:00.000Z');
    expect(begun).toContain('2026-07-06T04:00:00.000Z');
  });
});
