import { describe, expect, it } from 'vitest';
import { readScenario } from '@stepthrough/scenario';
import { TestWorld } from '../../simulator/world.ts';

const stages = `
scenario: 1
resources:
  queues: { Live: {}, Test: {} }
  endpoints:
    https://live.example: [{ body: live }]
    https://test.example: [{ body: test }]
  functions:
    orders-live: { answers: [{ return: { statusCode: 200, body: live } }] }
    orders-test: { answers: [{ return: { statusCode: 200, body: test } }] }
  apis:
    shop:
      stages:
        live: { variables: { env: live, queue: Live, host: live.example, flow: machine } }
        test: { variables: { env: test, queue: Test, host: test.example, flow: unknown } }
        bare: {}
      routes:
        GET /function: { integration: Lambda, function: 'orders-\${stageVariables.env}' }
        GET /address: { integration: Http, uri: 'https://\${stageVariables.host}/a' }
        POST /queue: { integration: SendMessage, queue: '\${stageVariables.queue}' }
        POST /flow: { integration: StartExecution, machine: '\${stageVariables.flow}' }
    web:
      type: HTTP
      stages: { $default: { variables: { env: live, queue: Live } }, test: { variables: { env: test, queue: Test } }, bare: {} }
      routes:
        GET /function: { integration: Lambda, function: 'orders-\${stageVariables.env}' }
        POST /queue: { integration: SendMessage, queue: '\${stageVariables.queue}' }
`;

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

async function request(world: TestWorld, api: string, method: string, path: string) {
  const sent = { api, method, path, ...(method === 'POST' ? { body: '{"n":1}' } : {}) };
  const { value } = await world.request(sent);
  return value as unknown as Response;
}

describe('G14: a stage connects a route to what its variables name', () => {
  it.each([
    ['shop', '/live/function', 'live'],
    ['shop', '/test/function', 'test'],
    ['shop', '/live/address', 'live'],
    ['shop', '/test/address', 'test'],
    ['web', '/function', 'live'],
    ['web', '/test/function', 'test'],
  ])('%s %s', async (api, path, body) => {
    expect((await request(new TestWorld(stages), api, 'GET', path)).body).toBe(body);
  });

  it.each([
    ['shop', '/live/queue', 'Live'],
    ['shop', '/test/queue', 'Test'],
    ['web', '/test/queue', 'Test'],
  ])('%s %s', async (api, path, queue) => {
    const world = new TestWorld(stages);
    expect((await request(world, api, 'POST', path)).status).toBe(200);
    const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: queue });
    expect(value).toMatchObject({ Messages: [{ Body: '{"n":1}' }] });
  });

  it('a machine, or the error that there is none of this name', async () => {
    const world = new TestWorld(stages);
    expect((await request(world, 'shop', 'POST', '/live/flow')).status).toBe(200);
    const refused = await request(world, 'shop', 'POST', '/test/flow');
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('StateMachineDoesNotExist');
  });

  it.each([
    ['shop', 'GET', '/bare/function', 'env'],
    ['shop', 'GET', '/bare/address', 'host'],
    ['shop', 'POST', '/bare/queue', 'queue'],
    ['web', 'GET', '/bare/function', 'env'],
  ])('%s %s %s: an unset variable is an internal error with its reason', async (...row) => {
    const [api, method, path, name] = row;
    const world = new TestWorld(stages);
    const { status, body } = await request(world, api, method, path);
    expect([status, body.toLowerCase()]).toEqual([500, '{"message":"internal server error"}']);
    const reason = `the stage "bare" has no variable ${name}; give it in its "variables".`;
    const log = world.simulation.log().map(({ message }) => message);
    expect(log.filter((message) => message.includes(reason))).toHaveLength(1);
  });

  it('refuses a value that AWS would not take, at its line', () => {
    const text = `scenario: 1
resources:
  apis:
    shop:
      stages:
        live:
          variables:
            good: my-fn:1.0/a?b=c,d#e&f~g
            bad: two words
      routes: { GET /x: { integration: Mock } }
`;
    expect(readScenario(text, 'a.scenario.yaml').problems).toMatchObject([
      { line: 9, message: expect.stringContaining('a stage variable holds letters') as string },
    ]);
  });
});
