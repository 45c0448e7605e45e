/** Deployments told whole: what they keep, and what they need. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  clockStart,
  converse,
  getRoot,
  inApi,
  invalid,
  mockOf,
  patch,
  unknown,
  type Step,
} from './conversation.ts';
import { declaredShop, inShop } from './declared.ts';

const none = unknown('Invalid Deployment identifier specified');
const at = { ...inApi, deploymentId: '$d' };
const create = (more: JsonObject = {}): Step => [
  'CreateDeployment',
  { ...inApi, ...more },
  {},
  { d: 'id' },
];

describe('G37: a deployment', () => {
  it('is told as it was made, listed, described, and gone', async () => {
    const talk = await converse([anApi, ...mockOf('in'), create(), create({ description: 'd' })]);
    const whole = { id: '$d', description: 'd', createdDate: clockStart };
    await talk.sayWhole([
      ['GetDeployment', at, whole],
      ['GetDeployment', { ...at, embed: ['other'] }, whole],
      [
        'UpdateDeployment',
        { ...at, patchOperations: [patch('replace', '/description', 'e')] },
        { ...whole, description: 'e' },
      ],
      [
        'UpdateDeployment',
        { ...at, patchOperations: [patch('replace', '/id', 'x')] },
        invalid(
          "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description]",
        ),
      ],
      ['GetDeployment', at, { ...whole, description: 'e' }],
    ]);
    const { items } = await talk.ask('GetDeployments', inApi);
    expect(items).toHaveLength(2);
    expect(items).toContainEqual({
      id: talk.known['d'],
      description: 'e',
      createdDate: clockStart,
    });
    await talk.sayWhole([
      ['DeleteDeployment', at, {}],
      ['GetDeployment', at, none],
      ['GetDeployment', inApi, none],
      ['UpdateDeployment', { ...at, patchOperations: [] }, none],
      ['DeleteDeployment', at, none],
    ]);
    expect((await talk.ask('GetDeployments', inApi))['items']).toHaveLength(1);
  });

  it('needs an integration of each of its methods', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('in'),
      [
        'PutMethod',
        { ...getRoot, httpMethod: 'POST', authorizationType: 'NONE' },
        { httpMethod: 'POST' },
      ],
    ]);
    await talk.sayWhole([
      ['CreateDeployment', inApi, invalid('No integration defined for method')],
      ['GetDeployments', inApi, { items: [] }],
    ]);
  });

  it('stays while a stage or its canary serves it', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('in'),
      ['CreateDeployment', inApi, {}, { base: 'id' }],
      create(),
      [
        'CreateStage',
        {
          ...inApi,
          stageName: 'live',
          deploymentId: '$base',
          canarySettings: { deploymentId: '$d' },
        },
        { stageName: 'live' },
      ],
    ]);
    const active = invalid('Active stages pointing to this deployment must be moved or deleted');
    await talk.sayWhole([
      ['DeleteDeployment', { ...inApi, deploymentId: '$base' }, active],
      ['DeleteDeployment', at, active],
    ]);
    await talk.say([
      [
        'UpdateStage',
        { ...inApi, stageName: 'live', patchOperations: [patch('remove', '/canarySettings')] },
        { stageName: 'live' },
      ],
    ]);
    await talk.sayWhole([['DeleteDeployment', at, {}]]);
  });

  it('sums up what it serves, by path and verb', async () => {
    const mock = { integration: 'Mock' };
    const talk = await declaredShop({
      authorizers: {
        asked: { type: 'REQUEST', answer: {} },
        told: { type: 'TOKEN', answer: {} },
        signed: { type: 'IAM' },
        people: { type: 'COGNITO' },
      },
      routes: {
        'GET /': mock,
        'POST /': { ...mock, authorizer: 'asked', apiKeyRequired: true },
        'GET /a/{id}': { ...mock, authorizer: 'told' },
        'PUT /a/{id}': { ...mock, authorizer: 'signed' },
        'DELETE /a/{id}': { ...mock, authorizer: 'people' },
      },
    });
    const { id = '' } = await talk.ask('CreateDeployment', inShop);
    const of = (authorizationType: string, apiKeyRequired = false) => ({
      authorizationType,
      apiKeyRequired,
    });
    await talk.sayWhole([
      [
        'GetDeployment',
        { ...inShop, deploymentId: id, embed: ['apisummary'] },
        {
          id,
          createdDate: clockStart,
          apiSummary: {
            '/': { GET: of('NONE'), POST: of('CUSTOM', true) },
            '/a/{id}': {
              GET: of('CUSTOM'),
              PUT: of('AWS_IAM'),
              DELETE: of('COGNITO_USER_POOLS'),
            },
          },
        },
      ],
    ]);
  });
});
