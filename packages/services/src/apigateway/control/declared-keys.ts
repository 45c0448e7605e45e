/** The API keys that a scenario declares, each in a usage plan of its own. */
import { set } from '@stepthrough/collections';
import type { Api } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { idOf } from '../ids.ts';
import { stagesOf } from '../stages.ts';
import type { ApiGatewayState } from '../state.ts';
import { secondsOf, withoutAbsent } from './rest-apis.ts';

type Keys = Pick<ApiGatewayState, 'apiKeys' | 'usagePlans'>;

export function declaredKeys(
  apis: readonly (readonly [string, Api])[],
  { clockStart }: Surroundings,
): Keys {
  const created = secondsOf({ now: clockStart });
  let { apiKeys, usagePlans }: Keys = { apiKeys: undefined, usagePlans: undefined };
  for (const [apiId, api] of apis) {
    for (const [name, key] of Object.entries(api.apiKeys)) {
      const { value, enabled, rateLimit, burstLimit, quota } = key;
      const id = idOf(`api key ${apiId} ${name}`, 10);
      apiKeys = set(apiKeys, id, {
        id,
        value,
        name,
        enabled,
        createdDate: created,
        lastUpdatedDate: created,
        stageKeys: [],
      });
      const plan = idOf(`usage plan ${apiId} ${name}`);
      const isThrottled = rateLimit !== undefined || burstLimit !== undefined;
      usagePlans = set(usagePlans, plan, {
        settings: {
          id: plan,
          name,
          apiStages: stagesOf(api).map(({ name: stage }) => ({ apiId, stage })),
          ...(isThrottled ? { throttle: withoutAbsent({ rateLimit, burstLimit }) } : {}),
          ...(quota === undefined ? {} : { quota }),
        },
        keys: [id],
      });
    }
  }
  return { apiKeys, usagePlans };
}
