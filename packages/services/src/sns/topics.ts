/** Operations on topics. */
import { entries, get, remove } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal, success, type Outcome } from '../contract/outcome.ts';
import { list, map, members, operation, text } from '../contract/request-form.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Operation } from '../contract/service.ts';
import { arnProblem } from './arn.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import { pageOf } from './pages.ts';
import { defaultPolicy } from './permissions.ts';
import {
  changeTopic,
  topicOf,
  withTopic,
  type Attributes,
  type SnsState,
  type Topic,
} from './state.ts';
import { tagsProblem, tagsOf } from './tags.ts';
import {
  hasAttributes,
  shownAttributes,
  withAttribute,
  withAttributes,
} from './topic-attributes.ts';

export const topicOperations: { readonly [name: string]: Operation<SnsState, never> } = {
  CreateTopic: operation(
    {
      Name: text,
      Attributes: map(text),
      Tags: list(members({ Key: text, Value: text })),
      DataProtectionPolicy: text,
    },
    ({ Name: name, Attributes: given = {}, Tags = [], DataProtectionPolicy }, state, context) => {
      if (name === undefined) return { state, outcome: missingParameter('Name') };
      const isFifo = member(given, 'FifoTopic')?.toLowerCase() === 'true';
      if (!isTopicName(name, isFifo)) return { state, outcome: invalidParameter('Topic Name') };
      const problem = tagsProblem(Tags);
      if (problem) return { state, outcome: problem };
      const wanted = withAttributes(newTopic(name, isFifo, context), given);
      if (isRefusal(wanted)) return { state, outcome: wanted };
      const tags = tagsOf(Tags);
      const existing = get(state.topics, name);
      if (existing) return { state, outcome: again(existing, given, tags) };
      const topic = { ...wanted, tags, dataProtectionPolicy: DataProtectionPolicy };
      return { state: withTopic(state, topic), outcome: success({ TopicArn: topic.arn }) };
    },
  ),

  DeleteTopic: operation({ TopicArn: text }, ({ TopicArn: arn }, state) => {
    if (arn === undefined) return { state, outcome: missingParameter('TopicArn') };
    const name = resourceName(arn);
    if (!get(state.topics, name)) {
      return { state, outcome: arnProblem('TopicArn', arn) ?? success({}) };
    }
    return { state: { ...state, topics: remove(state.topics, name) }, outcome: success({}) };
  }),

  ListTopics: operation({ NextToken: text }, ({ NextToken: token }, state) => {
    const page = pageOf(entries(state.topics), token);
    if (isRefusal(page)) return { state, outcome: page };
    const { items, NextToken } = page;
    const Topics = items.map(({ arn }) => ({ TopicArn: arn }));
    return { state, outcome: success({ Topics, ...(NextToken ? { NextToken } : {}) }) };
  }),

  GetTopicAttributes: operation({ TopicArn: text }, ({ TopicArn }, state, context) => {
    const topic = topicOf(state, TopicArn, context);
    if (isRefusal(topic)) return { state, outcome: topic };
    return {
      state: withTopic(state, topic),
      outcome: success({ Attributes: shownAttributes(topic, context) }),
    };
  }),

  SetTopicAttributes: operation(
    { TopicArn: text, AttributeName: text, AttributeValue: text },
    ({ TopicArn, AttributeName: name, AttributeValue: value = '' }, state, context) => {
      if (name === undefined) return { state, outcome: missingParameter('AttributeName') };
      const changed = changeTopic(state, TopicArn, context, (topic) =>
        withAttribute(topic, name, value),
      );
      return isRefusal(changed)
        ? { state, outcome: changed }
        : { state: changed, outcome: success({}) };
    },
  ),

  GetDataProtectionPolicy: operation({ ResourceArn: text }, ({ ResourceArn }, state, context) => {
    const topic = topicOf(state, ResourceArn, context, 'ResourceArn');
    if (isRefusal(topic)) return { state, outcome: topic };
    const { dataProtectionPolicy: policy } = topic;
    return { state, outcome: success(policy ? { DataProtectionPolicy: policy } : {}) };
  }),

  PutDataProtectionPolicy: operation(
    { ResourceArn: text, DataProtectionPolicy: text },
    ({ ResourceArn, DataProtectionPolicy: policy }, state, context) => {
      if (policy === undefined) return { state, outcome: missingParameter('DataProtectionPolicy') };
      const topic = topicOf(state, ResourceArn, context, 'ResourceArn');
      if (isRefusal(topic)) return { state, outcome: topic };
      const changed = { ...topic, dataProtectionPolicy: policy };
      return { state: withTopic(state, changed), outcome: success({}) };
    },
  ),
};

/** A topic as CreateTopic makes it from its name alone. */
export function newTopic(
  name: string,
  isFifo: boolean,
  place: Pick<Context, 'account' | 'region'>,
): Topic {
  const arn = `arn:aws:sns:${place.region}:${place.account}:${name}`;
  return {
    name,
    arn,
    isFifo,
    attributes: {},
    policy: defaultPolicy(arn, place),
    dataProtectionPolicy: undefined,
    tags: {},
    subscriptions: undefined,
    places: undefined,
    pending: undefined,
    deleted: 0,
    published: 0,
    sent: undefined,
  };
}

function isTopicName(name: string, isFifo: boolean): boolean {
  const isOne = name.length <= 256 && /^[\w-]+(?:\.fifo)?$/.test(name);
  return isOne && name.endsWith('.fifo') === isFifo;
}

/** What CreateTopic answers when there is such a topic: it asks for no more than it has. */
function again(existing: Topic, given: Attributes, tags: Attributes): Outcome {
  if (!hasAttributes(existing, given)) {
    return invalidParameter('Attributes Reason: Topic already exists with different attributes');
  }
  const isTagged = Object.entries(tags).every(
    ([key, value]) => member(existing.tags, key) === value,
  );
  return isTagged
    ? success({ TopicArn: existing.arn })
    : invalidParameter('Tags Reason: Topic already exists with different tags');
}
