/** What reaches API Gateway and does not fit: told, in whatever form it comes. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const shop = `
scenario: 1
users: { kim: {} }
resources:
  functions:
    slow: { answers: [{ return: { statusCode: 200, body: late }, after: 60s }] }
    answer: { answers: [{ when: { path: [/null] }, return: { statusCode: null } }, { when: { path: [/blank] }, return: { statusCode: ' ' } }, { when: { path: [/headers] }, return: { statusCode: 200, headers: text } }, { when: { path: [/nested] }, return: { statusCode: 200, headers: { X-One: { a: 1 } } } }, { return: { statusCode: 204, headers: null, body: null } }] }
    list: { answers: [{ return: [1] }] }
  apis:
    rest:
      authorizers: { gate: { type: REQUEST, function: list, identity: [method.request.querystring.who] } }
      routes:
        GET /slow: { integration: Lambda, function: slow }
        GET /short: { integration: Lambda, function: slow, timeout: 1s }
        GET /gated: { integration: Mock, authorizer: gate }
        GET /open: { integration: Mock, authorizer: NONE }
        GET /word: { integration: Mock, requestTemplate: '{"statusCode": 200} $x.get(word) $x[word]', responses: [{ status: 200, template: '$x.get(word)' }] }
        POST /list: { integration: StartExecution, requestTemplate: '[1]' }
        GET /seen/{id}: { integration: Mock, responses: [{ status: 200, template: $input.params('id') }] }
        GET /{proxy+}: { integration: Lambda, function: answer }
    http:
      type: HTTP
      routes:
        GET /slow: { integration: Lambda, function: slow }
    chat:
      type: WEBSOCKET
      routes: { $default: { integration: Mock } }
`;

const invoke = (world: TestWorld, parameters: { readonly [name: string]: Json }) =>
  world.say({ service: 'apigateway', signal: { kind: 'invoke', parameters } });

const refused = (message: string) => ({
  ok: false,
  value: { code: 'SerializationException', message, status: 400 },
});

describe('the parameters of a Task that invokes an API', () => {
  it.each<[string, Json, string]>([
    ['ApiEndpoint', 7, 'NUMBER_VALUE can not be converted to String'],
    ['AuthType', true, 'BOOLEAN_VALUE can not be converted to String'],
    ['Method', ['GET'], 'Start of list found where not expected'],
    ['Path', { a: 1 }, 'Start of structure or map found where not expected'],
    ['Stage', null, 'NULL_VALUE can not be converted to String'],
    ['Headers', 'X-One: 1', 'STRING_VALUE can not be converted to Map'],
    ['Headers', [], 'Start of list found where not expected'],
    ['QueryParameters', null, 'NULL_VALUE can not be converted to Map'],
    ['QueryParameters', ['a'], 'Start of list found where not expected'],
  ])('%s: %j is refused', async (name, value, problem) => {
    const parameters = { ApiEndpoint: 'rest.x', Path: '/open', [name]: value };
    expect(await invoke(new TestWorld(shop), parameters)).toEqual(refused(`${name}: ${problem}`));
  });

  it.each<[Json]>([[null], ['text'], [7], [[1]], [{ a: 1 }]])(
    'a body may be any JSON, such as %j',
    async (RequestBody) => {
      const parameters = { ApiEndpoint: 'rest.x', Path: '/open', RequestBody };
      const { value } = await invoke(new TestWorld(shop), parameters);
      expect(value).toMatchObject({ StatusCode: 200 });
    },
  );

  it('several values of a parameter and of a header reach the API, whatever text they are', async () => {
    const world = new TestWorld(`
resources:
  functions: { see: { answers: [{ return: { statusCode: 200, body: '{{ input.multiValueQueryStringParameters.q }} {{ input.headers.X-One }}' } }] } }
  apis: { only: { routes: { 'GET /': { integration: Lambda, function: see } } } }`);
    const QueryParameters = { q: ['a b', '&=ü', 1, '\ud800'] };
    const { value } = await invoke(world, { QueryParameters, Headers: { 'X-One': ['a', 2] } });
    expect(value).toMatchObject({ ResponseBody: '["a b","&=ü","1","\ufffd"] a,2' });
  });

  it('an address that begins with no API of several is told', async () => {
    const { value } = await invoke(new TestWorld(shop), { ApiEndpoint: 'other.execute-api' });
    expect(value).toMatchObject({
      code: 'UnknownHostException',
      message: expect.stringContaining('one of rest, http, chat.'),
    });
  });
});

describe('a name that the scenario does not declare', () => {
  const message = (value: Json) => ({
    ok: false,
    value: { code: 'NotFoundException', message: value, status: 404 },
  });

  it('of an API is told to a request and to a handshake', async () => {
    const world = new TestWorld(shop);
    const told = message(
      'There is no API "toString" in "resources.apis"; it has rest, http, chat.',
    );
    expect(await world.request({ api: 'toString', path: '/' })).toEqual(told);
    expect(await world.connect('toString', 'c')).toEqual(told);
    expect((await world.frame('c', '{}')).ok).toBe(false);
  });

  it('of a user is told to a request', async () => {
    const sent = { api: 'rest', path: '/open', user: 'constructor' };
    const told = message('There is no user "constructor" in "users"; it has kim.');
    expect(await new TestWorld(shop).request(sent)).toEqual(told);
  });
});

describe('operations on a connection', () => {
  const operations = ['PostToConnection', 'GetConnection', 'DeleteConnection'];

  it.each(operations)('%s takes the connection’s id as a text', async (operation) => {
    const world = new TestWorld(shop);
    await world.connect('chat', '7');
    for (const [value, problem] of [
      [7, 'NUMBER_VALUE can not be converted to String'],
      [['7'], 'Start of list found where not expected'],
    ] as const) {
      const answer = await world.call('apigateway', operation, { ConnectionId: value });
      expect(answer).toEqual(refused(`ConnectionId: ${problem}`));
    }
    for (const request of [{}, { ConnectionId: null }]) {
      const { value } = await world.call('apigateway', operation, request);
      expect(value).toMatchObject({ status: 410 });
    }
    expect((await world.call('apigateway', operation, { ConnectionId: '7' })).ok).toBe(true);
  });

  it.each([
    ['%37', 200],
    ['%', 410],
    ['%ff', 410],
  ])('a Task names %s in the address', async (id, StatusCode) => {
    const world = new TestWorld(shop);
    await world.connect('chat', '7');
    const parameters = { ApiEndpoint: 'chat.x', Method: 'DELETE', Path: `/@connections/${id}` };
    expect((await invoke(world, parameters)).value).toMatchObject({ StatusCode });
  });

  it.each([
    [131_072, true],
    [131_073, false],
  ])('a message of %d bytes: %s', async (bytes, ok) => {
    const world = new TestWorld(shop);
    await world.connect('chat', 'c');
    const Data = `ü${'x'.repeat(bytes - 2)}`;
    const answer = await world.call('apigateway', 'PostToConnection', { ConnectionId: 'c', Data });
    expect(answer.ok).toBe(ok);
  });
});

describe('a route without a timeout', () => {
  it.each([
    ['rest', '/slow', 29_000, 504],
    ['http', '/slow', 30_000, 503],
    ['rest', '/short', 1000, 504],
  ])('of %s %s waits for %d ms', async (api, path, limit, status) => {
    const world = new TestWorld(shop);
    expect((await world.request({ api, path })).value).toBe('waiting');
    await world.pass(limit - 1);
    expect(world.reply().value).toBe('waiting');
    await world.pass(1);
    expect(world.reply().value).toMatchObject({ status });
  });
});

describe('an answer that is none', () => {
  it.each([
    ['/null', 502],
    ['/blank', 502],
    ['/headers', 502],
    ['/nested', 502],
    ['/right', 204],
  ])('of a function, at %s, is %d', async (path, status) => {
    const { value } = await new TestWorld(shop).request({ api: 'rest', path });
    expect(value).toMatchObject({ status });
  });

  it('of an authorizer’s function is a misconfigured authorizer; without an identity it is not asked', async () => {
    const world = new TestWorld(shop);
    const ask = (path: string) => world.request({ api: 'rest', path });
    expect((await ask('/gated?who=kim')).value).toMatchObject({ status: 500 });
    expect((await ask('/gated?who=')).value).toMatchObject({ status: 401 });
    expect((await ask('/open')).value).toMatchObject({ status: 200 });
  });

  it('of a template, which no operation could read, is what AWS answers to it', async () => {
    const sent = { api: 'rest', method: 'POST', path: '/list', body: '{}' };
    const { value } = await new TestWorld(shop).request(sent);
    expect(value).toMatchObject({ status: 400, body: expect.stringContaining('Serialization') });
  });
});

it('a bare word among arguments means nothing, and nothing is printed', async () => {
  const { value } = await new TestWorld(shop).request({ api: 'rest', path: '/word' });
  expect(value).toMatchObject({ status: 200, body: '' });
});

it('what is not encoded for an address stays as it is', async () => {
  const { value } = await new TestWorld(shop).request({ api: 'rest', path: '/seen/a%20b%' });
  expect(value).toMatchObject({ body: 'a b%' });
});
