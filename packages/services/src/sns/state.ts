/** Topics with their subscriptions, platform applications with their endpoints, settings of SMS. */
import { first, get, remove, set, type SortedMap } from '@stepthrough/collections';
import type { Json, JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Context } from '../contract/service.ts';
import { arnProblem } from './arn.ts';
import { invalidParameter, missingParameter, notFound } from './errors.ts';
import type { Protocol } from './protocols.ts';

export interface SnsState {
  /** By name. */
  readonly topics: SortedMap<string, Topic>;
  /** By ARN. */
  readonly applications: SortedMap<string, PlatformApplication>;
  /** By ARN. */
  readonly endpoints: SortedMap<string, PlatformEndpoint>;
  readonly smsAttributes: Attributes;
}

export interface Attributes {
  readonly [name: string]: string;
}

export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly isFifo: boolean;
  /** What was set; the rest has its default. */
  readonly attributes: Attributes;
  /** Permissions: a policy document. */
  readonly policy: JsonObject;
  readonly dataProtectionPolicy: string | undefined;
  readonly tags: Attributes;
  /** In the order in which they were made. */
  readonly subscriptions: SortedMap<number, Subscription>;
  /** Places of subscriptions by their ids, their tokens, and protocol and endpoint. */
  readonly places: SortedMap<string, number>;
  /** Those that wait for their confirmation. */
  readonly pending: SortedMap<number, true>;
  /** Subscriptions that are no more. */
  readonly deleted: number;
  /** Messages so far. */
  readonly published: number;
  /** What a FIFO topic has taken in the last minutes, by deduplication id. */
  readonly sent: SortedMap<string, Sent>;
}

interface Sent {
  readonly at: number;
  readonly MessageId: string;
  readonly SequenceNumber: string;
}

export interface Subscription {
  readonly order: number;
  readonly id: string;
  readonly arn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly madeAt: number;
  /** What ConfirmSubscription has to be told. */
  readonly token: string | undefined;
  readonly isConfirmed: boolean;
  readonly isAuthenticated: boolean;
  readonly attributes: Attributes;
  /** `FilterPolicy` of the attributes, read. */
  readonly filter: Json | undefined;
}

export interface PlatformApplication {
  readonly arn: string;
  readonly attributes: Attributes;
}

export interface PlatformEndpoint {
  readonly arn: string;
  readonly application: string;
  readonly attributes: Attributes;
}

/** Subscriptions that the scenario declares have places below. */
export const declaredPlaces = 1_000_000;

/** Two days: then what nobody has confirmed is gone. */
const confirmationTime = 172_800_000;

/** The topic that an ARN means, as it is now. Topics of the world are found by their name alone, too. */
export function topicOf(
  state: SnsState,
  arn: string | undefined,
  { now }: Pick<Context, 'now'>,
  parameter = 'TopicArn',
): Topic | Refusal {
  if (arn === undefined) return missingParameter(parameter);
  const topic = get(state.topics, resourceName(arn));
  return topic ? settled(topic, now) : (arnProblem(parameter, arn) ?? notFound('Topic'));
}

export function withTopic(state: SnsState, topic: Topic): SnsState {
  return { ...state, topics: set(state.topics, topic.name, topic) };
}

interface Found {
  readonly topic: Topic;
  readonly subscription: Subscription;
}

/** The subscription that an ARN means, with its topic. */
export function subscriptionOf(
  state: SnsState,
  arn: string | undefined,
  { now }: Pick<Context, 'now'>,
): Found | Refusal {
  if (arn === undefined) return missingParameter('SubscriptionArn');
  const problem = arnProblem('SubscriptionArn', arn);
  if (problem) return problem;
  const [, , , , , name = '', id] = arn.split(':');
  if (id === undefined) return invalidParameter('SubscriptionId');
  const topic = get(state.topics, name);
  const current = topic && settled(topic, now);
  const subscription = current && subscriptionWith(current, id);
  return subscription ? { topic: current, subscription } : notFound('Subscription');
}

/** By its id, its token, or by `endpointKey`. */
export function subscriptionWith(topic: Topic, key: string): Subscription | undefined {
  const place = get(topic.places, key);
  return place === undefined ? undefined : get(topic.subscriptions, place);
}

export function endpointKey({
  protocol,
  endpoint,
}: Pick<Subscription, 'protocol' | 'endpoint'>): string {
  return `${protocol} ${endpoint}`;
}

export function withSubscription(topic: Topic, subscription: Subscription): Topic {
  const { order, isConfirmed } = subscription;
  return {
    ...topic,
    subscriptions: set(topic.subscriptions, order, subscription),
    places: keysOf(subscription).reduce((places, key) => set(places, key, order), topic.places),
    pending: isConfirmed ? remove(topic.pending, order) : set(topic.pending, order, true),
  };
}

export function withoutSubscription(topic: Topic, subscription: Subscription): Topic {
  const { order } = subscription;
  return {
    ...topic,
    subscriptions: remove(topic.subscriptions, order),
    places: keysOf(subscription).reduce((places, key) => remove(places, key), topic.places),
    pending: remove(topic.pending, order),
    deleted: topic.deleted + 1,
  };
}

function keysOf(subscription: Subscription): readonly string[] {
  const { id, token } = subscription;
  return [id, endpointKey(subscription), ...(token === undefined ? [] : [token])];
}

/** Without the subscriptions that nobody has confirmed in time. */
export function settled(topic: Topic, now: number): Topic {
  let current = topic;
  for (;;) {
    const order = first(current.pending)?.key;
    const oldest = order === undefined ? undefined : get(current.subscriptions, order);
    if (!oldest || now - oldest.madeAt < confirmationTime) return current;
    current = withoutSubscription(current, oldest);
  }
}

/** Changes the topic that an ARN means, or says why not. */
export function changeTopic(
  state: SnsState,
  arn: string | undefined,
  context: Pick<Context, 'now'>,
  change: (topic: Topic) => Topic | Refusal,
): SnsState | Refusal {
  const topic = topicOf(state, arn, context);
  if (isRefusal(topic)) return topic;
  const changed = change(topic);
  return isRefusal(changed) ? changed : withTopic(state, changed);
}
