import { describe, expect, it } from 'vitest';
import type { Conversation } from './conversation.ts';
import {
  anApi,
  converse,
  getRoot,
  inApi,
  invalid,
  mockOf,
  patch,
  unknown,
  type Step,
} from './conversation.ts';

const called =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations';

const functions = JSON.stringify({
  resources: { functions: { f: { answers: [{ return: { got: '{{ input }}' } }] } } },
});

function linesOf(answer: object): readonly string[] {
  const { log = '' } = answer as { readonly log?: string };
  return log.split('\n').map((line) => line.replace(/^.{28} : /, ''));
}

const put = (settings: object): readonly Step[] => [
  anApi,
  ['PutMethod', { ...getRoot, authorizationType: 'NONE' }, { httpMethod: 'GET' }],
  [
    'PutIntegration',
    { ...getRoot, integrationHttpMethod: 'POST', ...settings },
    { httpMethod: 'POST' },
  ],
];

async function test(talk: Conversation, more: object = {}) {
  return talk.ask('TestInvokeMethod', { ...getRoot, ...more });
}

describe('G42: TestInvokeMethod', () => {
  it('answers as the method does now, without a deployment, and logs each step', async () => {
    const talk = await converse([anApi, ...mockOf("$input.params('q') $stageVariables.v")]);
    const answer = await test(talk, {
      pathWithQueryString: '/?q=1',
      body: 'text',
      headers: { a: 'b' },
      stageVariables: { v: '2' },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: '1 2',
      headers: { 'Content-Type': 'application/json' },
      multiValueHeaders: { 'Content-Type': ['application/json'] },
      latency: 0,
    });
    const [first = '', ...lines] = linesOf(answer);
    const [, id = ''] = /^Execution log for request (\S+)$/.exec(first) ?? [];
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(lines).toEqual([
      `Starting execution for request: ${id}`,
      'HTTP Method: GET, Resource Path: /',
      'Method request path: {}',
      'Method request query string: {q=1}',
      'Method request headers: {a=b}',
      'Method request body before transformations: text',
      'Method response body after transformations: 1 2',
      'Method response headers: {Content-Type=application/json}',
      'Successfully completed execution',
      'Method completed with status: 200',
      '',
    ]);
    expect(String(answer['log']).split('\n')[1]).toMatch(
      /^Mon Jan 05 09:00:00 UTC 2026 : Starting/,
    );
  });

  it('shows what a function is sent and what it answers', async () => {
    const talk = await converse(put({ type: 'AWS', uri: called }), functions);
    await talk.say([
      ['PutMethodResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
      ['PutIntegrationResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
    ]);
    const answer = await test(talk, { body: '{"n":  1}' });
    expect(answer).toMatchObject({ status: 200, body: '{"got":{"n":1}}' });
    const lines = linesOf(answer);
    const address =
      'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations';
    expect(lines[7]).toBe(`Endpoint request URI: ${address}`);
    expect(lines[8]).toContain(`User-Agent=AmazonAPIGateway_${talk.known['api']}`);
    expect(lines[9]).toBe('Endpoint request body after transformations: {"n":  1}');
    expect(lines[10]).toBe(`Sending request to ${address}`);
    expect(lines[11]).toBe('Received response. Status: 200, Integration latency: 0 ms');
    expect(lines[12]).toContain('Content-Length=15');
    expect(lines[13]).toBe('Endpoint response body before transformations: {"got":{"n":1}}');
    expect(lines[14]).toBe('Method response body after transformations: {"got":{"n":1}}');
    const { headers } = answer as { readonly headers: { readonly [name: string]: string } };
    expect(lines[15]).toBe(
      `Method response headers: {X-Amzn-Trace-Id=${headers['X-Amzn-Trace-Id']}, Content-Type=application/json}`,
    );
  });

  it('asks neither authorizer nor key', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('in'),
      [
        'UpdateMethod',
        {
          ...getRoot,
          patchOperations: [
            patch('replace', '/apiKeyRequired', 'true'),
            patch('replace', '/authorizationType', 'AWS_IAM'),
          ],
        },
        { apiKeyRequired: true },
      ],
    ]);
    expect(await test(talk)).toMatchObject({ status: 200, body: 'in' });
  });

  it('tells of an address that a stage variable leaves open', async () => {
    const talk = await converse(put({ type: 'HTTP_PROXY', uri: 'https://${stageVariables.host}' }));
    const answer = await test(talk);
    expect(answer).toMatchObject({ status: 500, body: '{"message":"Internal server error"}' });
    expect(answer['headers']).toEqual({ 'x-amzn-ErrorType': 'InternalServerErrorException' });
    expect(linesOf(answer).slice(7)).toEqual([
      'Execution failed due to configuration error: Invalid endpoint address',
      'Method completed with status: 500',
      '',
    ]);
  });

  it('tells what is not simulated', async () => {
    const talk = await converse(
      put({
        type: 'AWS',
        uri: 'arn:aws:apigateway:us-east-1:kinesis:action/PutRecord',
        credentials: 'arn:aws:iam::123456789012:role/r',
      }),
    );
    const answer = await test(talk);
    expect(answer).toMatchObject({ status: 500 });
    expect(linesOf(answer)[7]).toContain('is not simulated');
  });

  it('takes the method that takes all, and parameters of the path', async () => {
    const at = { ...inApi, resourceId: '$item', httpMethod: 'ANY' };
    const talk = await converse([
      anApi,
      ['CreateResource', { ...inApi, parentId: '$root', pathPart: '{id}' }, {}, { item: 'id' }],
      ...mockOf("$input.params('id') $context.httpMethod", '$item', 'ANY'),
    ]);
    expect(
      await talk.ask('TestInvokeMethod', { ...at, httpMethod: 'PUT', pathWithQueryString: '/7' }),
    ).toMatchObject({ body: '7 PUT' });
  });

  it('needs a method and its integration', async () => {
    await converse([
      anApi,
      ['TestInvokeMethod', getRoot, unknown('Invalid Method identifier specified')],
      ['PutMethod', { ...getRoot, authorizationType: 'NONE' }, { httpMethod: 'GET' }],
      ['TestInvokeMethod', getRoot, invalid('No integration defined for method')],
      [
        'TestInvokeMethod',
        { ...getRoot, clientCertificateId: 'x' },
        invalid('clientCertificateId is not simulated.'),
      ],
    ]);
  });
});
