/** Headers that the gateway takes away, adds and renames on the way to an address and back. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import { arrival, ask, asked, askWhole, lowerCased, worldOf } from './requests.ts';

const uri = 'https://a.example/x';
const endpoints = {
  'https://a.example': [
    { when: { path: ['/back'] }, headers: { Server: 's', date: 'd', Via: 'v', 'X-A': 'b' } },
    { body: { url: '{{ url }}', method: '{{ method }}', headers: '{{ headers }}' } },
  ],
};
const sent = async (route: object, headers: JsonObject = {}, more: object = {}) => {
  const { path = '/', api = {}, ...request } = more as { path?: string; api?: object };
  const routes = { 'ANY /': { integration: 'Http', uri, ...route } };
  const answer = await ask(worldOf({ routes, ...api }, { endpoints }), path, {
    headers,
    ...request,
  });
  return JSON.parse(answer.body) as { url: string; method: string; headers: JsonObject };
};
const custom = { proxy: false, responses: [{ status: 200 }] };
const mapped = (name: string) => ({ [`integration.request.header.${name}`]: "'mapped'" });

const ofTheGateway = ['accept', 'content-length', 'host', 'user-agent', 'x-amzn-apigateway-api-id'];

describe('a request to an address', () => {
  it.each([
    'Connection',
    'Content-Length',
    'content-md5',
    'Expect',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'WWW-Authenticate',
    'Via',
    'Content-Encoding',
  ])('of a proxy has no %s of the client', async (name) => {
    const { headers } = await sent({}, { [name]: 'from-the-client' });
    expect(Object.values(headers)).not.toContain('from-the-client');
  });

  it.each(['Accept', 'Accept-Encoding', 'Age', 'Authorization', 'Content-Type', 'Date', 'Range'])(
    'of a proxy has %s of the client',
    async (name) => {
      const { headers } = await sent({}, { [name]: 'from-the-client' });
      expect(headers[name.toLowerCase()]).toBe('from-the-client');
    },
  );

  it('without a proxy has those of the gateway, and a type where there is a body', async () => {
    const { headers } = await sent(custom, { Accept: 'text/html', 'User-Agent': 'me', 'X-A': 'b' });
    expect(headers).toEqual({
      accept: 'application/json',
      'content-length': '0',
      host: 'a.example',
      'user-agent': 'AmazonAPIGateway_api',
      'x-amzn-apigateway-api-id': 'api',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-/) as string,
    });
    const post = { method: 'POST', body: 'hé' };
    const typed = await sent(custom, { 'content-type': 'text/plain' }, post);
    expect(typed.headers).toMatchObject({ 'content-type': 'text/plain', 'content-length': '3' });
    expect((await sent(custom, {}, post)).headers['content-type']).toBe('application/json');
  });

  it.each([
    ['Accept', 'mapped'],
    ['user-agent', 'mapped'],
    ['Content-MD5', 'mapped'],
    ['Content-Encoding', 'mapped'],
    ['Max-Forwards', 'mapped'],
    ['WWW-Authenticate', 'mapped'],
    ['Host', 'mapped'],
    ['Connection', undefined],
    ['Expect', undefined],
    ['Proxy-Authenticate', undefined],
    ['TE', undefined],
    ['Via', undefined],
    ['X-Amzn-Apigateway-Api-Id', 'api'],
  ])('with %s mapped has %s', async (name, value) => {
    for (const how of [custom, {}]) {
      const { headers } = await sent({ ...how, requestParameters: mapped(name) });
      expect(headers[name.toLowerCase()]).toBe(value);
    }
  });

  it.each(['Content-Length', 'transfer-encoding'])('cannot have %s mapped', async (name) => {
    for (const how of [custom, {}]) {
      const routes = {
        'GET /': { integration: 'Http', uri, ...how, requestParameters: mapped(name) },
      };
      expect(await ask(worldOf({ routes }, { endpoints }), '/')).toMatchObject({
        status: 500,
        body: '{"message":"Internal server error"}',
        headers: { 'x-simulation-problem': expect.stringContaining(name) as string },
      });
    }
  });

  it('tells of who asked the gateway, after those who were told of before', async () => {
    const { headers } = await sent({}, { 'X-Forwarded-For': '10.0.0.1', 'x-forwarded-port': '80' });
    expect(headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 127.0.0.1',
      'x-forwarded-port': '443',
    });
  });

  it('keeps a trace that has begun', async () => {
    const trace = 'Root=1-00000001-000000000000000000000001';
    expect((await sent({}, { 'x-amzn-trace-id': trace })).headers['x-amzn-trace-id']).toBe(trace);
  });

  it('of an HTTP API says in one header who has asked, and by whom it goes', async () => {
    const { headers } = await sent({}, { Connection: 'close' }, { api: { type: 'HTTP' } });
    expect(headers).toEqual({
      'content-length': '0',
      forwarded:
        'by=127.0.0.1;for=127.0.0.1;host=api.execute-api.us-east-1.amazonaws.com;proto=https',
      host: 'a.example',
      'user-agent': 'stepthrough',
      via: 'HTTP/1.1 AmazonAPIGateway',
      'x-amzn-trace-id': expect.any(String) as string,
    });
  });

  it('of a proxy knows no templates', async () => {
    const route = { requestTemplate: 'no', passthrough: 'NEVER', requestTemplates: {} };
    const { headers } = await sent(route, {}, { method: 'POST', body: 'four' });
    expect(headers['content-length']).toBe('4');
  });

  it('is sent with its own method, or that of the client', async () => {
    expect((await sent({ httpMethod: 'PUT' })).method).toBe('PUT');
    expect((await sent({ httpMethod: 'ANY' })).method).toBe('GET');
    expect((await sent({}, {}, { method: 'PATCH' })).method).toBe('PATCH');
  });

  it('has the query of its address, then the mapped, then the client’s', async () => {
    const requestParameters = {
      'integration.request.querystring.b': 'method.request.header.X-A',
      'integration.request.querystring.none': 'method.request.header.none',
      'integration.request.path.p': 'method.request.header.X-A',
    };
    const route = { uri: `${uri}?a={p}`, requestParameters };
    const headers = { 'X-A': '1 /2' };
    const url = 'https://a.example/x?a=1%20/2&b=1+%2F2';
    expect((await sent(route, headers, { path: '/?b=3' })).url).toBe(`${url}&b=3`);
    expect((await sent({ ...route, ...custom }, headers, { path: '/?b=3' })).url).toBe(url);
  });

  it('maps all the values of a parameter, or the last', async () => {
    const requestParameters = {
      'integration.request.querystring.all': 'method.request.multivaluequerystring.a',
      'integration.request.querystring.last': 'method.request.querystring.a',
      'integration.request.querystring.none': 'method.request.multivaluequerystring.none',
      'integration.request.header.X-All': 'method.request.multivaluequerystring.a',
      'integration.request.header.X-Twice': 'method.request.multivalueheader.X-A',
    };
    const route = { ...custom, requestParameters };
    const { url, headers } = await sent(route, { 'X-A': ['3', '4'] }, { path: '/?a=1&a=2' });
    expect([url, headers['x-all'], headers['x-twice']]).toEqual([
      'https://a.example/x?all=1&all=2&last=2',
      '1,2',
      '3,4',
    ]);
  });

  it('maps the body, whole or by a path', async () => {
    const requestParameters = {
      'integration.request.header.X-Whole': 'method.request.body',
      'integration.request.header.X-Part': 'method.request.body.a[1].b',
      'integration.request.header.X-None': 'method.request.body.none',
    };
    const body = '{"a":[0,{"b":"c"}]}';
    const { headers } = await sent({ requestParameters }, {}, { method: 'POST', body });
    expect([headers['x-whole'], headers['x-part'], headers['x-none']]).toEqual([
      body,
      'c',
      undefined,
    ]);
  });

  it('has what a template overrides in place of what is mapped', async () => {
    const requestTemplate =
      '#set($context.requestOverride.header.x-a = "2")#set($context.requestOverride.querystring.q = "3")#set($context.requestOverride.path.p = "4"){}';
    const requestParameters = {
      'integration.request.header.X-A': "'1'",
      'integration.request.querystring.q': "'1'",
      'integration.request.path.p': "'1'",
    };
    const route = { ...custom, uri: `${uri}/{p}`, requestTemplate, requestParameters };
    const { url, headers } = await sent(route);
    expect([url, headers['x-a']]).toEqual(['https://a.example/x/4?q=3', '2']);
  });

  it('has no more names than these', async () => {
    const { headers } = await sent({});
    const names = [...ofTheGateway, ...Object.keys(lowerCased(arrival()))];
    expect(Object.keys(headers).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('an answer', () => {
  const renamed = [
    'Authorization',
    'connection',
    'Content-Length',
    'Content-MD5',
    'Date',
    'Expect',
  ];
  const alsoRenamed = ['Host', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'Trailer'];
  const last = ['Upgrade', 'User-Agent', 'WWW-Authenticate', 'x-amzn-RequestId'];

  it.each([...renamed, ...alsoRenamed, ...last])('has another name for %s', async (name) => {
    const answer = { statusCode: 200, headers: { [name]: 'v' } };
    const routes = { 'GET /': { integration: 'Lambda', function: 'f' } };
    const functions = { f: { answers: [{ return: answer }] } };
    const { headers } = await ask(worldOf({ routes }, { functions }), '/');
    expect(headers).toEqual({
      'Content-Type': 'application/json',
      [`x-amzn-Remapped-${name}`]: 'v',
    });
    const http = await ask(worldOf({ routes, type: 'HTTP' }, { functions }), '/');
    if (name !== 'x-amzn-RequestId') expect(http.headers[name]).toBe('v');
  });

  it('of an address has other names for some, and its type where it has one', async () => {
    const routes = { 'GET /': { integration: 'Http', uri: 'https://a.example/back' } };
    expect((await ask(worldOf({ routes }, { endpoints }), '/')).headers).toEqual({
      'x-amzn-Remapped-Server': 's',
      'x-amzn-Remapped-date': 'd',
      Via: 'v',
      'X-A': 'b',
    });
  });

  it('of another API keeps cookies apart, and its names in an HTTP API', async () => {
    const said = { statusCode: 200, headers: { 'X-A': ['1', '2'], Server: 's' } };
    const answer = { ...said, cookies: ['a=1', 'b=2'] };
    const address = 'https://other.execute-api.us-east-1.amazonaws.com/';
    const world = new TestWorld(
      JSON.stringify({
        resources: {
          functions: { f: { answers: [{ return: answer }] } },
          apis: {
            api: { type: 'HTTP', routes: { 'GET /': { integration: 'Http', uri: address } } },
            other: { type: 'HTTP', routes: { 'GET /': { integration: 'Lambda', function: 'f' } } },
          },
        },
      }),
    );
    expect((await ask(world, '/')).headers).toMatchObject({
      'X-A': '1,2',
      Server: 's',
      'set-cookie': ['a=1', 'b=2'],
    });
  });

  it('has other names for what is mapped and for what a template sets', async () => {
    const headers = { Server: "'s'", Date: "'d'", 'Transfer-Encoding': "'t'", TE: "'te'" };
    const template = '#set($context.responseOverride.header.Date = "e")';
    const routes = {
      'GET /': { integration: 'Mock', responses: [{ status: 200, headers, template }] },
    };
    expect((await ask(worldOf({ routes }), '/')).headers).toEqual({
      'Content-Type': 'application/json',
      'x-amzn-Remapped-Server': 's',
      'x-amzn-Remapped-Date': 'e',
      TE: 'te',
    });
  });

  it('has the type that is mapped, however it is written', async () => {
    const responses = [{ status: 200, headers: { 'content-type': "'text/html'" } }];
    const routes = { 'GET /': { integration: 'Mock', responses } };
    expect((await ask(worldOf({ routes }), '/')).headers).toEqual({ 'content-type': 'text/html' });
  });

  it.each([
    ['a function', { integration: 'Lambda', function: 'f' }, true],
    ['an address', { integration: 'Http', uri, ...custom }, true],
    ['a proxied address', { integration: 'Http', uri }, false],
    ['nothing', { integration: 'Mock' }, false],
    ['a function that fails', { integration: 'Lambda', function: 'bad' }, false],
  ])('of %s names the request, and its trace: %s', async (_, route, isTraced) => {
    const functions = { f: { answers: [{ return: {} }] }, bad: { answers: [{ return: 7 }] } };
    const world = worldOf({ routes: { 'GET /': route } }, { endpoints, functions });
    const { headers } = await askWhole(world, '/');
    expect(headers['x-amzn-RequestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-amz-apigw-id']).toMatch(/^.{15}=$/);
    expect(headers['X-Amzn-Trace-Id'] !== undefined).toBe(isTraced);
  });

  it('of an HTTP API has one name', async () => {
    const { headers } = await askWhole(worldOf({ routes: {}, type: 'HTTP' }), '/');
    expect(Object.keys(headers)).toEqual(['Content-Type', 'apigw-requestid']);
  });
});

describe('a header that is sent twice', () => {
  const world = (api: object) =>
    worldOf(
      { routes: { 'GET /': { integration: 'Lambda', function: 'f' } }, ...api },
      { functions: { f: { answers: [{ return: {} }] } } },
    );
  const headers = { 'X-A': ['1', '2'], 'x-b': ['3'], Cookie: ['a=1; b=2', 'c=3'] };

  it('is its last value and a list to a function of format 1.0', async () => {
    const api = world({});
    await ask(api, '/', { headers });
    expect(asked(api)).toMatchObject({
      headers: { 'X-A': '2', 'x-b': '3' },
      multiValueHeaders: { 'X-A': ['1', '2'], 'x-b': ['3'] },
    });
  });

  it('is joined for one of format 2.0, and cookies are apart', async () => {
    const api = world({ type: 'HTTP' });
    await ask(api, '/', { headers });
    expect(asked(api)).toMatchObject({
      headers: { 'x-a': '1,2', 'x-b': '3' },
      cookies: ['a=1', 'b=2', 'c=3'],
    });
  });
});
