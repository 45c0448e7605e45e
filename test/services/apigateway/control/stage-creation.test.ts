/** Stages as operations and deployments make them, told whole. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import { clockStart, converse, deploy, inApi, invalid, taken } from './conversation.ts';
import { cached, create, live, made, noDeployment, noStage, plain } from './stage-steps.ts';

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
    invalid(`Invalid stage variable name: ${name}. Please use names with only word characters.`);
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
      { canarySettings: { stageVariableOverrides: { a: 'x y!' } } },
      invalid(
        "Invalid stage variable value of key a.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.",
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
