/** The event of payload format 2.0: its stage, query, cookies, and who has asked. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start } from '../../simulator/world.ts';
import { arrival, ask, asked, lowerCased, worldOf } from './requests.ts';

const see = { integration: 'Lambda', function: 'see' };
const functions = { see: { answers: [{ return: { statusCode: 200 } }] } };

const told = async (api: object, path: string, sent: object = {}, others: object = {}) => {
  const routes = { 'ANY /a/{id}': see, 'GET /': see };
  const world = worldOf({ type: 'HTTP', routes, ...api }, { functions }, others);
  await ask(world, path, sent);
  return asked(world) as JsonObject;
};

describe('the event of an HTTP API', () => {
  it('with a stage and variables', async () => {
    const sent = {
      method: 'PUT',
      body: 'hé',
      headers: { 'X-A': 'b', 'User-Agent': 'test', cookie: 'a=1;b=2;  c=3' },
    };
    const stages = { live: { variables: { v: '1' } } };
    expect(await told({ stages }, '/live/a/x%20y?q=1&q=a%20b&r=', sent)).toEqual({
      version: '2.0',
      routeKey: 'ANY /a/{id}',
      rawPath: '/live/a/x%20y',
      rawQueryString: 'q=1&q=a+b&r=',
      cookies: ['a=1', 'b=2', 'c=3'],
      headers: {
        'content-length': '3',
        'x-a': 'b',
        ...lowerCased(arrival()),
        'user-agent': 'test',
      },
      queryStringParameters: { q: '1,a b', r: '' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'api',
        domainName: 'api.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'api',
        http: {
          method: 'PUT',
          path: '/live/a/x%20y',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        routeKey: 'ANY /a/{id}',
        stage: 'live',
        time: '05/Jan/2026:09:00:00 +0000',
        timeEpoch: start,
      },
      pathParameters: { id: 'x y' },
      stageVariables: { v: '1' },
      body: 'hé',
      isBase64Encoded: false,
    });
  });

  it('without any of it', async () => {
    const event = await told({}, '/');
    expect(Object.keys(event)).toEqual([
      'version',
      'routeKey',
      'rawPath',
      'rawQueryString',
      'headers',
      'requestContext',
      'isBase64Encoded',
    ]);
    expect(event).toMatchObject({
      rawPath: '/',
      rawQueryString: '',
      requestContext: { http: { path: '/', userAgent: 'stepthrough' }, stage: '$default' },
    });
    expect(event['requestContext']).not.toHaveProperty('authorizer');
  });

  it('of $default has the path as it is', async () => {
    const event = await told({ routes: { $default: see } }, '/any/thing');
    expect(event).toMatchObject({ routeKey: '$default', rawPath: '/any/thing' });
    expect(event).not.toHaveProperty('pathParameters');
  });

  it('of a signed request tells who has signed it', async () => {
    const api = { authorizer: 'i', authorizers: { i: { type: 'IAM' } } };
    const users = { bob: { arn: 'arn:aws:iam::123456789012:user/bob' } };
    const event = await told(api, '/', { user: 'bob' }, { users });
    expect((event['requestContext'] as JsonObject)['authorizer']).toEqual({
      iam: {
        accessKey: expect.stringMatching(/^AKIA[0-9A-F]{16}$/) as string,
        accountId: '123456789012',
        caller: expect.stringMatching(/^AIDA[0-9A-F]{16}$/) as string,
        user: expect.stringMatching(/^AIDA[0-9A-F]{16}$/) as string,
        userArn: 'arn:aws:iam::123456789012:user/bob',
      },
    });
  });

  it('has headers of the request, but for those of the hop', async () => {
    const headers = {
      Connection: 'close',
      'Content-Length': '99',
      'Transfer-Encoding': 'chunked',
      Server: 's',
      Authorization: 'x',
    };
    expect((await told({}, '/', { headers }))['headers']).toEqual({
      'content-length': '0',
      server: 's',
      authorization: 'x',
      'user-agent': 'stepthrough',
      ...lowerCased(arrival()),
    });
  });
});

it('of format 1.0 is that of a REST API, with its version', async () => {
  const routes = { 'GET /a/{id}': { ...see, payloadFormat: '1.0' } };
  const event = await told({ routes, stage: 'live' }, '/live/a/x%20y?q=1&q=2', {
    headers: { 'X-A': ['1', '2'] },
  });
  expect(event).toMatchObject({
    version: '1.0',
    resource: '/a/{id}',
    path: '/a/x%20y',
    httpMethod: 'GET',
    headers: { 'X-A': '2' },
    multiValueHeaders: { 'X-A': ['1', '2'] },
    queryStringParameters: { q: '2' },
    multiValueQueryStringParameters: { q: ['1', '2'] },
    pathParameters: { id: 'x y' },
    stageVariables: null,
    requestContext: {
      stage: 'live',
      path: '/live/a/x%20y',
      resourcePath: '/a/{id}',
      resourceId: null,
    },
    body: null,
    isBase64Encoded: false,
  });
  expect(event['requestContext']).not.toHaveProperty('deploymentId');
  const open = await told({ routes }, '/a/b');
  expect(open).toMatchObject({ path: '/a/b', requestContext: { stage: '$default', path: '/a/b' } });
});
