/** What an authorizer may be, at the edges of each rule, told whole. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import {
  anApi,
  converse,
  getRoot,
  inApi,
  invalid,
  outOfEnum,
  patch,
  taken,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

const functions = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions';
const authorizerUri = `${functions}/arn:aws:lambda:us-east-1:123456789012:function:auth/invocations`;
const people = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_people';
const at = { ...inApi, authorizerId: '$auth' };
const none = unknown('Invalid Authorizer identifier specified');
const ttl = invalid(
  'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.',
);
const noSource = invalid('Identity source is required when authorization caching is enabled');
const noAddress = (uri: string) =>
  invalid(
    `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
  );
const required = (member: string) => ({
  code: 'ValidationException',
  message: `1 validation error detected: Value null at 'createAuthorizerInput.${member}' failed to satisfy constraint: Member must not be null`,
  status: 400,
});
const create = (more: JsonObject = {}): Step => [
  'CreateAuthorizer',
  { ...inApi, name: 'a', type: 'TOKEN', authorizerUri, ...more },
  {},
  { auth: 'id' },
];
const plain = { id: '$auth', name: 'a', type: 'TOKEN', authType: 'custom', authorizerUri };
const pool = {
  id: '$auth',
  name: 'a',
  type: 'COGNITO_USER_POOLS',
  authType: 'cognito_user_pools',
  providerARNs: [people],
};

describe('G36: an authorizer', () => {
  it.each<[JsonObject, object]>([
    [{}, plain],
    [
      {
        authType: 'oauth2',
        authorizerCredentials: 'arn:r',
        identitySource: 'method.request.header.X',
        identityValidationExpression: 'x+',
        authorizerResultTtlInSeconds: 0,
      },
      {
        ...plain,
        authType: 'oauth2',
        authorizerCredentials: 'arn:r',
        identitySource: 'method.request.header.X',
        identityValidationExpression: 'x+',
        authorizerResultTtlInSeconds: 0,
      },
    ],
    [
      { type: 'REQUEST', authorizerResultTtlInSeconds: 0 },
      { ...plain, type: 'REQUEST', authorizerResultTtlInSeconds: 0 },
    ],
    [
      { type: 'REQUEST', identitySource: 'method.request.header.X' },
      { ...plain, type: 'REQUEST', identitySource: 'method.request.header.X' },
    ],
    [{ type: 'COGNITO_USER_POOLS', providerARNs: [people], authorizerUri: null }, pool],
    [
      {
        type: 'COGNITO_USER_POOLS',
        providerARNs: [people],
        authorizerUri: null,
        authorizerResultTtlInSeconds: 3600,
      },
      { ...pool, authorizerResultTtlInSeconds: 3600 },
    ],
  ])('with %j is told and listed', async (more, whole) => {
    const talk = await converse([anApi, create(more)]);
    await talk.sayWhole([
      ['GetAuthorizer', at, whole],
      ['GetAuthorizers', inApi, { items: [whole] }],
    ]);
  });

  it.each<[JsonObject, object]>([
    [{ name: '' }, invalid('Authorizer name cannot be empty')],
    [{ name: null }, required('name')],
    [{ type: null }, required('type')],
    [
      { type: 'IAM' },
      outOfEnum('createAuthorizerInput.type', 'IAM', 'TOKEN, REQUEST, COGNITO_USER_POOLS'),
    ],
    [{ authorizerUri: null }, invalid('Authorizer Uri must be specified')],
    [{ authorizerUri: 'x' }, noAddress('x')],
    [{ authorizerUri: `${authorizerUri}/x` }, noAddress(`${authorizerUri}/x`)],
    [{ authorizerUri: `${functions}//invocations` }, noAddress(`${functions}//invocations`)],
    [{ authorizerResultTtlInSeconds: -1 }, ttl],
    [{ authorizerResultTtlInSeconds: 3601 }, ttl],
    [{ type: 'REQUEST' }, noSource],
    [{ type: 'REQUEST', identitySource: '' }, noSource],
    [{ type: 'REQUEST', identitySource: '', authorizerResultTtlInSeconds: 1 }, noSource],
    [{ type: 'REQUEST', identitySource: 'context.x', authorizerResultTtlInSeconds: 3601 }, ttl],
    [
      { type: 'COGNITO_USER_POOLS', providerARNs: [] },
      invalid(
        'Invalid Authorizer: provider ARNs cannot be empty for a Cognito User Pools authorizer',
      ),
    ],
    [{ type: 'COGNITO_USER_POOLS', providerARNs: [people], authorizerResultTtlInSeconds: -1 }, ttl],
  ])('with %j is refused', async (more, refusal) => {
    const talk = await converse([anApi]);
    const request = { ...inApi, name: 'a', type: 'TOKEN', authorizerUri, ...more };
    await talk.sayWhole([
      ['CreateAuthorizer', request, refusal],
      ['GetAuthorizers', inApi, { items: [] }],
    ]);
  });

  it('is the only one of its name', async () => {
    const talk = await converse([anApi, create(), create({ name: 'b' })]);
    const exists = taken(
      'Authorizer name must be unique. Authorizer a already exists in this RestApi.',
    );
    await talk.sayWhole([
      ['UpdateAuthorizer', { ...at, patchOperations: [patch('replace', '/name', 'a')] }, exists],
      [
        'UpdateAuthorizer',
        { ...at, patchOperations: [patch('replace', '/name', 'b')] },
        { ...plain, name: 'b' },
      ],
    ]);
  });

  it('is patched, as long as it stays one', async () => {
    const talk = await converse([anApi, create()]);
    const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
      'UpdateAuthorizer',
      { ...at, patchOperations },
      expected,
    ];
    const other = authorizerUri.replace('auth', 'other');
    const changed = {
      ...plain,
      name: 'b',
      type: 'REQUEST',
      authType: 'x',
      authorizerCredentials: 'arn:r',
      authorizerUri: other,
      authorizerResultTtlInSeconds: 60,
      identitySource: 'method.request.header.X',
      identityValidationExpression: 'x',
    };
    await talk.sayWhole([
      update(
        changed,
        patch('replace', '/name', 'b'),
        patch('replace', '/type', 'REQUEST'),
        patch('replace', '/authType', 'x'),
        patch('replace', '/authorizerCredentials', 'arn:r'),
        patch('replace', '/authorizerUri', other),
        patch('replace', '/authorizerResultTtlInSeconds', '60'),
        patch('replace', '/identitySource', 'method.request.header.X'),
        patch('replace', '/identityValidationExpression', 'x'),
      ),
      update(ttl, patch('replace', '/authorizerResultTtlInSeconds', '3601')),
      update(noSource, patch('replace', '/identitySource', '')),
      update(
        invalid("Invalid value 'x' specified for /authorizerResultTtlInSeconds"),
        patch('replace', '/authorizerResultTtlInSeconds', 'x'),
      ),
      ['GetAuthorizer', at, changed],
      update({ ...changed, providerARNs: [people] }, patch('add', '/providerARNs', people)),
      update(changed, patch('remove', '/providerARNs', people)),
    ]);
  });

  it('that is not there is told', async () => {
    const talk = await converse([anApi, create()]);
    const other = { ...inApi, authorizerId: 'none' };
    await talk.sayWhole([
      ['GetAuthorizer', other, none],
      ['GetAuthorizer', inApi, none],
      ['UpdateAuthorizer', { ...other, patchOperations: [patch('add', '/a')] }, none],
      ['DeleteAuthorizer', other, none],
    ]);
  });

  it('stays while one of the methods uses it', async () => {
    const talk = await converse([
      anApi,
      create({ name: 'free' }),
      create(),
      [
        'PutMethod',
        { ...getRoot, httpMethod: 'DELETE', authorizationType: 'NONE' },
        { httpMethod: 'DELETE' },
      ],
      [
        'PutMethod',
        { ...getRoot, authorizationType: 'CUSTOM', authorizerId: '$auth' },
        { httpMethod: 'GET' },
      ],
      ['CreateResource', { ...inApi, parentId: '$root', pathPart: 'a' }, {}, { a: 'id' }],
    ]);
    await talk.sayWhole([
      [
        'DeleteAuthorizer',
        at,
        taken("Cannot delete authorizer 'a'. It is being used by methods in this API."),
      ],
      ['DeleteMethod', getRoot, {}],
      ['DeleteAuthorizer', at, {}],
      ['GetAuthorizer', at, none],
    ]);
  });
});
