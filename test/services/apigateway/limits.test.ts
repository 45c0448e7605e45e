import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { start, TestWorld } from '../../simulator/world.ts';
import { plain } from './requests.ts';

const api = `
scenario: 1
users: { bob: { arn: 'arn:aws:iam::123456789012:user/bob' } }
resources:
  endpoints:
    https://prices.example:
      - { when: { path: [/slow] }, body: late, after: 30s }
      - { when: { path: [/later] }, body: late, after: 31s }
      - { when: { path: [/sorry] }, status: 418, headers: { X-Why: tea }, body: { error: teapot } }
      - { body: { price: 3 } }
  functions:
    count: { answers: [{ times: 1, return: { statusCode: 200, body: first } }, { return: { statusCode: 200, body: later } }] }
    bad: { answers: [{ when: { path: [/array] }, return: [] }, { when: { path: [/unknown] }, return: { statusCode: 200, extra: 1 } }, { when: { path: [/text] }, return: { statusCode: '200' } }, { when: { path: [/status] }, return: { statusCode: abc } }, { throw: { error: Oops, cause: no } }] }
    named: { answers: [{ return: { statusCode: 200, headers: { X-One: a, x-both: c, X-Same: d }, multiValueHeaders: { X-Many: [a, b], X-Both: [a, b], X-Same: [d, e] } } }] }
    custom: { answers: [{ when: { n: [1] }, return: { doubled: 2 } }, { throw: { error: E, cause: 'NotFound: item' } }] }
  apis:
    shop:
      stages: { live: { variables: { host: prices.example } }, test: { cacheEnabled: false, throttle: { rateLimit: 1 } } }
      models: { Id: { type: string, minLength: 2 }, Order: { type: object, required: [id], properties: { id: { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Id' } } } }
      apiKeys:
        slow: { value: k-slow, rateLimit: 1, burstLimit: 2 }
        few: { value: k-few, quota: { limit: 2, period: DAY } }
        weekly: { value: k-weekly, quota: { limit: 1, period: WEEK } }
        monthly: { value: k-monthly, quota: { limit: 1, period: MONTH } }
        off: { value: k-off, enabled: false }
      gatewayResponses:
        THROTTLED: { status: 420, template: '{"calm": $context.error.messageString}', headers: { Retry-After: '1' } }
      routes:
        GET /cached: { integration: Lambda, function: count, cache: { ttl: 60s, keyParameters: [method.request.querystring.q] } }
        GET /guarded: { integration: Lambda, function: count, cache: { requireAuthorizationToInvalidate: true } }
        GET /keyed: { integration: Mock, apiKeyRequired: true }
        POST /order: { integration: Mock, model: Order }
        GET /price: { integration: Http, uri: 'https://\${stageVariables.host}/price' }
        GET /slow: { integration: Http, uri: 'https://prices.example/slow' }
        GET /sorry: { integration: Http, proxy: false, uri: 'https://prices.example/sorry', responses: [{ status: 200 }, { pattern: '4\\d{2}', status: 502, template: '{"was": $input.json("$.error")}', headers: { X-Reason: integration.response.header.X-Why, X-Fixed: "'yes'" } }] }
        GET /nowhere: { integration: Http, uri: 'https://unknown.example/' }
        ANY /array: { integration: Lambda, function: bad }
        ANY /unknown: { integration: Lambda, function: bad }
        ANY /text: { integration: Lambda, function: bad }
        ANY /status: { integration: Lambda, function: bad }
        ANY /throws: { integration: Lambda, function: bad }
        GET /named: { integration: Lambda, function: named }
        POST /custom: { integration: Lambda, function: custom, proxy: false, responses: [{ status: 200 }, { pattern: 'NotFound.*', status: 404, template: '{"m": "$input.path("$.errorMessage")"}' }] }
        POST /typed: { integration: Mock, passthrough: NEVER, requestTemplates: { application/json: '{"statusCode": 201}' } }
        GET /broken: { integration: Mock, requestTemplate: '{}' }
    web: { type: HTTP, routes: { GET /slow: { integration: Http, uri: 'https://prices.example/later' } } }
`;

interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

async function request(world: TestWorld, path: string, more: object = {}): Promise<Response> {
  const { value } = await world.request({ api: 'shop', path, ...more });
  return value as unknown as Response;
}

describe('G14: the response cache, on the virtual clock', () => {
  it('answers a repeated GET, forgets after its time, and keeps parameters apart', async () => {
    const world = new TestWorld(api);
    const bodies = [];
    for (const [path, wait] of [
      ['/cached', 0],
      ['/cached', 59_000],
      ['/cached?q=2', 0],
      ['/cached', 1000],
    ] as const) {
      await world.pass(wait);
      bodies.push((await request(world, path)).body);
    }
    expect(bodies).toEqual(['first', 'first', 'later', 'later']);
  });

  it('is off in a stage that switches it off', async () => {
    const world = new TestWorld(api);
    await request(world, '/test/cached');
    await world.pass(1000);
    expect((await request(world, '/test/cached')).body).toBe('later');
  });

  it('is invalidated by Cache-Control: max-age=0, where that is allowed', async () => {
    const fresh = { headers: { 'Cache-Control': 'max-age=0' } };
    const world = new TestWorld(api);
    await request(world, '/cached');
    expect((await request(world, '/cached', fresh)).body).toBe('later');
    const guarded = new TestWorld(api);
    await request(guarded, '/guarded');
    expect((await request(guarded, '/guarded', fresh)).status).toBe(403);
    expect((await request(guarded, '/guarded')).body).toBe('first');
  });
});

describe('G14: usage plans and throttles', () => {
  const keyed = (key: string) => ({ headers: { 'x-api-key': key } });

  it('refuse what is more than rate and burst, in the API’s own words', async () => {
    const world = new TestWorld(api);
    const statuses = [];
    for (let i = 0; i < 3; i++)
      statuses.push((await request(world, '/keyed', keyed('k-slow'))).status);
    expect(statuses).toEqual([200, 200, 420]);
    const refused = await request(world, '/keyed', keyed('k-slow'));
    expect([refused.body, refused.headers['Retry-After']]).toEqual([
      '{"calm": "Too Many Requests"}',
      '1',
    ]);
    await world.pass(1000);
    expect((await request(world, '/keyed', keyed('k-slow'))).status).toBe(200);
  });

  it('count a quota by day', async () => {
    const world = new TestWorld(api);
    for (let i = 0; i < 2; i++) await request(world, '/keyed', keyed('k-few'));
    const refused = await request(world, '/keyed', keyed('k-few'));
    expect([refused.status, refused.body]).toEqual([429, '{"message":"Limit Exceeded"}']);
    await world.pass(86_400_000);
    expect((await request(world, '/keyed', keyed('k-few'))).status).toBe(200);
  });

  // The clock starts on a Monday, the 5th of January 2026, at nine.
  it.each([
    ['DAY', 'k-few', '2026-01-06T00:00:00Z', 2],
    ['WEEK', 'k-weekly', '2026-01-11T00:00:00Z', 1],
    ['MONTH', 'k-monthly', '2026-02-01T00:00:00Z', 1],
  ])('begin a %s anew at its first moment, in UTC', async (_period, key, end, limit) => {
    const world = new TestWorld(api);
    const status = async () => (await request(world, '/keyed', keyed(key))).status;
    for (let i = 0; i < limit; i++) expect(await status()).toBe(200);
    await world.pass(Date.parse(end) - 1 - start);
    expect(await status()).toBe(429);
    await world.pass(1);
    expect(await status()).toBe(200);
  });

  it('refuse a disabled key', async () => {
    expect((await request(new TestWorld(api), '/keyed', keyed('k-off'))).status).toBe(403);
  });

  it('limit a stage', async () => {
    const world = new TestWorld(api);
    await request(world, '/test/price');
    expect((await request(world, '/test/price')).status).toBe(420);
    expect((await request(world, '/live/price')).status).toBe(200);
  });
});

describe('G15: models', () => {
  it.each<[Json, number]>([
    [{ id: 'ab' }, 200],
    [{ id: 'a' }, 400],
    [{}, 400],
  ])('%j', async (body, status) => {
    const answer = await request(new TestWorld(api), '/order', {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body).toBe('{"message":"Invalid request body"}');
  });
});

describe('integrations', () => {
  it.each<[string, object, number, string]>([
    ['/price', {}, 200, '{"price":3}'],
    ['/sorry', {}, 502, '{"was": "teapot"}'],
    ['/array', {}, 502, '{"message":"Internal server error"}'],
    ['/unknown', {}, 502, '{"message":"Internal server error"}'],
    ['/text', {}, 200, ''],
    ['/status', {}, 502, '{"message":"Internal server error"}'],
    ['/throws', {}, 502, '{"message":"Internal server error"}'],
    ['/custom', { method: 'POST', body: '{"n":1}' }, 200, '{"doubled":2}'],
    ['/custom', { method: 'POST', body: '{"n":2}' }, 404, '{"m": "NotFound: item"}'],
    ['/typed', { method: 'POST', body: '{}' }, 201, ''],
    [
      '/typed',
      { method: 'POST', body: 'x', headers: { 'Content-Type': 'text/plain' } },
      415,
      '{"message":"Unsupported Media Type"}',
    ],
  ])('%s %j', async (path, more, status, body) => {
    const answer = await request(new TestWorld(api), path, more);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it('map headers of the answer', async () => {
    const { headers } = await request(new TestWorld(api), '/sorry');
    expect(headers).toMatchObject({ 'X-Reason': 'tea', 'X-Fixed': 'yes' });
  });

  it('put the single and the multiple headers of a function into one list', async () => {
    const answer = await request(new TestWorld(api), '/named');
    expect(plain(answer).headers).toEqual({
      'Content-Type': 'application/json',
      'X-One': 'a',
      'X-Many': 'a,b',
      'X-Both': 'a,b,c',
      'X-Same': 'd,e',
    });
  });

  it('time out after 29 seconds of the virtual clock', async () => {
    const world = new TestWorld(api);
    await request(world, '/slow');
    await world.pass(29_000);
    expect(world.reply().value).toMatchObject({
      status: 504,
      body: '{"message":"Endpoint request timed out"}',
    });
  });

  it('of an HTTP API time out after 30 seconds', async () => {
    const world = new TestWorld(api);
    await world.request({ api: 'web', path: '/slow' });
    await world.pass(29_999);
    expect(world.reply().value).toBe('waiting');
    await world.pass(1);
    expect(world.reply().value).toMatchObject({ status: 503 });
  });

  it.each([
    ['/nowhere', 'No address in "resources.endpoints" begins as https://unknown.example/ does.'],
    ['/broken', 'the template of a Mock integration must render {"statusCode": 200}'],
  ])('G29: %s says which part is not simulated', async (path, problem) => {
    const { status, headers } = await request(new TestWorld(api), path);
    expect(status).toBe(500);
    expect(headers['x-simulation-problem']).toContain(problem);
  });
});
