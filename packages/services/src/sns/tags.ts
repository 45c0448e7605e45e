/** Tags of topics. */
import { get } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, members, operation, text } from '../contract/request-form.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Operation } from '../contract/service.ts';
import { arnProblem } from './arn.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import { withTopic, type Attributes, type SnsState, type Topic } from './state.ts';

/** The most tags of a resource. */
const limit = 50;

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

export const tagOperations: { readonly [name: string]: Operation<SnsState, never> } = {
  TagResource: operation(
    { ResourceArn: text, Tags: list(members({ Key: text, Value: text })) },
    ({ ResourceArn, Tags }, state) => {
      if (!Tags) return { state, outcome: missingParameter('Tags') };
      const topic = taggedTopic(state, ResourceArn);
      if (isRefusal(topic)) return { state, outcome: topic };
      const problem = tagsProblem(Tags);
      if (problem) return { state, outcome: problem };
      const tags = { ...topic.tags, ...tagsOf(Tags) };
      if (Object.keys(tags).length > limit) return { state, outcome: tooMany() };
      return { state: withTopic(state, { ...topic, tags }), outcome: success({}) };
    },
  ),

  UntagResource: operation(
    { ResourceArn: text, TagKeys: list(text) },
    ({ ResourceArn, TagKeys: keys }, state) => {
      if (!keys) return { state, outcome: missingParameter('TagKeys') };
      const topic = taggedTopic(state, ResourceArn);
      if (isRefusal(topic)) return { state, outcome: topic };
      const tags = Object.fromEntries(
        Object.entries(topic.tags).filter(([key]) => !keys.includes(key)),
      );
      return { state: withTopic(state, { ...topic, tags }), outcome: success({}) };
    },
  ),

  ListTagsForResource: operation({ ResourceArn: text }, ({ ResourceArn }, state) => {
    const topic = taggedTopic(state, ResourceArn);
    if (isRefusal(topic)) return { state, outcome: topic };
    const Tags = Object.entries(topic.tags).map(([Key, Value]) => ({ Key, Value }));
    return { state, outcome: success({ Tags }) };
  }),
};

/** Why SNS refuses these tags for a new resource, or as further ones. */
export function tagsProblem(tags: readonly Tag[]): Refusal | undefined {
  const keys = tags.map(({ Key = '' }) => Key);
  if (new Set(keys).size < keys.length) {
    return invalidParameter('Duplicated keys are not allowed.');
  }
  if (keys.some((key) => key === '' || key.length > 128))
    return invalidParameter('Tags Reason: key');
  if (keys.some((key) => /^aws:/i.test(key))) {
    return invalidParameter('Tags Reason: aws: prefixed tag key names are not allowed');
  }
  if (tags.some(({ Value = '' }) => Value.length > 256))
    return invalidParameter('Tags Reason: value');
  return tags.length > limit ? tooMany() : undefined;
}

export function tagsOf(tags: readonly Tag[]): Attributes {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

function taggedTopic(state: SnsState, arn: string | undefined): Topic | Refusal {
  if (arn === undefined) return missingParameter('ResourceArn');
  const topic = get(state.topics, resourceName(arn));
  return (
    topic ??
    arnProblem('ResourceArn', arn) ??
    refusal('ResourceNotFoundException', 'Resource does not exist')
  );
}

function tooMany(): Refusal {
  return refusal(
    'TagLimitExceededException',
    'Could not complete request: tag quota of per resource exceeded',
  );
}
