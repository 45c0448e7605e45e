/** Methods that operations have made, as deployments serve them: what they ask for and answer. */
import { describe, expect, it } from 'vitest';
import { ask, type Response } from '../requests.ts';
import {
  anApi,
  atRoot,
  converse,
  deploy,
  inApi,
  statusTemplate,
  type Conversation,
  type Step,
} from './conversation.ts';

const scenario = JSON.stringify({
  resources: {
    functions: {
      echo: { answers: [{ return: '{{ input }}' }] },
      fail: { answers: [{ throw: { error: 'Error', cause: 'no such thing' } }] },
    },
    endpoints: {
      'https://a.example': [
        { when: { method: ['PUT'] }, status: 202, body: 'put' },
        { status: 203, body: 'outside' },
      ],
    },
  },
});

const at = { ...atRoot, httpMethod: 'POST' };
const functionUri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${name}/invocations`;

/** POST at the root. */
function method(settings: object, integration: object, response: object = {}): readonly Step[] {
  return [
    ['PutMethod', { ...at, authorizationType: 'NONE', ...settings }, { httpMethod: 'POST' }],
    [
      'PutMethodResponse',
      { ...at, statusCode: '200', responseParameters: { 'method.response.header.X-A': false } },
      { statusCode: '200' },
    ],
    [
      'PutIntegration',
      { ...at, type: 'MOCK', requestTemplates: statusTemplate, ...integration },
      {},
      { kind: 'type' },
    ],
    ['PutIntegrationResponse', { ...at, statusCode: '200', ...response }, { statusCode: '200' }],
  ];
}

const send = ({ world, known }: Conversation, more: object = {}): Promise<Response> =>
  ask(world, '/live/', { api: known['api'] ?? '', method: 'POST', body: '{}', ...more });

describe('G34: a validator checks', () => {
  const model = (name: string, schema: object): Step => [
    'CreateModel',
    { ...inApi, name, contentType: 'application/json', schema: JSON.stringify(schema) },
    { name },
  ];
  const validated = async (checks: object, settings: object) =>
    converse([
      anApi,
      model('NeedsA', { type: 'object', required: ['a'] }),
      model('NeedsB', { type: 'object', required: ['b'] }),
      ['CreateRequestValidator', { ...inApi, name: 'v', ...checks }, {}, { v: 'id' }],
      ...method({ requestValidatorId: '$v', ...settings }, {}),
      deploy('live'),
    ]);
  const parameters = {
    requestParameters: {
      'method.request.header.needed': true,
      'method.request.querystring.asked': true,
      'method.request.header.known': false,
    },
  };
  const models = { requestModels: { 'application/json': 'NeedsA' } };
  const missing = [400, '{"message":"Missing required request parameters: [needed, asked]"}'];
  const wrong = [400, '{"message":"Invalid request body"}'];

  it.each<[object, object, object]>([
    [{}, { ...parameters, ...models }, [200, '']],
    [{ validateRequestParameters: true }, { ...parameters, ...models }, missing],
    [{ validateRequestParameters: true }, models, [200, '']],
    [{ validateRequestBody: true }, { ...parameters, ...models }, wrong],
    [{ validateRequestBody: true }, parameters, [200, '']],
    [
      { validateRequestBody: true, validateRequestParameters: true },
      { ...parameters, ...models },
      missing,
    ],
    [{ validateRequestBody: true, validateRequestParameters: true }, models, wrong],
    [
      { validateRequestBody: true, validateRequestParameters: true },
      { ...models, requestValidatorId: '' },
      [200, ''],
    ],
  ])('with %j: of %j', async (checks, settings, answer) => {
    const { status, body } = await send(await validated(checks, settings));
    expect([status, body]).toEqual(answer);
  });

  it.each([
    [{ 'text/plain': 'NeedsB', 'application/json': 'NeedsA' }, 200, 400],
    [{ 'text/plain': 'NeedsB', $default: 'NeedsA' }, 200, 400],
    [{ 'text/plain': 'NeedsB', 'text/html': 'NeedsA' }, 400, 200],
  ])('the body by one of the models %j', async (requestModels, ofA, ofB) => {
    const talk = await validated({ validateRequestBody: true }, { requestModels });
    expect((await send(talk, { body: '{"a":1}' })).status).toBe(ofA);
    expect((await send(talk, { body: '{"b":1}' })).status).toBe(ofB);
  });
});

describe('G35: an integration', () => {
  const served = async (integration: object, response: object = {}, settings: object = {}) =>
    converse([anApi, ...method(settings, integration, response), deploy('live')], scenario);
  const calling = (name: string, more: object = {}) => ({
    type: 'AWS',
    integrationHttpMethod: 'POST',
    uri: functionUri(name),
    requestTemplates: {},
    ...more,
  });
  const template = { 'application/json': '{"made": 1}' };

  it.each<[object, string, number, string]>([
    [{}, 'application/json', 200, '{"sent":1}'],
    [{ requestTemplates: template }, 'application/json', 200, '{"made":1}'],
    [{ requestTemplates: template }, 'text/plain', 200, '{"sent":1}'],
    [{ passthroughBehavior: 'WHEN_NO_TEMPLATES' }, 'text/plain', 200, '{"sent":1}'],
    [
      { passthroughBehavior: 'WHEN_NO_TEMPLATES', requestTemplates: template },
      'text/plain',
      415,
      '',
    ],
    [{ passthroughBehavior: 'NEVER', requestTemplates: template }, 'text/plain', 415, ''],
    [
      { passthroughBehavior: 'NEVER', requestTemplates: template },
      'application/json',
      200,
      '{"made":1}',
    ],
    [{ passthroughBehavior: 'NEVER' }, 'application/json', 415, ''],
  ])('with %j takes a body of %s: %i', async (more, type, status, seen) => {
    const talk = await served(calling('echo', more));
    const answer = await send(talk, { body: '{"sent":1}', headers: { 'Content-Type': type } });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toBe(seen);
  });

  it('as a proxy knows neither templates nor responses', async () => {
    const talk = await converse(
      [
        anApi,
        ['PutMethod', { ...at, authorizationType: 'NONE' }, { httpMethod: 'POST' }],
        [
          'PutIntegration',
          {
            ...at,
            type: 'HTTP_PROXY',
            integrationHttpMethod: 'GET',
            uri: 'https://a.example',
            requestTemplates: template,
            passthroughBehavior: 'NEVER',
          },
          { type: 'HTTP_PROXY' },
        ],
        deploy('live'),
      ],
      scenario,
    );
    expect(await send(talk)).toMatchObject({ status: 203, body: 'outside' });
  });

  it.each([
    ['PUT', 202],
    ['POST', 203],
    ['ANY', 203],
  ])('sends its own verb, %s', async (integrationHttpMethod, status) => {
    const address = { type: 'HTTP_PROXY', integrationHttpMethod, uri: 'https://a.example' };
    expect((await send(await served(address))).status).toBe(status);
  });

  it('without a pattern answers for a service, too', async () => {
    const queue = {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: 'arn:aws:apigateway:us-east-1:sqs:action/ListQueues',
      credentials: 'arn:aws:iam::123456789012:role/r',
      requestTemplates: {},
    };
    expect((await send(await served(queue, { selectionPattern: '' }))).status).toBe(200);
    expect((await send(await served(queue, { selectionPattern: '4..' }))).status).toBe(500);
  });

  it('knows the id of its resource', async () => {
    const talk = await served(
      {},
      { responseTemplates: { 'application/json': '$context.resourceId' } },
    );
    expect((await send(talk)).body).toBe(talk.known['root']);
  });

  it.each<[object, object]>([
    [{}, { status: 200, body: '{"sent":1}' }],
    [{ selectionPattern: '' }, { status: 200, body: '{"sent":1}' }],
    [{ selectionPattern: 'no .*' }, { status: 500 }],
    [
      {
        responseTemplates: { 'application/json': '<$input.body>' },
        responseParameters: { 'method.response.header.X-A': "'a'" },
      },
      { status: 200, body: '<{"sent":1}>', headers: { 'X-A': 'a' } },
    ],
  ])('answers by its response %j', async (response, answer) => {
    const talk = await served(calling('echo'), response);
    expect(await send(talk, { body: '{"sent":1}' })).toMatchObject(answer);
  });

  it('selects a response by what its function failed with', async () => {
    const talk = await served(calling('fail'), {
      selectionPattern: 'no such .*',
      responseTemplates: { 'application/json': 'failed' },
    });
    expect(await send(talk)).toMatchObject({ status: 200, body: 'failed' });
  });

  it('converts what it is told to', async () => {
    const talk = await converse(
      [
        [
          'CreateRestApi',
          { name: 'shop', binaryMediaTypes: ['image/png'] },
          {},
          { api: 'id', root: 'rootResourceId' },
        ],
        ...method(
          {},
          calling('echo', {
            contentHandling: 'CONVERT_TO_TEXT',
            requestTemplates: { 'image/png': '"$input.body"' },
          }),
          { contentHandling: 'CONVERT_TO_BINARY' },
        ),
        deploy('live'),
      ],
      scenario,
    );
    const { body } = await send(talk, {
      body: { $base64: '/wD/' },
      headers: { 'Content-Type': 'image/png', Accept: 'image/png' },
    });
    expect(body).toEqual({ $base64: '/wD/' });
  });

  it('waits as long as it is told to', async () => {
    const late = JSON.stringify({
      resources: { functions: { late: { answers: [{ return: 1, after: '2s' }] } } },
    });
    const talk = await converse(
      [anApi, ...method({}, calling('late', { timeoutInMillis: 1999 })), deploy('live')],
      late,
    );
    const api = talk.known['api'] ?? '';
    await talk.world.request({ api, method: 'POST', path: '/live/' });
    await talk.world.pass(1998);
    expect(talk.world.reply()).toEqual({ ok: false, value: 'waiting' });
    await talk.world.pass(1);
    expect(talk.world.reply().value).toMatchObject({ status: 504 });
  });
});

describe('G36: a gateway response', () => {
  const at403 = async (response: object) => {
    const talk = await converse([
      anApi,
      ...method({ apiKeyRequired: true }, {}),
      [
        'PutGatewayResponse',
        { ...inApi, responseType: 'INVALID_API_KEY', ...response },
        { defaultResponse: false },
      ],
      deploy('live'),
    ]);
    return send(talk);
  };

  const plain = {
    status: 403,
    headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': 'ForbiddenException' },
    body: '{"message":"Forbidden"}',
  };
  it.each<[object, object]>([
    [{}, plain],
    [{ statusCode: '401' }, { ...plain, status: 401 }],
    [
      {
        responseParameters: {
          'gatewayresponse.header.X-A': "'it''s'",
          'gatewayresponse.header.X-B': "''",
        },
      },
      { ...plain, headers: { ...plain.headers, 'X-A': "it''s", 'X-B': '' } },
    ],
    [
      { responseTemplates: { 'application/json': 'no: $context.error.message' } },
      { ...plain, body: 'no: Forbidden' },
    ],
    [{ responseTemplates: { 'text/plain': 'no' } }, plain],
  ])('of %j', async (response, answer) => {
    expect(await at403(response)).toEqual(answer);
  });
});
