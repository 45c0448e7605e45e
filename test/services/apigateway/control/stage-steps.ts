/** Steps of conversations about the stage `live` of an API with the deployments `$first` and `$second`. */
import type { JsonObject } from '@stepthrough/json';
import {
  anApi,
  clockStart,
  inApi,
  invalid,
  mockOf,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

export const live = { ...inApi, stageName: 'live' };
export const noStage = unknown('Invalid stage identifier specified');
export const noDeployment = invalid('Deployment id does not exist');
export const made: readonly Step[] = [
  anApi,
  ...mockOf('in'),
  ['CreateDeployment', inApi, {}, { first: 'id' }],
  ['CreateDeployment', inApi, {}, { second: 'id' }],
];
export const create = (more: JsonObject, expected: object): WholeStep => [
  'CreateStage',
  { ...live, deploymentId: '$first', ...more },
  expected,
];
export const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
  'UpdateStage',
  { ...live, patchOperations },
  expected,
];
export const plain = {
  deploymentId: '$first',
  stageName: 'live',
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: clockStart,
  lastUpdatedDate: clockStart,
};
export const cached = { cacheClusterEnabled: true, cacheClusterStatus: 'AVAILABLE' };
