import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  answering,
  errors,
  functionAddress,
  importing,
  methodAt,
  openapi,
  putting,
  swagger,
} from './definitions.ts';

const apiKey = (more: JsonObject) => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  ...more,
});
const authorizer = (more: JsonObject, scheme: JsonObject = {}) =>
  apiKey({
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': { authorizerUri: functionAddress('check'), ...more },
    ...scheme,
  });

const secured = (schemes: JsonObject, security: JsonObject[], more: JsonObject = {}) =>
  swagger(
    { '/a': { get: answering('a', { security, ...more }) } },
    { securityDefinitions: schemes },
  );

async function methodOf(definition: JsonObject) {
  const { talk } = await importing(definition);
  const method = await methodAt(talk, '/a');
  const { items } = await talk.ask('GetAuthorizers', { restApiId: '$api' });
  return { talk, method, authorizers: items as readonly JsonObject[] };
}

describe('G71: authorizers', () => {
  it('of tokens have the header of their scheme', async () => {
    const { method, authorizers } = await methodOf(
      secured(
        {
          mine: authorizer({
            type: 'token',
            authorizerCredentials: 'arn:aws:iam::123456789012:role/r',
            identityValidationExpression: '^x-[a-z]+',
            authorizerResultTtlInSeconds: '60',
          }),
        },
        [{ mine: [] }],
      ),
    );
    const [only = {}] = authorizers;
    expect(authorizers).toEqual([
      {
        id: only['id'],
        name: 'mine',
        type: 'TOKEN',
        authType: 'custom',
        authorizerUri: functionAddress('check'),
        authorizerCredentials: 'arn:aws:iam::123456789012:role/r',
        identitySource: 'method.request.header.Authorization',
        identityValidationExpression: '^x-[a-z]+',
        authorizerResultTtlInSeconds: 60,
      },
    ]);
    expect(method).toMatchObject({ authorizationType: 'CUSTOM', authorizerId: only['id'] });
    expect(method).not.toHaveProperty('authorizationScopes');
  });

  it.each([
    [
      { identitySource: 'method.request.header.A, stageVariables.b' },
      {},
      'method.request.header.A, stageVariables.b',
    ],
    [{}, {}, 'method.request.header.Authorization'],
    [{}, { in: 'query', name: 'token' }, 'method.request.querystring.token'],
    [{ authorizerResultTtlInSeconds: 0 }, { name: 'Unused' }, undefined],
  ])('of requests are identified by %j %j', async (more, scheme, identitySource) => {
    const { authorizers } = await methodOf(
      secured({ mine: authorizer({ type: 'request', ...more }, scheme) }, [{ mine: [] }]),
    );
    expect(authorizers[0]?.['identitySource']).toBe(identitySource);
  });

  it('of user pools ask for scopes', async () => {
    const pool = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc';
    const { method, authorizers } = await methodOf(
      secured(
        {
          pool: apiKey({
            'x-amazon-apigateway-authtype': 'cognito_user_pools',
            'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [pool] },
          }),
        },
        [{ pool: ['read', 'write'] }],
      ),
    );
    expect(authorizers).toMatchObject([
      {
        name: 'pool',
        type: 'COGNITO_USER_POOLS',
        authType: 'cognito_user_pools',
        providerARNs: [pool],
      },
    ]);
    expect(method).toMatchObject({
      authorizationType: 'COGNITO_USER_POOLS',
      authorizerId: authorizers[0]?.['id'],
      authorizationScopes: ['read', 'write'],
    });
  });

  it('are those of OpenAPI 3, too, and may be known by name', async () => {
    const { talk } = await importing(
      openapi(
        { '/a': { get: answering('a', { security: [{ mine: [] }] }) } },
        { components: { securitySchemes: { mine: authorizer({ type: 'token' }) } } },
      ),
    );
    const { authorizerId } = await methodAt(talk, '/a');
    expect(authorizerId).toMatch(/^[a-z0-9]{6}$/);
    await putting(
      talk,
      swagger(
        { '/b': { get: answering('b', { security: [{ mine: [] }] }) } },
        { securityDefinitions: { mine: apiKey({ 'x-amazon-apigateway-authtype': 'custom' }) } },
      ),
    );
    expect(await methodAt(talk, '/b')).toMatchObject({ authorizationType: 'CUSTOM', authorizerId });
  });

  it('may be kept for all', async () => {
    const { method, authorizers } = await methodOf({
      ...secured(
        {
          mine: apiKey({ 'x-amazon-apigateway-authorizer': { $ref: '#/x-pool' } }),
          same: { $ref: '#/securityDefinitions/mine' },
        },
        [{ same: [] }],
      ),
      'x-pool': { type: 'cognito_user_pools', providerARNs: ['arn:aws:cognito-idp:a:b:c'] },
    });
    expect(authorizers.map(({ name }) => name).sort()).toEqual(['mine', 'same']);
    expect(method).toMatchObject({ authorizationType: 'COGNITO_USER_POOLS' });
  });

  it('have to be there', async () => {
    const problem = errors(
      "Unable to put method 'GET' on resource at path '/a': Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    );
    const nowhere = apiKey({ 'x-amazon-apigateway-authtype': 'custom' });
    expect((await importing(secured({ mine: nowhere }, [{ mine: [] }]))).answer).toEqual(problem);
  });

  it('are refused as CreateAuthorizer refuses them', async () => {
    const { answer } = await importing(
      secured(
        {
          mine: authorizer({ type: 'jwt' }),
          other: authorizer({ type: 'token', authorizerUri: 'x' }),
        },
        [],
      ),
    );
    expect(answer).toEqual(
      errors(
        "Unable to create authorizer 'mine': 1 validation error detected: Value 'JWT' at 'createAuthorizerInput.type' failed to satisfy constraint: Member must satisfy enum value set: [TOKEN, REQUEST, COGNITO_USER_POOLS]",
        "Unable to create authorizer 'other': Invalid Authorizer URI: x. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.",
      ),
    );
  });
});

describe('G72: an operation', () => {
  const schemes = {
    key: apiKey({ name: 'x-api-key' }),
    Key: apiKey({ name: 'X-API-KEY' }),
    iam: apiKey({ 'x-amazon-apigateway-authtype': 'awsSigv4' }),
    mine: authorizer({ type: 'token' }),
    next: authorizer({ type: 'token' }),
  };

  it.each<[JsonObject[], JsonObject, boolean, string, string?]>([
    [[], {}, false, 'NONE'],
    [[{ key: [] }], {}, true, 'NONE'],
    [[{ Key: [] }], {}, true, 'NONE'],
    [[{ iam: [] }], {}, false, 'AWS_IAM'],
    [[{ iam: [], key: [] }], {}, true, 'AWS_IAM'],
    [[{ iam: [] }, { key: [] }], {}, true, 'AWS_IAM'],
    [[{ next: [] }, { mine: [] }], {}, false, 'CUSTOM', 'next'],
    [[{ mine: [], iam: [] }], {}, false, 'CUSTOM', 'mine'],
    [[{ mine: [], key: [] }], { type: 'none' }, true, 'NONE'],
    [[{ mine: [] }], { type: 'AWS_IAM' }, false, 'AWS_IAM'],
    [[], { type: 'aws_iam' }, false, 'AWS_IAM'],
  ])('that requires %j, or says %j', async (security, auth, apiKeyRequired, type, name) => {
    const { method, authorizers } = await methodOf(
      secured(schemes, security, { 'x-amazon-apigateway-auth': auth }),
    );
    expect(method).toMatchObject({ apiKeyRequired, authorizationType: type });
    const used = authorizers.find(({ id }) => id === method['authorizerId']);
    expect(used?.['name']).toBe(name);
  });

  it('may name a scheme that is not defined, which means nothing', async () => {
    const { answer, talk } = await importing(secured(schemes, [{ NONE: [] }, { key: [] }]));
    expect(answer).not.toHaveProperty('warnings');
    expect(await methodAt(talk, '/a')).toMatchObject({
      authorizationType: 'NONE',
      apiKeyRequired: true,
    });
  });

  it('is not secured by what the whole document requires', async () => {
    const { method } = await methodOf({
      ...swagger({ '/a': { get: answering('a') } }, { securityDefinitions: schemes }),
      security: [{ iam: [] }],
    });
    expect(method).toMatchObject({ authorizationType: 'NONE', apiKeyRequired: false });
  });

  it.each([
    ['oauth2', { type: 'oauth2' }],
    ['http', { type: 'http', scheme: 'bearer', 'x-amazon-apigateway-authtype': 'custom' }],
    ['apiKey', apiKey({ name: 'x-other-key' })],
    ['apiKey', apiKey({ name: 'x-api-key', in: 'query' })],
  ])('is not secured by a scheme that AWS does not know: %s', async (type, scheme) => {
    const { answer, talk } = await importing(secured({ s: scheme }, [{ s: [] }]));
    expect(answer['warnings']).toEqual([
      `Unsupported security definition type '${type}' for 's'. Ignoring.`,
    ]);
    expect(await methodAt(talk, '/a')).toMatchObject({
      authorizationType: 'NONE',
      apiKeyRequired: false,
    });
  });
});
