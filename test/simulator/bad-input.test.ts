import type { Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import type { Simulation } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { TestWorld } from './world.ts';

type Service = Parameters<Simulation['call']>[1]['service'];

const problemsOf = (text: string) =>
  readScenario(text, 'x.scenario.yaml').problems.map(({ line, message }) => `${line} ${message}`);

const start = (resources: string, beginning: string) =>
  `resources: ${resources}\nstarts:\n  go: ${beginning}`;

describe('an event that does not fit its source', () => {
  it.each<[string, string]>([
    [
      start(
        '{ queues: { q.fifo: { contentBasedDeduplication: true } } }',
        '{ messages: { queue: q.fifo, send: [{ body: a }] } }',
      ),
      '3 A message to the FIFO queue "q.fifo" needs "messageGroupId".',
    ],
    [
      start(
        '{ queues: { q.fifo: {} } }',
        '{ messages: { queue: q.fifo, send: [{ body: a, messageGroupId: g }] } }',
      ),
      '3 A message to "q.fifo" needs "messageDeduplicationId", or the queue "contentBasedDeduplication: true".',
    ],
    [
      start(
        '{ queues: { q: {} } }',
        '{ messages: { queue: q, send: [{ body: a, messageDeduplicationId: d }] } }',
      ),
      '3 "messageDeduplicationId" is for FIFO queues; "q" is a standard queue.',
    ],
    [
      start(
        '{ queues: { q: { maximumMessageSize: 1024 } } }',
        `{ messages: { queue: q, send: [{ body: ${'x'.repeat(1025)} }] } }`,
      ),
      '3 The body has 1025 bytes; "q" takes at most 1024. Store it in a bucket and send its key, or raise "maximumMessageSize" (up to 1048576).',
    ],
    [
      start('{ apis: { a: { type: WEBSOCKET, routes: {} } } }', '{ http: { api: a, path: / } }'),
      '3 "a" is a WebSocket API: start it with "websocket" and frames.',
    ],
    [
      start('{ rules: { r: { pattern: { source: [x] } } } }', '{ rule: r }'),
      '3 The rule "r" has no "schedule" that could fire; start it with an "event" that fits its pattern.',
    ],
    [
      start('{ queues: { q: {} } }', '{ messages: { queue: p, send: [{ body: a }] } }'),
      '3 There is no queue "p" in "resources.queues"; declare it there: p: {}.',
    ],
    [
      start(
        '{ apis: { a: { routes: { GET /: { integration: Mock } } } } }',
        '{ http: { path: /, as: kim } }',
      ),
      '3 There is no user "kim" in "users"; it has none.',
    ],
  ])('%#', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});

describe('wrong types and names', () => {
  it.each<[string, string]>([
    [
      'clock: { start: tomorrow }',
      '1 "clock.start" must be an ISO 8601 time such as 2026-01-05T09:00:00Z, not "tomorrow".',
    ],
    [
      'resources: { queues: { q: { fifo: true } } }',
      '1 The name of a FIFO queue must end with ".fifo": write "q.fifo".',
    ],
    [
      'resources: { queues: { q: { deadLetter: { queue: d.fifo, maxReceiveCount: 1 } }, d.fifo: {} } }',
      '1 The dead-letter queue of "q" must be a standard queue too, not "d.fifo".',
    ],
    [
      'resources: { apis: { a: { routes: { orders: { integration: Mock } } } } }',
      '1 "orders" is no route of the API "a": write "POST /path", "ANY /path/{rest+}" or "$default".',
    ],
    [
      'resources: { apis: { a: { routes: { GET /: { integration: Mock, authorizer: who } } } } }',
      '1 There is no authorizer "who" in "authorizers" of this API; it has none.',
    ],
    [
      'resources: { rules: { r: { schedule: cron(0 25 * * ? *) } } }',
      '1 The scenario.resources.rules.r.schedule: The field "25" (hour) must have values from 0 to 23, with , - * / as wanted.',
    ],
    [
      'resources: { rules: { r: { pattern: { source: aws.s3 } } } }',
      '1 The scenario.resources.rules.r.pattern.source must be a list of values, or an object.',
    ],
    [
      'resources: { functions: { f: { events: [{ queue: q, batchSize: 20 }] } }, queues: { q: {} } }',
      '1 A "batchSize" over 10 needs "batchWindow: 1s" or more.',
    ],
    [
      'events: [{ at: 1s, repeat: first }]',
      '1 There is no event with id "first" before this one; there are none.',
    ],
    [
      'expect: { queues: { q: { visible: many } } }\nresources: { queues: { q: {} } }',
      '1 The scenario.expect.queues.q.visible must be a number, or limits such as { atLeast: 1 } (atLeast, atMost, lessThan, moreThan), not "many".',
    ],
    [
      'answers: [{ match: { state: A }, retrun: 1 }]',
      '1 The scenario.answers[0] has no field "retrun". Did you mean "return"?',
    ],
    [
      'faults: [{ throttle: {}, reorder: q }]\nresources: { queues: { q: {} } }',
      '1 The scenario.faults[0] must have exactly one of throttle, fail, latency, duplicate, reorder, partialBatch, poison.',
    ],
  ])('%s', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});

describe('a queue that SQS would not make', () => {
  it.each([
    ['{ visibilityTimeout: 13h }', 'Invalid value for the parameter VisibilityTimeout.'],
    ['{ retention: 15d }', 'Invalid value for the parameter MessageRetentionPeriod.'],
    ['{ deadLetter: { queue: d, maxReceiveCount: 0 } }', 'valid values are from 1 to 1000'],
  ])('%s is refused with file, line and limits', (declared, message) => {
    const text = `resources:\n  queues:\n    d: {}\n    q: ${declared}`;
    expect(() => new TestWorld(text)).toThrow(
      'test.scenario.yaml:4:5: SQS would not make the queue "q":',
    );
    expect(() => new TestWorld(text)).toThrow(message);
  });
});

describe('an item without its key', () => {
  it('is refused with file and line', () => {
    const text = `resources:\n  tables:\n    t:\n      key: [id]\n      items:\n        - { name: { S: x } }`;
    expect(() => new TestWorld(text)).toThrow(
      'test.scenario.yaml:6:11: the item has no "id", which is part of the key of "t".',
    );
  });
});

describe('nothing queued is lost', () => {
  it('when a message is refused: what was there is still there, and the log tells', async () => {
    const world = new TestWorld(
      `
resources: { queues: { q: { maximumMessageSize: 1024, messages: [first] } } }
events: [{ at: 1s, messages: { queue: q, send: [{ body: '{{ events.none.body }}' }] } }]`,
    );
    await world.call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody: 'x'.repeat(1025) });
    expect(world.reply().value).toMatchObject({
      message:
        'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    });
    await world.pass(1000);
    const { value } = await world.call('sqs', 'ReceiveMessage', {
      QueueUrl: 'q',
      MaxNumberOfMessages: 10,
    });
    expect(value).toMatchObject({ Messages: [{ Body: 'first' }, { Body: 'null' }] });
  });

  it('when the pipe’s input is too large for a state machine: the messages stay', async () => {
    const world = new TestWorld('resources: { queues: { q: {} }, pipes: { p: { source: q } } }');
    await world.call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody: 'x'.repeat(262_144) });
    await world.pass(0);
    const log = world.simulation.log().map(({ message }) => message);
    expect(log).toContainEqual(
      expect.stringContaining('is more than the 262144 that a state machine takes'),
    );
    await world.pass(30_000);
    expect(world.simulation.queues()[0]?.messages).toHaveLength(1);
  });
});

describe('requests of quite another form', () => {
  const resources = `resources: { queues: { q: {} }, topics: { t: {} }, buckets: { b: {} }, tables: { orders: { key: [id] } }, functions: { f: { answers: [{ return: 1 }] } }, apis: { a: { routes: { 'GET /{x}': { integration: Mock } } } } }`;
  const values: readonly Json[] = [null, 'text', 7, true, [], [null], {}, { a: null }];
  const requests: readonly (readonly [Service, string, readonly string[]])[] = [
    [
      'sqs',
      'SendMessage',
      ['QueueUrl', 'MessageBody', 'MessageAttributes', 'MessageSystemAttributes', 'DelaySeconds'],
    ],
    ['sqs', 'SendMessageBatch', ['QueueUrl', 'Entries']],
    ['sqs', 'ReceiveMessage', ['QueueUrl', 'MessageAttributeNames', 'AttributeNames']],
    ['sqs', 'SetQueueAttributes', ['QueueUrl', 'Attributes']],
    ['sns', 'Publish', ['TopicArn', 'Message', 'MessageAttributes']],
    ['events', 'PutEvents', ['Entries']],
    ['s3', 'PutObject', ['Bucket', 'Key', 'Body']],
    ['dynamodb', 'PutItem', ['TableName', 'Item', 'ConditionExpression']],
    ['dynamodb', 'UpdateItem', ['TableName', 'Key', 'UpdateExpression']],
    ['dynamodb', 'Query', ['TableName', 'KeyConditionExpression', 'ExpressionAttributeValues']],
    ['lambda', 'Invoke', ['FunctionName', 'Payload', 'InvocationType']],
    ['states', 'StartExecution', ['stateMachineArn', 'input', 'name']],
  ];
  const right: { readonly [name: string]: Json } = {
    QueueUrl: 'q',
    MessageBody: 'x',
    TopicArn: 't',
    Message: 'x',
    Bucket: 'b',
    TableName: 'orders',
    FunctionName: 'f',
    stateMachineArn: 'machine',
  };

  it.each(requests)(
    '%s %s answers with an error or a response, whatever comes',
    async (service, operation, names) => {
      const world = new TestWorld(resources);
      for (const name of names) {
        for (const value of values) {
          const request = Object.fromEntries(
            names.flatMap((other) => (right[other] === undefined ? [] : [[other, right[other]]])),
          );
          const answer = await world.call(service, operation, { ...request, [name]: value });
          expect(answer.value, `${name}: ${JSON.stringify(value)}`).not.toBe('waiting');
        }
      }
    },
  );
});
