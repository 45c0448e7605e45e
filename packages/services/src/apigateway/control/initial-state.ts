/** API Gateway at the beginning: what the scenario declares, as operations would have made it. */
import { set } from '@stepthrough/collections';
import type { Surroundings } from '../../contract/service.ts';
import type { ApiGatewayState } from '../state.ts';
import { declaredApi } from './declared-api.ts';
import { declaredKeys } from './declared-keys.ts';

export function initialState(setting: Surroundings): ApiGatewayState {
  const declared = Object.entries(setting.scenario.resources.apis);
  return {
    apis: declared
      .filter(([, { type }]) => type === 'REST')
      .reduce<ApiGatewayState['apis']>(
        (apis, [name, api]) => set(apis, name, declaredApi(name, api, setting)),
        undefined,
      ),
    ...declaredKeys(declared, setting),
    pending: undefined,
    connections: undefined,
    buckets: undefined,
    quotas: undefined,
    authorizations: undefined,
    responses: undefined,
  };
}
