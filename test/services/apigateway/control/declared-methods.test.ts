/** What the routes that a scenario declares ask of a request and may answer, as operations see it. */
import { describe, expect, it } from 'vitest';
import { declaredShop, inShop } from './declared.ts';

const functions = { f: { answers: [{ return: {} }] } };
const queues = { q: {} };
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
  const plain = { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false };

  it.each<[object, object]>([
    [{}, {}],
    [{ apiKeyRequired: true }, { apiKeyRequired: true }],
    [
      { requiredParameters: ['method.request.header.a', 'method.request.querystring.b'] },
      {
        requestValidatorId: 'declpa',
        requestParameters: {
          'method.request.header.a': true,
          'method.request.querystring.b': true,
        },
      },
    ],
    [
      { model: 'Order' },
      { requestValidatorId: 'declbo', requestModels: { 'application/json': 'Order' } },
    ],
    [
      { model: { type: 'object' } },
      {
        requestValidatorId: 'declbo',
        requestModels: { 'application/json': expect.stringMatching(/^[a-z0-9]{6}$/) as string },
      },
    ],
    [{ model: [] }, { requestValidatorId: 'declbo' }],
    [
      { model: 'Order', requiredParameters: ['method.request.header.a'] },
      {
        requestValidatorId: 'declbp',
        requestModels: { 'application/json': 'Order' },
        requestParameters: { 'method.request.header.a': true },
      },
    ],
    [{ authorizer: 'asked' }, { authorizationType: 'CUSTOM', authorizerId: 'asked' }],
    [{ authorizer: 'signed' }, { authorizationType: 'AWS_IAM' }],
    [{ authorizer: 'NONE' }, {}],
    [
      { authorizer: 'people', scopes: ['a', 'b'] },
      {
        authorizationType: 'COGNITO_USER_POOLS',
        authorizerId: 'people',
        authorizationScopes: ['a', 'b'],
      },
    ],
  ])('what %j asks of a request', async (more, told) => {
    const { settings } = await methodOf({ ...mock, ...more }, 'GET', {
      models: { Order: { type: 'object' } },
      authorizers: {
        asked: { type: 'REQUEST', answer: {} },
        signed: { type: 'IAM' },
        people: { type: 'COGNITO' },
      },
    });
    expect(settings).toStrictEqual({ ...plain, ...told });
  });

  it.each([
    ['asked', 'CUSTOM'],
    ['signed', 'AWS_IAM'],
  ])('the authorizer of all, %s, where it names none', async (authorizer, authorizationType) => {
    const authorizers = { asked: { type: 'REQUEST', answer: {} }, signed: { type: 'IAM' } };
    const { settings } = await methodOf(mock, 'GET', { authorizer, authorizers });
    expect(settings).toMatchObject({ authorizationType });
  });

  it.each<[object, object | undefined]>([
    [{ integration: 'Lambda', function: 'f' }, undefined],
    [mock, { '200': { statusCode: '200' } }],
    [
      { ...mock, responses: [{ status: 404, headers: { 'X-A': "'1'", 'X-B': "'2'" } }] },
      {
        '404': {
          statusCode: '404',
          responseParameters: {
            'method.response.header.X-A': false,
            'method.response.header.X-B': false,
          },
        },
      },
    ],
    [
      { ...mock, response: { status: 201, headers: { 'X-A': 'a' } } },
      {
        '201': { statusCode: '201', responseParameters: { 'method.response.header.X-A': false } },
      },
    ],
  ])('the responses that it may give: %j', async (route, told) => {
    expect((await methodOf(route)).methodResponses).toEqual(told);
  });
});
