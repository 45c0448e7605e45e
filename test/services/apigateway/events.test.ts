import { parse, type Json } from '@stepthrough/asl';
import { runHeadless } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf, TestWorld } from '../../simulator/world.ts';
import { arrival, inLists, lowerCased } from './requests.ts';

const apis = `
scenario: 1
resources:
  queues: { intake: {}, f.fifo: { contentBasedDeduplication: true } }
  functions: { take: { answers: [{ return: { statusCode: 200 } }] }, plain: { answers: [{ return: { a: 1 } }] } }
  rules: { any: { pattern: { source: [web] }, queue: intake } }
  apis:
    rest: { stage: dev, stageVariables: { v: '1' }, routes: { 'ANY /items/{id}': { integration: Lambda, function: take }, 'GET /bare': { integration: Lambda, function: take } } }
    http:
      type: HTTP
      cors: { allowOrigins: ['*'], allowMethods: [GET], allowHeaders: [x] }
      routes:
        'ANY /items/{id}': { integration: Lambda, function: take }
        'GET /old': { integration: Lambda, function: take, payloadFormat: '1.0' }
        'GET /plain': { integration: Lambda, function: plain }
        'POST /sync': { integration: StartSyncExecution }
        'POST /start': { integration: StartExecution, requestParameters: { Input: '$request.body', Name: '\${request.header.x-name}-\${context.httpMethod}', Region: us-east-1 } }
        'POST /stop/{id}': { integration: StopExecution, requestParameters: { ExecutionArn: '$request.path.id', Error: Stopped, Cause: '$request.querystring.why' } }
        'POST /send': { integration: SendMessage, queue: intake, requestParameters: { MessageBody: '$request.body.text', MessageAttributes: '{"who": {"DataType": "String", "StringValue": "\${request.header.x-name}"}}' } }
        'POST /fifo': { integration: SendMessage, queue: f.fifo, requestParameters: { MessageBody: '$request.body', MessageGroupId: '$request.querystring.g' } }
        'GET /receive': { integration: ReceiveMessage, queue: intake, requestParameters: { MaxNumberOfMessages: '$request.querystring.n' } }
        'POST /purge': { integration: PurgeQueue, queue: intake }
        'POST /event': { integration: PutEvents, requestParameters: { Source: web, DetailType: seen, Detail: '$request.body' } }
`;

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

const headers = { 'User-Agent': 'test', 'X-Name': 'kim', Cookie: 'a=1; b=2' };

async function request(world: TestWorld, api: string, method: string, path: string, body?: Json) {
  const more = body === undefined ? {} : { body: JSON.stringify(body) };
  const { value } = await world.request({
    api,
    method,
    path,
    headers,
    ...more,
  });
  return value as unknown as Response;
}

/** What the function got. */
const event = (world: TestWorld) =>
  world.simulation.log().find(({ kind }) => kind === 'functionInvoked')?.data;

describe('G8: the event of a proxy integration', () => {
  it('of a REST API, with null for what is not there', async () => {
    const world = new TestWorld(apis);
    await request(world, 'rest', 'POST', '/dev/items/a%20b?q=1&q=2', { x: 1 });
    expect(event(world)).toEqual({
      resource: '/items/{id}',
      path: '/items/a%20b',
      httpMethod: 'POST',
      headers: { ...headers, ...arrival('rest') },
      multiValueHeaders: inLists({ ...headers, ...arrival('rest') }),
      queryStringParameters: { q: '2' },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      pathParameters: { id: 'a%20b' },
      stageVariables: { v: '1' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'rest',
        deploymentId: expect.stringMatching(/^[0-9a-z]{6}$/) as string,
        domainName: 'rest.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'rest',
        extendedRequestId: expect.any(String) as string,
        httpMethod: 'POST',
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '127.0.0.1',
          user: null,
          userAgent: 'test',
          userArn: null,
        },
        path: '/dev/items/a%20b',
        protocol: 'HTTP/1.1',
        requestId: expect.any(String) as string,
        requestTime: '05/Jan/2026:09:00:00 +0000',
        requestTimeEpoch: 1_767_603_600_000,
        resourceId: expect.stringMatching(/^[0-9a-z]{6}$/) as string,
        resourcePath: '/items/{id}',
        stage: 'dev',
      },
      body: '{"x":1}',
      isBase64Encoded: false,
    });
    const bare = new TestWorld(apis);
    await bare.request({ api: 'rest', path: '/bare' });
    expect(event(bare)).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
    });
  });

  it('of an HTTP API, format 2.0, without what is not there', async () => {
    const world = new TestWorld(apis);
    await request(world, 'http', 'GET', '/items/7?q=1&q=2');
    expect(event(world)).toEqual({
      version: '2.0',
      routeKey: 'ANY /items/{id}',
      rawPath: '/items/7',
      rawQueryString: 'q=1&q=2',
      cookies: ['a=1', 'b=2'],
      headers: {
        'content-length': '0',
        'user-agent': 'test',
        'x-name': 'kim',
        ...lowerCased(arrival('http')),
      },
      queryStringParameters: { q: '1,2' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'http',
        domainName: 'http.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'http',
        http: {
          method: 'GET',
          path: '/items/7',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.any(String) as string,
        routeKey: 'ANY /items/{id}',
        stage: '$default',
        time: '05/Jan/2026:09:00:00 +0000',
        timeEpoch: 1_767_603_600_000,
      },
      pathParameters: { id: '7' },
      isBase64Encoded: false,
    });
  });

  it('of an HTTP API, format 1.0', async () => {
    const world = new TestWorld(apis);
    await request(world, 'http', 'GET', '/old');
    expect(event(world)).toMatchObject({ version: '1.0', resource: '/old', pathParameters: null });
  });
});

describe('G11: HTTP API', () => {
  it('an answer without a status is the body of a 200', async () => {
    const world = new TestWorld(apis);
    expect(await request(world, 'http', 'GET', '/plain')).toMatchObject({
      status: 200,
      body: '{"a":1}',
    });
  });

  it('starts with mapped parameters, and stops', async () => {
    const world = new TestWorld(
      apis,
      '{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}',
    );
    const started = await request(world, 'http', 'POST', '/start', { n: 1 });
    const { executionArn } = JSON.parse(started.body) as { readonly executionArn: string };
    expect(executionArn).toMatch(/:kim-POST$/);
    await request(world, 'http', 'POST', `/stop/${encodeURIComponent(executionArn)}?why=done`);
    const execution = world.simulation.execution(executionArn);
    expect([execution?.status, execution?.snapshot.error, execution?.snapshot.cause]).toEqual([
      'ABORTED',
      'Stopped',
      'done',
    ]);
  });

  it('waits for an Express state machine only', async () => {
    const answer = await request(new TestWorld(apis), 'http', 'POST', '/sync', {});
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      400,
      { __type: 'StateMachineTypeNotSupported' },
    ]);
  });

  it('sends, receives and purges messages, and publishes events', async () => {
    const world = new TestWorld(apis);
    await request(world, 'http', 'POST', '/send', { text: 'hello' });
    const received = await request(world, 'http', 'GET', '/receive?n=5');
    expect(JSON.parse(received.body)).toMatchObject({ Messages: [{ Body: 'hello' }] });
    expect((await request(world, 'http', 'POST', '/fifo?g=a', { a: 1 })).status).toBe(200);
    expect((await request(world, 'http', 'POST', '/fifo', { a: 2 })).status).toBe(400);
    expect((await request(world, 'http', 'POST', '/purge')).status).toBe(200);
    expect((await request(world, 'http', 'POST', '/purge')).status).toBe(403);
    await request(world, 'http', 'POST', '/event', { id: 3 });
    const after = await request(world, 'http', 'GET', '/receive?n=1');
    expect(after.body).toContain('\\"detail\\":{\\"id\\":3}');
  });
});

describe('REST APIs and Express state machines', () => {
  it('the answer of StartSyncExecution holds status, output and billing', async () => {
    const definition =
      '{"StartAt":"P","States":{"P":{"Type":"Pass","Result":{"ok":true},"End":true}}}';
    const { simulation } = await runHeadless({
      program: { path: 'm.asl.json', document: parse(definition, 'json'), type: 'EXPRESS' },
      scenario: scenarioOf(`
resources: { apis: { a: { routes: { POST /: { integration: StartSyncExecution } } } } }
events: [{ at: 0s, http: { method: POST, path: /, body: { n: 1 } } }]`),
    });
    const answer = simulation.log().find(({ kind }) => kind === 'httpResponse');
    expect(JSON.parse(String(answer?.data))).toMatchObject({
      executionArn: expect.stringMatching(/:express:m:/) as string,
      status: 'SUCCEEDED',
      input: '{"n":1}',
      inputDetails: { included: true },
      output: '{"ok":true}',
      billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
    });
  });
});

describe('G12: a state machine pushes to a connection', () => {
  it.each([
    [
      'apigateway:invoke',
      {
        ApiEndpoint: 'chat.execute-api.us-east-1.amazonaws.com',
        Method: 'POST',
        Stage: 'prod',
        'Path.$': "States.Format('/@connections/{}', $.connection)",
        RequestBody: { hi: 1 },
      },
    ],
    [
      'aws-sdk:apigatewaymanagementapi:postToConnection',
      { 'ConnectionId.$': '$.connection', Data: { hi: 1 } },
    ],
  ])('%s', async (resource, parameters) => {
    const definition = JSON.stringify({
      StartAt: 'Push',
      States: {
        Push: {
          Type: 'Task',
          Resource: `arn:aws:states:::${resource}`,
          Parameters: parameters,
          End: true,
        },
      },
    });
    const { execution, simulation } = await runHeadless({
      program: { path: 'm.asl.json', document: parse(definition, 'json') },
      scenario: scenarioOf(`
resources:
  apis:
    chat:
      type: WEBSOCKET
      routes:
        go: { integration: StartExecution, requestTemplate: '{"input": "{\\"connection\\": \\"$context.connectionId\\"}", "stateMachineArn": "m"}' }
events: [{ at: 0s, websocket: { api: chat, messages: [{ action: go }] } }]`),
    });
    expect(execution?.status).toBe('SUCCEEDED');
    const pushed = simulation.log().filter(({ kind }) => kind === 'frameSent');
    expect(pushed.map(({ data }) => data)).toEqual([{ hi: 1 }]);
  });
});
