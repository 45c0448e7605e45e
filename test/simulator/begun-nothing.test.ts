/** A start that begins no execution fails its test, and says why. */
import { describe, expect, it } from 'vitest';
import { failuresIn } from './tested.ts';

const idle = { StartAt: 'Rest', States: { Rest: { Type: 'Succeed' } } };

const remedy = 'If that is right, expect "executions: []".';

async function told(resources: string, start: string, more = ''): Promise<readonly string[]> {
  const scenario = `resources: ${resources}\nstarts:\n  go: ${start}\n${more}`;
  return (await failuresIn(scenario, idle))['go'] ?? [];
}

describe('a start that begins no execution fails:', () => {
  it.each<[what: string, resources: string, start: string, why: string]>([
    [
      'a message that nobody reads',
      '{ queues: { jobs: {} } }',
      '{ messages: { queue: jobs, send: [{ body: { id: 9 } }] } }',
      'the message: Visible in jobs: the next receive can have it; 1 message lies in "jobs", no consumer, function or pipe reads it',
    ],
    [
      'two messages of which none is read',
      '{ queues: { jobs: {} } }',
      '{ messages: { queue: jobs, send: [{ body: a }, { body: b }] } }',
      'the message: Visible in jobs: the next receive can have it; 2 messages lie in "jobs", no consumer, function or pipe reads it',
    ],
    [
      'a message that a pipe drops',
      '{ queues: { jobs: {} }, pipes: { intake: { source: jobs, filter: [{ body: { kind: [order] } }] } } }',
      '{ messages: { queue: jobs, send: [{ body: { kind: other } }] } }',
      'the message: Deleted from jobs at 2026-01-01T00:00:00.000Z: no filter of the event source matched it; Pipe intake drops 1 records of jobs: no filter matches them',
    ],
    [
      'a request that the API refuses',
      '{ apis: { shop: { routes: { POST /o: { integration: StartExecution } } } } }',
      '{ http: { method: POST, path: /nothing } }',
      'the API answered 403 {"message":"Missing Authentication Token"}',
    ],
    [
      'a request that is mocked',
      '{ apis: { shop: { routes: { GET /o: { integration: Mock, response: { body: ok } } } } } }',
      '{ http: { path: /o } }',
      'the API answered 200 "ok"',
    ],
    [
      'an event that no rule takes',
      '{ rules: { orders: { pattern: { source: [shop] } } } }',
      '{ event: { source: other, detail-type: order } }',
      'Event order from other; no rule of the bus "default" takes it',
    ],
    [
      'an event for a queue',
      '{ queues: { jobs: {} }, rules: { orders: { pattern: { source: [shop] }, queue: jobs } } }',
      '{ event: { source: shop, detail-type: order } }',
      '1 message lies in "jobs", no consumer, function or pipe reads it',
    ],
    [
      'an object without notification',
      '{ buckets: { files: {} } }',
      '{ object: { bucket: files, key: a } }',
      'the bucket "files" has no notification in "resources.notifications"',
    ],
    [
      'an item of a table that nobody reads',
      '{ tables: { orders: { key: [id] } } }',
      '{ item: { table: orders, put: { id: { S: a } } } }',
      'no pipe or function reads the stream of the table "orders"',
    ],
    [
      'an item that the table refuses',
      '{ tables: { orders: { key: [id] } } }',
      '{ item: { table: orders, put: { no: { S: a } } } }',
      'it was refused (ValidationException: ',
    ],
    [
      'a notification without subscriber',
      '{ topics: { news: {} } }',
      '{ notification: { topic: news, message: a } }',
      'nobody has subscribed to the topic "news"',
    ],
    [
      'an execution of a name that is none',
      '{}',
      '{ input: {}, executionName: "a b" }',
      "it was refused (InvalidName: Invalid Name: 'a b')",
    ],
    ['a stop', '{}', '{ stop: {} }', 'it only stops executions'],
  ])('%s', async (_what, resources, start, why) => {
    const [first = ''] = await told(resources, start);
    expect(first).toContain(`The start "go" begins no execution: ${why}`);
    expect(first.startsWith('3 ')).toBe(true);
    expect(first.endsWith(remedy)).toBe(true);
  });

  it('by a consumer that leaves the message, or starts nothing', async () => {
    const jobs = '{ queues: { jobs: {} } }';
    const start = '{ messages: { queue: jobs, send: [{ body: a }] } }';
    const consumer = (script: string): string => `consumers: [{ queue: jobs, script: ${script} }]`;
    const [left] = await told(jobs, start, consumer('[{ when: { body: [b] } }]'));
    expect(left).toContain('Consumer of jobs has no reaction to the message; it leaves it');
    const [gone] = await told(jobs, start, consumer('[{ do: [{ deleteMessage: {} }] }]'));
    expect(gone).toContain('the message: Deleted from jobs at ');
    expect(gone).toContain('Consumer of jobs: deleteMessage');
  });

  it('though something else is expected, and before what that lacks', async () => {
    const jobs = '{ queues: { jobs: {} } }';
    const start = '{ messages: { queue: jobs, send: [{ body: a }] } }';
    expect(await told(jobs, start, 'expect: { queues: { jobs: { visible: 1 } } }')).toHaveLength(1);
    const both = await told(jobs, start, 'expect: { executions: [{ status: SUCCEEDED }] }');
    expect(both).toHaveLength(2);
    expect(both[0]).toContain('The start "go" begins no execution: ');
    expect(both[1]).toContain('executions: expected at least 1, was 0.');
  });

  it('by events alone of which nothing is expected', async () => {
    const scenario = `
resources: { queues: { jobs: {} } }
events: [{ at: 1s, messages: { queue: jobs, send: [{ body: a }] } }]
`;
    const { events } = await failuresIn(scenario, idle);
    const expected = `${scenario}expect: { queues: { jobs: { sent: 1 } } }`;
    expect(await failuresIn(expected, idle)).toEqual({ events: [] });
    expect(events).toEqual([
      `3 The run begins no execution: 1 message lies in "jobs", no consumer, function or pipe reads it. ${remedy}`,
    ]);
  });
});

describe('a start that begins no execution passes', () => {
  const api =
    '{ apis: { shop: { routes: { POST /o: { integration: StartExecution } } } }, functions: { f: { answers: [{ when: { bad: [1] }, throw: { error: E } }, { return: 1 }] } } }';
  const refused = 'http: { method: POST, path: /nothing }';
  it.each([
    [`{ ${refused} }`, 'expect: { executions: [] }'],
    [`{ ${refused}, expect: { executions: [] } }`, ''],
    [
      `{ ${refused}, expect: { executions: [] } }`,
      'expect: { executions: [{ status: SUCCEEDED }] }',
    ],
    [
      `{ ${refused}, expect: { responses: [{ status: 403 }] } }`,
      'expect: { executions: [{ status: SUCCEEDED }] }',
    ],
    [`{ ${refused}, expect: { executions: [{ count: 0 }] } }`, ''],
    [`{ ${refused}, expect: { executions: [{ count: { atMost: 1 } }] } }`, ''],
    [`{ ${refused}, expect: { responses: [{ status: 403 }] } }`, ''],
    ['{ invoke: { function: f } }', ''],
    ['{ input: {}, executionName: "a b" }', 'expect: { executions: [] }'],
  ])('%s %s', async (start, more) => {
    expect(await told(api, start, more)).toEqual([]);
  });

  it('but not when what is expected says nothing of it', async () => {
    const other = `{ ${refused}, expect: { responses: [{ body: { message: [{ exists: true }] } }] } }`;
    expect(await told(api, other)).toHaveLength(1);
    const ofChildren = `{ ${refused}, expect: { executions: [{ map: M, count: 0 }] } }`;
    expect(await told(api, ofChildren)).toHaveLength(1);
    const below = `{ ${refused}, expect: { responses: [{ status: 399 }] } }`;
    expect(await told(api, below)).toHaveLength(2);
    const wrong = `{ ${refused}, expect: { responses: [{ status: 404 }] } }`;
    expect(await told(api, wrong)).toEqual([expect.stringContaining('status: expected 404')]);
    const [failed] = await told(api, '{ invoke: { function: f, payload: { bad: 1 } } }');
    expect(failed).toContain('1 {"errorType":"E"');
  });
});

it('none is expected where one begins', async () => {
  expect(await told('{}', '{ input: {} }', 'expect: { executions: [] }')).toEqual([
    '4 executions: expected none, was 1.',
  ]);
  expect(await told('{}', '{ input: {}, expect: { executions: [] } }')).toEqual([
    '3 executions: expected none, was 1.',
  ]);
});
