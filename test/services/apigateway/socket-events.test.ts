/** What functions, templates and addresses are told of a connection, from its handshake to its end. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start, type TestWorld } from '../../simulator/world.ts';
import { arrival, worldOf } from './requests.ts';

const text = expect.any(String) as string;
const see = { integration: 'Lambda', function: 'see' };
const functions = { see: { answers: [{ return: { statusCode: 200 } }] } };
const chat = (routes: object, more: object = {}, resources: object = {}): TestWorld =>
  worldOf({ type: 'WEBSOCKET', routes, ...more }, { functions, ...resources });
const shake = async (world: TestWorld, path: string, headers: JsonObject = {}) =>
  world.say({
    service: 'apigateway',
    signal: { kind: 'connect', api: 'api', connection: 'c1', path, headers },
  });
const events = (world: TestWorld): readonly (Json | undefined)[] =>
  world.simulation
    .log()
    .filter(({ kind }) => kind === 'functionInvoked')
    .map(({ data }) => data);
const ofAll = (routeKey: string) => ({
  routeKey,
  extendedRequestId: text,
  requestTime: '05/Jan/2026:09:00:00 +0000',
  messageDirection: 'IN',
  stage: 'prod',
  connectedAt: start,
  requestTimeEpoch: start,
  identity: { sourceIp: '127.0.0.1', userAgent: 'stepthrough' },
  requestId: text,
  domainName: 'api.execute-api.us-east-1.amazonaws.com',
  connectionId: 'c1',
  apiId: 'api',
});

describe('the event', () => {
  it('of a frame has its text and its id, and no headers', async () => {
    const world = chat({ $default: see });
    await shake(world, '?a=1');
    await world.frame('c1', 'hé');
    expect(events(world)).toEqual([
      {
        requestContext: { ...ofAll('$default'), eventType: 'MESSAGE', messageId: text },
        body: 'hé',
        isBase64Encoded: false,
      },
    ]);
  });

  it('of an end has headers of the gateway alone, whatever the client has sent', async () => {
    const world = chat({ $disconnect: see }, { stageVariables: { v: '1' } });
    await shake(world, '', { Host: 'a.example', 'X-A': 'b' });
    const signal = { kind: 'disconnect', connection: 'c1' } as const;
    await world.say({ service: 'apigateway', signal });
    const Host = 'api.execute-api.us-east-1.amazonaws.com';
    expect(events(world)).toEqual([
      {
        headers: { Host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
        multiValueHeaders: {
          Host: [Host],
          'x-api-key': [''],
          'X-Forwarded-For': [''],
          'x-restapi': [''],
        },
        stageVariables: { v: '1' },
        requestContext: {
          ...ofAll('$disconnect'),
          eventType: 'DISCONNECT',
          disconnectStatusCode: 1005,
          disconnectReason: 'Client-side close frame status not set',
        },
        isBase64Encoded: false,
      },
    ]);
  });

  it.each<[string, object | undefined]>([
    ['', undefined],
    ['?', undefined],
    ['?a=1', { a: '1' }],
    ['/prod?a=1&b=2&a=3', { a: '3', b: '2' }],
    ['/prod', undefined],
    ['/?a=b?c', { a: 'b?c' }],
    ['?a', { a: '' }],
  ])('of a handshake at %j has the parameters %j', async (path, queryStringParameters) => {
    const world = chat({ $connect: see });
    await shake(world, path);
    const [event] = events(world);
    expect(event).toMatchObject({ headers: { 'User-Agent': 'stepthrough', ...arrival() } });
    expect((event as JsonObject)['queryStringParameters']).toEqual(queryStringParameters);
  });

  it('tells after the handshake what the authorizer has said, and nothing without one', async () => {
    const policyDocument = { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] };
    const answer = { principalId: 'p', policyDocument, context: { room: 7 } };
    const a = { type: 'REQUEST', answer, identity: ['route.request.querystring.t'] };
    const world = chat(
      { $connect: { ...see, authorizer: 'a' }, $default: see },
      { authorizers: { a } },
    );
    await shake(world, '?t=1');
    await world.frame('c1', '{}');
    const authorizer = { principalId: 'p', room: '7' };
    expect(events(world)).toMatchObject([
      { requestContext: { authorizer } },
      { requestContext: { authorizer } },
    ]);
  });
});

describe('a template', () => {
  it('reads the connection in $context', async () => {
    const requestTemplate = `{"it": "$context.connectionId $context.eventType $context.routeKey $context.stage"}`;
    const world = chat({ go: { ...see, proxy: false, requestTemplate } });
    await shake(world, '');
    await world.frame('c1', '{"action":"go"}');
    expect(events(world)).toEqual([{ it: 'c1 MESSAGE go prod' }]);
  });
});

describe('a frame that starts an execution', () => {
  it('is answered as Step Functions does, where the route has a response', async () => {
    const requestTemplate = `{"input": "{}", "stateMachineArn": "machine"}`;
    const world = chat({
      go: { integration: 'StartExecution', requestTemplate, routeResponse: true },
    });
    await shake(world, '');
    await world.frame('c1', '{"action":"go"}');
    const frames = world.simulation.log().filter(({ kind }) => kind === 'frameSent');
    expect(frames.map(({ data }) => data)).toEqual([
      {
        executionArn: expect.stringContaining(':execution:machine:') as string,
        startDate: start / 1000,
      },
    ]);
  });
});

describe('a parameter of an address', () => {
  const endpoints = { 'https://a.example': [{ body: '{{ headers }}' }] };
  const mapped = async (value: string): Promise<Json | undefined> => {
    const world = chat(
      {
        go: {
          integration: 'Http',
          proxy: false,
          uri: 'https://a.example',
          requestParameters: { 'integration.request.header.X-It': value },
          routeResponse: true,
        },
      },
      { stageVariables: { v: '1' } },
      { endpoints },
    );
    await shake(world, '?t=1&t=2', { 'X-A': 'b' });
    await world.frame('c1', '{"action":"go","a":{"n":[7]}}');
    const frame = world.simulation.log().find(({ kind }) => kind === 'frameSent')?.data;
    expect(frame).toMatchObject({ host: 'a.example' });
    return (frame as JsonObject)['x-it'];
  };

  it.each([
    ['context.connectionId', 'c1'],
    ['context.eventType', 'MESSAGE'],
    ['stageVariables.v', '1'],
    ["'fixed'", 'fixed'],
    ['route.request.body', '{"action":"go","a":{"n":[7]}}'],
    ['route.request.body.a.n[0]', '7'],
    ['route.request.body.none', undefined],
    ['route.request.header.X-A', 'b'],
    ['context.none', undefined],
  ])('%s is %s', async (value, expected) => {
    expect(await mapped(value)).toBe(expected);
  });
});
