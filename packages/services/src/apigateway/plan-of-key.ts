/** The usage plan through which an API key opens a stage. */
import { get, values } from '@stepthrough/collections';
import type { Api } from '@stepthrough/scenario';
import type { ApiGatewayState } from './state.ts';
import type { UsagePlanSettings } from './rest-api.ts';

type Plan = Omit<Api['apiKeys'][string], 'value' | 'enabled'>;

/** `undefined`: no plan of this stage has an enabled key of this value. */
export function keyWithPlan(
  value: string,
  apiId: string,
  stage: string,
  { apiKeys, usagePlans }: ApiGatewayState,
): readonly [id: string, plan: Plan] | undefined {
  for (const { settings, keys } of values(usagePlans)) {
    if (!settings.apiStages.some((one) => one.apiId === apiId && one.stage === stage)) continue;
    const id = keys.find((one) => {
      const key = get(apiKeys, one);
      return key?.enabled === true && key.value === value;
    });
    if (id !== undefined) return [id, limitsOf(settings)];
  }
  return undefined;
}

function limitsOf({ throttle = {}, quota }: UsagePlanSettings): Plan {
  const period = periods.find((one) => one === quota?.period);
  return {
    ...throttle,
    ...(quota && period ? { quota: { limit: quota.limit, period } } : {}),
  };
}

const periods = ['DAY', 'WEEK', 'MONTH'] as const;
