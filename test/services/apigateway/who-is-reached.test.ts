/** Which API a client reaches, as which user, and what it is told where there is none. */
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const route = { 'GET /': { integration: 'Mock', response: { body: 'in' } } };
const scenario = (apis: object, users: object = {}) =>
  JSON.stringify({ users, resources: { apis } });
const notFound = (message: string) => ({
  ok: false,
  value: { code: 'NotFoundException', message, status: 404 },
});

const connect = (world: TestWorld, api: string, more: object = {}) =>
  world.say({
    service: 'apigateway',
    signal: { kind: 'connect', api, connection: 'c', path: '', headers: {}, ...more },
  });

describe('an API that is not there', () => {
  it.each<[object, string]>([
    [{}, 'none'],
    [{ one: { routes: route } }, 'one'],
    [{ one: { routes: route }, two: { type: 'HTTP', routes: route } }, 'one, two'],
  ])('is told with those that are: %j', async (apis, known) => {
    const world = new TestWorld(scenario(apis));
    const refusal = notFound(`There is no API "other" in "resources.apis"; it has ${known}.`);
    expect(await world.request({ api: 'other', path: '/' })).toEqual(refusal);
    expect(await connect(world, 'other')).toEqual(refusal);
  });

  it('is told to whom names none', async () => {
    expect(await new TestWorld().request({ path: '/' })).toEqual(
      notFound('There is no API "" in "resources.apis"; it has none.'),
    );
  });

  it('the first is meant where none is named', async () => {
    const world = new TestWorld(
      scenario({ one: { type: 'HTTP', routes: route }, two: { routes: {} } }),
    );
    expect((await world.request({ path: '/' })).value).toMatchObject({ status: 200, body: 'in' });
  });
});

describe('a user who is not there', () => {
  it.each<[object, string]>([
    [{}, 'none'],
    [{ ann: {} }, 'ann'],
    [{ ann: {}, kim: {} }, 'ann, kim'],
  ])('is told with those who are: %j', async (users, known) => {
    const chat = { type: 'WEBSOCKET', routes: { $default: { integration: 'Mock' } } };
    const world = new TestWorld(scenario({ one: { routes: route }, chat }, users));
    const refusal = notFound(`There is no user "eve" in "users"; it has ${known}.`);
    expect(await world.request({ api: 'one', path: '/', user: 'eve' })).toEqual(refusal);
    expect(await connect(world, 'chat', { user: 'eve' })).toEqual(refusal);
  });

  it('one who is is told to the API in place of what else was said', async () => {
    const seen = {
      'GET /': {
        integration: 'Mock',
        responses: [{ status: 200, template: "$input.params('Authorization')" }],
      },
    };
    const world = new TestWorld(scenario({ one: { routes: seen } }, { ann: { token: 'hers' } }));
    const headers = { Authorization: 'another' };
    expect((await world.request({ path: '/', headers })).value).toMatchObject({ body: 'another' });
    expect((await world.request({ path: '/', headers, user: 'ann' })).value).toMatchObject({
      body: 'hers',
    });
  });
});

it('too many requests are answered as AWS does', async () => {
  const world = new TestWorld(
    JSON.stringify({
      resources: { apis: { one: { routes: route } } },
      faults: [{ throttle: { service: 'apigateway' } }],
    }),
  );
  expect(await world.request({ path: '/' })).toEqual({
    ok: true,
    value: {
      status: 429,
      headers: {
        'Content-Type': 'application/json',
        'x-amzn-ErrorType': 'TooManyRequestsException',
      },
      body: '{"message":"Too Many Requests"}',
    },
  });
});

describe('a Task', () => {
  const machine = (Resource: string, Parameters: Json) =>
    JSON.stringify({
      StartAt: 'Ask',
      States: { Ask: { Type: 'Task', Resource, Parameters, End: true } },
    });
  const invoke = machine('arn:aws:states:::apigateway:invoke', {
    ApiEndpoint: 'one.execute-api.us-east-1.amazonaws.com',
    Method: 'GET',
    Path: '/',
  });
  const outcome = async (text: string, definition: string) => {
    const world = new TestWorld(text, definition);
    await world.pass(1000);
    const snapshot = world.simulation.executions()[0]?.snapshot;
    return { world, snapshot };
  };

  it('needs an API that could be reached', async () => {
    const { world } = await outcome('', invoke);
    const [, , , unanswered] = world.simulation.log();
    expect(unanswered?.message).toContain(
      'There is no API in "resources.apis" that could be reached.',
    );
    const reached = await outcome(scenario({ one: { routes: route } }), invoke);
    expect(reached.snapshot?.status).toBe('SUCCEEDED');
  });

  it('may make one where there is none', async () => {
    const made = await outcome(
      '',
      machine('arn:aws:states:::aws-sdk:apigateway:createRestApi', { Name: 'made' }),
    );
    expect(made.snapshot?.status).toBe('SUCCEEDED');
    const sent = await outcome(
      '',
      machine('arn:aws:states:::aws-sdk:apigatewaymanagementapi:postToConnection', {
        ConnectionId: 'c',
        Data: 'x',
      }),
    );
    const [, , , unanswered] = sent.world.simulation.log();
    expect(unanswered?.message).toContain('that could be reached.');
  });
});
