/** Integrations and their responses. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anHttpApi,
  aSocketApi,
  converse,
  functionArn,
  inApi,
  invalid,
  invocation,
  mapping,
  route,
  taken,
  toFunction,
  unknown,
  type Step,
} from './conversation.ts';

const atIntegration = { ...inApi, IntegrationId: '$integration' };
const lambda = {
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: functionArn('f'),
  PayloadFormatVersion: '2.0',
};
const address = {
  IntegrationType: 'HTTP_PROXY',
  IntegrationMethod: 'GET',
  IntegrationUri: 'https://a.example/x',
};
const role = 'arn:aws:iam::123456789012:role/r';
const service = (IntegrationSubtype: string, RequestParameters: JsonObject) => ({
  IntegrationType: 'AWS_PROXY',
  IntegrationSubtype,
  CredentialsArn: role,
  PayloadFormatVersion: '1.0',
  RequestParameters,
});
const toAddress: Step = [
  'CreateIntegration',
  { ...inApi, ...address },
  {},
  { integration: 'IntegrationId' },
];
const create = async (api: Step, request: JsonObject, expected: object): Promise<void> => {
  await converse([api, ['CreateIntegration', { ...inApi, ...request }, expected]]);
};

describe('G49: an integration', () => {
  it('with a function of an HTTP API', async () => {
    const made = await converse([anHttpApi, toFunction('f')]);
    expect(await made.ask('GetIntegration', atIntegration)).toEqual({
      ConnectionType: 'INTERNET',
      IntegrationId: made.known['integration'],
      IntegrationMethod: 'POST',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('f'),
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 30_000,
    });
  });

  it('with a service of a WebSocket API', async () => {
    const uri = 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/q';
    await create(
      aSocketApi,
      {
        IntegrationType: 'AWS',
        IntegrationMethod: 'POST',
        IntegrationUri: uri,
        CredentialsArn: role,
      },
      {
        ConnectionType: 'INTERNET',
        IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
        PassthroughBehavior: 'WHEN_NO_MATCH',
        PayloadFormatVersion: '1.0',
        TimeoutInMillis: 29_000,
      },
    );
  });

  it('is shown, changed in what is said, and deleted', async () => {
    const made = await converse([
      anHttpApi,
      toAddress,
      [
        'UpdateIntegration',
        {
          ...atIntegration,
          Description: 'd',
          RequestParameters: { 'append:header.a': '1', 'append:header.b': '2' },
        },
        { Description: 'd', IntegrationUri: address.IntegrationUri },
      ],
      [
        'UpdateIntegration',
        { ...atIntegration, RequestParameters: { 'append:header.a': '', 'append:header.c': '3' } },
        { Description: 'd' },
      ],
      [
        'UpdateIntegration',
        {
          ...atIntegration,
          ResponseParameters: { 200: { 'append:header.a': '1' }, 404: { 'append:header.a': '1' } },
        },
        { Description: 'd' },
      ],
      [
        'UpdateIntegration',
        { ...atIntegration, ResponseParameters: { 404: {}, 200: { 'append:header.b': '2' } } },
        { Description: 'd' },
      ],
      [
        'UpdateIntegration',
        { ...atIntegration, TimeoutInMillis: 49 },
        invalid('Timeout should be between 50 ms and 30000 ms'),
      ],
    ]);
    expect(await made.ask('GetIntegration', atIntegration)).toEqual({
      ConnectionType: 'INTERNET',
      Description: 'd',
      IntegrationId: made.known['integration'],
      ...address,
      PayloadFormatVersion: '1.0',
      RequestParameters: { 'append:header.b': '2', 'append:header.c': '3' },
      ResponseParameters: { 200: { 'append:header.b': '2' } },
      TimeoutInMillis: 30_000,
    });
    expect(await made.ask('GetIntegrations', inApi)).toMatchObject({
      Items: [{ Description: 'd' }],
    });
    await made.say([['DeleteIntegration', atIntegration, {}]]);
    const id = made.known['integration'] ?? '';
    for (const operation of ['GetIntegration', 'UpdateIntegration', 'DeleteIntegration']) {
      expect(await made.ask(operation, atIntegration)).toEqual(
        unknown(`Unable to find Integration by ID ${id}`),
      );
    }
  });

  it('stays while a route leads to it', async () => {
    const made = await converse([anHttpApi, toFunction('f'), route('GET /a')]);
    const message = (ids: string) =>
      taken(
        `Cannot delete Integration because it is referenced by the following Routes with Ids: [${ids}]`,
      );
    await made.say([
      ['DeleteIntegration', atIntegration, message(made.known['route'] ?? '')],
      ['DeleteRoute', { ...inApi, RouteId: '$route' }, {}],
      ['DeleteIntegration', atIntegration, {}],
    ]);
  });

  it.each<[JsonObject, object]>([
    [{ ...lambda, TimeoutInMillis: 50 }, { TimeoutInMillis: 50 }],
    [{ ...lambda, TimeoutInMillis: 30_000 }, { TimeoutInMillis: 30_000 }],
    [{ ...lambda, TimeoutInMillis: 49 }, invalid('Timeout should be between 50 ms and 30000 ms')],
    [
      { ...lambda, TimeoutInMillis: 30_001 },
      invalid('Timeout should be between 50 ms and 30000 ms'),
    ],
    [{ ...lambda, IntegrationUri: invocation('f') }, { IntegrationUri: invocation('f') }],
    [{ ...lambda, PayloadFormatVersion: '1.0' }, { PayloadFormatVersion: '1.0' }],
    [{ ...lambda, PayloadFormatVersion: '3.0' }, invalid('Unsupported PayloadFormatVersion: 3.0')],
    [
      { IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn('f') },
      invalid('PayloadFormatVersion is a required parameter for integration'),
    ],
    [{ ...lambda, IntegrationUri: 'f' }, invalid('Invalid function ARN or invalid uri')],
    [{ ...lambda, IntegrationUri: 'https://a' }, invalid('Invalid function ARN or invalid uri')],
    [address, { PayloadFormatVersion: '1.0', IntegrationMethod: 'GET' }],
    [
      { ...address, PayloadFormatVersion: '2.0' },
      invalid('PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY'),
    ],
    [
      { ...address, IntegrationUri: 'a.example' },
      invalid('Invalid HTTP endpoint specified for URI'),
    ],
    [{ ...address, IntegrationUri: '${stageVariables.a}' }, { IntegrationType: 'HTTP_PROXY' }],
    [
      { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://a' },
      invalid('HttpMethod parameter method must be specified for integrationType HTTPPROXY'),
    ],
    [{}, invalid('Invalid integration type specified: ')],
    [{ IntegrationType: 'X' }, invalid('Invalid integration type specified: X')],
    ...['AWS', 'HTTP', 'MOCK'].map((IntegrationType): [JsonObject, object] => [
      { IntegrationType },
      invalid(
        'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
      ),
    ]),
    [{ ...address, ConnectionType: 'INTERNET' }, { ConnectionType: 'INTERNET' }],
    [{ ...address, ConnectionType: 'X' }, invalid('Invalid connection type specified: X')],
    [
      { ...address, ConnectionType: 'VPC_LINK' },
      invalid('ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK'),
    ],
    [
      { ...address, ConnectionType: 'VPC_LINK', ConnectionId: 'v' },
      invalid('ConnectionId is not simulated.'),
    ],
    [{ ...address, ConnectionId: 'v' }, invalid('ConnectionId is not simulated.')],
    [{ ...address, TlsConfig: {} }, invalid('TlsConfig is not simulated.')],
    [
      { ...lambda, ContentHandlingStrategy: 'CONVERT_TO_TEXT' },
      invalid('ContentHandlingStrategy is not simulated.'),
    ],
    [
      { ...lambda, PassthroughBehavior: 'NEVER' },
      invalid('PassthroughBehavior is not currently supported for HTTP APIs.'),
    ],
    [
      { ...lambda, RequestTemplates: {} },
      invalid('RequestTemplates is not currently supported for HTTP APIs.'),
    ],
    [
      { ...lambda, TemplateSelectionExpression: 'a' },
      invalid('TemplateSelectionExpression is not currently supported for HTTP APIs.'),
    ],
  ])('of HTTP with %j', (request, expected) => create(anHttpApi, request, expected));

  it.each<[JsonObject, object]>([
    [{ IntegrationType: 'MOCK' }, { PayloadFormatVersion: '1.0' }],
    [{ IntegrationType: 'MOCK', TimeoutInMillis: 29_000 }, { TimeoutInMillis: 29_000 }],
    [
      { IntegrationType: 'MOCK', TimeoutInMillis: 29_001 },
      invalid('Timeout should be between 50 ms and 29000 ms'),
    ],
    [{ ...lambda, PayloadFormatVersion: '1.0' }, { IntegrationMethod: 'POST' }],
    [lambda, invalid('Unsupported PayloadFormatVersion: 2.0')],
    [{ IntegrationType: 'AWS', IntegrationUri: invocation('f') }, { IntegrationType: 'AWS' }],
    [
      { IntegrationType: 'AWS', IntegrationUri: functionArn('f') },
      invalid('AWS ARN for integration must contain path or action'),
    ],
    [
      { IntegrationType: 'AWS', IntegrationUri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q' },
      invalid('Role ARN must be specified for AWS integrations'),
    ],
    [
      { ...service('SQS-PurgeQueue', {}) },
      invalid('IntegrationSubtype is only supported for HTTP APIs.'),
    ],
    [
      { IntegrationType: 'MOCK', ResponseParameters: {} },
      invalid('ResponseParameters are only supported for HTTP APIs.'),
    ],
    [
      { IntegrationType: 'MOCK', PassthroughBehavior: 'X' },
      invalid('Invalid passthrough behavior specified: X'),
    ],
    [{ IntegrationType: 'MOCK', PassthroughBehavior: 'NEVER' }, { PassthroughBehavior: 'NEVER' }],
    [
      { IntegrationType: 'MOCK', TemplateSelectionExpression: '\\$default' },
      { IntegrationType: 'MOCK' },
    ],
    [
      { IntegrationType: 'MOCK', TemplateSelectionExpression: '${request.body.a}' },
      invalid('The template selection expression ${request.body.a} is not simulated.'),
    ],
    [
      { IntegrationType: 'MOCK', RequestParameters: { 'integration.request.header.a': "'1'" } },
      { RequestParameters: { 'integration.request.header.a': "'1'" } },
    ],
    [
      { IntegrationType: 'MOCK', RequestParameters: { 'append:header.a': "'1'" } },
      mapping('Invalid mapping expression specified: append:header.a'),
    ],
    [
      { IntegrationType: 'MOCK', RequestParameters: { 'integration.request.header.a': '1' } },
      mapping('Invalid mapping expression specified: 1'),
    ],
  ])('of WebSocket with %j', (request, expected) => create(aSocketApi, request, expected));
});

describe('G52: a response of an integration', () => {
  const atAnswer = { ...atIntegration, IntegrationResponseId: '$answer' };
  const mock: Step = [
    'CreateIntegration',
    { ...inApi, IntegrationType: 'MOCK' },
    {},
    { integration: 'IntegrationId' },
  ];
  const key = { IntegrationResponseKey: '/2\\d\\d/' };
  const answer: Step = [
    'CreateIntegrationResponse',
    { ...atIntegration, ...key },
    key,
    { answer: 'IntegrationResponseId' },
  ];

  it('is made, shown, changed and deleted', async () => {
    const made = await converse([
      aSocketApi,
      mock,
      answer,
      ['GetIntegrationResponse', atAnswer, key],
      ['UpdateIntegrationResponse', { ...atAnswer, ResponseTemplates: { $default: 'x' } }, key],
      [
        'GetIntegrationResponses',
        atIntegration,
        { Items: [{ ...key, ResponseTemplates: { $default: 'x' } }] },
      ],
      ['DeleteIntegrationResponse', atAnswer, {}],
    ]);
    const id = made.known['answer'] ?? '';
    for (const operation of [
      'GetIntegrationResponse',
      'UpdateIntegrationResponse',
      'DeleteIntegrationResponse',
    ]) {
      expect(await made.ask(operation, atAnswer)).toEqual(
        unknown(`Unable to find IntegrationResponse by ID ${id}`),
      );
    }
  });

  it.each<[JsonObject, object]>([
    [{ IntegrationResponseKey: '$default' }, { IntegrationResponseKey: '$default' }],
    [key, taken('IntegrationResponse with key /2\\d\\d/ already exists for this Integration')],
    [{ IntegrationResponseKey: '200' }, invalid('Invalid IntegrationResponseKey specified: 200')],
    [{ IntegrationResponseKey: '//' }, invalid('Invalid IntegrationResponseKey specified: //')],
    [{}, invalid('Invalid IntegrationResponseKey specified: ')],
    [
      { IntegrationResponseKey: '/4/', ContentHandlingStrategy: 'CONVERT_TO_TEXT' },
      invalid('ContentHandlingStrategy is not simulated.'),
    ],
    [
      { IntegrationResponseKey: '/4/', ResponseParameters: { 'method.response.header.a': "'1'" } },
      invalid('ResponseParameters of a WebSocket API is not simulated.'),
    ],
    [
      {
        IntegrationResponseKey: '/4/',
        TemplateSelectionExpression: '${integration.response.header.a}',
      },
      invalid(
        'The template selection expression ${integration.response.header.a} is not simulated.',
      ),
    ],
  ])('with %j', async (request, expected) => {
    await converse([
      aSocketApi,
      mock,
      answer,
      ['CreateIntegrationResponse', { ...atIntegration, ...request }, expected],
    ]);
  });

  it('is of WebSocket alone', async () => {
    await converse([
      anHttpApi,
      toAddress,
      [
        'CreateIntegrationResponse',
        { ...atIntegration, ...key },
        invalid('IntegrationResponses are currently not supported for this API protocol type.'),
      ],
    ]);
  });
});
