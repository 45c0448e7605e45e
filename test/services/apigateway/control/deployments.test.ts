import { describe, expect, it } from 'vitest';
import type { Conversation } from './conversation.ts';
import {
  anApi,
  converse,
  deploy,
  getRoot,
  inApi,
  invalid,
  mockOf,
  patch,
  taken,
  unknown,
  type Step,
} from './conversation.ts';

const inStage = (stageName: string) => ({ ...inApi, stageName });
const change = (text: string): Step => [
  'UpdateIntegrationResponse',
  {
    ...getRoot,
    statusCode: '200',
    patchOperations: [patch('replace', '/responseTemplates/application~1json', text)],
  },
  { statusCode: '200' },
];
const updateStage = (expected: object, ...patchOperations: ReturnType<typeof patch>[]): Step => [
  'UpdateStage',
  { ...inStage('live'), patchOperations },
  expected,
];

describe('G37: a deployment', () => {
  it('keeps the API as it was: a change is served by the next one', async () => {
    const talk = await converse([anApi, ...mockOf('one'), deploy('live')]);
    expect(await talk.get('/live/')).toEqual([200, 'one']);
    await talk.say([change('two')]);
    expect(await talk.get('/live/')).toEqual([200, 'one']);
    await talk.say([deploy('live')]);
    expect(await talk.get('/live/')).toEqual([200, 'two']);
  });

  it('serves several stages, each its own', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('one'),
      deploy('live'),
      change('two'),
      ['CreateDeployment', inApi, {}, { second: 'id' }],
      [
        'CreateStage',
        { ...inStage('next'), deploymentId: '$second' },
        { stageName: 'next', deploymentId: '$second' },
      ],
      [
        'CreateStage',
        { ...inStage('next'), deploymentId: '$second' },
        taken('Stage already exists'),
      ],
      [
        'CreateStage',
        { ...inStage('other'), deploymentId: 'none' },
        invalid('Deployment id does not exist'),
      ],
      ['GetStages', { ...inApi, deploymentId: '$second' }, { item: [{ stageName: 'next' }] }],
    ]);
    expect(await talk.get('/live/')).toEqual([200, 'one']);
    expect(await talk.get('/next/')).toEqual([200, 'two']);
  });

  it('needs a method, and an integration of each', async () => {
    await converse([
      anApi,
      ['CreateDeployment', inApi, invalid("The REST API doesn't contain any methods")],
      ['PutMethod', { ...getRoot, authorizationType: 'NONE' }, { httpMethod: 'GET' }],
      ['CreateDeployment', inApi, invalid('No integration defined for method')],
      ['PutIntegration', { ...getRoot, type: 'MOCK' }, { type: 'MOCK' }],
      deploy('live'),
      [
        'UpdateDeployment',
        {
          ...inApi,
          deploymentId: '$deployment',
          patchOperations: [patch('replace', '/description', 'd')],
        },
        { description: 'd' },
      ],
      [
        'GetDeployment',
        { ...inApi, deploymentId: '$deployment', embed: ['apisummary'] },
        { apiSummary: { '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } } },
      ],
    ]);
  });

  it('goes once no stage serves it; without a stage nothing is served', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('one'),
      deploy('live'),
      [
        'DeleteDeployment',
        { ...inApi, deploymentId: '$deployment' },
        invalid('Active stages pointing to this deployment must be moved or deleted'),
      ],
      ['DeleteStage', inStage('live'), {}],
      ['DeleteDeployment', { ...inApi, deploymentId: '$deployment' }, {}],
      [
        'GetDeployment',
        { ...inApi, deploymentId: '$deployment' },
        unknown('Invalid Deployment identifier specified'),
      ],
      ['GetStage', inStage('live'), unknown('Invalid stage identifier specified')],
    ]);
    expect(await talk.get('/live/')).toEqual([403, '{"message":"Forbidden"}']);
  });
});

describe('G38: a stage', () => {
  it.each([
    ['a-b_C1', { stageName: 'a-b_C1' }],
    ['', invalid('Stage name only allows a-zA-Z0-9_-')],
    ['a.b', invalid('Stage name only allows a-zA-Z0-9_-')],
    ['x'.repeat(128), { stageName: 'x'.repeat(128) }],
    ['x'.repeat(129), invalid('Stage name only allows a-zA-Z0-9_-')],
  ])('may be called %s or not', async (stageName, expected) => {
    await converse([
      anApi,
      ...mockOf('one'),
      ['CreateDeployment', inApi, {}, { d: 'id' }],
      ['CreateStage', { ...inStage(stageName), deploymentId: '$d' }, expected],
    ]);
  });

  it('tells its variables to what it serves, and counts as changed', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('$stageVariables.env'),
      deploy('live', { variables: { env: 'a' } }),
    ]);
    expect(await talk.get('/live/')).toEqual([200, 'a']);
    await talk.say([
      updateStage({ variables: { env: 'b' } }, patch('replace', '/variables/env', 'b')),
    ]);
    expect(await talk.get('/live/')).toEqual([200, 'b']);
    await talk.say([
      updateStage(
        invalid(
          "Invalid stage variable value of key env.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.",
        ),
        patch('replace', '/variables/env', 'a b!'),
      ),
      updateStage(
        { tracingEnabled: true, description: 'd' },
        patch('replace', '/tracingEnabled', 'true'),
        patch('replace', '/description', 'd'),
      ),
    ]);
  });

  it('limits its methods, all of them or one', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('one'),
      deploy('live'),
      updateStage(
        { methodSettings: { '*/*': { throttlingRateLimit: 1, throttlingBurstLimit: 2 } } },
        patch('replace', '/*/*/throttling/rateLimit', '1'),
        patch('replace', '/*/*/throttling/burstLimit', '2'),
      ),
    ]);
    const statuses = async () =>
      [await talk.get('/live/'), await talk.get('/live/'), await talk.get('/live/')].map(
        ([status]) => status,
      );
    expect(await statuses()).toEqual([200, 200, 429]);
    await talk.world.pass(1000);
    expect((await talk.get('/live/'))[0]).toBe(200);
    await talk.say([
      updateStage({ methodSettings: {} }, patch('remove', '/*/*')),
      updateStage(
        { methodSettings: { '~1/GET': { throttlingBurstLimit: 0 } } },
        patch('replace', '/~1/GET/throttling/rateLimit', '0'),
        patch('replace', '/~1/GET/throttling/burstLimit', '0'),
      ),
    ]);
    expect((await talk.get('/live/'))[0]).toBe(429);
    expect(
      await talk.ask('UpdateStage', {
        ...inStage('live'),
        patchOperations: [patch('replace', '/*/*/throttling/rate', '1')],
      }),
    ).toMatchObject({
      code: 'BadRequestException',
      message: expect.stringContaining(
        'Invalid method setting path: /*/*/throttling/rate.',
      ) as string,
    });
  });

  it('keeps answers as long as its settings say, until it is flushed', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('$context.requestId'),
      deploy('live', { cacheClusterEnabled: true }),
      updateStage(
        {
          cacheClusterStatus: 'AVAILABLE',
          methodSettings: { '*/*': { cachingEnabled: true, cacheTtlInSeconds: 10 } },
        },
        patch('replace', '/*/*/caching/enabled', 'true'),
        patch('replace', '/*/*/caching/ttlInSeconds', '10'),
      ),
    ]);
    const [, first] = await talk.get('/live/');
    expect((await talk.get('/live/'))[1]).toBe(first);
    await talk.say([['FlushStageCache', inStage('live'), {}]]);
    const [, second] = await talk.get('/live/');
    expect(second).not.toBe(first);
    await talk.world.pass(9999);
    expect((await talk.get('/live/'))[1]).toBe(second);
    await talk.world.pass(1);
    expect((await talk.get('/live/'))[1]).not.toBe(second);
  });
});

describe('G39: a canary', () => {
  const canary = (percentTraffic: number, more = {}) => ({
    canarySettings: { percentTraffic, ...more },
  });

  it.each([
    [0, 'one'],
    [100, 'two'],
  ])('serves %i percent of the requests', async (percentTraffic, text) => {
    const talk = await converse([
      anApi,
      ...mockOf('one'),
      deploy('live'),
      change('two'),
      deploy('live', canary(percentTraffic)),
    ]);
    for (let i = 0; i < 20; i += 1) expect(await talk.get('/live/')).toEqual([200, text]);
  });

  it('serves its share, at random', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('one'),
      deploy('live'),
      change('two'),
      deploy('live', canary(30)),
    ]);
    let canaries = 0;
    for (let i = 0; i < 200; i += 1) if ((await talk.get('/live/'))[1] === 'two') canaries += 1;
    expect(canaries).toBeGreaterThan(35);
    expect(canaries).toBeLessThan(85);
  });

  it('has variables of its own, and is promoted by copies', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('$stageVariables.env'),
      deploy('live', { variables: { env: 'a' } }),
      deploy('live', canary(100, { stageVariableOverrides: { env: 'b' } })),
      [
        'GetStage',
        inStage('live'),
        {
          canarySettings: {
            deploymentId: '$deployment',
            percentTraffic: 100,
            useStageCache: false,
          },
        },
      ],
    ]);
    expect(await talk.get('/live/')).toEqual([200, 'b']);
    await talk.say([
      updateStage(
        { deploymentId: '$deployment', variables: { env: 'b' } },
        patch('copy', '/deploymentId', undefined, '/canarySettings/deploymentId'),
        patch('copy', '/variables/env', undefined, '/canarySettings/stageVariableOverrides/env'),
        patch('remove', '/canarySettings'),
      ),
    ]);
    expect(await talk.ask('GetStage', inStage('live'))).not.toHaveProperty('canarySettings');
    expect(await talk.get('/live/')).toEqual([200, 'b']);
  });

  it.each([
    [-1, false],
    [0, true],
    [100, true],
    [101, false],
  ])('of %i percent: %s', async (percentTraffic, isRight) => {
    const refusal = invalid('Canary percentTraffic must be between 0.0 and 100.0');
    await converse([
      anApi,
      ...mockOf('one'),
      deploy('live'),
      [
        'CreateDeployment',
        { ...inStage('live'), ...canary(percentTraffic) },
        isRight ? { createdDate: 1767603600 } : refusal,
      ],
    ]);
  });
});

describe('G40: API keys', () => {
  const value = 'twenty-characters-it';
  const plan = (more: object = {}): Step => [
    'CreateUsagePlan',
    { name: 'p', apiStages: [{ apiId: '$api', stage: 'live' }], ...more },
    {},
    { plan: 'id' },
  ];
  const needed: readonly Step[] = [
    anApi,
    ...mockOf('in'),
    [
      'UpdateMethod',
      { ...getRoot, patchOperations: [patch('replace', '/apiKeyRequired', 'true')] },
      { apiKeyRequired: true },
    ],
    deploy('live'),
    ['CreateApiKey', { name: 'k', value, enabled: true }, {}, { key: 'id' }],
  ];
  const join: Step = [
    'CreateUsagePlanKey',
    { usagePlanId: '$plan', keyId: '$key', keyType: 'API_KEY' },
    { id: '$key', type: 'API_KEY', name: 'k', value },
  ];

  it('open a stage through a usage plan alone, at once', async () => {
    const talk = await converse([...needed]);
    const status = async () => (await talk.get('/live/', { 'x-api-key': value }))[0];
    expect(await status()).toBe(403);
    await talk.say([plan()]);
    expect(await status()).toBe(403);
    await talk.say([join]);
    expect(await status()).toBe(200);
    expect((await talk.get('/live/', { 'x-api-key': 'another' }))[0]).toBe(403);
    expect((await talk.get('/live/'))[0]).toBe(403);
    await talk.say([
      [
        'UpdateApiKey',
        { apiKey: '$key', patchOperations: [patch('replace', '/enabled', 'false')] },
        { enabled: false },
      ],
    ]);
    expect(await status()).toBe(403);
    await talk.say([
      [
        'UpdateApiKey',
        { apiKey: '$key', patchOperations: [patch('replace', '/enabled', 'true')] },
        { enabled: true },
      ],
      [
        'UpdateUsagePlan',
        { usagePlanId: '$plan', patchOperations: [patch('remove', '/apiStages', '$api:live')] },
        { apiStages: [] },
      ],
    ]);
    expect(await status()).toBe(403);
    await talk.say([
      [
        'UpdateUsagePlan',
        { usagePlanId: '$plan', patchOperations: [patch('add', '/apiStages', '$api:live')] },
        { apiStages: [{ apiId: '$api', stage: 'live' }] },
      ],
    ]);
    expect(await status()).toBe(200);
    await talk.say([['DeleteUsagePlanKey', { usagePlanId: '$plan', keyId: '$key' }, {}]]);
    expect(await status()).toBe(403);
  });

  it('are counted by the quota of their plan', async () => {
    const talk = await converse([...needed, plan({ quota: { limit: 2, period: 'DAY' } }), join]);
    const status = async () => (await talk.get('/live/', { 'x-api-key': value }))[0];
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
  });

  it.each([
    ['x'.repeat(19), invalid('API Key value should be at least 20 characters')],
    ['x'.repeat(20), { value: 'x'.repeat(20), enabled: false }],
    ['x'.repeat(128), { value: 'x'.repeat(128) }],
    ['x'.repeat(129), invalid('Value exceeds maximum size of 128 characters')],
  ])('may be %s or not', async (given, expected) => {
    await converse([['CreateApiKey', { name: 'k', value: given }, expected]]);
  });

  it('are told without their value, unless it is asked for', async () => {
    const talk = await converse([
      ['CreateApiKey', { name: 'alpha', value }, {}, { key: 'id' }],
      ['CreateApiKey', { name: 'beta' }, { name: 'beta' }],
      ['CreateApiKey', { name: 'again', value }, taken('API Key already exists')],
      ['GetApiKey', { apiKey: '$key', includeValue: true }, { value }],
      ['GetApiKeys', { nameQuery: 'al' }, { items: [{ name: 'alpha' }] }],
    ]);
    expect(await talk.ask('GetApiKey', { apiKey: '$key' })).not.toHaveProperty('value');
    await talk.say([
      ['DeleteApiKey', { apiKey: '$key' }, {}],
      ['GetApiKey', { apiKey: '$key' }, unknown('Invalid API Key identifier specified')],
    ]);
  });

  it.each<[object, object]>([
    [{ quota: { limit: 1, period: 'YEAR' } }, { code: 'ValidationException' }],
    [
      { quota: { limit: 0, period: 'DAY' } },
      invalid('Usage Plan quota limit must be a non-negative numeric'),
    ],
    [
      { quota: { limit: 1, period: 'DAY', offset: 1 } },
      invalid('Usage Plan quota offset must be zero in the DAY period'),
    ],
    [
      { quota: { limit: 1, period: 'WEEK', offset: 6 } },
      invalid('The offset of a quota is not simulated.'),
    ],
    [
      { quota: { limit: 1, period: 'WEEK', offset: 7 } },
      invalid('Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period'),
    ],
    [{ apiStages: [{ apiId: '$api', stage: 'none' }] }, unknown('API Stage not found: $api:none')],
    [
      { apiStages: [{ apiId: '$api', stage: 'live', throttle: { '/GET': { rateLimit: 1 } } }] },
      invalid('A throttle of single methods in a usage plan is not simulated.'),
    ],
  ])('a plan with %j is refused', async (more, refusal) => {
    await converse([...needed, ['CreateUsagePlan', { name: 'p', ...more }, refusal]]);
  });

  it('a plan stays while it has stages, and a stage while it is in one', async () => {
    await converse([
      ...needed,
      plan(),
      join,
      [
        'CreateUsagePlanKey',
        { usagePlanId: '$plan', keyId: '$key', keyType: 'API_KEY' },
        taken('API Key already exists in usage plan'),
      ],
      ['GetUsagePlanKeys', { usagePlanId: '$plan' }, { items: [{ id: '$key' }] }],
      [
        'DeleteUsagePlan',
        { usagePlanId: '$plan' },
        invalid('Cannot delete Usage Plan $plan because there are API Stages associated with it'),
      ],
      [
        'DeleteStage',
        inStage('live'),
        invalid("Cannot delete stage 'live' because it is associated with a usage plan"),
      ],
      [
        'UpdateUsagePlan',
        { usagePlanId: '$plan', patchOperations: [patch('remove', '/apiStages', '$api:live')] },
        { apiStages: [] },
      ],
      ['DeleteUsagePlan', { usagePlanId: '$plan' }, {}],
      ['GetUsagePlan', { usagePlanId: '$plan' }, unknown('Invalid Usage Plan ID specified')],
    ]);
  });
});

it('G38: an API that is made is reached by its id and by its name', async () => {
  const talk: Conversation = await converse([anApi, ...mockOf('one'), deploy('live')]);
  const { value } = await talk.world.request({ api: 'shop', path: '/live/' });
  expect(value).toMatchObject({ status: 200, body: 'one' });
  expect((await talk.world.request({ path: '/live/' })).value).toMatchObject({ status: 200 });
});
