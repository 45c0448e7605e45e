/** What the routes that a scenario declares lead to, as operations see it. */
import { describe, expect, it } from 'vitest';
import { declaredShop, inShop } from './declared.ts';

const region = 'arn:aws:apigateway:us-east-1';
const functions = { f: { answers: [{ return: {} }] } };
const queues = { q: {} };
const called = `${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations`;
const credentials = 'arn:aws:iam::123456789012:role/declared';
const mock = { integration: 'Mock' };

/** GetMethod of a route at `/x`. */
async function methodOf(route: object, verb = 'GET', more: object = {}) {
  const talk = await declaredShop(
    { routes: { [`${verb} /x`]: route }, ...more },
    { functions, queues },
  );
  const at = { ...inShop, resourceId: '$x', httpMethod: verb };
  const { methodIntegration, methodResponses, ...settings } = await talk.ask('GetMethod', at);
  return { methodIntegration, methodResponses, settings, id: talk.known['x'] };
}

describe('G41: of a declared route is told', () => {
  const ok = { statusCode: '200', responseTemplates: {} };
  const sam = {
    '200': ok,
    '400': { statusCode: '400', selectionPattern: '4\\d{2}', responseTemplates: {} },
  };
  const template = (text: string) => ({ requestTemplates: { 'application/json': text } });

  it.each<[string, object, string, object]>([
    [
      'Mock',
      mock,
      'GET',
      {
        type: 'MOCK',
        ...template('{"statusCode": 200}'),
        integrationResponses: { '200': ok },
      },
    ],
    [
      'Mock with a template for JSON, and others',
      { ...mock, requestTemplate: 'a', requestTemplates: { 'text/plain': 'b' }, responses: [] },
      'GET',
      { type: 'MOCK', requestTemplates: { 'application/json': 'a', 'text/plain': 'b' } },
    ],
    [
      'a fixed answer',
      {
        integration: 'Http',
        response: { status: 201, body: { a: 1 }, headers: { 'X-A': 1, 'X-B': ['b', 'c'] } },
      },
      'GET',
      {
        type: 'MOCK',
        ...template('{"statusCode": 201}'),
        integrationResponses: {
          '201': {
            statusCode: '201',
            responseParameters: {
              'method.response.header.X-A': "'1'",
              'method.response.header.X-B': "'b,c'",
            },
            responseTemplates: { 'application/json': '{"a":1}' },
          },
        },
      },
    ],
    [
      'a function, as a proxy',
      { integration: 'Lambda', function: 'f', timeout: '3s' },
      'GET',
      { type: 'AWS_PROXY', httpMethod: 'POST', uri: called, timeoutInMillis: 3000 },
    ],
    [
      'a function',
      { integration: 'Lambda', function: 'f', proxy: false, contentHandling: 'CONVERT_TO_TEXT' },
      'GET',
      {
        type: 'AWS',
        httpMethod: 'POST',
        uri: called,
        contentHandling: 'CONVERT_TO_TEXT',
        integrationResponses: { '200': ok },
      },
    ],
    [
      'an address, as a proxy',
      { integration: 'Http', uri: 'https://a.example/{id}' },
      'ANY',
      { type: 'HTTP_PROXY', httpMethod: 'ANY', uri: 'https://a.example/{id}' },
    ],
    [
      'an address',
      {
        integration: 'Http',
        uri: 'https://a.example',
        proxy: false,
        httpMethod: 'PUT',
        passthrough: 'NEVER',
        requestParameters: { 'integration.request.header.h': "'1'" },
      },
      'GET',
      {
        type: 'HTTP',
        httpMethod: 'PUT',
        uri: 'https://a.example',
        passthroughBehavior: 'NEVER',
        requestParameters: { 'integration.request.header.h': "'1'" },
        integrationResponses: { '200': ok },
      },
    ],
    ['no address', { integration: 'Http' }, 'PUT', { type: 'HTTP_PROXY', httpMethod: 'PUT' }],
    [
      'an operation',
      { integration: 'StopExecution' },
      'GET',
      {
        type: 'AWS',
        httpMethod: 'POST',
        uri: `${region}:states:action/StopExecution`,
        credentials,
        ...template('$input.body'),
        integrationResponses: sam,
      },
    ],
    [
      'an operation on a queue',
      { integration: 'PurgeQueue', queue: 'q', requestTemplates: {} },
      'GET',
      {
        type: 'AWS',
        httpMethod: 'POST',
        uri: `${region}:sqs:path/123456789012/q`,
        credentials,
        integrationResponses: sam,
      },
    ],
    [
      'a service',
      { integration: 'Aws', uri: `${region}:dynamodb:action/GetItem` },
      'GET',
      {
        type: 'AWS',
        httpMethod: 'POST',
        uri: `${region}:dynamodb:action/GetItem`,
        credentials,
        integrationResponses: sam,
      },
    ],
    [
      'a service, by a verb of its own, whose answers are kept',
      {
        integration: 'Aws',
        uri: `${region}:s3:path/b/{key}`,
        httpMethod: 'GET',
        cache: { keyParameters: ['method.request.path.key'] },
        responses: [
          {
            pattern: '4..',
            status: 404,
            template: 'a',
            templates: { 'application/json': 'c', 'text/plain': 'b' },
            headers: { 'X-A': 'integration.response.header.a' },
            contentHandling: 'CONVERT_TO_BINARY',
          },
          { status: 200 },
        ],
      },
      'GET',
      {
        type: 'AWS',
        httpMethod: 'GET',
        uri: `${region}:s3:path/b/{key}`,
        credentials,
        cacheKeyParameters: ['method.request.path.key'],
        integrationResponses: {
          '404': {
            statusCode: '404',
            selectionPattern: '4..',
            contentHandling: 'CONVERT_TO_BINARY',
            responseParameters: { 'method.response.header.X-A': 'integration.response.header.a' },
            responseTemplates: { 'application/json': 'a', 'text/plain': 'b' },
          },
          '200': ok,
        },
      },
    ],
    [
      'a function, by its address',
      { integration: 'Aws', uri: called },
      'GET',
      {
        type: 'AWS',
        httpMethod: 'POST',
        uri: called,
        credentials,
        integrationResponses: { '200': ok },
      },
    ],
  ])('what it leads to: %s', async (_, route, verb, told) => {
    const { methodIntegration, id } = await methodOf(route, verb);
    expect(methodIntegration).toStrictEqual({
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheNamespace: id,
      cacheKeyParameters: [],
      ...told,
    });
  });

  it('the template by which it starts an execution', async () => {
    const { methodIntegration } = await methodOf({ integration: 'StartExecution' }, 'POST');
    expect(methodIntegration).toMatchObject({
      uri: `${region}:states:action/StartExecution`,
      requestTemplates: {
        'application/json': expect.stringMatching(
          /^\{"input":"\$util\.escapeJavaScript\(\$input\.json\('\$'\)\)","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:[^"]+"\}$/,
        ) as string,
      },
    });
  });
});
