/** Attributes of subscriptions: which there are, what is refused, what GetSubscriptionAttributes shows. */
import { isObject, member, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { deliveryPolicyProblem, effectiveOfSubscription } from './delivery-policy.ts';
import { invalidParameter, missingParameter, notSimulated } from './errors.ts';
import { readFilterPolicy, scopeProblem, type FilterScope } from './filter-rules.ts';
import { waysOf } from './protocols.ts';
import { redrivePolicyProblem } from './redrive-policy.ts';
import {
  subscriptionOf,
  withSubscription,
  withTopic,
  type Attributes,
  type SnsState,
  type Subscription,
  type Topic,
} from './state.ts';

export const attributeOperations: { readonly [name: string]: Operation<SnsState, never> } = {
  GetSubscriptionAttributes: operation(
    { SubscriptionArn: text },
    ({ SubscriptionArn }, state, context) => {
      const found = subscriptionOf(state, SubscriptionArn, context);
      if (isRefusal(found)) return { state, outcome: found };
      return { state, outcome: success({ Attributes: shown(found, context) }) };
    },
  ),

  SetSubscriptionAttributes: operation(
    { SubscriptionArn: text, AttributeName: text, AttributeValue: text },
    ({ SubscriptionArn, AttributeName: name, AttributeValue: value }, state, context) => {
      if (name === undefined) return { state, outcome: missingParameter('AttributeName') };
      const found = subscriptionOf(state, SubscriptionArn, context);
      if (isRefusal(found)) return { state, outcome: found };
      const { topic, subscription } = found;
      const changed = changedSubscription(subscription, name, value ?? '', topic, '');
      if (isRefusal(changed)) return { state, outcome: changed };
      return {
        state: withTopic(state, withSubscription(topic, changed)),
        outcome: success({}),
      };
    },
  ),
};

/** A subscription with attributes as Subscribe is told them. The scope of its filter counts first. */
export function subscriptionWithAttributes(
  subscription: Subscription,
  given: Attributes,
  topic: Topic,
): Subscription | Refusal {
  let current = subscription;
  const scope = member(given, 'FilterPolicyScope');
  const isScope = scope === 'MessageBody' || scope === 'MessageAttributes';
  if (isScope) current = withValue(current, 'FilterPolicyScope', scope);
  for (const [name, value] of Object.entries(given)) {
    const changed = changedSubscription(current, name, value, topic, 'Attributes Reason: ');
    if (isRefusal(changed)) return changed;
    current = changed;
  }
  return current;
}

/** What a filter of the subscription looks at. */
export function scopeOf({ attributes }: Pick<Subscription, 'attributes'>): FilterScope {
  return attributes['FilterPolicyScope'] === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

type Change = (
  subscription: Subscription,
  value: string,
  topic: Topic,
) => Subscription | string | Refusal;

const changes: { readonly [name: string]: Change } = {
  RawMessageDelivery: (subscription, value) => {
    const { protocol } = subscription;
    const isFalse = /^false$/i.test(value);
    if (!waysOf(protocol).canBeRaw && !isFalse) {
      return `Delivery protocol [${protocol}] does not support raw message delivery.`;
    }
    return isFalse || /^true$/i.test(value)
      ? withValue(subscription, 'RawMessageDelivery', value.toLowerCase())
      : `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`;
  },
  FilterPolicyScope: (subscription, value) => {
    if (value !== 'MessageBody' && value !== 'MessageAttributes') {
      return `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`;
    }
    const { filter } = subscription;
    const problem = isObject(filter) ? scopeProblem(filter, value) : undefined;
    return problem ?? withValue(subscription, 'FilterPolicyScope', value);
  },
  FilterPolicy: (subscription, value) => {
    if (value === '') return { ...withValue(subscription, 'FilterPolicy', ''), filter: undefined };
    const read = readFilterPolicy(value, scopeOf(subscription));
    return typeof read === 'string'
      ? read
      : { ...withValue(subscription, 'FilterPolicy', value), filter: read.policy };
  },
  RedrivePolicy: (subscription, value, topic) => {
    const problem = value === '' ? undefined : redrivePolicyProblem(value, subscription, topic);
    return problem ?? withValue(subscription, 'RedrivePolicy', value);
  },
  DeliveryPolicy: (subscription, value) => {
    const problem = value === '' ? undefined : deliveryPolicyProblem(value);
    return problem === undefined
      ? withValue(subscription, 'DeliveryPolicy', value)
      : `DeliveryPolicy: ${problem}`;
  },
  SubscriptionRoleArn: (subscription, value) =>
    withValue(subscription, 'SubscriptionRoleArn', value),
  ReplayPolicy: () => notSimulated('sns: the attribute ReplayPolicy of subscriptions'),
};

/** `prefix`: what Subscribe says before its reasons. */
function changedSubscription(
  subscription: Subscription,
  name: string,
  value: string,
  topic: Topic,
  prefix: '' | 'Attributes Reason: ',
): Subscription | Refusal {
  const change = member(changes, name);
  if (!change) {
    return invalidParameter(
      prefix === '' ? 'AttributeName' : `${prefix}Unknown attribute: ${name}`,
    );
  }
  const changed = change(subscription, value, topic);
  return typeof changed === 'string' ? invalidParameter(`${prefix}${changed}`) : changed;
}

/** An empty text takes it away. */
function withValue(subscription: Subscription, name: string, value: string): Subscription {
  const rest = Object.entries(subscription.attributes).filter(([other]) => other !== name);
  const added = value === '' ? [] : [[name, value] as const];
  return { ...subscription, attributes: Object.fromEntries([...rest, ...added]) };
}

function shown(
  { topic, subscription }: { readonly topic: Topic; readonly subscription: Subscription },
  { account }: Context,
): JsonObject {
  const { arn, protocol, endpoint, attributes, isConfirmed, isAuthenticated } = subscription;
  const own = attributes['DeliveryPolicy'];
  const others = Object.entries(attributes).filter(([name]) => name !== 'FilterPolicyScope');
  const isWeb = protocol === 'http' || protocol === 'https';
  const { DeliveryPolicy: common } = topic.attributes;
  return {
    SubscriptionPrincipal: `arn:aws:iam::${account}:user/simulated`,
    Owner: account,
    RawMessageDelivery: 'false',
    TopicArn: topic.arn,
    Endpoint: endpoint,
    Protocol: protocol,
    PendingConfirmation: String(!isConfirmed),
    ConfirmationWasAuthenticated: String(isAuthenticated),
    SubscriptionArn: arn,
    ...(isWeb ? { EffectiveDeliveryPolicy: effectiveOfSubscription(own, common) } : {}),
    ...Object.fromEntries(others),
    // Without a filter there is nothing that it could look at.
    ...(attributes['FilterPolicy'] === undefined
      ? {}
      : { FilterPolicyScope: scopeOf(subscription) }),
  };
}
