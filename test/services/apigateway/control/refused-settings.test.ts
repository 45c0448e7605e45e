/** Settings of a REST API that AWS refuses, in its words, and the nearest that it takes. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import { anApi, converse, getRoot, inApi, invalid, patch, type Step } from './conversation.ts';
import { made, update } from './stage-steps.ts';

const address =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:auth/invocations';
const declared = { 'method.request.querystring.q': false };
const aMethod: readonly Step[] = [
  anApi,
  [
    'PutMethod',
    { ...getRoot, authorizationType: 'NONE', requestParameters: declared },
    { httpMethod: 'GET' },
  ],
  ['PutMethodResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
];

describe('G36: a REQUEST authorizer asks by', () => {
  const wrong = (source: string) =>
    invalid(`Invalid request identity source expression: ${source}`);
  it.each<readonly [string, object]>([
    ['method.request.header.X-a_b.c', { name: 'a' }],
    ['method.request.querystring.q,stageVariables.a, context.httpMethod', { name: 'a' }],
    ['header.Auth', wrong('header.Auth')],
    ['method.request.header.X, header.Auth', wrong('header.Auth')],
    ['method.request.header.', wrong('method.request.header.')],
    ['method.request.path.a', wrong('method.request.path.a')],
  ])('%s', async (identitySource, expected) => {
    const request = { ...inApi, name: 'a', type: 'REQUEST', authorizerUri: address };
    await converse([anApi, ['CreateAuthorizer', { ...request, identitySource }, expected]]);
  });

  it('nothing where it keeps nothing', async () => {
    const request = { ...inApi, name: 'a', type: 'REQUEST', authorizerUri: address };
    await converse([
      anApi,
      ['CreateAuthorizer', { ...request, authorizerResultTtlInSeconds: 0 }, { name: 'a' }],
    ]);
  });
});

describe('G34: scopes of a method', () => {
  it('are of user pools alone', async () => {
    const providerARNs = ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/p'];
    const method = { ...getRoot, authorizationScopes: ['s'] };
    await converse([
      anApi,
      [
        'PutMethod',
        { ...method, authorizationType: 'NONE' },
        invalid(
          'Invalid Method authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type',
        ),
      ],
      [
        'CreateAuthorizer',
        { ...inApi, name: 'p', type: 'COGNITO_USER_POOLS', providerARNs },
        { name: 'p' },
        { auth: 'id' },
      ],
      [
        'PutMethod',
        { ...method, authorizationType: 'cognito_user_pools', authorizerId: '$auth' },
        { authorizationScopes: ['s'] },
      ],
    ]);
  });
});

describe('G35: an integration', () => {
  it.each<readonly [JsonObject, object]>([
    [{ cacheKeyParameters: ['method.request.querystring.q'] }, { type: 'MOCK' }],
    [
      { cacheKeyParameters: ['method.request.querystring.r'] },
      invalid('Invalid cache key parameter specified'),
    ],
    [
      {
        type: 'AWS',
        integrationHttpMethod: 'POST',
        uri: 'arn:aws:apigateway:us-east-1:sqs:path/q',
        credentials: 'role',
      },
      invalid('Invalid ARN specified in the request'),
    ],
    [
      {
        type: 'AWS',
        integrationHttpMethod: 'POST',
        uri: 'arn:aws:apigateway:us-east-1:sqs:path/q',
        credentials: 'arn:aws:iam::123456789012:role/r',
      },
      { type: 'AWS' },
    ],
  ])('with %j', async (more, expected) => {
    await converse([
      ...aMethod,
      ['PutIntegration', { ...getRoot, type: 'MOCK', ...more }, expected],
    ]);
  });
});

describe('G36: a model', () => {
  it.each<readonly [string, object]>([
    ['application/json', { name: 'M' }],
    [
      'json',
      invalid('Validation Result: warnings : [], errors : [Invalid content type specified: json]'),
    ],
    [
      'a/',
      invalid('Validation Result: warnings : [], errors : [Invalid content type specified: a/]'),
    ],
  ])('of %s', async (contentType, expected) => {
    await converse([
      anApi,
      ['CreateModel', { ...inApi, name: 'M', contentType, schema: '{}' }, expected],
    ]);
  });
});

describe('G38: a stage', () => {
  const account = 'us-east-1:123456789012';
  const noTarget = invalid(
    'Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN.',
  );
  const format = '/accessLogSettings/format';
  const target = '/accessLogSettings/destinationArn';
  const ttl = '/*/*/caching/ttlInSeconds';
  const taken = { stageName: 'live' };
  it.each<readonly [path: string, value: string, expected: object]>([
    [format, '$context.requestId', taken],
    [format, '{"id": "$context.extendedRequestId"}', taken],
    [
      format,
      '$context.requestIdentity',
      invalid(
        "Access Log format must include either $context.requestId or $context.extendedRequestId : '$context.requestIdentity'",
      ),
    ],
    [target, `arn:aws:logs:${account}:log-group:l`, taken],
    [target, `arn:aws:firehose:${account}:deliverystream/amazon-apigateway-s`, taken],
    [
      target,
      `arn:aws:firehose:${account}:deliverystream/s`,
      invalid(
        "Kinesis Firehose delivery stream name must begin with the characters 'amazon-apigateway-': 'deliverystream/s'",
      ),
    ],
    [target, `arn:aws:sqs:${account}:q`, noTarget],
    [target, 'l', noTarget],
    [ttl, '3600', taken],
    [ttl, '3601', invalid('Invalid time-to-live setting, must be an integer no greater than 3600')],
    ['/variables/a', 'a b-._:/?&=,', taken],
  ])('with %s %s', async (path, value, expected) => {
    const [operation, request] = update({}, patch('replace', path, value));
    await converse([
      ...made,
      ['CreateStage', { ...inApi, stageName: 'live', deploymentId: '$first' }, taken],
      [operation, request, expected],
    ]);
  });
});
