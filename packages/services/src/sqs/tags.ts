/** Tags of queues. */
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, map, operation, text } from '../contract/request-form.ts';
import type { Operation } from '../contract/service.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import type { Queue } from './queue.ts';
import { queueOf, withQueue, type SqsKey, type SqsState } from './state.ts';

/** The most tags of one queue. */
const limit = 50;

export const tagOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  TagQueue: operation({ QueueUrl: text, Tags: map(text) }, ({ QueueUrl, Tags }, state, context) => {
    const queue = queueOf(state, QueueUrl, context);
    if (isRefusal(queue)) return { state, outcome: queue };
    if (!Tags || Object.keys(Tags).length === 0) {
      return { state, outcome: missingParameter('Tags') };
    }
    const tagged = withTags(queue, Tags);
    if (isRefusal(tagged)) return { state, outcome: tagged };
    return { state: withQueue(state, tagged), outcome: success({}) };
  }),

  UntagQueue: operation(
    { QueueUrl: text, TagKeys: list(text) },
    ({ QueueUrl, TagKeys = [] }, state, context) => {
      const queue = queueOf(state, QueueUrl, context);
      if (isRefusal(queue)) return { state, outcome: queue };
      if (TagKeys.length === 0) {
        return { state, outcome: invalidParameter(wrongKey) };
      }
      const tags = Object.fromEntries(
        Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key)),
      );
      return { state: withQueue(state, { ...queue, tags }), outcome: success({}) };
    },
  ),

  ListQueueTags: operation({ QueueUrl: text }, ({ QueueUrl }, state, context) => {
    const queue = queueOf(state, QueueUrl, context);
    if (isRefusal(queue)) return { state, outcome: queue };
    const { tags: Tags } = queue;
    return { state, outcome: success(Object.keys(Tags).length === 0 ? {} : { Tags }) };
  }),
};

/** A tag of a key that the queue has replaces it. */
export function withTags(queue: Queue, given: Queue['tags']): Queue | Refusal {
  const tags = { ...queue.tags, ...given };
  if (Object.keys(tags).length > limit) {
    return invalidParameter(`Too many tags added for queue ${queue.name}.`);
  }
  const keys = Object.keys(given);
  if (keys.some((key) => key.length < 1 || key.length > 128)) return invalidParameter(wrongKey);
  if (Object.values(given).some((value) => value.length > 256)) {
    return invalidParameter('Tag values must be between 0 and 256 characters in length.');
  }
  return { ...queue, tags };
}

const wrongKey = 'Tag keys must be between 1 and 128 characters in length.';
