/** What each kind of integration sends, and how its answer becomes a response. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import { arrival, ask, lowerCased, worldOf, type Response } from './requests.ts';

const logOf = (world: TestWorld): string =>
  world.simulation
    .log()
    .map(({ message }) => message)
    .join('\n');

describe('an Http integration', () => {
  const seen = {
    url: '{{ url }}',
    method: '{{ method }}',
    headers: '{{ headers }}',
    body: '{{ body }}',
  };
  const endpoints = {
    'https://a.example': [
      { when: { path: ['/gone'] }, status: 410, headers: { 'X-Why': 'gone' }, body: 'away' },
      { when: { path: ['/here'] }, status: 201, headers: { 'X-Why': 'b' }, body: { n: 1 } },
      { status: 203, body: seen },
    ],
  };
  const send = async (route: object, sent: object = {}, path = '/a/9/x/y'): Promise<Response> =>
    ask(
      worldOf(
        { routes: { 'ANY /a/{id}/{rest+}': { integration: 'Http', ...route } } },
        { endpoints },
      ),
      path,
      { method: 'POST', headers: { 'X-One': '1' }, body: '{"n":1}', ...sent },
    );
  const told = async (route: object, sent: object = {}, path?: string): Promise<JsonObject> =>
    JSON.parse((await send(route, sent, path)).body) as JsonObject;
  const uri = 'https://a.example/to/{id}/{rest+}/{none}';

  it('of a proxy sends the request on: path parameters, query, headers, body, method', async () => {
    expect(await told({ uri }, {}, '/a/9/x/y?q=1&q=a%20b')).toEqual({
      url: 'https://a.example/to/9/x/y/?q=1&q=a+b',
      method: 'POST',
      headers: {
        'x-one': '1',
        'user-agent': 'stepthrough',
        ...lowerCased(arrival()),
        host: 'a.example',
        'content-length': '7',
        'x-amzn-apigateway-api-id': 'api',
      },
      body: { n: 1 },
    });
    expect((await told({ uri }, { method: 'PUT', body: undefined }))['method']).toBe('PUT');
  });

  it('of none sends the rendered body, and only what is mapped', async () => {
    const requestParameters = {
      'integration.request.header.X-Two': 'method.request.header.X-One',
      'integration.request.header.X-Three': "'fixed'",
      'integration.request.header.X-None': 'method.request.header.none',
      'integration.request.querystring.q': "'1'",
      'x.integration.request.header.X-Four': "'no'",
    };
    const route = { uri, proxy: false, requestParameters, requestTemplate: '<$input.path("$.n")>' };
    expect(await told({ ...route, responses: [{ status: 200 }] }, {}, '/a/9/x?q=1')).toEqual({
      url: 'https://a.example/to/9/x/?q=1',
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-length': '3',
        'content-type': 'application/json',
        host: 'a.example',
        'user-agent': 'AmazonAPIGateway_api',
        'x-amzn-apigateway-api-id': 'api',
        'x-amzn-trace-id': expect.any(String) as string,
        'x-two': '1',
        'x-three': 'fixed',
      },
      body: '<1>',
    });
    expect(await told({ uri, proxy: false })).toMatchObject({ body: { n: 1 } });
    const refused = await send({ uri, proxy: false, passthrough: 'NEVER' });
    expect(refused.status).toBe(415);
  });

  it('answers as the endpoint does', async () => {
    expect(await send({ uri: 'https://a.example/gone' })).toEqual({
      status: 410,
      headers: { 'X-Why': 'gone' },
      body: 'away',
    });
    expect(await send({ uri: 'https://a.example/here' })).toEqual({
      status: 201,
      headers: { 'X-Why': 'b' },
      body: '{"n":1}',
    });
  });

  it('without a proxy selects by the status, and is a 200 where nothing is declared', async () => {
    const gone = { uri: 'https://a.example/gone', proxy: false };
    expect(await send(gone)).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: 'away',
    });
    expect(
      (await send({ ...gone, responses: [{ status: 202 }, { pattern: '410', status: 404 }] }))
        .status,
    ).toBe(404);
  });

  it('without an address, or with one that no endpoint has, is told', async () => {
    expect((await send({})).headers['x-simulation-problem']).toBe(
      'ANY /a/{id}/{rest+}: an Http integration needs "uri" (and an answer for it in "resources.endpoints"), or "response".',
    );
    const elsewhere = await send({ uri: 'https://b.example' });
    expect([elsewhere.status, elsewhere.headers['x-simulation-problem']]).toEqual([
      500,
      'No address in "resources.endpoints" begins as https://b.example does.',
    ]);
  });
});

describe('a Lambda integration without a proxy', () => {
  const functions = {
    f: {
      answers: [
        { when: { fail: [true] }, throw: { error: 'E', cause: 'bad\nthing' } },
        { return: { got: '{{ input }}' } },
      ],
    },
  };
  const send = async (route: object, body: string | undefined, headers = {}): Promise<Response> => {
    const routes = { 'POST /': { integration: 'Lambda', function: 'f', proxy: false, ...route } };
    const sent = { method: 'POST', headers, ...(body === undefined ? {} : { body }) };
    return ask(worldOf({ routes }, { functions }), '/', sent);
  };

  it('gets the body, an empty object for none, and what the template makes of it', async () => {
    expect((await send({}, '{"a":1}')).body).toBe('{"got":{"a":1}}');
    expect((await send({}, undefined)).body).toBe('{"got":{}}');
    expect((await send({ requestTemplate: '[$input.body]' }, '7')).body).toBe('{"got":[7]}');
  });

  it('gets nothing that is no JSON: the beginning of the text is told', async () => {
    const text = `no ${'x'.repeat(400)}`;
    const { status, headers } = await send({}, text);
    expect([status, headers['x-simulation-problem']]).toEqual([
      500,
      `POST /: the mapping template renders no JSON for the function: ${text.slice(0, 300)}`,
    ]);
  });

  it('of another content type is refused when nothing passes through', async () => {
    const route = { passthrough: 'NEVER', requestTemplates: { 'application/json': '{}' } };
    expect(await send(route, '<a/>', { 'Content-Type': 'text/xml' })).toMatchObject({
      status: 415,
      body: '{"message":"Unsupported Media Type"}',
    });
    const none = { 'POST /': { integration: 'Mock', ...route } };
    const sent = { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body: '<a/>' };
    expect((await ask(worldOf({ routes: none }), '/', sent)).status).toBe(415);
    const aws = { 'POST /': { integration: 'StartExecution', ...route } };
    expect((await ask(worldOf({ routes: aws }), '/', sent)).status).toBe(415);
  });

  it('of a function that fails is selected by its message, across lines', async () => {
    const responses = [{ status: 200 }, { pattern: 'bad.*', status: 422 }];
    expect((await send({ responses }, '{"fail":true}')).status).toBe(422);
    expect(
      (
        await send(
          { responses: [{ status: 200 }, { pattern: 'bad', status: 422 }] },
          '{"fail":true}',
        )
      ).status,
    ).toBe(200);
    expect((await send({ responses }, '{}')).status).toBe(200);
    expect(
      (await send({ responses: [{ pattern: '', status: 422 }, { status: 200 }] }, '{}')).status,
    ).toBe(422);
  });

  it('of a function that is not there is a 500', async () => {
    expect(await send({ function: undefined }, '{}')).toMatchObject({
      status: 500,
      body: '{"message":"Internal server error"}',
    });
  });
});

describe('a Mock integration', () => {
  const send = async (requestTemplate: string): Promise<Response> =>
    ask(worldOf({ routes: { 'GET /': { integration: 'Mock', requestTemplate } } }), '/');
  it.each([
    ['{"statusCode": 201}', 201],
    ['{statusCode: 202}', 202],
    ['{\'a\': 1, "statusCode":203}', 203],
    ['{"statusCode" : "204"}', 204],
    ['{"statusCode":\n 205}', 205],
  ])('%j', async (template, status) => {
    expect((await send(template)).status).toBe(status);
  });
  it.each(['{"status": 200}', '{"statusCode": 20}', '{"statusCode": x200}', 'x'.repeat(200)])(
    '%.20j is told',
    async (template) => {
      expect(await send(template)).toMatchObject({
        status: 500,
        headers: {
          'x-simulation-problem': `GET /: the template of a Mock integration must render {"statusCode": 200}, not ${template.slice(0, 100)}`,
        },
      });
    },
  );
  it('with a whole response of the scenario gives it', async () => {
    const response = { status: 418, headers: { 'X-A': [1, 2] }, body: { a: 1 } };
    expect(
      await ask(worldOf({ routes: { 'GET /': { integration: 'Mock', response } } }), '/'),
    ).toEqual({
      status: 418,
      headers: { 'Content-Type': 'application/json', 'X-A': '1,2' },
      body: '{"a":1}',
    });
  });
});

describe('an operation of AWS', () => {
  it('of which the template is no request is told, as far as 300 characters', async () => {
    const send = async (requestTemplate: string) =>
      ask(
        worldOf({ routes: { 'POST /': { integration: 'StartExecution', requestTemplate } } }),
        '/',
        {
          method: 'POST',
          body: '{}',
        },
      );
    const log = async (requestTemplate: string) => {
      const world = worldOf({
        routes: { 'POST /': { integration: 'StartExecution', requestTemplate } },
      });
      await ask(world, '/', { method: 'POST', body: '{}' });
      return logOf(world);
    };
    expect(await send('x')).toMatchObject({
      status: 400,
      body: '{"__type":"com.amazon.coral.service#SerializationException"}',
    });
    const told = 'POST /: the mapping template renders no JSON object: ';
    expect(await log('x'.repeat(300))).toContain(`${told}${'x'.repeat(300)}`);
    expect(await log('x'.repeat(301))).toContain(`${told}${'x'.repeat(299)}…`);
    expect(await log('plain')).not.toContain('escapeJavaScript');
    expect(await log("it\\'s")).toContain('$util.escapeJavaScript has made');
  });

  it('of an execution names its machine: by default the main one, else its name', async () => {
    const started = async (route: object, type: string): Promise<JsonObject> => {
      const world = worldOf({
        type,
        routes: { 'POST /': { integration: 'StartExecution', ...route } },
      });
      const { body } = await ask(world, '/', { method: 'POST', body: '{"a":1}' });
      return JSON.parse(body) as JsonObject;
    };
    for (const type of ['REST', 'HTTP']) {
      expect((await started({}, type))['executionArn']).toMatch(/:execution:machine:/);
      expect(JSON.stringify(await started({ machine: 'other' }, type))).toContain(
        'arn:aws:states:us-east-1:123456789012:stateMachine:other',
      );
    }
  });

  it('of an HTTP API that maps nothing sends the body', async () => {
    const resources = {
      queues: { q: {} },
      rules: {
        any: { pattern: { source: ['apigateway'], 'detail-type': ['request'] }, queue: 'q' },
      },
    };
    const integrations: readonly object[] = [
      { integration: 'PutEvents' },
      { integration: 'SendMessage', queue: 'q' },
    ];
    const bodies: Json[] = [];
    for (const route of integrations) {
      const world = worldOf({ type: 'HTTP', routes: { 'POST /': route } }, resources);
      await ask(world, '/', { method: 'POST', body: '{"a":1}' });
      const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'q' });
      bodies.push((value as { Messages: { Body: string }[] }).Messages[0]?.Body ?? null);
    }
    expect(JSON.parse(String(bodies[0]))).toMatchObject({ detail: { a: 1 } });
    expect(bodies[1]).toBe('{"a":1}');
  });

  it('of an execution that is asked for takes its name from the body', async () => {
    for (const integration of ['DescribeExecution', 'StopExecution']) {
      for (const type of ['REST', 'HTTP']) {
        const world = worldOf({ type, routes: { 'POST /': { integration } } });
        await world.pass(0);
        const executionArn = world.simulation.executions()[0]?.id ?? '';
        const body = JSON.stringify({ executionArn });
        const answer = await ask(world, '/', { method: 'POST', body });
        expect(answer).toMatchObject({ status: 200 });
        const none = JSON.stringify({ executionArn: `${executionArn}x` });
        expect((await ask(world, '/', { method: 'POST', body: none })).status).toBe(400);
      }
    }
  });

  it('of a queue takes the one of the route, or of its request', async () => {
    const send = async (requestTemplate: string, queue?: string): Promise<string[]> => {
      const routes = {
        'POST /': {
          integration: 'SendMessage',
          requestTemplate,
          ...(queue === undefined ? {} : { queue }),
        },
      };
      const world = worldOf({ routes }, { queues: { q: {}, r: {} } });
      await ask(world, '/', { method: 'POST', body: '{}' });
      const found: string[] = [];
      for (const QueueUrl of ['q', 'r']) {
        const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl });
        if (JSON.stringify(value).includes('Messages')) found.push(QueueUrl);
      }
      return found;
    };
    expect(await send('  {"MessageBody": "x"}', 'q')).toEqual(['q']);
    expect(await send('{"MessageBody": "x", "QueueUrl": "r"}', 'q')).toEqual(['r']);
    expect(await send('{"MessageBody": "x", "QueueUrl": "r"}')).toEqual(['r']);
    expect(await send('{"MessageBody": "x"}')).toEqual([]);
    expect(await send('{"MessageBody', 'q')).toEqual([]);
    expect(await send('Action=SendMessage&MessageBody=x&QueueUrl=r', 'q')).toEqual(['r']);
  });
});
