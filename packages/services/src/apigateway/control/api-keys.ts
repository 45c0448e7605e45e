/** Operations on API keys. */
import { get, remove, set, values } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, map, members, number, operation, text } from '../../contract/request-form.ts';
import type { ApiGatewayState } from '../state.ts';
import { idOf } from '../ids.ts';
import { listed } from './pages.ts';
import { patched, patchOperations, replaced, unsimulated } from './patch.ts';
import type { ControlOperations } from './read.ts';
import { badRequest, conflict, notFound } from './refusals.ts';
import type { ApiKey } from '../rest-api.ts';
import { secondsOf, withoutAbsent } from './rest-apis.ts';

const lengths = { least: 20, most: 128 };

export const apiKeyOperations: ControlOperations = {
  CreateApiKey: operation(
    {
      name: text,
      description: text,
      enabled: flag,
      generateDistinctId: flag,
      value: text,
      stageKeys: list(members({ restApiId: text, stageName: text })),
      customerId: text,
      tags: map(text),
    },
    ({ name, description, enabled = false, stageKeys = [], ...rest }, state, context) => {
      const { customerId, tags } = rest;
      const id = idOf(context.uuid('api key'), 10);
      const now = secondsOf(context);
      const key: ApiKey = {
        id,
        value: rest.value ?? idOf(`${context.uuid('api key value')}`, 32) + idOf(id, 8),
        name: name ?? '',
        ...withoutAbsent({ customerId, description, tags }),
        enabled,
        createdDate: now,
        lastUpdatedDate: now,
        stageKeys: stageKeys.map(
          ({ restApiId = '', stageName = '' }) => `${restApiId}/${stageName}`,
        ),
      };
      const problem = valueProblem(state, key);
      if (problem) return { state, outcome: problem };
      return { state: withKey(state, key), outcome: success(key) };
    },
  ),

  GetApiKey: operation({ apiKey: text, includeValue: flag }, (request, state) => {
    const key = apiKeyOf(state, request.apiKey);
    if (isRefusal(key)) return { state, outcome: key };
    return { state, outcome: success(request.includeValue ? key : withoutValue(key)) };
  }),

  GetApiKeys: operation(
    {
      limit: number,
      position: text,
      nameQuery: text,
      customerId: text,
      includeValues: flag,
    },
    ({ nameQuery = '', customerId, includeValues = false, ...asked }, state) => {
      const found = values(state.apiKeys).filter(
        (key) =>
          key.name.startsWith(nameQuery) &&
          (customerId === undefined || key.customerId === customerId),
      );
      return {
        state,
        outcome: listed(includeValues ? found : found.map(withoutValue), asked),
      };
    },
  ),

  UpdateApiKey: operation({ apiKey: text, patchOperations }, (request, state, context) => {
    const key = apiKeyOf(state, request.apiKey);
    if (isRefusal(key)) return { state, outcome: key };
    const changed = patched(key, request.patchOperations, rules);
    if (isRefusal(changed)) return { state, outcome: changed };
    const after = { ...changed, lastUpdatedDate: secondsOf(context) };
    return { state: withKey(state, after), outcome: success(withoutValue(after)) };
  }),

  DeleteApiKey: operation({ apiKey: text }, (request, state) => {
    const key = apiKeyOf(state, request.apiKey);
    if (isRefusal(key)) return { state, outcome: key };
    const usagePlans = values(state.usagePlans)
      .filter(({ keys }) => keys.includes(key.id))
      .reduce(
        (plans, plan) =>
          set(plans, plan.settings.id, { ...plan, keys: plan.keys.filter((id) => id !== key.id) }),
        state.usagePlans,
      );
    return {
      state: { ...state, usagePlans, apiKeys: remove(state.apiKeys, key.id) },
      outcome: success({}),
    };
  }),
};

const rules = [
  replaced('/customerId'),
  replaced('/description'),
  replaced('/enabled', 'flag'),
  replaced('/name'),
  unsimulated('/stages'),
  unsimulated('/labels'),
];

export function apiKeyOf(state: ApiGatewayState, id = ''): ApiKey | Refusal {
  return get(state.apiKeys, id) ?? notFound('Invalid API Key identifier specified');
}

function withKey(state: ApiGatewayState, key: ApiKey): ApiGatewayState {
  return { ...state, apiKeys: set(state.apiKeys, key.id, key) };
}

function withoutValue({ value: _, ...key }: ApiKey): Omit<ApiKey, 'value'> {
  return key;
}

function valueProblem(state: ApiGatewayState, { value }: ApiKey): Refusal | undefined {
  if (value.length < lengths.least) {
    return badRequest(`API Key value should be at least ${lengths.least} characters`);
  }
  if (value.length > lengths.most) {
    return badRequest(`Value exceeds maximum size of ${lengths.most} characters`);
  }
  return values(state.apiKeys).some((other) => other.value === value)
    ? conflict('API Key already exists')
    : undefined;
}
