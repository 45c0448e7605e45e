/** What an integration may be, at the edges of each rule. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  getRoot,
  invalid,
  outOfEnum,
  patch,
  type Step,
  type WholeStep,
} from './conversation.ts';

const region = 'arn:aws:apigateway:us-east-1';
const functions = `${region}:lambda:path/2015-03-31/functions`;
const credentials = 'arn:aws:iam::123456789012:role/r';

const declared = {
  'method.request.header.h': false,
  'method.request.path.p': true,
  'method.request.querystring.q': false,
  'method.request.multivalueheader.mh': false,
  'method.request.multivaluequerystring.mq': false,
};
const withMethod: readonly Step[] = [
  anApi,
  [
    'PutMethod',
    { ...getRoot, authorizationType: 'NONE', requestParameters: declared },
    { httpMethod: 'GET' },
  ],
];
const put = (more: JsonObject, expected: object): WholeStep => [
  'PutIntegration',
  { ...getRoot, type: 'MOCK', ...more },
  expected,
];
const plain = {
  type: 'MOCK',
  passthroughBehavior: 'WHEN_NO_MATCH',
  timeoutInMillis: 29_000,
  cacheNamespace: '$root',
  cacheKeyParameters: [],
};

describe('G35: PutIntegration', () => {
  it('tells all that it was given', async () => {
    const talk = await converse(withMethod);
    const given = {
      uri: 'https://a.example',
      connectionType: 'INTERNET',
      connectionId: 'c',
      credentials,
      requestParameters: { 'integration.request.header.x': "'1'" },
      requestTemplates: { 'application/json': '{}' },
      contentHandling: 'CONVERT_TO_TEXT',
      passthroughBehavior: 'NEVER',
      timeoutInMillis: 50,
      cacheNamespace: 'n',
      cacheKeyParameters: ['method.request.header.h'],
    };
    const whole = { type: 'HTTP', httpMethod: 'PUT', ...given };
    await talk.sayWhole([
      put(
        {
          ...given,
          type: 'HTTP',
          integrationHttpMethod: 'PUT',
          tlsConfig: {},
          responseTransferMode: 'BUFFERED',
        },
        { ...whole, tlsConfig: { insecureSkipVerification: false } },
      ),
      ['GetIntegration', getRoot, { ...whole, tlsConfig: { insecureSkipVerification: false } }],
      put(
        { tlsConfig: { insecureSkipVerification: true } },
        { ...plain, tlsConfig: { insecureSkipVerification: true } },
      ),
      put({}, plain),
    ]);
  });

  it.each([
    ['HTTP', { connectionType: 'INTERNET' }],
    ['HTTP_PROXY', { connectionType: 'INTERNET' }],
    ['AWS', {}],
  ])('of type %s connects by %j', async (type, connection) => {
    const talk = await converse(withMethod);
    const uri = type === 'AWS' ? `${functions}/f/invocations` : 'http://a.example';
    await talk.sayWhole([
      put(
        { type, uri, integrationHttpMethod: 'POST' },
        { ...plain, type, uri, httpMethod: 'POST', ...connection },
      ),
    ]);
  });

  const verb = invalid('Enumeration value for HttpMethod must be non-empty');
  const endpoint = invalid('Invalid HTTP endpoint specified for URI');
  const arn = invalid('Invalid ARN specified in the request');
  const action = invalid('AWS ARN for integration must contain path or action');
  const functionArn = invalid('Invalid function ARN or invalid uri');
  const role = invalid('Role ARN must be specified for AWS integrations');
  const proxied = invalid(
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
  );
  it.each<[string, JsonObject, object | undefined]>([
    ['HTTP', { uri: 'https://a.example', integrationHttpMethod: '' }, verb],
    ['HTTP', {}, endpoint],
    ['HTTP', { uri: 'a https://a.example' }, endpoint],
    ['HTTP', { uri: 'http:/a.example' }, endpoint],
    ['HTTP', { uri: 'http://a.example' }, undefined],
    ['HTTP', { uri: 'a ${' }, endpoint],
    ['HTTP', { uri: '${stageVariables.host}' }, undefined],
    ['HTTP_PROXY', { uri: 'ftp://a.example' }, endpoint],
    ['HTTP_PROXY', { uri: '${stageVariables.host}/a' }, undefined],
    ['AWS', {}, arn],
    ['AWS', { uri: 'x arn:aws' }, arn],
    ['AWS', { uri: `${region}:sqs:paths/1/q`, credentials }, action],
    ['AWS', { uri: `${region}:sqs:path/1/q`, credentials }, undefined],
    ['AWS', { uri: `${region}:sqs:action/SendMessage`, credentials }, undefined],
    ['AWS', { uri: `${region}:sqs:action/SendMessage` }, role],
    ['AWS', { uri: `${functions}/f/invocations` }, undefined],
    ['AWS', { uri: `${functions}/f/invocations/more` }, functionArn],
    ['AWS', { uri: `${functions}//invocations` }, functionArn],
    ['AWS', { uri: `${region}:lambda:path/2014-11-13/functions/f/invocations` }, functionArn],
    ['AWS', { uri: `${region}:lambda:action/Invoke` }, role],
    ['AWS_PROXY', { uri: `${functions}/f/invocations` }, undefined],
    ['AWS_PROXY', { uri: `${functions}/f` }, functionArn],
    ['AWS_PROXY', { uri: `${region}:sqs:path/1/q`, credentials }, proxied],
    ['AWS_PROXY', { uri: `${region}:firehose:action/PutRecord`, credentials }, undefined],
    ['AWS_PROXY', { uri: `${region}:firehose:action/PutRecord` }, role],
  ])('of type %s with %j', async (type, more, refusal) => {
    const talk = await converse(withMethod);
    const request = { integrationHttpMethod: 'POST', ...more, type };
    const answer = await talk.ask('PutIntegration', { ...getRoot, ...request });
    if (refusal) expect(answer).toEqual(refusal);
    else expect(answer).toMatchObject({ type, uri: more['uri'] });
  });

  it.each<[JsonObject, object]>([
    [
      { passthroughBehavior: 'ALWAYS' },
      outOfEnum(
        'putIntegrationInput.passthroughBehavior',
        'ALWAYS',
        'WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER',
      ),
    ],
    [{ passthroughBehavior: 'NEVER' }, { ...plain, passthroughBehavior: 'NEVER' }],
    [
      { passthroughBehavior: 'WHEN_NO_TEMPLATES' },
      { ...plain, passthroughBehavior: 'WHEN_NO_TEMPLATES' },
    ],
    [
      { contentHandling: 'CONVERT' },
      outOfEnum(
        'putIntegrationInput.contentHandling',
        'CONVERT',
        'CONVERT_TO_BINARY, CONVERT_TO_TEXT',
      ),
    ],
    [{ contentHandling: '' }, { ...plain, contentHandling: '' }],
    [{ contentHandling: 'CONVERT_TO_BINARY' }, { ...plain, contentHandling: 'CONVERT_TO_BINARY' }],
    [{ integrationTarget: 'x' }, invalid('integrationTarget is not simulated.')],
    [{ responseTransferMode: 'STREAM' }, invalid('responseTransferMode is not simulated.')],
    [{ connectionType: 'VPC_LINK' }, invalid('A connection through a VPC link is not simulated.')],
  ])('with %j', async (more, expected) => {
    const talk = await converse(withMethod);
    await talk.sayWhole([put(more, expected)]);
  });

  it('needs a type', async () => {
    const talk = await converse(withMethod);
    await talk.sayWhole([
      [
        'PutIntegration',
        getRoot,
        {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value null at 'putIntegrationInput.type' failed to satisfy constraint: Member must not be null",
          status: 400,
        },
      ],
    ]);
  });
});

describe('G35: a patch of an integration', () => {
  it('changes each of its members', async () => {
    const talk = await converse(withMethod);
    const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
      'UpdateIntegration',
      { ...getRoot, patchOperations },
      expected,
    ];
    const changed = {
      type: 'HTTP',
      httpMethod: 'PUT',
      uri: 'https://b.example',
      connectionType: 'INTERNET',
      connectionId: 'c',
      credentials,
      passthroughBehavior: 'NEVER',
      contentHandling: 'CONVERT_TO_TEXT',
      timeoutInMillis: 100,
      cacheNamespace: 'n',
      cacheKeyParameters: ['method.request.header.h'],
      requestParameters: { 'integration.request.header.x': "'1'" },
      requestTemplates: { 'application/json': '{}' },
      tlsConfig: { insecureSkipVerification: true },
    };
    await talk.sayWhole([
      put(
        { type: 'HTTP', uri: 'https://a.example', integrationHttpMethod: 'GET' },
        {
          ...plain,
          type: 'HTTP',
          uri: 'https://a.example',
          httpMethod: 'GET',
          connectionType: 'INTERNET',
        },
      ),
      update(
        changed,
        patch('replace', '/httpMethod', 'PUT'),
        patch('replace', '/uri', 'https://b.example'),
        patch('replace', '/connectionType', 'INTERNET'),
        patch('replace', '/connectionId', 'c'),
        patch('replace', '/credentials', credentials),
        patch('replace', '/passthroughBehavior', 'NEVER'),
        patch('replace', '/contentHandling', 'CONVERT_TO_TEXT'),
        patch('replace', '/timeoutInMillis', '100'),
        patch('replace', '/cacheNamespace', 'n'),
        patch('add', '/cacheKeyParameters/method.request.header.h'),
        patch('add', '/requestParameters/integration.request.header.x', "'1'"),
        patch('add', '/requestTemplates/application~1json', '{}'),
        patch('replace', '/tlsConfig/insecureSkipVerification', 'true'),
      ),
      update(
        invalid('The patch of /responseTransferMode is not simulated.'),
        patch('replace', '/responseTransferMode', 'STREAM'),
      ),
      update(
        invalid('The patch of /integrationTarget is not simulated.'),
        patch('replace', '/integrationTarget', 'x'),
      ),
      update(invalid('Invalid HTTP endpoint specified for URI'), patch('replace', '/uri', 'b')),
      ['GetIntegration', getRoot, changed],
    ]);
  });
});
