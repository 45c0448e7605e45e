/** API Gateway at the beginning: what the scenario declares, as operations would have made it. */
import { set } from '@stepthrough/collections';
import type { Surroundings } from '../../contract/service.ts';
import { declaredApi } from '../control/declared-api.ts';
import { declaredKeys } from '../control/declared-keys.ts';
import type { ApiGatewayState } from '../state.ts';
import { declaredRoutedApi } from '../v2/declared-api.ts';

export function initialState(setting: Surroundings): ApiGatewayState {
  const declared = Object.entries(setting.scenario.resources.apis);
  let apis: ApiGatewayState['apis'];
  let routedApis: ApiGatewayState['routedApis'];
  for (const [name, api] of declared) {
    if (api.type === 'REST') apis = set(apis, name, declaredApi(name, api, setting));
    else routedApis = set(routedApis, name, declaredRoutedApi(name, api, setting));
  }
  return {
    apis,
    routedApis,
    ...declaredKeys(declared, setting),
    pending: undefined,
    connections: undefined,
    buckets: undefined,
    quotas: undefined,
    authorizations: undefined,
    responses: undefined,
  };
}
