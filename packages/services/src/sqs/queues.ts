/** Operations on queues. */
import { get, remove, set, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, map, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import {
  allAttributes,
  changeAttributes,
  isAttribute,
  unknownAttribute,
  type GivenAttributes,
} from './attributes.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import { take, type Queue } from './queue.ts';
import { allowsRedrive, redriveOf, wrongPolicy } from './redrive-policy.ts';
import { missingQueue, newQueue, queueOf, withQueue, type SqsKey, type SqsState } from './state.ts';
import { withTags } from './tags.ts';

/** A minute: between purges, and from a deletion to the next creation. */
const minute = 60_000;

export const queueOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  CreateQueue: operation(
    { QueueName: text, Attributes: map(text), tags: map(text) },
    ({ QueueName: name, Attributes: attributes = {}, tags = {} }, state, context) => {
      if (name === undefined) return { state, outcome: missingParameter('QueueName') };
      const untagged =
        nameProblem(name, attributes) ??
        deletionProblem(state, name, context) ??
        newQueue(name, attributes, context);
      const wanted = isRefusal(untagged) ? untagged : withTags(untagged, tags);
      if (isRefusal(wanted)) return { state, outcome: wanted };
      const problem = targetProblem(state, wanted);
      if (problem) return { state, outcome: problem };
      const existing = get(state.queues, name);
      if (!existing) {
        return { state: withQueue(state, wanted), outcome: success({ QueueUrl: wanted.url }) };
      }
      const different = Object.keys(attributes).find(
        (attribute) =>
          member(existing.attributes, attribute) !== member(wanted.attributes, attribute),
      );
      const outcome =
        different === undefined
          ? success({ QueueUrl: existing.url })
          : refusal(
              'QueueNameExists',
              `A queue already exists with the same name and a different value for attribute ${different}`,
            );
      return { state, outcome };
    },
  ),

  DeleteQueue: operation({ QueueUrl: text }, ({ QueueUrl }, state, context) => {
    const queue = queueOf(state, QueueUrl, context);
    if (isRefusal(queue)) return { state, outcome: queue };
    return {
      state: {
        ...state,
        queues: remove(state.queues, queue.name),
        deleted: set(state.deleted, queue.name, context.now),
      },
      outcome: success({}),
    };
  }),

  GetQueueUrl: operation(
    { QueueName: text, QueueOwnerAWSAccountId: text },
    ({ QueueName, QueueOwnerAWSAccountId: owner }, state, context) => {
      if (QueueName === undefined) return { state, outcome: missingParameter('QueueName') };
      // The queues of the world are of one account.
      const isForeign = owner !== undefined && owner !== context.account;
      const queue = isForeign ? missingQueue() : queueOf(state, QueueName, context);
      return { state, outcome: isRefusal(queue) ? queue : success({ QueueUrl: queue.url }) };
    },
  ),

  GetQueueAttributes: operation(
    { QueueUrl: text, AttributeNames: list(text) },
    ({ QueueUrl, AttributeNames: names = [] }, state, context) => {
      const queue = queueOf(state, QueueUrl, context);
      if (isRefusal(queue)) return { state, outcome: queue };
      const all = allAttributes(queue);
      const unknown = names.find((name) => !isAttribute(name));
      if (unknown !== undefined) return { state, outcome: unknownAttribute(unknown) };
      const Attributes = Object.fromEntries(
        Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)),
      );
      const isEmpty = Object.keys(Attributes).length === 0;
      return { state: withQueue(state, queue), outcome: success(isEmpty ? {} : { Attributes }) };
    },
  ),

  SetQueueAttributes: operation(
    { QueueUrl: text, Attributes: map(text) },
    ({ QueueUrl, Attributes = {} }, state, context) => {
      const queue = queueOf(state, QueueUrl, context);
      if (isRefusal(queue)) return { state, outcome: queue };
      const attributes = changeAttributes(queue.attributes, queue.isFifo, Attributes);
      if (isRefusal(attributes)) return { state, outcome: attributes };
      const changed: Queue = { ...queue, attributes, modifiedAt: context.now };
      const isRedirected = Attributes['RedrivePolicy'] !== undefined;
      const problem = isRedirected ? targetProblem(state, changed) : undefined;
      return problem
        ? { state, outcome: problem }
        : { state: withQueue(state, changed), outcome: success({}) };
    },
  ),

  PurgeQueue: operation({ QueueUrl: text }, ({ QueueUrl }, state, context) => {
    const queue = queueOf(state, QueueUrl, context);
    if (isRefusal(queue)) return { state, outcome: queue };
    if (queue.purgedAt !== undefined && context.now - queue.purgedAt < minute) {
      const outcome = refusal(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
      return { state, outcome };
    }
    // What was purged can be sent again.
    const empty = values(queue.messages).reduce<Queue>(
      (rest, { order }) => take(rest, order, { kind: 'purged', at: context.now }),
      queue,
    );
    return {
      state: withQueue(state, { ...empty, sent: undefined, purgedAt: context.now }),
      outcome: success({}),
    };
  }),
};

function nameProblem(name: string, attributes: GivenAttributes): Refusal | undefined {
  const wrong =
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
  const isName = /^[\w-]{1,80}$/.test(name.replace(/\.fifo$/, '')) && name.length <= 80;
  if (!isName) return invalidParameter(wrong);
  const isFifo = name.endsWith('.fifo');
  if (isFifo === (attributes['FifoQueue']?.toLowerCase() === 'true')) return undefined;
  return invalidParameter(
    isFifo
      ? wrong
      : 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
  );
}

function deletionProblem(
  { deleted }: SqsState,
  name: string,
  { now }: Context,
): Refusal | undefined {
  const at = get(deleted, name);
  if (at === undefined || now - at >= minute) return undefined;
  return refusal(
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  );
}

/** The dead-letter queue has to exist and to allow it. */
function targetProblem(state: SqsState, queue: Queue): Refusal | undefined {
  const { RedrivePolicy: policy = '' } = queue.attributes;
  const name = redriveOf(queue)?.name;
  if (name === undefined) return undefined;
  const target = get(state.queues, name);
  if (!target) return wrongPolicy('RedrivePolicy', policy, 'Dead letter target does not exist.');
  return allowsRedrive(target, queue.arn)
    ? undefined
    : wrongPolicy(
        'RedrivePolicy',
        policy,
        'Dead letter target does not allow redrive from the source queue.',
      );
}
