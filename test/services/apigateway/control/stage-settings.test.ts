/** Stages as operations make, list and patch them, told whole. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  clockStart,
  converse,
  deploy,
  inApi,
  invalid,
  mockOf,
  patch,
  taken,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

const live = { ...inApi, stageName: 'live' };
const noStage = unknown('Invalid stage identifier specified');
const noDeployment = invalid('Deployment id does not exist');
const made: readonly Step[] = [
  anApi,
  ...mockOf('in'),
  ['CreateDeployment', inApi, {}, { first: 'id' }],
  ['CreateDeployment', inApi, {}, { second: 'id' }],
];
const create = (more: JsonObject, expected: object): WholeStep => [
  'CreateStage',
  { ...live, deploymentId: '$first', ...more },
  expected,
];
const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
  'UpdateStage',
  { ...live, patchOperations },
  expected,
];
const plain = {
  deploymentId: '$first',
  stageName: 'live',
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: clockStart,
  lastUpdatedDate: clockStart,
};
const cached = { cacheClusterEnabled: true, cacheClusterStatus: 'AVAILABLE' };

describe('G38: CreateStage', () => {
  it.each<[JsonObject, object]>([
    [{}, {}],
    [
      { description: 'd', documentationVersion: 'v', tags: { a: '1' }, tracingEnabled: true },
      { description: 'd', documentationVersion: 'v', tags: { a: '1' }, tracingEnabled: true },
    ],
    [{ variables: { a_1: 'x' } }, { variables: { a_1: 'x' } }],
    [{ cacheClusterEnabled: true }, { ...cached, cacheClusterSize: '0.5' }],
    [
      { cacheClusterEnabled: true, cacheClusterSize: '1.6' },
      { ...cached, cacheClusterSize: '1.6' },
    ],
    [{ cacheClusterEnabled: false, cacheClusterSize: '1.6' }, {}],
    [
      { canarySettings: {} },
      { canarySettings: { percentTraffic: 0, deploymentId: '$first', useStageCache: false } },
    ],
    [
      {
        canarySettings: {
          percentTraffic: 12.5,
          deploymentId: '$second',
          stageVariableOverrides: { a: 'x' },
          useStageCache: true,
        },
      },
      {
        canarySettings: {
          percentTraffic: 12.5,
          deploymentId: '$second',
          stageVariableOverrides: { a: 'x' },
          useStageCache: true,
        },
      },
    ],
  ])('with %j', async (more, told) => {
    const talk = await converse(made);
    const whole = { ...plain, ...told };
    await talk.sayWhole([
      create(more, whole),
      ['GetStage', live, whole],
      ['GetStages', inApi, { item: [whole] }],
    ]);
  });

  const variable = (name: string) =>
    invalid(
      `Stage variable name '${name}' is invalid. Use only alphanumeric characters and underscores.`,
    );
  it.each<[JsonObject, object]>([
    [{ stageName: 'a b' }, invalid('Stage name only allows a-zA-Z0-9_-')],
    [{ stageName: 'a\n' }, invalid('Stage name only allows a-zA-Z0-9_-')],
    [{ deploymentId: 'none' }, noDeployment],
    [{ canarySettings: { deploymentId: 'none' } }, noDeployment],
    [{ variables: { 'a-b': 'x' } }, variable('a-b')],
    [{ variables: { 'a b': 'x' } }, variable('a b')],
    [{ variables: { '-a': 'x' } }, variable('-a')],
    [{ variables: { '': 'x' } }, variable('')],
    [{ canarySettings: { stageVariableOverrides: { 'a.b': 'x' } } }, variable('a.b')],
    [
      { canarySettings: { stageVariableOverrides: { a: 'x y' } } },
      invalid(
        "Stage variable value 'x y' is invalid. Please use values that match the pattern [A-Za-z0-9-._~:/?#&=,]+",
      ),
    ],
    [
      { canarySettings: { percentTraffic: 100.5 } },
      invalid('Canary percentTraffic must be between 0.0 and 100.0'),
    ],
  ])('with %j is refused', async (more, refusal) => {
    const talk = await converse(made);
    await talk.sayWhole([create(more, refusal), ['GetStages', inApi, { item: [] }]]);
  });

  it('needs a name that there is not, and a deployment', async () => {
    const talk = await converse(made);
    await talk.sayWhole([
      create({}, plain),
      create({ deploymentId: '$second' }, taken('Stage already exists')),
      [
        'CreateStage',
        { ...inApi, deploymentId: '$first' },
        invalid('Stage name only allows a-zA-Z0-9_-'),
      ],
      ['CreateStage', { ...inApi, stageName: 'test' }, noDeployment],
      ['GetStage', { ...inApi, stageName: 'none' }, noStage],
      [
        'GetStage',
        inApi,
        {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value null at 'stageName' failed to satisfy constraint: Member must not be null",
          status: 400,
        },
      ],
      ['UpdateStage', { ...inApi, stageName: 'none', patchOperations: [] }, noStage],
      ['DeleteStage', { ...inApi, stageName: 'none' }, noStage],
      ['FlushStageCache', { ...inApi, stageName: 'none' }, noStage],
      ['FlushStageAuthorizersCache', { ...inApi, stageName: 'none' }, noStage],
    ]);
  });

  it('adds to the stages, which are told by their deployment', async () => {
    const talk = await converse(made);
    const test = { ...plain, stageName: 'test', deploymentId: '$second' };
    await talk.sayWhole([
      create({}, plain),
      create({ stageName: 'test', deploymentId: '$second' }, test),
      ['GetStages', inApi, { item: [plain, test] }],
      ['GetStages', { ...inApi, deploymentId: '$second' }, { item: [test] }],
      ['GetStages', { ...inApi, deploymentId: 'none' }, { item: [] }],
      ['DeleteStage', live, {}],
      ['GetStages', inApi, { item: [test] }],
    ]);
  });
});

describe('G38: a patch of a stage', () => {
  const at = { ...plain, lastUpdatedDate: clockStart + 5 };
  const patching = async (more: JsonObject = {}) => {
    const talk = await converse(made);
    await talk.ask('CreateStage', { ...live, deploymentId: '$first', ...more });
    await talk.world.pass(5000);
    return talk;
  };

  it('replaces what it says, and counts as a change', async () => {
    const talk = await patching();
    await talk.sayWhole([
      update(
        {
          ...at,
          deploymentId: '$second',
          description: 'd',
          clientCertificateId: 'c',
          documentationVersion: 'v',
          tracingEnabled: true,
        },
        patch('replace', '/deploymentId', '$second'),
        patch('replace', '/description', 'd'),
        patch('replace', '/clientCertificateId', 'c'),
        patch('replace', '/documentationVersion', 'v'),
        patch('replace', '/tracingEnabled', 'true'),
      ),
      update(noDeployment, patch('replace', '/deploymentId', 'none')),
      update(
        invalid('The patch of /webAclArn is not simulated.'),
        patch('replace', '/webAclArn', 'arn'),
      ),
    ]);
  });

  it('makes a cluster, and takes it away', async () => {
    const talk = await patching();
    await talk.sayWhole([
      update(
        { ...at, ...cached, cacheClusterSize: '0.5' },
        patch('replace', '/cacheClusterEnabled', 'true'),
      ),
      update(
        { ...at, ...cached, cacheClusterSize: '6.1' },
        patch('replace', '/cacheClusterSize', '6.1'),
      ),
      update({ ...at, cacheClusterSize: '6.1' }, patch('replace', '/cacheClusterEnabled', 'false')),
    ]);
  });

  it('changes variables', async () => {
    const talk = await patching({ variables: { a: '1', b: '2' } });
    await talk.sayWhole([
      update({ ...at, variables: { a: '3', b: '2' } }, patch('replace', '/variables/a', '3')),
      update({ ...at, variables: { b: '2' } }, patch('remove', '/variables/a')),
      update(unknown('Invalid parameter name specified'), patch('remove', '/variables/a')),
      update(at, patch('remove', '/variables/b')),
    ]);
    const other = await patching({ variables: { a: '1' } });
    await other.sayWhole([update(at, patch('remove', '/variables'))]);
  });

  it('says where access is logged', async () => {
    const talk = await patching();
    await talk.sayWhole([
      update(
        { ...at, accessLogSettings: { format: 'f', destinationArn: 'arn' } },
        patch('add', '/accessLogSettings/format', 'f'),
        patch('replace', '/accessLogSettings/destinationArn', 'arn'),
      ),
      update(
        { ...at, accessLogSettings: { destinationArn: 'arn' } },
        patch('remove', '/accessLogSettings/format'),
      ),
      update(at, patch('remove', '/accessLogSettings')),
    ]);
  });

  it.each(['/canarySettings/deploymentId', '/stageName', '/none/x', ''])(
    'copies nothing from "%s"',
    async (from) => {
      const talk = await patching();
      await talk.sayWhole([
        update(
          invalid('Invalid null or empty value in /deploymentId'),
          patch('copy', '/deploymentId', undefined, from),
        ),
      ]);
    },
  );

  it('makes a canary, changes it, and promotes it', async () => {
    const talk = await patching({ variables: { a: '1' } });
    const variables = { a: '1' };
    const canary = {
      percentTraffic: 10,
      deploymentId: '$second',
      stageVariableOverrides: { a: '2' },
      useStageCache: false,
    };
    await talk.sayWhole([
      update(
        { ...at, variables, canarySettings: canary },
        patch('replace', '/canarySettings/deploymentId', '$second'),
        patch('replace', '/canarySettings/percentTraffic', '10'),
        patch('add', '/canarySettings/stageVariableOverrides/a', '2'),
      ),
      update(
        { ...at, variables, canarySettings: { ...canary, useStageCache: true } },
        patch('replace', '/canarySettings/useStageCache', 'true'),
      ),
      update(noDeployment, patch('replace', '/canarySettings/deploymentId', 'none')),
      update(
        { ...at, deploymentId: '$second', variables: { a: '2' } },
        patch('copy', '/deploymentId', undefined, '/canarySettings/deploymentId'),
        patch('copy', '/variables', undefined, '/canarySettings/stageVariableOverrides'),
        patch('remove', '/canarySettings'),
      ),
    ]);
    const other = await patching({ canarySettings: { stageVariableOverrides: { a: '2' } } });
    await other.sayWhole([
      update(
        {
          ...at,
          canarySettings: { percentTraffic: 0, deploymentId: '$first', useStageCache: false },
        },
        patch('remove', '/canarySettings/stageVariableOverrides'),
      ),
    ]);
  });
});

describe('G38: the settings of methods', () => {
  const usual = {
    metricsEnabled: false,
    dataTraceEnabled: false,
    throttlingBurstLimit: 5000,
    throttlingRateLimit: 10_000,
    cachingEnabled: false,
    cacheTtlInSeconds: 300,
    cacheDataEncrypted: false,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
  };
  const settings = async (...operations: JsonObject[]) => {
    const talk = await converse([...made]);
    await talk.sayWhole([create({}, plain)]);
    const { methodSettings } = await talk.ask('UpdateStage', {
      ...live,
      patchOperations: operations,
    });
    return methodSettings;
  };

  it.each<[string, string, object]>([
    ['metrics/enabled', 'true', { metricsEnabled: true }],
    ['logging/loglevel', 'INFO', { loggingLevel: 'INFO' }],
    ['logging/dataTrace', 'true', { dataTraceEnabled: true }],
    ['throttling/burstLimit', '7', { throttlingBurstLimit: 7 }],
    ['throttling/rateLimit', '0.5', { throttlingRateLimit: 0.5 }],
    ['caching/enabled', 'true', { cachingEnabled: true }],
    ['caching/ttlInSeconds', '9', { cacheTtlInSeconds: 9 }],
    ['caching/dataEncrypted', 'true', { cacheDataEncrypted: true }],
    [
      'caching/requireAuthorizationForCacheControl',
      'false',
      { requireAuthorizationForCacheControl: false },
    ],
    [
      'caching/unauthorizedCacheControlHeaderStrategy',
      'FAIL_WITH_403',
      { unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' },
    ],
  ])('%s is %s', async (path, value, told) => {
    expect(await settings(patch('replace', `/*/*/${path}`, value))).toEqual({
      '*/*': { ...usual, ...told },
    });
  });

  it.each([
    ['/~1/GET', '~1/GET'],
    ['/a~1{id}/POST', 'a/{id}/POST'],
    ['/a/{id}/PATCH', 'a/{id}/PATCH'],
    ['/~1a/PUT', 'a/PUT'],
    ['/a/*', 'a/*'],
    ['/~1a~1b~1c/OPTIONS', 'a/b/c/OPTIONS'],
    ['/a/DELETE', 'a/DELETE'],
    ['/a/HEAD', 'a/HEAD'],
    ['/a/ANY', 'a/ANY'],
  ])('of the method at %s are those of %s', async (path, name) => {
    expect(await settings(patch('replace', `${path}/metrics/enabled`, 'true'))).toEqual({
      [name]: { ...usual, metricsEnabled: true },
    });
  });

  it('begin with those of all, are kept by later ones, and are removed', async () => {
    const talk = await converse(made);
    await talk.sayWhole([create({}, plain)]);
    const general = { ...usual, metricsEnabled: true };
    const own = { ...general, cachingEnabled: true };
    const whole = (methodSettings: object) => ({ ...plain, methodSettings });
    await talk.sayWhole([
      update(
        whole({ '*/*': general, 'a/GET': own }),
        patch('replace', '/*/*/metrics/enabled', 'true'),
        patch('replace', '/a/GET/caching/enabled', 'true'),
      ),
      update(
        whole({ '*/*': general, 'a/GET': { ...own, throttlingBurstLimit: 1 } }),
        patch('replace', '/a/GET/throttling/burstLimit', '1'),
      ),
      update(whole({ '*/*': general }), patch('remove', '/a/GET')),
      update(whole({ '*/*': general }), patch('remove', '/a/GET')),
      update(
        invalid("Invalid value 'x' specified for /throttlingBurstLimit"),
        patch('replace', '/*/*/throttling/burstLimit', 'x'),
      ),
    ]);
  });

  const paths = [
    'metrics/enabled',
    'logging/loglevel',
    'logging/dataTrace',
    'throttling/burstLimit',
    'throttling/rateLimit',
    'caching/enabled',
    'caching/ttlInSeconds',
    'caching/dataEncrypted',
    'caching/requireAuthorizationForCacheControl',
    'caching/unauthorizedCacheControlHeaderStrategy',
  ].map((path) => `/{resourcePath}/{httpMethod}/${path}`);
  it.each([
    patch('replace', '/*/*/metrics/on', 'true'),
    patch('replace', '/*/*', 'true'),
    patch('add', '/*/*/metrics/enabled', 'true'),
    patch('remove', '/*/*/metrics/enabled'),
  ])('are not patched by %j', async (operation) => {
    const talk = await converse(made);
    await talk.sayWhole([
      create({}, plain),
      update(
        invalid(
          `Invalid method setting path: ${String(operation['path'])}. Must be one of: [${paths.join(', ')}]`,
        ),
        operation,
      ),
    ]);
  });

  it.each(['/a/FETCH/metrics/enabled', '/variables/GET/x/y', '/a/GET/metrics/enabled/x'])(
    'are not what %s is a path of',
    async (path) => {
      const talk = await converse(made);
      await talk.sayWhole([create({}, plain)]);
      expect(
        await talk.ask('UpdateStage', { ...live, patchOperations: [patch('replace', path, '1')] }),
      ).toMatchObject({
        message: expect.stringContaining(`Invalid patch path  '${path}'`) as string,
      });
    },
  );
});

describe('G37: CreateDeployment to a stage', () => {
  const later = { ...plain, deploymentId: '$deployment', lastUpdatedDate: clockStart + 5 };

  it('makes it with what is said', async () => {
    const talk = await converse([
      ...made,
      deploy('live', {
        stageDescription: 'd',
        cacheClusterEnabled: true,
        cacheClusterSize: '1.6',
        variables: { a: '1' },
        tracingEnabled: true,
      }),
    ]);
    const whole = {
      ...plain,
      ...cached,
      deploymentId: '$deployment',
      description: 'd',
      cacheClusterSize: '1.6',
      variables: { a: '1' },
      tracingEnabled: true,
    };
    await talk.sayWhole([['GetStage', live, whole]]);
    await talk.world.pass(5000);
    await talk.say([deploy('live', { description: 'of the deployment' })]);
    const after = { ...whole, deploymentId: '$deployment', lastUpdatedDate: clockStart + 5 };
    await talk.sayWhole([['GetStage', live, after]]);
    await talk.say([
      deploy('live', {
        stageDescription: 'e',
        cacheClusterEnabled: false,
        variables: { b: '2' },
        tracingEnabled: false,
      }),
    ]);
    await talk.sayWhole([
      [
        'GetStage',
        live,
        {
          ...after,
          deploymentId: '$deployment',
          description: 'e',
          cacheClusterEnabled: false,
          cacheClusterStatus: 'NOT_AVAILABLE',
          variables: { b: '2' },
          tracingEnabled: false,
        },
      ],
    ]);
  });

  it('makes its canary, or ends in none where there is no stage', async () => {
    const talk = await converse(made);
    await talk.sayWhole([
      [
        'CreateDeployment',
        { ...live, canarySettings: { percentTraffic: 1 } },
        invalid('Invalid canary settings specified: the stage does not exist'),
      ],
      [
        'CreateDeployment',
        { ...inApi, stageName: 'a b' },
        invalid('Stage name only allows a-zA-Z0-9_-'),
      ],
      create({}, plain),
    ]);
    await talk.world.pass(5000);
    await talk.say([deploy('live', { canarySettings: {} })]);
    await talk.sayWhole([
      [
        'GetStage',
        live,
        {
          ...later,
          deploymentId: '$first',
          canarySettings: { percentTraffic: 0, deploymentId: '$deployment', useStageCache: false },
        },
      ],
      [
        'DeleteDeployment',
        { ...inApi, deploymentId: '$deployment' },
        invalid('Active stages pointing to this deployment must be moved or deleted'),
      ],
    ]);
  });
});
