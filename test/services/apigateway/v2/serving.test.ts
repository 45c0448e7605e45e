/** How HTTP APIs serve what operations have made of them. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { asked } from '../requests.ts';
import {
  anHttpApi,
  autoStage,
  converse,
  functions,
  inApi,
  invocation,
  route,
  stage,
  toFunction,
  type RoutedConversation,
  type Step,
} from './conversation.ts';

const role = 'arn:aws:iam::123456789012:role/r';
const toAddress = (more: JsonObject): Step => [
  'CreateIntegration',
  {
    ...inApi,
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: 'https://a.example/x?own=1',
    ...more,
  },
  {},
  { integration: 'IntegrationId' },
];
const toService = (IntegrationSubtype: string, RequestParameters: JsonObject): Step => [
  'CreateIntegration',
  {
    ...inApi,
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype,
    CredentialsArn: role,
    PayloadFormatVersion: '1.0',
    RequestParameters,
  },
  {},
  { integration: 'IntegrationId' },
];
const echoing = {
  resources: {
    queues: { q: {} },
    rules: { any: { pattern: { source: ['web'] }, queue: 'q' } },
    endpoints: {
      'https://a.example': [
        { when: { path: ['/fails'] }, status: 404, headers: { 'X-Why': 'no' }, body: { code: 7 } },
        {
          headers: { 'X-One': '1', 'X-Two': '2' },
          body: { url: '{{ url }}', method: '{{ method }}', headers: '{{ headers }}' },
        },
      ],
    },
  },
};

async function served(integration: Step, key = 'ANY /a/{id}/{rest+}'): Promise<RoutedConversation> {
  const steps = [
    anHttpApi,
    integration,
    route(key),
    stage('$default', { AutoDeploy: true, StageVariables: { who: 'kim' } }),
  ];
  return converse(steps, JSON.stringify(echoing));
}

interface Echo {
  readonly url: string;
  readonly method: string;
  readonly headers: JsonObject;
}
const echo = async (made: RoutedConversation, path: string, sent: object = {}) =>
  JSON.parse((await made.send(path, sent)).body) as Echo;

describe('G58: a function', () => {
  it.each([
    [
      '2.0',
      { version: '2.0', rawPath: '/a/7', routeKey: 'GET /a/{id}', pathParameters: { id: '7' } },
    ],
    ['1.0', { version: '1.0', path: '/a/7', httpMethod: 'GET', pathParameters: { id: '7' } }],
  ])('gets an event of version %s', async (PayloadFormatVersion, expected) => {
    const steps = [
      anHttpApi,
      toFunction('echo', { PayloadFormatVersion, IntegrationUri: invocation('echo') }),
      route('GET /a/{id}'),
      autoStage,
    ];
    const made = await converse(steps, functions);
    expect(await made.send('/a/7?q=1')).toMatchObject({
      status: 200,
      body: 'ok',
      headers: { 'x-own': 'own' },
    });
    expect(asked(made.world)).toMatchObject(expected);
  });

  it('of the most special route is asked, and of `$default` for the rest', async () => {
    const made = await converse(
      [
        anHttpApi,
        toFunction('echo'),
        route('GET /a'),
        route('ANY /a'),
        route('$default'),
        autoStage,
      ],
      functions,
    );
    const keys: unknown[] = [];
    for (const [method, path] of [
      ['GET', '/a'],
      ['PUT', '/a'],
      ['GET', '/b'],
    ] as const) {
      await made.send(path, { method });
      const events = made.world.simulation.log().filter(({ kind }) => kind === 'functionInvoked');
      keys.push((events.at(-1)?.data as JsonObject)['routeKey']);
    }
    expect(keys).toEqual(['GET /a', 'ANY /a', '$default']);
  });

  it('is not there behind a route without an integration', async () => {
    const made = await converse(
      [
        anHttpApi,
        ['CreateRoute', { ...inApi, RouteKey: 'GET /a' }, { RouteKey: 'GET /a' }],
        autoStage,
      ],
      functions,
    );
    expect(await made.send('/a')).toMatchObject({
      status: 500,
      headers: { 'x-simulation-problem': 'GET /a: the route has no integration.' },
    });
  });

  it('that is too slow is a 503', async () => {
    const slow = JSON.stringify({
      resources: { functions: { slow: { answers: [{ return: 'x', after: '1s' }] } } },
    });
    for (const [TimeoutInMillis, status] of [
      [999, 503],
      [1001, 200],
    ] as const) {
      const made = await converse(
        [anHttpApi, toFunction('slow', { TimeoutInMillis }), route('GET /a'), autoStage],
        slow,
      );
      await made.send('/a');
      await made.world.pass(2000);
      expect(made.world.reply().value).toMatchObject({ status });
    }
  });
});

describe('G58: an address', () => {
  it('gets the method, the query and what the path holds', async () => {
    const made = await served(toAddress({ IntegrationUri: 'https://a.example/{rest}?own=1' }));
    expect(await echo(made, '/a/7/b/c?q=1', { method: 'PUT' })).toMatchObject({
      url: 'https://a.example/b/c?own=1&q=1',
      method: 'PUT',
    });
    const fixed = await served(toAddress({ IntegrationMethod: 'POST' }));
    expect(await echo(fixed, '/a/7/b')).toMatchObject({ method: 'POST' });
  });
});

describe('G50: parameters of a request', () => {
  const mapped = (RequestParameters: JsonObject) => served(toAddress({ RequestParameters }));
  const path = '/a/7/b/c?q=1&q=2&other=3';
  const sent = {
    method: 'POST',
    headers: { 'X-A': 'one', 'x-b': 'two' },
    body: JSON.stringify({ user: { name: 'kim', tags: ['t'] } }),
  };

  it.each<[string, string, Json]>([
    ['append:header.x-a', 'new', 'one,new'],
    ['append:header.X-C', 'new', 'new'],
    ['overwrite:header.X-A', 'new', 'new'],
    ['overwrite:header.x-a', '$request.header.X-B', 'two'],
    ['overwrite:header.x-a', '$request.querystring.q', '1,2'],
    ['overwrite:header.x-a', '$request.path.id', '7'],
    ['overwrite:header.x-a', '$request.path', '/a/7/b/c'],
    ['overwrite:header.x-a', '$request.body.user.name', 'kim'],
    ['overwrite:header.x-a', '$request.body.user.tags[0]', 't'],
    ['overwrite:header.x-a', '$context.httpMethod', 'POST'],
    ['overwrite:header.x-a', '$stageVariables.who', 'kim'],
    ['overwrite:header.x-a', '${request.path.id}-${stageVariables.who}', '7-kim'],
    ['overwrite:header.x-a', '$request.header.none', 'one'],
    ['append:header.x-a', '$request.body.none', 'one'],
  ])('%s of %s makes %s', async (key, source, expected) => {
    const { headers } = await echo(await mapped({ [key]: source }), path, sent);
    const [, name = ''] = key.split('.');
    expect(headers).toMatchObject({ [name.toLowerCase()]: expected });
  });

  it('take a header away', async () => {
    const { headers } = await echo(await mapped({ 'remove:header.x-a': "''" }), path, sent);
    expect(headers).not.toHaveProperty('x-a');
    expect(headers).toMatchObject({ 'x-b': 'two' });
  });

  it.each<[JsonObject, string]>([
    [{ 'append:querystring.q': '3' }, 'own=1&q=1&q=2&other=3&q=3'],
    [{ 'overwrite:querystring.q': '$request.path.id' }, 'own=1&other=3&q=7'],
    [{ 'append:querystring.n': '1' }, 'own=1&q=1&q=2&other=3&n=1'],
    [{ 'remove:querystring.q': '' }, 'own=1&other=3'],
  ])('%j change the query', async (parameters, expected) => {
    const { url } = await echo(await mapped(parameters), path, sent);
    const sorted = (query: string) => query.split('&').sort();
    expect(sorted(url.split('?')[1] ?? '')).toEqual(sorted(expected));
  });

  it('change the path', async () => {
    const { url } = await echo(
      await mapped({ 'overwrite:path': '/to/${request.path.id}' }),
      '/a/7/b',
    );
    expect(url).toBe('https://a.example/to/7?own=1');
  });

  it('reach a function in its event', async () => {
    const RequestParameters = { 'append:header.x-a': 'new', 'overwrite:querystring.q': '2' };
    const made = await converse(
      [anHttpApi, toFunction('echo', { RequestParameters }), route('GET /a'), autoStage],
      functions,
    );
    await made.send('/a?q=1', { headers: { 'x-a': 'one' } });
    expect(asked(made.world)).toMatchObject({
      headers: { 'x-a': 'one,new' },
      queryStringParameters: { q: '2' },
      rawQueryString: 'q=2',
    });
  });
});

describe('G50: parameters of an answer', () => {
  const mapped = (ResponseParameters: JsonObject, IntegrationUri = 'https://a.example/x') =>
    served(toAddress({ ResponseParameters, IntegrationUri }));

  it('hold for its status alone', async () => {
    const made = await mapped({
      200: {
        'append:header.X-One': '2',
        'overwrite:header.x-two': '$response.header.X-One',
        'append:header.X-Three': '$response.body.method',
        'append:header.x-four': '${context.stage}',
        'append:header.x-none': '$response.body.none',
      },
      404: { 'append:header.X-One': 'no' },
    });
    const { status, headers } = await made.send('/a/7/b');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'X-One': '1,2',
      'x-two': '1',
      'X-Three': 'GET',
      'x-four': '$default',
    });
    expect(headers).not.toHaveProperty('x-none');
  });

  it('change the status, and take headers away', async () => {
    const made = await mapped(
      { 404: { 'overwrite:statuscode': '$response.body.code', 'remove:header.x-why': '' } },
      'https://a.example/fails',
    );
    expect(await made.send('/a/7/b')).toMatchObject({ status: 404 });
    const other = await mapped(
      { 404: { 'overwrite:statuscode': '410', 'remove:header.x-why': '' } },
      'https://a.example/fails',
    );
    const { status, headers, body } = await other.send('/a/7/b');
    expect([status, body]).toEqual([410, '{"code":7}']);
    expect(headers).not.toHaveProperty('X-Why');
  });
});

describe('G51: a service', () => {
  const post = (made: RoutedConversation, body: object, path = '/a') =>
    made.send(path, { method: 'POST', body: JSON.stringify(body) });
  const message = async (made: RoutedConversation) =>
    (
      await made.world.call('sqs', 'ReceiveMessage', {
        QueueUrl: 'q',
        MessageAttributeNames: ['All'],
        MaxNumberOfMessages: 10,
      })
    ).value as { readonly Messages?: readonly JsonObject[] };

  it('SQS gets, gives, deletes and purges messages', async () => {
    const made = await served(
      toService('SQS-SendMessage', {
        QueueUrl: 'q',
        MessageBody: '$request.body.text',
        DelaySeconds: '0',
        MessageAttributes: '$request.body.attributes',
      }),
      'POST /a',
    );
    const attributes = { n: { DataType: 'String', StringValue: 'v' } };
    expect(await post(made, { text: 'hi', attributes })).toMatchObject({ status: 200 });
    expect((await message(made)).Messages).toMatchObject([
      { Body: 'hi', MessageAttributes: attributes },
    ]);
    await made.say([
      toService('SQS-ReceiveMessage', {
        QueueUrl: 'q',
        MessageAttributeNames: '["All"]',
        MaxNumberOfMessages: '1',
      }),
      route('GET /r'),
      toService('SQS-PurgeQueue', { QueueUrl: 'q' }),
      route('POST /p'),
    ]);
    expect(await post(made, {}, '/p')).toMatchObject({ status: 200 });
    expect(await post(made, { text: 'two', attributes })).toMatchObject({ status: 200 });
    expect(JSON.parse((await made.send('/r')).body)).toMatchObject({
      Messages: [{ Body: 'two', MessageAttributes: attributes }],
    });
  });

  it('EventBridge gets an event with all its parts', async () => {
    const made = await served(
      toService('EventBridge-PutEvents', {
        Detail: '$request.body.detail',
        DetailType: 'seen',
        Source: 'web',
        Time: '2026-01-01T00:00:00Z',
        Resources: '$request.body.resources',
        EventBusName: 'default',
      }),
      'POST /a',
    );
    expect(await post(made, { detail: { a: 1 }, resources: ['r1', 'r2'] })).toMatchObject({
      status: 200,
    });
    await made.world.pass(1000);
    const [{ Body = '' } = {}] = (await message(made)).Messages ?? [];
    expect(JSON.parse(String(Body))).toMatchObject({
      'detail-type': 'seen',
      detail: { a: 1 },
      time: '2026-01-01T00:00:00Z',
      resources: ['r1', 'r2'],
    });
  });

  it('Step Functions starts what it is told to, with no input where none is mapped', async () => {
    const StateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:machine';
    const made = await served(
      toService('StepFunctions-StartExecution', { StateMachineArn, Name: '$request.body.name' }),
      'POST /a',
    );
    await post(made, { name: 'one' });
    await made.say([
      toService('StepFunctions-StartExecution', { StateMachineArn, Input: '$request.body' }),
      route('POST /b'),
    ]);
    await post(made, { x: 1 }, '/b');
    expect(
      made.world.simulation
        .executions()
        .slice(-2)
        .map(({ input }) => input),
    ).toEqual([{}, { x: 1 }]);
    expect(made.world.simulation.executions().at(-2)?.id).toMatch(/:one$/);
  });
});

describe('G58: origins', () => {
  it('are those of the API, until they are deleted', async () => {
    const headers = { Origin: 'https://x' };
    const CorsConfiguration = { AllowOrigins: ['https://x'], AllowMethods: ['GET'], MaxAge: 5 };
    const made = await converse(
      [
        anHttpApi,
        toFunction('echo'),
        route('GET /a'),
        autoStage,
        ['UpdateApi', { ...inApi, CorsConfiguration }, { CorsConfiguration }],
      ],
      functions,
    );
    const preflight = {
      method: 'OPTIONS',
      headers: { ...headers, 'Access-Control-Request-Method': 'GET' },
    };
    expect(await made.send('/a', preflight)).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': 'https://x', 'access-control-max-age': '5' },
    });
    expect((await made.send('/a', { headers })).headers).toMatchObject({
      'access-control-allow-origin': 'https://x',
    });
    await made.say([['DeleteCorsConfiguration', inApi, {}]]);
    expect((await made.send('/a', { headers })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
    expect(await made.send('/a', preflight)).toMatchObject({ status: 404 });
  });
});
