/** Attributes of topics: which there are, what is refused, what GetTopicAttributes shows. */
import { size, values } from '@stepthrough/collections';
import { equals, isObject, member, parseJson, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import type { Context } from '../contract/service.ts';
import { deliveryPolicyProblem, effectiveOfTopic } from './delivery-policy.ts';
import { invalidParameter, notSimulated } from './errors.ts';
import { defaultPolicy } from './permissions.ts';
import { waysOf } from './protocols.ts';
import type { Attributes, Topic } from './state.ts';

/** In bytes: what a topic takes that says nothing of it. */
export const defaultMessageSize = 262_144;

/** A topic of larger messages has no more subscriptions. */
export const subscriptionsOfLarge = 100;

interface Rule {
  readonly problem?: (value: string, topic: Topic) => string | undefined;
  readonly isOfFifo?: true;
  /** What it counts as where it is not set. */
  readonly default?: string;
}

const flag = (name: string) => (value: string) =>
  /^(?:true|false)$/i.test(value) ? undefined : invalidValue(name, value, 'Must be true or false.');

const oneOf =
  (name: string, ...all: readonly string[]) =>
  (value: string) =>
    all.includes(value) ? undefined : invalidValue(name, value, `Must be ${all.join(' or ')}.`);

const rules: { readonly [name: string]: Rule } = {
  DisplayName: {
    problem: (value) => (value.length > 100 ? 'DisplayName: Display name is too long' : undefined),
    default: '',
  },
  DeliveryPolicy: {
    problem: (value) => {
      const problem = value === '' ? undefined : deliveryPolicyProblem(value);
      return problem === undefined ? undefined : `DeliveryPolicy: ${problem}`;
    },
  },
  Policy: {
    problem: (value) =>
      value === '' || isObject(parseJson(value)) ? undefined : 'Policy Error: null',
  },
  TracingConfig: {
    problem: oneOf('TracingConfig', 'PassThrough', 'Active'),
    default: 'PassThrough',
  },
  KmsMasterKeyId: {},
  SignatureVersion: { problem: oneOf('SignatureVersion', '1', '2'), default: '1' },
  MaximumMessageSize: { problem: messageSizeProblem, default: String(defaultMessageSize) },
  FifoTopic: { problem: flag('FifoTopic'), default: 'false' },
  ContentBasedDeduplication: {
    problem: flag('ContentBasedDeduplication'),
    isOfFifo: true,
    default: 'false',
  },
  FifoThroughputScope: {
    problem: oneOf('FifoThroughputScope', 'Topic', 'MessageGroup'),
    isOfFifo: true,
    default: 'Topic',
  },
};

/** Where deliveries are logged, which is not seen here. */
const feedback =
  /^(?:HTTP|Firehose|Lambda|Application|SQS)(?:SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn)$/;

/** A topic with attributes as CreateTopic is told them. */
export function withAttributes(topic: Topic, given: Attributes): Topic | Refusal {
  let current = topic;
  for (const [name, value] of Object.entries(given)) {
    if (!isAttribute(name)) return invalidParameter(`Attributes Reason: Unknown attribute ${name}`);
    const problem = attributeProblem(name, value, current);
    if (typeof problem === 'string') return invalidParameter(`Attributes Reason: ${problem}`);
    if (problem) return problem;
    current = changed(current, name, value);
  }
  return current;
}

/** A topic with one attribute changed as SetTopicAttributes says. */
export function withAttribute(topic: Topic, name: string, value: string): Topic | Refusal {
  if (!isAttribute(name) || name === 'FifoTopic') return invalidParameter('AttributeName');
  const problem = attributeProblem(name, value, topic);
  if (typeof problem === 'string') return invalidParameter(problem);
  return problem ?? changed(topic, name, value);
}

/** Whether a topic has all of the attributes that CreateTopic asks for. */
export function hasAttributes(topic: Topic, given: Attributes): boolean {
  return Object.entries(given).every(([name, value]) => {
    if (name === 'Policy') return equals(topic.policy, parseJson(value) ?? null);
    if (name === 'FifoTopic') return String(topic.isFifo) === value.toLowerCase();
    const actual = member(topic.attributes, name) ?? member(rules, name)?.default;
    return actual === normal(name, value);
  });
}

/** All that GetTopicAttributes tells. */
export function shownAttributes(topic: Topic, { account }: Pick<Context, 'account'>): JsonObject {
  const { arn, attributes, isFifo, policy, subscriptions, pending, deleted } = topic;
  const waiting = size(pending);
  return {
    Policy: JSON.stringify(policy),
    Owner: account,
    SubscriptionsPending: String(waiting),
    SubscriptionsConfirmed: String(size(subscriptions) - waiting),
    SubscriptionsDeleted: String(deleted),
    TopicArn: arn,
    DisplayName: '',
    EffectiveDeliveryPolicy: effectiveOfTopic(attributes['DeliveryPolicy']),
    ...(isFifo ? { FifoTopic: 'true', ContentBasedDeduplication: 'false' } : {}),
    ...attributes,
  };
}

/** The largest message, in bytes, with its attributes. */
export function messageSizeOf({ attributes }: Topic): number {
  return Number(attributes['MaximumMessageSize'] ?? defaultMessageSize);
}

function isAttribute(name: string): boolean {
  return Object.hasOwn(rules, name) || name === 'ArchivePolicy' || feedback.test(name);
}

function attributeProblem(name: string, value: string, topic: Topic): string | Refusal | undefined {
  if (name === 'ArchivePolicy') return notSimulated('sns: the attribute ArchivePolicy of topics');
  const rule = member(rules, name);
  if (rule?.isOfFifo && !topic.isFifo) return `${name} can only be set on FIFO topics`;
  return rule?.problem?.(value, topic);
}

function changed(topic: Topic, name: string, value: string): Topic {
  if (name === 'FifoTopic') return topic;
  if (name === 'Policy') {
    const policy = parseJson(value);
    const [, , , , account = ''] = topic.arn.split(':');
    return { ...topic, policy: isObject(policy) ? policy : defaultPolicy(topic.arn, { account }) };
  }
  const rest = Object.entries(topic.attributes).filter(([other]) => other !== name);
  const added =
    value === '' && name !== 'DisplayName' ? [] : [[name, normal(name, value)] as const];
  return { ...topic, attributes: Object.fromEntries([...rest, ...added]) };
}

function normal(name: string, value: string): string {
  return name === 'ContentBasedDeduplication' ? value.toLowerCase() : value;
}

function messageSizeProblem(value: string, { subscriptions }: Topic): string | undefined {
  const bytes = Number(value);
  if (!/^\d+$/.test(value) || bytes < 1024 || bytes > 1_048_576) {
    return invalidValue('MaximumMessageSize', value, 'Must be between 1024 and 1048576.');
  }
  if (bytes <= defaultMessageSize) return undefined;
  const all = values(subscriptions);
  if (all.length > subscriptionsOfLarge) {
    return `MaximumMessageSize: a topic with more than ${subscriptionsOfLarge} subscriptions cannot have more than ${defaultMessageSize}`;
  }
  const other = all.find(({ protocol }) => !waysOf(protocol).takesLarge);
  return (
    other &&
    `MaximumMessageSize: a topic with a subscription of protocol ${other.protocol} cannot have more than ${defaultMessageSize}`
  );
}

function invalidValue(name: string, value: string, rule: string): string {
  return `${name}: Invalid value [${value}]. ${rule}`;
}
