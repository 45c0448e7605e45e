/** Authorizers that operations have made, as deployments serve them. */
import { describe, expect, it } from 'vitest';
import { ask, asked, invocations } from '../requests.ts';
import {
  converse,
  deploy,
  getRoot,
  inApi,
  invalid,
  mockOf,
  patch,
  type Conversation,
} from './conversation.ts';

const policy = (Effect: string) => ({
  Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: '*' }],
});

const scenario = JSON.stringify({
  users: {
    kim: { arn: 'arn:aws:iam::123456789012:user/kim' },
    ann: { pool: 'people', scopes: ['read'] },
    eve: { pool: 'others', scopes: ['read'] },
  },
  resources: {
    functions: {
      check: {
        answers: [
          {
            return: {
              principalId: 'p',
              policyDocument: policy('Allow'),
              usageIdentifierKey: 'twenty-characters-it',
            },
          },
        ],
      },
    },
  },
});

const authorizerUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:check/invocations';
const people = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_people';

interface Made {
  readonly api?: object;
  readonly authorizer?: object;
  readonly authorizationType: string;
  readonly scopes?: readonly string[];
}

/** An API whose GET at the root answers `in` to whom the authorizer lets in. */
async function guarded({ api, authorizer, authorizationType, scopes = [] }: Made) {
  return converse(
    [
      ['CreateRestApi', { name: 'shop', ...api }, {}, { api: 'id', root: 'rootResourceId' }],
      [
        'CreateAuthorizer',
        { ...inApi, name: 'a', type: 'TOKEN', authorizerUri, ...authorizer },
        {},
        { auth: 'id' },
      ],
      ...mockOf('in'),
      [
        'UpdateMethod',
        {
          ...getRoot,
          patchOperations: [
            patch('replace', '/authorizationType', authorizationType),
            ...(authorizationType === 'AWS_IAM'
              ? []
              : [patch('replace', '/authorizerId', '$auth')]),
            ...scopes.map((scope) => patch('add', '/authorizationScopes', scope)),
          ],
        },
        { authorizationType },
      ],
      deploy('live'),
    ],
    scenario,
  );
}

const reach = ({ world, known }: Conversation, more: object = {}, path = '/live/') =>
  ask(world, path, { api: known['api'] ?? '', ...more });
const statusOf = async (talk: Conversation, headers: object = {}, path = '/live/') =>
  (await reach(talk, { headers }, path)).status;

describe('G36: a TOKEN authorizer', () => {
  const custom = (authorizer: object = {}) => guarded({ authorizer, authorizationType: 'CUSTOM' });

  it('asks its function about the header that it names, or Authorization', async () => {
    const usual = await custom();
    expect(await statusOf(usual)).toBe(401);
    expect(invocations(usual.world)).toBe(0);
    expect(await statusOf(usual, { Authorization: 'x' })).toBe(200);
    expect(asked(usual.world)).toMatchObject({ type: 'TOKEN', authorizationToken: 'x' });
    const other = await custom({ identitySource: 'method.request.header.X-Who' });
    expect(await statusOf(other, { Authorization: 'x' })).toBe(401);
    expect(await statusOf(other, { 'X-Who': 'x' })).toBe(200);
  });

  it.each([
    ['[a-z]+', 'ab', 200],
    ['[a-z]+', 'a1', 401],
    ['', 'a1', 200],
  ])('whose expression is "%s" lets %s to its function: %i', async (expression, token, status) => {
    const talk = await custom({ identityValidationExpression: expression });
    expect(await statusOf(talk, { Authorization: token })).toBe(status);
    expect(invocations(talk.world)).toBe(status === 200 ? 1 : 0);
  });

  it.each([
    [{}, 300],
    [{ authorizerResultTtlInSeconds: 60 }, 60],
  ])('with %j keeps an answer for %i seconds, unless it is flushed', async (ttl, seconds) => {
    const talk = await custom(ttl);
    const asked = async () => {
      await statusOf(talk, { Authorization: 'x' });
      return invocations(talk.world);
    };
    expect(await asked()).toBe(1);
    await talk.world.pass(seconds * 1000 - 1);
    expect(await asked()).toBe(1);
    await talk.world.pass(1);
    expect(await asked()).toBe(2);
    await talk.say([['FlushStageAuthorizersCache', { ...inApi, stageName: 'live' }, {}]]);
    expect(await asked()).toBe(3);
    await talk.say([['FlushStageCache', { ...inApi, stageName: 'live' }, {}]]);
    expect(await asked()).toBe(3);
  });

  it('that keeps nothing asks each time', async () => {
    const talk = await custom({ authorizerResultTtlInSeconds: 0 });
    await statusOf(talk, { Authorization: 'x' });
    await statusOf(talk, { Authorization: 'x' });
    expect(invocations(talk.world)).toBe(2);
  });
});

describe('G36: a REQUEST authorizer', () => {
  it('asks once all of its sources are there', async () => {
    const talk = await guarded({
      authorizer: {
        type: 'REQUEST',
        identitySource: 'method.request.header.a , method.request.querystring.b',
      },
      authorizationType: 'CUSTOM',
    });
    expect(await statusOf(talk, { a: '1' })).toBe(401);
    expect(await statusOf(talk, {}, '/live/?b=1')).toBe(401);
    expect(await statusOf(talk, { a: '1' }, '/live/?b=1')).toBe(200);
    expect(asked(talk.world)).toMatchObject({
      type: 'REQUEST',
      queryStringParameters: { b: '1' },
    });
  });

  it('without sources, which keeps nothing, asks in any case', async () => {
    const talk = await guarded({
      authorizer: { type: 'REQUEST', authorizerResultTtlInSeconds: 0 },
      authorizationType: 'CUSTOM',
    });
    expect([await statusOf(talk), await statusOf(talk)]).toEqual([200, 200]);
    expect(invocations(talk.world)).toBe(2);
  });

  it('may be the source of API keys', async () => {
    const talk = await guarded({
      api: { apiKeySource: 'AUTHORIZER' },
      authorizationType: 'CUSTOM',
    });
    await talk.say([
      [
        'CreateApiKey',
        { name: 'k', value: 'twenty-characters-it', enabled: true },
        {},
        { key: 'id' },
      ],
      [
        'CreateUsagePlan',
        { name: 'p', apiStages: [{ apiId: '$api', stage: 'live' }] },
        {},
        { plan: 'id' },
      ],
      [
        'UpdateMethod',
        { ...getRoot, patchOperations: [patch('replace', '/apiKeyRequired', 'true')] },
        { apiKeyRequired: true },
      ],
      deploy('live'),
    ]);
    expect(await statusOf(talk, { Authorization: 'x' })).toBe(403);
    await talk.say([
      [
        'CreateUsagePlanKey',
        { usagePlanId: '$plan', keyId: '$key', keyType: 'API_KEY' },
        { id: '$key' },
      ],
    ]);
    expect(await statusOf(talk, { Authorization: 'x' })).toBe(200);
  });
});

describe('G36: an authorizer of a user pool', () => {
  const pool = (more: object = {}, scopes: readonly string[] = []) =>
    guarded({
      authorizer: { type: 'COGNITO_USER_POOLS', providerARNs: [people], ...more },
      authorizationType: 'COGNITO_USER_POOLS',
      scopes,
    });

  it.each([
    ['ann', 200],
    ['eve', 401],
    [undefined, 401],
  ])('lets its own users in: %s', async (user, status) => {
    const talk = await pool();
    expect((await reach(talk, user === undefined ? {} : { user })).status).toBe(status);
  });

  it.each([
    [['read'], 200],
    [['read', 'write'], 200],
    [['write'], 401],
  ])('asks for one of the scopes %j', async (scopes, status) => {
    const talk = await pool({}, scopes);
    expect((await reach(talk, { user: 'ann' })).status).toBe(status);
  });

  it('reads the token where it says', async () => {
    const talk = await pool({ identitySource: 'method.request.header.X-Token' });
    expect((await reach(talk, { user: 'ann' })).status).toBe(401);
  });

  it('of several pools is not simulated', async () => {
    await converse([
      ['CreateRestApi', { name: 'shop' }, {}, { api: 'id' }],
      [
        'CreateAuthorizer',
        { ...inApi, name: 'a', type: 'COGNITO_USER_POOLS', providerARNs: [people, people] },
        invalid('An authorizer of several user pools is not simulated.'),
      ],
    ]);
  });
});

describe('G34: AWS_IAM', () => {
  const signed = (api: object = {}) => guarded({ api, authorizationType: 'AWS_IAM' });
  const forbidden = (message: string) => ({ status: 403, body: message });

  it('lets in who has signed, unless the policy of the API denies it', async () => {
    const talk = await signed();
    expect(await reach(talk)).toMatchObject(
      forbidden('{"message":"Missing Authentication Token"}'),
    );
    expect(await reach(talk, { user: 'kim' })).toMatchObject({ status: 200, body: 'in' });
    const open = await signed({ policy: JSON.stringify(policy('Allow')) });
    expect((await reach(open, { user: 'kim' })).status).toBe(200);
    const shut = await signed({ policy: JSON.stringify(policy('Deny')) });
    expect((await reach(shut, { user: 'kim' })).status).toBe(403);
  });

  it('is what a policy needs here: of another method it is not simulated', async () => {
    const open = await guarded({ api: { policy: '' }, authorizationType: 'CUSTOM' });
    expect(await statusOf(open, { Authorization: 'x' })).toBe(200);
    const talk = await guarded({
      api: { policy: JSON.stringify(policy('Allow')) },
      authorizationType: 'CUSTOM',
    });
    const { status, headers } = await reach(talk, { headers: { Authorization: 'x' } });
    expect([status, headers['x-simulation-problem']]).toEqual([
      500,
      'GET /: a resource policy of a method without AWS_IAM is not simulated.',
    ]);
  });
});
