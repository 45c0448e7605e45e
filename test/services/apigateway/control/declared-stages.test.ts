/** What operations tell of the stages and the keys of a REST API that a scenario declares. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { clockStart } from './conversation.ts';
import { declaredShop, inShop } from './declared.ts';

const mock = { integration: 'Mock' };

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

describe('G41: of a declared REST API is told', () => {
  it('the deployment that its stages serve', async () => {
    const talk = await declaredShop({ stage: 'dev', routes: { 'GET /': mock } });
    const { items } = await talk.ask('GetDeployments', inShop);
    const [deployment, ...others] = items as readonly JsonObject[];
    expect([deployment, others]).toEqual([
      { id: expect.stringMatching(/^[a-z0-9]{6}$/) as string, createdDate: clockStart },
      [],
    ]);
    expect(await talk.ask('GetStages', inShop)).toEqual({
      item: [
        {
          stageName: 'dev',
          deploymentId: deployment?.['id'],
          cacheClusterEnabled: true,
          cacheClusterSize: '0.5',
          cacheClusterStatus: 'AVAILABLE',
          methodSettings: {},
          variables: {},
          tracingEnabled: false,
          createdDate: clockStart,
          lastUpdatedDate: clockStart,
        },
      ],
    });
  });

  it('the settings of stages and of their methods', async () => {
    const talk = await declaredShop({
      stages: {
        live: {
          variables: { env: 'l' },
          cacheEnabled: false,
          throttle: { rateLimit: 7, burstLimit: 9 },
        },
        test: {},
      },
      routes: {
        'GET /': { ...mock, throttle: { rateLimit: 3 } },
        'GET /a/{id}': {
          ...mock,
          cache: {
            ttl: '10s',
            requireAuthorizationToInvalidate: false,
            unauthorizedInvalidation: 'FAIL_WITH_403',
          },
        },
        'GET /b': mock,
      },
    });
    const own = {
      '~1/GET': { ...usual, throttlingRateLimit: 3, throttlingBurstLimit: 3 },
      'a/{id}/GET': {
        ...usual,
        cachingEnabled: true,
        cacheTtlInSeconds: 10,
        requireAuthorizationForCacheControl: false,
        unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403',
      },
    };
    const { item } = await talk.ask('GetStages', inShop);
    const [live = {}, test = {}] = item as readonly JsonObject[];
    expect(live).toMatchObject({
      stageName: 'live',
      variables: { env: 'l' },
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
    });
    expect(live).not.toHaveProperty('cacheClusterSize');
    expect(live['methodSettings']).toEqual({
      '*/*': { ...usual, throttlingRateLimit: 7, throttlingBurstLimit: 9 },
      ...own,
    });
    expect(test['methodSettings']).toEqual(own);
  });

  it('its keys, each in a plan of its own for all of its stages', async () => {
    const talk = await declaredShop({
      stages: { live: {}, test: {} },
      apiKeys: {
        plain: { value: 'p', enabled: false },
        limited: { value: 'l', rateLimit: 5, quota: { limit: 9, period: 'DAY' } },
        burst: { value: 'b', burstLimit: 6 },
      },
      routes: {},
    });
    const id = expect.stringMatching(/^[a-z0-9]{10}$/) as string;
    const key = (name: string, value: string, enabled: boolean) => ({
      id,
      name,
      value,
      enabled,
      createdDate: clockStart,
      lastUpdatedDate: clockStart,
      stageKeys: [],
    });
    const { items: keys } = await talk.ask('GetApiKeys', { includeValues: true });
    expect(keys).toHaveLength(3);
    expect(keys).toEqual(
      expect.arrayContaining([
        key('plain', 'p', false),
        key('limited', 'l', true),
        key('burst', 'b', true),
      ]),
    );
    const plan = (name: string, more: object) => ({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      name,
      apiStages: [
        { apiId: 'shop', stage: 'live' },
        { apiId: 'shop', stage: 'test' },
      ],
      ...more,
    });
    const { items: plans } = await talk.ask('GetUsagePlans', {});
    expect(plans).toHaveLength(3);
    expect(plans).toEqual(
      expect.arrayContaining([
        plan('plain', {}),
        plan('limited', { throttle: { rateLimit: 5 }, quota: { limit: 9, period: 'DAY' } }),
        plan('burst', { throttle: { burstLimit: 6 } }),
      ]),
    );
    for (const { id: usagePlanId, name } of plans as readonly JsonObject[]) {
      const { items } = await talk.ask('GetUsagePlanKeys', { usagePlanId: usagePlanId ?? '' });
      expect(items).toMatchObject([{ name }]);
    }
  });
});
