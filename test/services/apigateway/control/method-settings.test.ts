/** The settings of methods at a stage, told whole. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { converse, invalid, patch } from './conversation.ts';
import { create, live, made, plain, update } from './stage-steps.ts';

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
