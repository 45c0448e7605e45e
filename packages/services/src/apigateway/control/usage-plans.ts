/** Operations on usage plans and the API keys in them. */
import { get, remove, set, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import {
  list,
  map,
  members,
  number,
  operation,
  record,
  text,
} from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { idOf } from '../ids.ts';
import type { ApiGatewayState } from '../state.ts';
import { apiKeyOf } from './api-keys.ts';
import { listed } from './pages.ts';
import {
  patched,
  patchOperations,
  removed,
  replaced,
  unsimulated,
  type PatchOperation,
} from './patch.ts';
import { apiOf, choiceProblem, missing, type ControlOperations } from './read.ts';
import { badRequest, conflict, notFound, notSimulated } from './refusals.ts';
import type { ApiKey, ApiStage, UsagePlan, UsagePlanSettings } from '../rest-api.ts';
import { withoutAbsent } from './rest-apis.ts';

const apiStage = members({ apiId: text, stage: text, throttle: map(record) });

const keyPlace = { usagePlanId: text, keyId: text };

export const usagePlanOperations: ControlOperations = {
  CreateUsagePlan: operation(
    {
      name: text,
      description: text,
      apiStages: list(apiStage),
      throttle: members({ burstLimit: number, rateLimit: number }),
      quota: members({ limit: number, offset: number, period: text }),
      tags: map(text),
    },
    ({ name, description, apiStages = [], throttle, quota, tags }, state, context) => {
      if (name === undefined) return { state, outcome: missing('createUsagePlanInput.name') };
      const stages = stagesIn(apiStages);
      if (isRefusal(stages)) return { state, outcome: stages };
      const settings: UsagePlanSettings = {
        id: idOf(context.uuid('usage plan')),
        name,
        apiStages: stages,
        ...withoutAbsent({ description, throttle, tags }),
        ...(quota === undefined
          ? {}
          : {
              quota: {
                limit: quota.limit ?? 0,
                offset: quota.offset ?? 0,
                period: quota.period ?? '',
              },
            }),
      };
      const problem = settingsProblem(state, settings, context);
      if (problem) return { state, outcome: problem };
      return { state: withPlan(state, { settings, keys: [] }), outcome: success(settings) };
    },
  ),

  GetUsagePlan: operation({ usagePlanId: text }, ({ usagePlanId }, state) => {
    const plan = planOf(state, usagePlanId);
    return { state, outcome: isRefusal(plan) ? plan : success(plan.settings) };
  }),

  GetUsagePlans: operation(
    { limit: number, position: text, keyId: text },
    ({ keyId, ...asked }, state) => {
      const found = values(state.usagePlans).filter(
        ({ keys }) => keyId === undefined || keys.includes(keyId),
      );
      return {
        state,
        outcome: listed(
          found.map(({ settings }) => settings),
          asked,
        ),
      };
    },
  ),

  UpdateUsagePlan: operation(
    { usagePlanId: text, patchOperations },
    ({ usagePlanId, patchOperations: operations = [] }, state, context) => {
      const plan = planOf(state, usagePlanId);
      if (isRefusal(plan)) return { state, outcome: plan };
      const changed = patched(plan.settings, operations.filter(isOfSettings), rules);
      if (isRefusal(changed)) return { state, outcome: changed };
      const apiStages = operations
        .filter((one) => !isOfSettings(one))
        .reduce(patchedStages, changed.apiStages);
      if ('ok' in apiStages) return { state, outcome: apiStages };
      const settings: UsagePlanSettings = { ...changed, apiStages };
      const problem = settingsProblem(state, settings, context);
      if (problem) return { state, outcome: problem };
      return { state: withPlan(state, { ...plan, settings }), outcome: success(settings) };
    },
  ),

  DeleteUsagePlan: operation({ usagePlanId: text }, ({ usagePlanId }, state) => {
    const plan = planOf(state, usagePlanId);
    if (isRefusal(plan)) return { state, outcome: plan };
    if (plan.settings.apiStages.length > 0) {
      const outcome = badRequest(
        `Cannot delete Usage Plan ${plan.settings.id} because there are API Stages associated with it`,
      );
      return { state, outcome };
    }
    const usagePlans = remove(state.usagePlans, plan.settings.id);
    return { state: { ...state, usagePlans }, outcome: success({}) };
  }),

  CreateUsagePlanKey: operation({ ...keyPlace, keyType: text }, (request, state) => {
    const plan = planOf(state, request.usagePlanId);
    if (isRefusal(plan)) return { state, outcome: plan };
    const problem = choiceProblem('createUsagePlanKeyInput.keyType', request.keyType, ['API_KEY']);
    if (problem) return { state, outcome: problem };
    const key = apiKeyOf(state, request.keyId);
    if (isRefusal(key)) return { state, outcome: key };
    if (plan.keys.includes(key.id)) {
      return { state, outcome: conflict('API Key already exists in usage plan') };
    }
    const after = { ...plan, keys: [...plan.keys, key.id] };
    return { state: withPlan(state, after), outcome: success(planKey(key)) };
  }),

  GetUsagePlanKey: operation(keyPlace, (request, state) => {
    const key = keyOf(state, request);
    return { state, outcome: isRefusal(key) ? key : success(planKey(key)) };
  }),

  GetUsagePlanKeys: operation(
    { usagePlanId: text, limit: number, position: text, nameQuery: text },
    ({ usagePlanId, nameQuery = '', ...asked }, state) => {
      const plan = planOf(state, usagePlanId);
      if (isRefusal(plan)) return { state, outcome: plan };
      const keys = keysOf(state, plan).filter(({ name }) => name.startsWith(nameQuery));
      return { state, outcome: listed(keys.map(planKey), asked) };
    },
  ),

  DeleteUsagePlanKey: operation(keyPlace, (request, state) => {
    const plan = planOf(state, request.usagePlanId);
    if (isRefusal(plan)) return { state, outcome: plan };
    const key = keyOf(state, request);
    if (isRefusal(key)) return { state, outcome: key };
    const keys = plan.keys.filter((id) => id !== key.id);
    return { state: withPlan(state, { ...plan, keys }), outcome: success({}) };
  }),
};

const rules = [
  replaced('/name'),
  replaced('/description'),
  replaced('/productCode'),
  replaced('/quota/limit', 'number'),
  replaced('/quota/offset', 'number'),
  replaced('/quota/period'),
  removed('/quota'),
  replaced('/throttle/burstLimit', 'number'),
  replaced('/throttle/rateLimit', 'number'),
  removed('/throttle'),
  unsimulated('/apiStages/*/throttle'),
  unsimulated('/apiStages/*/throttle/*/rateLimit'),
  unsimulated('/apiStages/*/throttle/*/burstLimit'),
];

/** The keys of a plan, in the order in which they were added. */
function keysOf(state: ApiGatewayState, { keys }: UsagePlan): readonly ApiKey[] {
  return keys.flatMap((id) => get(state.apiKeys, id) ?? []);
}

function planOf(state: ApiGatewayState, id = ''): UsagePlan | Refusal {
  return get(state.usagePlans, id) ?? notFound('Invalid Usage Plan ID specified');
}

function withPlan(state: ApiGatewayState, plan: UsagePlan): ApiGatewayState {
  return { ...state, usagePlans: set(state.usagePlans, plan.settings.id, plan) };
}

function keyOf(
  state: ApiGatewayState,
  { usagePlanId, keyId = '' }: { readonly usagePlanId?: string; readonly keyId?: string },
): ApiKey | Refusal {
  const plan = planOf(state, usagePlanId);
  if (isRefusal(plan)) return plan;
  const key = plan.keys.includes(keyId) ? get(state.apiKeys, keyId) : undefined;
  return key ?? notFound('Invalid API Key identifier specified');
}

function planKey({ id, name, value }: ApiKey) {
  return { id, type: 'API_KEY', name, value };
}

function stagesIn(given: readonly Infer<typeof apiStage>[]): readonly ApiStage[] | Refusal {
  if (given.some(({ throttle }) => throttle !== undefined)) {
    return notSimulated('A throttle of single methods in a usage plan');
  }
  return given.map(({ apiId = '', stage = '' }) => ({ apiId, stage }));
}

function isOfSettings({ path }: PatchOperation): boolean {
  return path !== '/apiStages';
}

/** The value names a stage: `API:STAGE`. */
function patchedStages(
  before: readonly ApiStage[] | Refusal,
  { op = '', value = '' }: PatchOperation,
): readonly ApiStage[] | Refusal {
  if ('ok' in before) return before;
  const [apiId = '', stage, more] = value.split(':');
  if (stage === undefined || more !== undefined) {
    return badRequest(
      `Invalid value '${value}' specified for path '/apiStages'. Must be of the form 'apiId:stage'`,
    );
  }
  const others = before.filter((one) => one.apiId !== apiId || one.stage !== stage);
  switch (op) {
    case 'add':
      return [...others, { apiId, stage }];
    case 'remove':
      return others.length < before.length ? others : notFound('Invalid API Stage specified');
    default:
      return badRequest(
        `Invalid patch path  '/apiStages' specified for op '${op}'. Please choose supported operations`,
      );
  }
}

const periods = ['DAY', 'WEEK', 'MONTH'];

/** Which day a period may begin with, in AWS's words where it may not. */
const offsets: { readonly [period: string]: readonly [most: number, words: string] } = {
  DAY: [0, 'zero in the DAY period'],
  WEEK: [6, 'between 0 and 6 inclusive in the WEEK period'],
  MONTH: [27, 'between 0 and 27 inclusive in the MONTH period'],
};

function settingsProblem(
  state: ApiGatewayState,
  { apiStages, quota, throttle }: UsagePlanSettings,
  context: Context,
): Refusal | undefined {
  for (const { apiId, stage } of apiStages) {
    const api = apiOf(state, apiId, context);
    if (isRefusal(api)) return api;
    if (!api.stages.some(({ settings }) => settings.stageName === stage)) {
      return notFound(`API Stage not found: ${apiId}:${stage}`);
    }
  }
  const { rateLimit = 0, burstLimit = 0 } = throttle ?? {};
  if (rateLimit < 0 || burstLimit < 0) {
    return badRequest('Usage Plan throttle limits must be zero or more');
  }
  if (!quota) return undefined;
  const { limit, offset = 0, period } = quota;
  if (period === '') {
    return badRequest(
      `Invalid Usage Plan quota period specified. Must be one of [${periods.join(', ')}]`,
    );
  }
  const problem = choiceProblem('quota.period', period, periods);
  if (problem) return problem;
  if (limit < 1) return badRequest('Usage Plan quota limit must be a non-negative numeric');
  const [most = 0, words = ''] = member(offsets, period) ?? [];
  if (offset < 0 || offset > most) {
    return badRequest(`Usage Plan quota offset must be ${words}`);
  }
  return offset === 0 ? undefined : notSimulated('The offset of a quota');
}
