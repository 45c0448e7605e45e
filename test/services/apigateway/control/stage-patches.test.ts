/** Patches of stages and of their canaries, told whole. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import { clockStart, converse, invalid, patch, unknown } from './conversation.ts';
import { cached, live, made, noDeployment, plain, update } from './stage-steps.ts';

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
        invalid('Invalid null or empty value in /description'),
        patch('replace', '/description'),
        patch('replace', '/webAclArn', 'arn'),
      ),
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
      update({ ...at, variables: { b: '2' } }, patch('remove', '/variables/a', 'x')),
      update({ ...at, variables: { b: '2', c: '4' } }, patch('replace', '/variables/c', '4')),
      update({ ...at, variables: { b: '2' } }, patch('remove', '/variables/c')),
      update(unknown('Invalid parameter name specified'), patch('remove', '/variables/a')),
      update(at, patch('remove', '/variables/b')),
    ]);
    const other = await patching({ variables: { a: '1' } });
    await other.sayWhole([update(at, patch('remove', '/variables'))]);
  });

  it('says where access is logged', async () => {
    const destinationArn = 'arn:aws:logs:us-east-1:123456789012:log-group:l';
    const talk = await patching();
    await talk.sayWhole([
      update(
        { ...at, accessLogSettings: { format: '$context.requestId', destinationArn } },
        patch('add', '/accessLogSettings/format', '$context.requestId'),
        patch('replace', '/accessLogSettings/destinationArn', destinationArn),
      ),
      update(
        { ...at, accessLogSettings: { destinationArn } },
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
