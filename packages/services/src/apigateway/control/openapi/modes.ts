/** What PutRestApi begins with: the API that there is, as far as its definition does not replace it. */
import type { Context } from '../../../contract/service.ts';
import type { RestApi, RestApiSettings } from '../../rest-api.ts';
import { emptyApi } from '../rest-apis.ts';
import type { SettingsPlan } from './plan.ts';

/**
 * Nothing of the API but what no definition says: its id, root, time, tags and endpoint, its deployments
 * and stages.
 *
 * @param fresh as CreateRestApi makes it of the same definition
 */
export function overwritten(
  before: RestApi,
  fresh: RestApi,
  plan: SettingsPlan,
  context: Context,
): RestApi {
  const { id, createdDate, tags, rootResourceId } = before.settings;
  const settings = {
    ...fresh.settings,
    id,
    createdDate,
    tags,
    rootResourceId,
    ...endpointOf(before.settings, plan),
  };
  const { deployments, stages, declared } = before;
  return {
    ...emptyApi(settings, context),
    deployments,
    stages,
    ...(declared === undefined ? {} : { declared }),
  };
}

/** All of the API, with what the definition says of it; binary media types come to those that there are. */
export function merged(before: RestApi, _fresh: RestApi, plan: SettingsPlan): RestApi {
  const types = new Set([
    ...(before.settings.binaryMediaTypes ?? []),
    ...(plan.binaryMediaTypes ?? []),
  ]);
  return {
    ...before,
    settings: {
      ...before.settings,
      ...plan,
      ...(types.size === 0 ? {} : { binaryMediaTypes: [...types] }),
      ...endpointOf(before.settings, plan),
    },
  };
}

/** A definition that says nothing of the endpoint leaves it as it is. */
function endpointOf(
  { endpointConfiguration, disableExecuteApiEndpoint }: RestApiSettings,
  plan: SettingsPlan,
): Pick<RestApiSettings, 'endpointConfiguration' | 'disableExecuteApiEndpoint'> {
  return {
    endpointConfiguration: { ...endpointConfiguration, ...plan.endpointConfiguration },
    disableExecuteApiEndpoint: plan.disableExecuteApiEndpoint ?? disableExecuteApiEndpoint,
  };
}
