/** How WebSocket APIs serve what operations have made of them. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { asked } from '../requests.ts';
import {
  aSocketApi,
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
const dev = stage('dev', { AutoDeploy: true, StageVariables: { who: 'kim' } });
const twoWay = (RouteKey: string): readonly Step[] => [
  route(RouteKey, { RouteResponseSelectionExpression: '$default' }),
  [
    'CreateRouteResponse',
    { ...inApi, RouteId: '$route', RouteResponseKey: '$default' },
    { RouteResponseKey: '$default' },
  ],
];
const integration = (request: JsonObject): Step => [
  'CreateIntegration',
  { ...inApi, ...request },
  {},
  { integration: 'IntegrationId' },
];
const answer = (IntegrationResponseKey: string, text: string): Step => [
  'CreateIntegrationResponse',
  {
    ...inApi,
    IntegrationId: '$integration',
    IntegrationResponseKey,
    ResponseTemplates: { $default: text },
  },
  { IntegrationResponseKey },
];
const aFunction = toFunction('echo', { PayloadFormatVersion: '1.0' });
const scenario = `${functions}  queues: { q: {} }
  endpoints:
    https://a.example:
      - { when: { path: [/fails] }, status: 404, body: no }
      - { body: { headers: '{{ headers }}', body: '{{ body }}' } }
`;

const api = (made: RoutedConversation) => made.known['api'] ?? '';
const connect = async (made: RoutedConversation, path = '/dev') =>
  (await made.world.connect(api(made), 'c1', path)).value;
const send = (made: RoutedConversation, body: object) =>
  made.world.frame('c1', JSON.stringify(body));
const frames = (made: RoutedConversation): readonly (Json | undefined)[] =>
  made.world.simulation
    .log()
    .filter(({ kind }) => kind === 'frameSent')
    .map(({ data }) => data);

async function connected(steps: readonly Step[]): Promise<RoutedConversation> {
  const made = await converse([aSocketApi, ...steps, dev], scenario);
  expect(await connect(made)).toEqual({ connectionId: 'c1' });
  return made;
}

describe('G59: a connection', () => {
  it('reaches the stage that its path names, or the first', async () => {
    const made = await converse([aSocketApi, aFunction, route('$connect'), dev], scenario);
    expect(await connect(made, '/dev?a=1')).toEqual({ connectionId: 'c1' });
    expect(asked(made.world)).toMatchObject({
      queryStringParameters: { a: '1' },
      stageVariables: { who: 'kim' },
      requestContext: {
        stage: 'dev',
        apiId: api(made),
        eventType: 'CONNECT',
        routeKey: '$connect',
      },
    });
    expect(await connect(made, '?a=1')).toEqual({ connectionId: 'c1' });
    expect(await connect(made, '')).toEqual({ connectionId: 'c1' });
    expect(await connect(made, '/')).toEqual({ connectionId: 'c1' });
    expect(await connect(made, '/prod')).toMatchObject({ status: 403 });
    expect(await connect(made, '/prod?dev')).toMatchObject({ status: 403 });
  });

  it('has no query where its path has none', async () => {
    const made = await converse([aSocketApi, aFunction, route('$connect'), dev], scenario);
    await connect(made);
    expect(asked(made.world)).not.toHaveProperty('queryStringParameters');
  });

  it('is refused without a stage, and by a function that fails', async () => {
    const none = await converse([aSocketApi, aFunction, route('$connect')], scenario);
    expect(await connect(none, '')).toMatchObject({ status: 403 });
    const undeployed = await converse([aSocketApi, stage('dev')], scenario);
    expect(await connect(undeployed, '')).toMatchObject({ status: 403 });
    const failing = await converse(
      [aSocketApi, toFunction('fails', { PayloadFormatVersion: '1.0' }), route('$connect'), dev],
      scenario,
    );
    expect(await connect(failing)).toMatchObject({ status: 502 });
  });

  it('is heard of when it ends, and pushed to meanwhile', async () => {
    const made = await connected([aFunction, route('$disconnect')]);
    const push = { ConnectionId: 'c1', Data: '{"a":1}' };
    expect((await made.world.call('apigateway', 'PostToConnection', push)).ok).toBe(true);
    expect(frames(made)).toEqual([{ a: 1 }]);
    await made.world.call('apigateway', 'DeleteConnection', { ConnectionId: 'c1' });
    expect(asked(made.world)).toMatchObject({ requestContext: { eventType: 'DISCONNECT' } });
  });
});

describe('G59: a frame', () => {
  it('goes to the route that it selects, or to $default', async () => {
    const made = await connected([aFunction, route('a'), route('$default')]);
    await send(made, { action: 'a' });
    await send(made, { action: 'b' });
    await send(made, {});
    const keys = made.world.simulation
      .log()
      .filter(({ kind }) => kind === 'functionInvoked')
      .map(({ data }) => ((data as JsonObject)['requestContext'] as JsonObject)['routeKey']);
    expect(keys).toEqual(['a', '$default', '$default']);
    expect(frames(made)).toEqual([]);
  });

  it('is answered where the route has a response and says so', async () => {
    const made = await connected([
      aFunction,
      ...twoWay('a'),
      route('b', { RouteResponseSelectionExpression: '$default' }),
    ]);
    await send(made, { action: 'a' });
    expect(frames(made)).toEqual(['ok']);
    await send(made, { action: 'b' });
    expect(frames(made)).toHaveLength(1);
    const { Items } = await made.ask('GetRouteResponses', { ...inApi, RouteId: '$route' });
    expect(Items).toEqual([]);
  });

  it('that no route takes is forbidden', async () => {
    const made = await connected([aFunction, route('a')]);
    await send(made, { action: 'b' });
    expect(frames(made)).toMatchObject([{ message: 'Forbidden', connectionId: 'c1' }]);
  });

  it('of a route without an integration is told of an error', async () => {
    const made = await connected([['CreateRoute', { ...inApi, RouteKey: 'a' }, { RouteKey: 'a' }]]);
    await send(made, { action: 'a' });
    expect(frames(made)).toMatchObject([{ message: 'Internal server error' }]);
  });
});

describe('G60: templates of a WebSocket API', () => {
  const mock = (more: JsonObject) => integration({ IntegrationType: 'MOCK', ...more });

  it.each<[JsonObject, Json]>([
    [{ RequestTemplates: { $default: '{"statusCode":200}' } }, 'dev kim'],
    [
      { RequestTemplates: { 200: '{"statusCode":200}' }, TemplateSelectionExpression: '200' },
      'dev kim',
    ],
    [
      {
        RequestTemplates: { $default: '{"statusCode":200}' },
        TemplateSelectionExpression: '\\$default',
      },
      'dev kim',
    ],
    [{ RequestTemplates: { $default: '{"statusCode":404}' } }, 'not found'],
  ])('%j answer %j', async (more, expected) => {
    const made = await connected([
      mock(more),
      answer('$default', '$context.stage $stageVariables.who'),
      answer('/404/', 'not found'),
      ...twoWay('a'),
    ]);
    await send(made, { action: 'a' });
    expect(frames(made)).toEqual([expected]);
  });

  it('make the request to a service', async () => {
    const made = await connected([
      integration({
        IntegrationType: 'AWS',
        IntegrationMethod: 'POST',
        IntegrationUri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/q',
        CredentialsArn: role,
        RequestParameters: {
          'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
        },
        RequestTemplates: {
          $default: "Action=SendMessage&MessageBody=$input.path('$.text')-$context.connectionId",
        },
      }),
      ...twoWay('a'),
    ]);
    await send(made, { action: 'a', text: 'hi' });
    const { value } = await made.world.call('sqs', 'ReceiveMessage', { QueueUrl: 'q' });
    expect(value).toMatchObject({ Messages: [{ Body: 'hi-c1' }] });
    expect(frames(made)).toHaveLength(1);
  });

  it('are not asked for by a proxied address, which gets what is mapped', async () => {
    const address = (IntegrationUri: string) =>
      integration({
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'POST',
        IntegrationUri,
        RequestParameters: {
          'integration.request.header.x-connection': 'context.connectionId',
          'integration.request.header.x-fixed': "'f'",
          'integration.request.header.x-agent': 'route.request.header.User-Agent',
        },
      });
    const made = await connected([
      address('https://a.example/x'),
      ...twoWay('a'),
      address('https://a.example/fails'),
      ...twoWay('b'),
    ]);
    await send(made, { action: 'a' });
    expect(frames(made)).toMatchObject([
      { headers: { 'x-connection': 'c1', 'x-fixed': 'f', 'x-agent': 'stepthrough' } },
    ]);
    await send(made, { action: 'b' });
    expect(frames(made).at(-1)).toBe('no');
  });

  it('make what a function gets that is no proxy', async () => {
    const made = await connected([
      integration({
        IntegrationType: 'AWS',
        IntegrationMethod: 'POST',
        IntegrationUri: invocation('echo'),
        RequestTemplates: { $default: '{"text": $input.json("$.text")}' },
      }),
      route('a'),
    ]);
    await send(made, { action: 'a', text: 'hi' });
    expect(asked(made.world)).toEqual({ text: 'hi' });
  });
});
