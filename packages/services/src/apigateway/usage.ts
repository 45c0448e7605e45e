/** API keys, usage plans and throttles on the virtual clock. */
import { get, set } from '@stepthrough/collections';
import type { Api, Route } from '@stepthrough/scenario';
import type { GatewayErrorType } from './errors.ts';
import { header } from './headers.ts';
import { keyWithPlan } from './plan-of-key.ts';
import type { ApiGatewayState, Pending } from './state.ts';

type Admitted =
  | { readonly state: ApiGatewayState; readonly refusal: GatewayErrorType }
  | { readonly state: ApiGatewayState; readonly refusal?: never };

/** Counts the request where it is counted; the refusal when one of its limits is used up. */
export function admit(pending: Pending, state: ApiGatewayState, now: number): Admitted {
  const { route, stage } = pending.declared;
  let after = state;
  if (route.apiKeyRequired) {
    const key = keyOf(pending, state);
    if (!key) return { state, refusal: 'INVALID_API_KEY' };
    const [name, { quota, rateLimit, ...burst }] = key;
    if (rateLimit !== undefined) {
      const bucket = `key:${pending.api}:${name}`;
      const taken = takeToken(after, bucket, { rateLimit, ...burst }, now);
      if (!taken) return { state, refusal: 'THROTTLED' };
      after = taken;
    }
    const used = takeQuota(after, `${pending.api}:${name}`, quota, now);
    if (!used) return { state, refusal: 'QUOTA_EXCEEDED' };
    after = used;
  }
  const limits = [
    [`route:${pending.api}:${pending.route}`, route.throttle],
    [`stage:${pending.api}:${stage.name}`, stage.throttle],
  ] as const;
  for (const [bucket, limit] of limits) {
    if (limit === undefined) continue;
    const taken = takeToken(after, bucket, limit, now);
    if (!taken) return { state: after, refusal: 'THROTTLED' };
    after = taken;
  }
  return { state: after };
}

type Plan = Omit<Api['apiKeys'][string], 'value' | 'enabled'>;

function keyOf(
  { api: id, declared: { api, stage }, request, principal }: Pending,
  state: ApiGatewayState,
): readonly [id: string, plan: Plan] | undefined {
  const given =
    api.apiKeySource === 'AUTHORIZER' ? principal?.apiKey : header(request.headers, 'x-api-key');
  return given === undefined ? undefined : keyWithPlan(given, id, stage.name, state);
}

/** A bucket fills with `rateLimit` tokens a second, up to `burstLimit`. */
function takeToken(
  state: ApiGatewayState,
  bucket: string,
  { rateLimit, burstLimit = rateLimit }: NonNullable<Route['throttle']>,
  now: number,
): ApiGatewayState | undefined {
  const before = get(state.buckets, bucket) ?? { tokens: burstLimit, at: now };
  const filled = before.tokens + ((now - before.at) / 1000) * rateLimit;
  const tokens = Math.min(burstLimit, filled);
  if (tokens < 1) return undefined;
  return { ...state, buckets: set(state.buckets, bucket, { tokens: tokens - 1, at: now }) };
}

function takeQuota(
  state: ApiGatewayState,
  key: string,
  quota: Plan['quota'],
  now: number,
): ApiGatewayState | undefined {
  if (!quota) return state;
  const period = periodOf(quota.period, now);
  const before = get(state.quotas, key);
  const used = before?.period === period ? before.used : 0;
  if (used >= quota.limit) return undefined;
  return { ...state, quotas: set(state.quotas, key, { period, used: used + 1 }) };
}

/** Days and weeks since the epoch; months are those of the calendar. Weeks begin on Sunday. */
function periodOf(period: NonNullable<Plan['quota']>['period'], now: number): number {
  const day = Math.floor(now / 86_400_000);
  if (period === 'DAY') return day;
  if (period === 'WEEK') return Math.floor((day + 4) / 7);
  const date = new Date(now);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
