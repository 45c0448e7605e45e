import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const shop = `
scenario: 1
resources:
  queues: { intake: {} }
  apis:
    shop:
      stage: prod
      apiKeys: { mobile: { value: secret-1 } }
      routes:
        POST /orders: { integration: StartExecution }
        POST /unescaped:
          integration: StartExecution
          requestTemplate: >-
            {"input":"$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:machine"}
        POST /lenient: { integration: StartExecution, responses: [{ status: 200 }] }
        POST /messages: { integration: SendMessage, queue: intake, requestTemplate: 'Action=SendMessage&QueueUrl=intake&MessageBody=$input.body' }
        GET /status: { integration: Mock, response: { body: { up: true } } }
        GET /items/{id}: { integration: Mock, response: { body: one } }
        GET /items/{rest+}: { integration: Mock, response: { body: many } }
        GET /items/special: { integration: Mock, response: { body: special } }
        ANY /both: { integration: Mock, response: { body: any } }
        GET /both: { integration: Mock, response: { body: get } }
        POST /both: { integration: Mock, response: { body: post } }
        ANY /both/{id}: { integration: Mock, response: { body: any id } }
        GET /both/{rest+}: { integration: Mock, response: { body: get rest } }
        GET /secret: { integration: Mock, apiKeyRequired: true }
        GET /search: { integration: Mock, requiredParameters: [method.request.querystring.qs1, method.request.header.x-header-param] }
        POST /checked: { integration: Mock, model: { type: object, required: [id] } }
    simple:
      type: HTTP
      routes:
        POST /orders: { integration: StartExecution, requestParameters: { Input: '$request.body.order', Name: 'o-\${request.body.order.id}' } }
`;

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

async function request(
  world: TestWorld,
  method: string,
  path: string,
  body?: Json,
  more: object = {},
): Promise<Response> {
  const text =
    body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const { value } = await world.request({
    api: 'shop',
    method,
    path,
    ...text,
    ...more,
  });
  return value as unknown as Response;
}

describe('G8: routing of a REST API', () => {
  it.each([
    ['/items/7', 'one'],
    ['/items/special', 'special'],
    ['/items/7/parts', 'many'],
    ['/prod/items/7', 'one'],
  ])('%s reaches the most exact route', async (path, body) => {
    expect((await request(new TestWorld(shop), 'GET', path)).body).toBe(body);
  });

  it.each([
    // A method by name goes before ANY, wherever it is written.
    ['GET', '/both', 'get'],
    ['POST', '/both', 'post'],
    ['PUT', '/both', 'any'],
    // The path is chosen before the method.
    ['GET', '/both/7', 'any id'],
    ['GET', '/both/7/8', 'get rest'],
  ])('%s %s reaches the route %s', async (method, path, body) => {
    expect((await request(new TestWorld(shop), method, path)).body).toBe(body);
  });

  it.each([
    ['GET', '/prod/nowhere'],
    ['DELETE', '/prod/status'],
  ])('answers an unknown %s %s with 403', async (method, path) => {
    const { status, headers, body } = await request(new TestWorld(shop), method, path);
    expect([status, headers['x-amzn-ErrorType'], body]).toEqual([
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ]);
  });

  it('forbids a path that begins with no stage and has no route', async () => {
    const { status, headers, body } = await request(new TestWorld(shop), 'GET', '/nowhere');
    expect([status, headers['x-amzn-ErrorType'], body]).toEqual([
      403,
      'ForbiddenException',
      '{"message":"Forbidden"}',
    ]);
  });

  it('answers an unknown path of an HTTP API with 404', async () => {
    const answer = await request(new TestWorld(shop), 'GET', '/nowhere', undefined, {
      api: 'simple',
    });
    expect([answer.status, answer.body]).toEqual([404, '{"message":"Not Found"}']);
  });
});

describe('G9: REST requests start executions through mapping templates', () => {
  it('starts the machine with the body, and answers as Step Functions does', async () => {
    const world = new TestWorld(shop);
    const { status, body } = await request(world, 'POST', '/orders', {
      orderId: 'o-1',
      lines: [1.5, { a: null }],
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      executionArn: expect.stringMatching(
        /^arn:aws:states:us-east-1:123456789012:execution:machine:/,
      ) as string,
      startDate: 1767603600,
    });
    expect(world.simulation.executions().at(-1)?.input).toEqual({
      orderId: 'o-1',
      lines: [1.5, { a: null }],
    });
  });

  it('breaks on an apostrophe with SAM’s default template, as on AWS', async () => {
    const { status, body } = await request(new TestWorld(shop), 'POST', '/orders', {
      item: "O'Reilly mug",
    });
    expect(status).toBe(400);
    expect(body).toContain('SerializationException');
  });

  it('takes an apostrophe with UnescapeMappingTemplate', async () => {
    const world = new TestWorld(shop);
    const { status } = await request(world, 'POST', '/unescaped', { item: "O'Reilly mug" });
    expect(status).toBe(200);
    expect(world.simulation.executions().at(-1)?.input).toEqual({ item: "O'Reilly mug" });
  });

  it('turns a 400 of the service into 200 when no pattern selects it', async () => {
    expect((await request(new TestWorld(shop), 'POST', '/lenient', { item: "it's" })).status).toBe(
      200,
    );
  });

  it('sends a message through the Query protocol', async () => {
    const world = new TestWorld(shop);
    expect((await request(world, 'POST', '/messages', { a: 1 })).status).toBe(200);
    const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'intake' });
    expect(value).toMatchObject({ Messages: [{ Body: '{"a":1}' }] });
  });
});

describe('G11: HTTP API subtypes', () => {
  it('maps parameters from the body', async () => {
    const world = new TestWorld(shop);
    const answer = await request(world, 'POST', '/orders', { order: { id: 7 } }, { api: 'simple' });
    expect(answer.status).toBe(200);
    const execution = world.simulation.executions().at(-1);
    expect([execution?.name, execution?.input]).toEqual(['o-7', { id: 7 }]);
  });
});

describe('G13 and G15: what a request needs', () => {
  it.each([
    ['no key', {}, 403],
    ['a wrong key', { headers: { 'X-Api-Key': 'nope' } }, 403],
    ['the key', { headers: { 'X-Api-Key': 'secret-1' } }, 200],
  ])('with %s', async (_what, more, status) => {
    expect((await request(new TestWorld(shop), 'GET', '/secret', undefined, more)).status).toBe(
      status,
    );
  });

  it('lists missing parameters by place', async () => {
    const { status, body } = await request(new TestWorld(shop), 'GET', '/search');
    expect([status, body]).toEqual([
      400,
      '{"message":"Missing required request parameters: [x-header-param, qs1]"}',
    ]);
  });

  it.each([
    [{ id: 1 }, 200],
    [{ name: 'x' }, 400],
    ['{', 400],
  ])('checks the body %j against the model', async (body, status) => {
    expect((await request(new TestWorld(shop), 'POST', '/checked', body)).status).toBe(status);
  });
});
