/** Operations that make, confirm, end and list subscriptions. */
import { entries, get, size } from '@stepthrough/collections';
import { member, type Json } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { flag, map, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import type { Attempt } from './attempts.ts';
import { confirmation } from './confirmation.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import { orderKey, pageOf } from './pages.ts';
import { isProtocol, waysOf, type Protocol } from './protocols.ts';
import {
  declaredPlaces,
  endpointKey,
  settled,
  subscriptionOf,
  subscriptionWith,
  topicOf,
  withoutSubscription,
  withSubscription,
  withTopic,
  type Attributes,
  type SnsState,
  type Subscription,
  type Topic,
} from './state.ts';
import { subscriptionWithAttributes } from './subscription-attributes.ts';
import { defaultMessageSize, messageSizeOf, subscriptionsOfLarge } from './topic-attributes.ts';

export const subscriptionOperations: { readonly [name: string]: Operation<SnsState, Attempt> } = {
  Subscribe: operation(
    {
      TopicArn: text,
      Protocol: text,
      Endpoint: text,
      Attributes: map(text),
      ReturnSubscriptionArn: flag,
    },
    (request, state, context) => {
      const { TopicArn, Protocol, Endpoint: endpoint = '', Attributes = {} } = request;
      if (Protocol === undefined) return { state, outcome: missingParameter('Protocol') };
      const topic = topicOf(state, TopicArn, context);
      if (isRefusal(topic)) return { state, outcome: topic };
      if (!isProtocol(Protocol)) {
        return {
          state,
          outcome: invalidParameter(
            `Amazon SNS does not support this protocol string: ${Protocol}`,
          ),
        };
      }
      const problem = endpointProblem(state, topic, Protocol, endpoint, Attributes);
      if (problem) return { state, outcome: problem };
      const subscription = subscribed(topic, Protocol, endpoint, Attributes, context);
      if (isRefusal(subscription)) return { state, outcome: subscription };
      const { isConfirmed, arn } = subscription;
      const isShown = isConfirmed || request.ReturnSubscriptionArn === true;
      return {
        state: withTopic(state, withSubscription(topic, subscription)),
        outcome: success({ SubscriptionArn: isShown ? arn : 'pending confirmation' }),
        effects: isConfirmed ? [] : confirmation(subscription, topic, context),
      };
    },
  ),

  ConfirmSubscription: operation(
    { TopicArn: text, Token: text, AuthenticateOnUnsubscribe: text },
    ({ TopicArn, Token, AuthenticateOnUnsubscribe }, state, context) => {
      if (Token === undefined) return { state, outcome: missingParameter('Token') };
      const topic = topicOf(state, TopicArn, context);
      if (isRefusal(topic)) return { state, outcome: topic };
      const found = subscriptionWith(topic, Token);
      if (found?.token !== Token) return { state, outcome: invalidParameter('Token') };
      const subscription = {
        ...found,
        isConfirmed: true,
        isAuthenticated: found.isAuthenticated || AuthenticateOnUnsubscribe === 'true',
      };
      return {
        state: withTopic(state, withSubscription(topic, subscription)),
        outcome: success({ SubscriptionArn: subscription.arn }),
      };
    },
  ),

  Unsubscribe: operation({ SubscriptionArn: text }, ({ SubscriptionArn }, state, context) => {
    const found = subscriptionOf(state, SubscriptionArn, context);
    if (!isRefusal(found)) {
      const topic = withoutSubscription(found.topic, found.subscription);
      return { state: withTopic(state, topic), outcome: success({}) };
    }
    // To end one that is not there is no error.
    const isGone = found.error.code === 'NotFoundException';
    return { state, outcome: isGone ? success({}) : found };
  }),

  ListSubscriptions: operation({ NextToken: text }, ({ NextToken }, state, context) => {
    return listed(state, everySubscription(state, context), NextToken, context);
  }),

  ListSubscriptionsByTopic: operation(
    { TopicArn: text, NextToken: text },
    ({ TopicArn, NextToken }, state, context) => {
      const topic = topicOf(state, TopicArn, context);
      if (isRefusal(topic)) return { state, outcome: topic };
      return listed(state, subscriptionsOf(topic), NextToken, context);
    },
  ),
};

/** A subscription as Subscribe makes it, before its attributes are set. */
export function newSubscription(
  topic: Topic,
  protocol: Protocol,
  endpoint: string,
  given: Pick<Subscription, 'id' | 'order' | 'madeAt'> & { readonly token?: string },
): Subscription {
  const isConfirmed = waysOf(protocol).isConfirmed !== true;
  return {
    ...given,
    arn: `${topic.arn}:${given.id}`,
    protocol,
    endpoint,
    token: isConfirmed ? undefined : given.token,
    isConfirmed,
    isAuthenticated: isConfirmed,
    attributes: {},
    filter: undefined,
  };
}

/** The new subscription, or the one that there is already for the endpoint. */
function subscribed(
  topic: Topic,
  protocol: Protocol,
  endpoint: string,
  attributes: Attributes,
  context: Context,
): Subscription | Refusal {
  const { uuid, number, now } = context;
  const id = uuid('subscription');
  const token = [1, 2, 3, 4, 5, 6].map((part) => uuid(`token${part}`).replaceAll('-', '')).join('');
  const place = { id, order: declaredPlaces + number, madeAt: now, token };
  const wanted = subscriptionWithAttributes(
    newSubscription(topic, protocol, endpoint, place),
    attributes,
    topic,
  );
  if (isRefusal(wanted)) return wanted;
  const existing = subscriptionWith(topic, endpointKey({ protocol, endpoint }));
  if (!existing) {
    return messageSizeOf(topic) > defaultMessageSize &&
      size(topic.subscriptions) >= subscriptionsOfLarge
      ? invalidParameter(
          `TopicArn Reason: a topic with MaximumMessageSize above ${defaultMessageSize} can have ${subscriptionsOfLarge} subscriptions`,
        )
      : wanted;
  }
  const isSame = Object.keys(attributes).every(
    (name) => valueOf(existing, name) === valueOf(wanted, name),
  );
  return isSame
    ? existing
    : invalidParameter('Attributes Reason: Subscription already exists with different attributes');
}

function valueOf({ attributes }: Subscription, name: string): string | undefined {
  const value = member(attributes, name);
  return name === 'RawMessageDelivery' ? (value ?? 'false') : value;
}

function endpointProblem(
  state: SnsState,
  topic: Topic,
  protocol: Protocol,
  endpoint: string,
  attributes: Attributes,
): Refusal | undefined {
  const ways = waysOf(protocol);
  if (topic.isFifo && !ways.ofFifo) return invalidParameter(`Invalid protocol type: ${protocol}`);
  if (messageSizeOf(topic) > defaultMessageSize && !ways.takesLarge) {
    return invalidParameter(
      `Protocol Reason: ${protocol} does not support topics with MaximumMessageSize above ${defaultMessageSize}`,
    );
  }
  const problem = ways.problem(endpoint);
  if (problem) return problem;
  if (protocol === 'sqs' && !topic.isFifo && endpoint.endsWith('.fifo')) {
    return refusal(
      'InvalidParameterException',
      'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  }
  if (protocol === 'application' && !get(state.endpoints, endpoint)) {
    return invalidParameter(`Endpoint Reason: Endpoint does not exist for endpoint ${endpoint}`);
  }
  return protocol === 'firehose' && attributes['SubscriptionRoleArn'] === undefined
    ? invalidParameter(
        'Delivery protocol firehose can only be subscribed with subscription role arn',
      )
    : undefined;
}

function* everySubscription(
  state: SnsState,
  { now }: Context,
): Generator<readonly [string, readonly [Topic, Subscription]]> {
  for (const [name, topic] of entries(state.topics)) {
    for (const [key, found] of subscriptionsOf(settled(topic, now)))
      yield [`${name} ${key}`, found];
  }
}

function* subscriptionsOf(
  topic: Topic,
): Generator<readonly [string, readonly [Topic, Subscription]]> {
  for (const [order, subscription] of entries(topic.subscriptions)) {
    yield [orderKey(order), [topic, subscription]];
  }
}

function listed(
  state: SnsState,
  all: Iterable<readonly [string, readonly [Topic, Subscription]]>,
  token: string | undefined,
  { account }: Context,
): ReturnType<Operation<SnsState>> {
  const page = pageOf(all, token);
  if (isRefusal(page)) return { state, outcome: page };
  const { items, NextToken } = page;
  const Subscriptions: Json = items.map(([topic, subscription]) => ({
    SubscriptionArn: subscription.isConfirmed ? subscription.arn : 'PendingConfirmation',
    Owner: account,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    TopicArn: topic.arn,
  }));
  return { state, outcome: success({ Subscriptions, ...(NextToken ? { NextToken } : {}) }) };
}
