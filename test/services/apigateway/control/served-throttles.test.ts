/** Which limits a stage has beside those of the account, which every method has. */
import { expect, it } from 'vitest';
import type {
  MethodSetting,
  ServedApi,
  StageSettings,
} from '../../../../packages/services/src/apigateway/rest-api.ts';
import {
  servedBy,
  usualSetting,
} from '../../../../packages/services/src/apigateway/control/served-api.ts';

const snapshot: ServedApi = {
  type: 'REST',
  stageVariables: {},
  binaryMediaTypes: [],
  routes: {},
  authorizers: {},
  models: {},
  apiKeySource: 'HEADER',
  apiKeys: {},
  gatewayResponses: {},
};

const stageWith = (methodSettings: {
  readonly [method: string]: MethodSetting;
}): StageSettings => ({
  deploymentId: 'd',
  stageName: 'live',
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings,
  tracingEnabled: false,
  createdDate: 0,
  lastUpdatedDate: 0,
});

const throttleOf = (settings: { readonly [method: string]: MethodSetting }) =>
  servedBy(stageWith(settings), { settings: { id: 'd', createdDate: 0 }, snapshot }).stage.throttle;

it.each([
  [10_000, 5000, false],
  [9999, 5000, true],
  [10_001, 5000, true],
  [10_000, 4999, true],
  [10_000, 5001, true],
  [0, 5000, true],
  [-1, 5000, false],
  [-1, 1, false],
])('G38: %d a second, %d at once: %s', (rateLimit, burstLimit, isLimited) => {
  const setting = {
    ...usualSetting,
    throttlingRateLimit: rateLimit,
    throttlingBurstLimit: burstLimit,
  };
  expect(throttleOf({ '*/*': setting })).toEqual(isLimited ? { rateLimit, burstLimit } : undefined);
  expect(throttleOf({ 'a/GET': setting })).toBeUndefined();
});
