/** API keys, usage plans and throttles on the virtual clock. */
import { get, set } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { GatewayErrorType } from './errors.ts';
import type { ApiGatewayState, Pending } from './state.ts';
import { stageOf } from './stages.ts';
import { header } from './validate.ts';

type Admitted =
  | { readonly state: ApiGatewayState; readonly refusal: GatewayErrorType }
  | { readonly state: ApiGatewayState; readonly refusal?: never };

/** Counts the request where it is counted; the refusal when one of its limits is used up. */
export function admit(
  api: JsonObject,
  route: JsonObject,
  pending: Pending,
  state: ApiGatewayState,
  now: number,
): Admitted {
  const stage = stageOf(api, pending.stage);
  let after = state;
  if (route['apiKeyRequired'] === true) {
    const key = keyOf(api, pending);
    if (!key) return { state, refusal: 'INVALID_API_KEY' };
    const [name, plan] = key;
    if (typeof plan['rateLimit'] === 'number') {
      const taken = takeToken(after, `key:${pending.api}:${name}`, plan, now);
      if (!taken) return { state, refusal: 'THROTTLED' };
      after = taken;
    }
    const used = takeQuota(after, `${pending.api}:${name}`, plan['quota'] as JsonObject, now);
    if (!used) return { state, refusal: 'QUOTA_EXCEEDED' };
    after = used;
  }
  const limits = [
    [`route:${pending.api}:${pending.route}`, route['throttle']],
    [`stage:${pending.api}:${stage.name}`, stage.throttle],
  ] as const;
  for (const [bucket, limit] of limits) {
    if (limit === undefined) continue;
    const taken = takeToken(after, bucket, limit as JsonObject, now);
    if (!taken) return { state: after, refusal: 'THROTTLED' };
    after = taken;
  }
  return { state: after };
}

function keyOf(
  api: JsonObject,
  { request, principal }: Pending,
): readonly [string, JsonObject] | undefined {
  const keys = Object.entries((api['apiKeys'] ?? {}) as { readonly [name: string]: JsonObject });
  const given =
    api['apiKeySource'] === 'AUTHORIZER' ? principal?.apiKey : header(request.headers, 'x-api-key');
  return keys.find(([, { value, enabled }]) => value === given && enabled !== false);
}

/** A bucket fills with `rateLimit` tokens a second, up to `burstLimit`. */
function takeToken(
  state: ApiGatewayState,
  bucket: string,
  { rateLimit, burstLimit = rateLimit ?? 1 }: JsonObject,
  now: number,
): ApiGatewayState | undefined {
  const before = get(state.buckets, bucket) ?? { tokens: Number(burstLimit), at: now };
  const filled = before.tokens + ((now - before.at) / 1000) * Number(rateLimit);
  const tokens = Math.min(Number(burstLimit), filled);
  if (tokens < 1) return undefined;
  return { ...state, buckets: set(state.buckets, bucket, { tokens: tokens - 1, at: now }) };
}

function takeQuota(
  state: ApiGatewayState,
  key: string,
  quota: JsonObject | undefined,
  now: number,
): ApiGatewayState | undefined {
  if (!quota) return state;
  const period = periodOf(String(quota['period']), now);
  const before = get(state.quotas, key);
  const used = before?.period === period ? before.used : 0;
  if (used >= Number(quota['limit'])) return undefined;
  return { ...state, quotas: set(state.quotas, key, { period, used: used + 1 }) };
}

/** Days and weeks since the epoch; months are those of the calendar. Weeks begin on Sunday. */
function periodOf(period: string, now: number): number {
  const day = Math.floor(now / 86_400_000);
  if (period === 'DAY') return day;
  if (period === 'WEEK') return Math.floor((day + 4) / 7);
  const date = new Date(now);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
