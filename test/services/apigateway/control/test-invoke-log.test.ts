/** What TestInvokeMethod logs of requests to integrations and of their answers. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  getRoot,
  inApi,
  patch,
  statusTemplate,
  type Conversation,
  type Step,
} from './conversation.ts';
import { declaredShop, inShop } from './declared.ts';

const functionUri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${name}/invocations`;

const scenario = JSON.stringify({
  resources: {
    functions: {
      echo: { answers: [{ return: { got: '{{ input }}' } }] },
      wrong: { answers: [{ return: { statusCode: 'x' } }] },
      proxied: {
        answers: [
          {
            return: {
              statusCode: 201,
              headers: { 'X-A': 'a' },
              multiValueHeaders: { 'Set-Cookie': ['b', 'c'] },
              body: 'ö',
            },
          },
        ],
      },
    },
    queues: { q: {} },
    endpoints: {
      'https://a.example/late': [{ status: 202, body: { a: 1 }, after: '1500ms' }],
      'https://a.example': [{ status: 203, body: 'outside' }],
    },
  },
});

const put = (settings: JsonObject): readonly Step[] => [
  anApi,
  ['PutMethod', { ...getRoot, authorizationType: 'NONE' }, { httpMethod: 'GET' }],
  ['PutMethodResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
  [
    'PutIntegration',
    { ...getRoot, integrationHttpMethod: 'POST', ...settings },
    { httpMethod: 'POST' },
  ],
  ['PutIntegrationResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
];

interface Told {
  readonly status: number;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  readonly multiValueHeaders: { readonly [name: string]: readonly string[] };
  readonly log: string;
  readonly latency: number;
}

const test = async (talk: Conversation, more: JsonObject = {}): Promise<Told> =>
  (await talk.ask('TestInvokeMethod', { ...getRoot, ...more })) as unknown as Told;

/** Without their times. */
const linesOf = ({ log }: Told): readonly string[] =>
  log.split('\n').map((line) => line.replace(/^.{28} : /, ''));

describe('G42: an address', () => {
  it('is told with what is sent there, and each line with its time', async () => {
    const talk = await converse(
      put({
        type: 'HTTP',
        uri: 'https://a.example/late',
        requestTemplates: { 'application/json': '{"made": "ö"}' },
      }),
      scenario,
    );
    const waiting = await test(talk, { body: '{}', pathWithQueryString: '/?a=1&a=2&b=3' });
    expect(waiting).toBe('waiting');
    await talk.world.pass(1500);
    const told = talk.world.reply().value as unknown as Told;
    expect(told).toMatchObject({ status: 200, body: '{"a":1}', latency: 1500 });
    const [first = '', ...lines] = told.log.split('\n');
    const id = first.replace('Execution log for request ', '');
    const at = (time: string, texts: readonly string[]) =>
      texts.map((text) => `Mon Jan 05 ${time} UTC 2026 : ${text}`);
    expect(lines.slice(0, 7)).toEqual(
      at('09:00:00', [
        `Starting execution for request: ${id}`,
        'HTTP Method: GET, Resource Path: /',
        'Method request path: {}',
        'Method request query string: {a=1,2, b=3}',
        'Method request headers: {}',
        'Method request body before transformations: {}',
        'Endpoint request URI: https://a.example/late',
      ]),
    );
    expect(lines[7]).toMatch(/ : Endpoint request headers: \{.*User-Agent=AmazonAPIGateway_/);
    expect(lines[7]).toMatch(/Host=a\.example.* \[TRUNCATED\]$/);
    expect(lines.slice(8, 11)).toEqual([
      ...at('09:00:00', [
        'Endpoint request body after transformations: {"made": "ö"}',
        'Sending request to https://a.example/late',
      ]),
      ...at('09:00:01', ['Received response. Status: 202, Integration latency: 1500 ms']),
    ]);
    expect(lines[11]).toMatch(
      /^Mon Jan 05 09:00:01 UTC 2026 : Endpoint response headers: \{Date=Mon, 05 Jan 2026 09:00:01 GMT, Content-Type=application\/json, Content-Length=7, Connection=keep-alive, x-amzn-RequestId=[\da-f-]{36}\}$/,
    );
    expect(lines.slice(12)).toEqual([
      ...at('09:00:01', [
        'Endpoint response body before transformations: {"a":1}',
        'Method response body after transformations: {"a":1}',
        'Method response headers: {Content-Type=application/json}',
        'Successfully completed execution',
        'Method completed with status: 200',
      ]),
      '',
    ]);
  });

  it('is sent the body as it came, where no template changes it', async () => {
    const talk = await converse(put({ type: 'HTTP_PROXY', uri: 'https://a.example' }), scenario);
    const told = await test(talk, { body: ' {"n":  1}' });
    expect(told).toMatchObject({ status: 203, body: 'outside', latency: 0 });
    expect(linesOf(told)[9]).toBe('Endpoint request body after transformations:  {"n":  1}');
    expect(linesOf(told)).toContain('Received response. Status: 203, Integration latency: 0 ms');
    expect(linesOf(told)).toContain('Endpoint response body before transformations: outside');
  });
});

describe('G42: a function', () => {
  const masked = '*'.repeat(64);

  it('is told with the trace of the request', async () => {
    const talk = await converse(put({ type: 'AWS', uri: functionUri('echo') }), scenario);
    const told = await test(talk, { headers: { 'Content-Type': 'text/plain' }, body: ' 1 ' });
    const lines = linesOf(told);
    const trace = told.headers['X-Amzn-Trace-Id'] ?? '';
    expect(trace).toMatch(/^Root=1-[\da-f]{8}-[\da-f]{24}$/);
    const id = (lines[0] ?? '').replace('Execution log for request ', '');
    const api = talk.known['api'] ?? '';
    expect(lines[8]).toBe(
      `Endpoint request headers: {x-amzn-lambda-integration-tag=${id}, Authorization=${masked}, X-Amz-Date=20260105T090000Z, x-amzn-apigateway-api-id=${api}, Accept=application/json, User-Agent=AmazonAPIGateway_${api}, X-Amz-Security-Token=simulated [TRUNCATED]`,
    );
    expect(lines[9]).toBe('Endpoint request body after transformations:  1 ');
    expect(lines[12]).toMatch(
      new RegExp(
        `^Endpoint response headers: \\{Date=.*, Connection=keep-alive, x-amzn-RequestId=[\\da-f-]{36}, x-amzn-Remapped-Content-Length=0, X-Amz-Executed-Version=\\$LATEST, X-Amzn-Trace-Id=${trace}\\}$`,
      ),
    );
    expect(told.headers).toEqual({ 'X-Amzn-Trace-Id': trace, 'Content-Type': 'application/json' });
  });

  it('answers as a proxy with several values of a header', async () => {
    const talk = await converse(put({ type: 'AWS_PROXY', uri: functionUri('proxied') }), scenario);
    const { status, body, headers, multiValueHeaders } = await test(talk);
    const trace = headers['X-Amzn-Trace-Id'] ?? '';
    expect([status, body]).toEqual([201, 'ö']);
    expect(headers).toEqual({
      'X-Amzn-Trace-Id': trace,
      'Content-Type': 'application/json',
      'X-A': 'a',
      'Set-Cookie': 'b,c',
    });
    expect(multiValueHeaders).toEqual({
      'Content-Type': ['application/json'],
      'X-Amzn-Trace-Id': [trace],
      'X-A': ['a'],
      'Set-Cookie': ['b', 'c'],
    });
  });

  it('that answers a proxy with what is no response is told', async () => {
    const talk = await converse(put({ type: 'AWS_PROXY', uri: functionUri('wrong') }), scenario);
    const told = await test(talk);
    expect(told).toMatchObject({
      status: 502,
      body: '{"message": "Internal server error"}'.replace(': ', ':'),
    });
    expect(told.headers).toEqual({ 'x-amzn-ErrorType': 'InternalServerErrorException' });
    const lines = linesOf(told);
    expect(lines.slice(-4)).toEqual([
      expect.stringContaining('Endpoint response body before transformations: ') as string,
      'Execution failed due to configuration error: Malformed Lambda proxy response',
      'Method completed with status: 502',
      '',
    ]);
    const [received = ''] = lines.filter((line) => line.startsWith('Endpoint request body'));
    expect(received).toContain('"resource":"/"');
  });

  it('that is not there is told with the words of Lambda', async () => {
    const talk = await converse(put({ type: 'AWS', uri: functionUri('none') }), scenario);
    const lines = linesOf(await test(talk));
    expect(lines).toContain('Received response. Status: 404, Integration latency: 0 ms');
    expect(lines).toContain(
      'Endpoint response body before transformations: {"__type":"ResourceNotFoundException","message":"Function not found: arn:aws:lambda:us-east-1:123456789012:function:none:$LATEST"}',
    );
  });

  it('that a scenario names is told by its ARN', async () => {
    const talk = await declaredShop(
      { routes: { 'GET /x': { integration: 'Lambda', function: 'echo', proxy: false } } },
      { functions: { echo: { answers: [{ return: 1 }] } } },
    );
    const told = (await talk.ask('TestInvokeMethod', {
      ...inShop,
      resourceId: '$x',
      httpMethod: 'GET',
    })) as unknown as Told;
    expect(linesOf(told)).toContain(
      'Sending request to https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:echo/invocations',
    );
    expect(linesOf(told)).toContain('Endpoint response body before transformations: 1');
  });
});

describe('G42: a service', () => {
  const queue = (template: string) => ({
    type: 'AWS',
    uri: 'arn:aws:apigateway:us-east-1:sqs:action/GetQueueUrl',
    credentials: 'arn:aws:iam::123456789012:role/r',
    requestTemplates: { 'application/json': template },
  });

  it('is told by its action, without a trace', async () => {
    const talk = await converse(put(queue('{"QueueName": "q"}')), scenario);
    const told = await test(talk);
    const lines = linesOf(told);
    const api = talk.known['api'] ?? '';
    expect(lines.slice(7, 11)).toEqual([
      'Endpoint request URI: https://sqs.us-east-1.amazonaws.com/?Action=GetQueueUrl',
      `Endpoint request headers: {Authorization=${'*'.repeat(64)}, X-Amz-Date=20260105T090000Z, x-amzn-apigateway-api-id=${api}, Accept=application/json, User-Agent=AmazonAPIGateway_${api}, X-Amz-Security-Token=simulated [TRUNCATED]`,
      'Endpoint request body after transformations: {"QueueName":"q"}',
      'Sending request to https://sqs.us-east-1.amazonaws.com/?Action=GetQueueUrl',
    ]);
    expect(lines).toContain(
      'Endpoint response body before transformations: {"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/q"}',
    );
    expect(lines.join('\n')).not.toContain('Trace');
    expect(told.headers).toEqual({ 'Content-Type': 'application/json' });
  });

  it('that refuses is told with its words', async () => {
    const talk = await converse(put(queue('{"QueueName": "none"}')), scenario);
    const lines = linesOf(await test(talk));
    expect(lines).toContain('Received response. Status: 400, Integration latency: 0 ms');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^Endpoint response body before transformations: \{"__type":"[\w.]+","message":".+"\}$/,
      ),
    );
  });
});

describe('G42: a method', () => {
  const mock = (template: string): readonly Step[] => [
    ...put({ type: 'MOCK', requestTemplates: statusTemplate })
      .slice(0, 4)
      .map((step): Step =>
        step[0] === 'PutIntegration' ? [step[0], step[1], { type: 'MOCK' }] : step,
      ),
    [
      'PutIntegrationResponse',
      { ...getRoot, statusCode: '200', responseTemplates: { 'application/json': template } },
      { statusCode: '200' },
    ],
  ];

  it('knows who tests it', async () => {
    const { sourceIp, apiKey, apiKeyId } = {
      sourceIp: '$context.identity.sourceIp',
      apiKey: '$context.identity.apiKey',
      apiKeyId: '$context.identity.apiKeyId',
    };
    const talk = await converse(mock(`${sourceIp} ${apiKey} ${apiKeyId} $context.stage`));
    expect((await test(talk)).body).toBe(
      'test-invoke-source-ip test-invoke-api-key test-invoke-api-key-id test-invoke-stage',
    );
  });

  it('gets the headers that are said, of which several values are one text', async () => {
    const talk = await converse(mock("$input.params('a') $input.params('b') $input.params('c')"));
    const told = await test(talk, {
      multiValueHeaders: { a: ['1', '2'], b: ['3'] },
      headers: { b: '4', c: '5' },
    });
    expect(told.body).toBe('1,2 4 5');
    expect(linesOf(told)[5]).toBe('Method request headers: {a=1,2, b=4, c=5}');
  });

  it.each([
    ['', '/', '{}'],
    ['/', '/', '{}'],
    ['?q=1', '', '{q=1}'],
    ['/?q=1&r=2', '/', '{q=1, r=2}'],
  ])('is asked by "%s"', async (pathWithQueryString, path, query) => {
    const talk = await converse(mock('in'));
    const lines = linesOf(await test(talk, { pathWithQueryString, body: '' }));
    expect([lines[2], lines[4], lines[6]]).toEqual([
      `HTTP Method: GET, Resource Path: ${path}`,
      `Method request query string: ${query}`,
      'Method request body before transformations: ',
    ]);
  });

  it('tells its parameters', async () => {
    const at = { ...inApi, resourceId: '$item', httpMethod: 'GET' };
    const talk = await converse([
      anApi,
      ['CreateResource', { ...inApi, parentId: '$root', pathPart: '{id}' }, {}, { item: 'id' }],
      ['PutMethod', { ...at, authorizationType: 'NONE' }, { httpMethod: 'GET' }],
      ['PutIntegration', { ...at, type: 'MOCK' }, { type: 'MOCK' }],
    ]);
    const lines = linesOf(await test(talk, { ...at, pathWithQueryString: '/7' }));
    expect(lines.slice(2, 4)).toEqual([
      'HTTP Method: GET, Resource Path: /7',
      'Method request path: {id=7}',
    ]);
  });

  it('that refuses a request tells so', async () => {
    const talk = await converse([
      ...mock('in'),
      ['CreateRequestValidator', { ...inApi, validateRequestParameters: true }, {}, { v: 'id' }],
      [
        'UpdateMethod',
        {
          ...getRoot,
          patchOperations: [
            patch('replace', '/requestValidatorId', '$v'),
            patch('add', '/requestParameters/method.request.header.h', 'true'),
          ],
        },
        { requestValidatorId: '$v' },
      ],
    ]);
    const told = await test(talk);
    expect(told).toMatchObject({
      status: 400,
      body: '{"message":"Missing required request parameters: [h]"}',
      headers: { 'x-amzn-ErrorType': 'BadRequestException' },
      multiValueHeaders: { 'x-amzn-ErrorType': ['BadRequestException'] },
    });
    expect(linesOf(told).slice(7)).toEqual(['Method completed with status: 400', '']);
    expect((await test(talk, { headers: { h: '1' } })).status).toBe(200);
  });

  it('has to be named', async () => {
    const talk = await converse(mock('in'));
    const { httpMethod, ...atRoot } = getRoot;
    await talk.sayWhole([
      [
        'TestInvokeMethod',
        atRoot,
        {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value null at 'httpMethod' failed to satisfy constraint: Member must not be null",
          status: 400,
        },
      ],
      [
        'TestInvokeMethod',
        { ...inApi, httpMethod, resourceId: 'none' },
        {
          code: 'NotFoundException',
          message: 'Invalid Resource identifier specified',
          status: 404,
        },
      ],
    ]);
  });
});
