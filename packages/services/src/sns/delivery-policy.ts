/** Delivery policies: how often, and after which delays, an HTTP endpoint is tried again. */
import { isObject, member, parseJson, type Json, type JsonObject } from '@stepthrough/json';

/** Delays in seconds. */
interface RetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  /** All retries, those of the other phases included. */
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: string;
}

const defaultRetries: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

const ranges: { readonly [name: string]: readonly [number, number] } = {
  minDelayTarget: [1, 3600],
  maxDelayTarget: [1, 3600],
  numRetries: [0, 100],
  numMaxDelayRetries: [0, 100],
  numNoDelayRetries: [0, 100],
  numMinDelayRetries: [0, 100],
};

const backoffFunctions = ['arithmetic', 'exponential', 'geometric', 'linear'];

/** Why SNS refuses a text as a delivery policy. */
export function deliveryPolicyProblem(text: string): string | undefined {
  const policy = parseJson(text);
  if (!isObject(policy)) return 'failed to parse JSON.';
  const { http } = policy;
  const retries = member(isObject(http) ? http : {}, 'defaultHealthyRetryPolicy');
  return (
    retriesProblem(retries, 'http.defaultHealthyRetryPolicy') ??
    retriesProblem(policy['healthyRetryPolicy'], 'healthyRetryPolicy')
  );
}

/** EffectiveDeliveryPolicy of a topic with this DeliveryPolicy. */
export function effectiveOfTopic(policy: string | undefined): string {
  const { http } = objectOf(policy);
  const given = isObject(http) ? http : {};
  const { defaultHealthyRetryPolicy: retries, defaultRequestPolicy: request, ...rest } = given;
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: { ...defaultRetries, ...(isObject(retries) ? retries : {}) },
      disableSubscriptionOverrides: false,
      defaultRequestPolicy: {
        headerContentType: 'text/plain; charset=UTF-8',
        ...(isObject(request) ? request : {}),
      },
      ...rest,
    },
  });
}

/** EffectiveDeliveryPolicy of a subscription, from its own DeliveryPolicy and its topic's. */
export function effectiveOfSubscription(
  own: string | undefined,
  topic: string | undefined,
): string {
  return JSON.stringify({
    healthyRetryPolicy: retryPolicy(own, topic),
    sicklyRetryPolicy: null,
    throttlePolicy: null,
    requestPolicy: null,
    guaranteed: false,
    ...without(objectOf(own), 'healthyRetryPolicy'),
  });
}

/** Milliseconds until the next try; nothing when it was the last. `retries`: those so far. */
export function retryDelay(
  retries: number,
  own: string | undefined,
  topic: string | undefined,
): number | undefined {
  const policy = retryPolicy(own, topic);
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  if (retries >= numRetries) return undefined;
  if (retries < numNoDelayRetries) return 0;
  const { minDelayTarget: least, maxDelayTarget: most } = policy;
  const backoff = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const step = retries - numNoDelayRetries - numMinDelayRetries;
  if (step < 0) return least * 1000;
  if (step >= backoff) return most * 1000;
  // Whichever function is chosen, delays grow evenly here.
  const part = backoff <= 1 ? 0 : step / (backoff - 1);
  return Math.round((least + (most - least) * part) * 1000);
}

function retryPolicy(own: string | undefined, topic: string | undefined): RetryPolicy {
  const { http } = objectOf(topic);
  const { defaultHealthyRetryPolicy: common, disableSubscriptionOverrides } = isObject(http)
    ? http
    : {};
  const { healthyRetryPolicy: given } = objectOf(own);
  const numbers = {
    ...(isObject(common) ? common : {}),
    ...(isObject(given) && disableSubscriptionOverrides !== true ? given : {}),
  };
  return { ...defaultRetries, ...numbers };
}

function retriesProblem(retries: Json | undefined, place: string): string | undefined {
  if (!isObject(retries)) return undefined;
  for (const [name, value] of Object.entries(retries)) {
    const range = member(ranges, name);
    if (name === 'backoffFunction') {
      if (!backoffFunctions.includes(String(value)))
        return `${place}.${name} must be a backoff function`;
    } else if (!range) return `Unexpected JSON member: ${name}`;
    else if (typeof value !== 'number') return `${place}.${name} must be a number`;
    else if (value < range[0])
      return `${place}.${name} must be greater than or equal to ${range[0]}`;
    else if (value > range[1]) return `${place}.${name} must be less than or equal to ${range[1]}`;
  }
  const policy = { ...defaultRetries, ...retries };
  return policy.minDelayTarget > policy.maxDelayTarget
    ? `${place}.minDelayTarget must be less than or equal to maxDelayTarget`
    : undefined;
}

function objectOf(text: string | undefined): JsonObject {
  const value = text === undefined ? undefined : parseJson(text);
  return isObject(value) ? value : {};
}

function without(record: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
}
