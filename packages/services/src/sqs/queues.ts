/** Operations on queues. */
import { member } from '@stepthrough/json';
import { get, remove, set, values } from '@stepthrough/collections';
import type { Operation } from '../contract/service.ts';
import { success } from '../contract/outcome.ts';
import { allAttributes, allowsRedrive, changeAttributes } from './attributes.ts';
import { invalidParameter, Refusal } from './errors.ts';
import { take, type Queue } from './queue.ts';
import { redriveOf } from './receive.ts';
import { newQueue, queueOf, withQueue, type SqsKey, type SqsState } from './state.ts';

/** A minute: between purges, and from a deletion to the next creation. */
const minute = 60_000;

export const queueOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  CreateQueue: (request, state, context) => {
    const { QueueName: name, Attributes = {} } = request;
    const attributes = Attributes as { readonly [name: string]: string };
    if (typeof name !== 'string' || !/^[\w-]{1,80}$/.test(name.replace(/\.fifo$/, ''))) {
      throw invalidParameter(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    if (name.length > 80) {
      throw invalidParameter(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    if (name.endsWith('.fifo') !== (attributes['FifoQueue'] === 'true')) {
      throw invalidParameter(
        name.endsWith('.fifo')
          ? 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'
          : 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      );
    }
    const deletedAt = get(state.deleted, name);
    if (deletedAt !== undefined && context.now - deletedAt < minute) {
      throw new Refusal(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      );
    }
    const wanted = newQueue(name, attributes, context);
    checkTarget(state, wanted);
    const existing = get(state.queues, name);
    if (!existing)
      return { state: withQueue(state, wanted), outcome: success({ QueueUrl: wanted.url }) };
    const different = Object.keys(attributes).find(
      (attribute) =>
        member(existing.attributes, attribute) !== member(wanted.attributes, attribute),
    );
    if (different !== undefined) {
      throw new Refusal(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${different}`,
      );
    }
    return { state, outcome: success({ QueueUrl: existing.url }) };
  },

  DeleteQueue: (request, state, context) => {
    const { name } = queueOf(state, request, context);
    return {
      state: {
        ...state,
        queues: remove(state.queues, name),
        deleted: set(state.deleted, name, context.now),
      },
      outcome: success({}),
    };
  },

  GetQueueUrl: ({ QueueName }, state, context) => {
    const { url } = queueOf(state, { QueueUrl: QueueName ?? '' }, context);
    return { state, outcome: success({ QueueUrl: url }) };
  },

  ListQueues: ({ QueueNamePrefix: prefix = '' }, state) => {
    const urls = values(state.queues)
      .filter(({ name }) => name.startsWith(String(prefix)))
      .map(({ url }) => url);
    return { state, outcome: success(urls.length === 0 ? {} : { QueueUrls: urls }) };
  },

  GetQueueAttributes: (request, state, context) => {
    const queue = queueOf(state, request, context);
    const { AttributeNames = [] } = request;
    const wanted = Array.isArray(AttributeNames) ? AttributeNames : [];
    const all = allAttributes(queue);
    const unknown = wanted.find(
      (name) =>
        name !== 'All' &&
        !Object.hasOwn(all, String(name)) &&
        !/Policy|Kms|Fifo|Dedup/.test(String(name)),
    );
    if (unknown !== undefined) {
      throw new Refusal('InvalidAttributeName', `Unknown Attribute ${String(unknown)}.`);
    }
    const Attributes = Object.fromEntries(
      Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name)),
    );
    const isEmpty = Object.keys(Attributes).length === 0;
    return { state: withQueue(state, queue), outcome: success(isEmpty ? {} : { Attributes }) };
  },

  SetQueueAttributes: (request, state, context) => {
    const queue = queueOf(state, request, context);
    const { Attributes = {} } = request;
    const attributes = changeAttributes(
      queue.attributes,
      queue.isFifo,
      Attributes as { readonly [name: string]: string },
    );
    const changed: Queue = { ...queue, attributes, modifiedAt: context.now };
    checkTarget(state, changed);
    return { state: withQueue(state, changed), outcome: success({}) };
  },

  PurgeQueue: (request, state, context) => {
    const queue = queueOf(state, request, context);
    if (queue.purgedAt !== undefined && context.now - queue.purgedAt < minute) {
      throw new Refusal(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    }
    const empty = values(queue.messages).reduce<Queue>(
      (rest, { order }) => take(rest, order, { kind: 'purged', at: context.now }),
      queue,
    );
    return {
      state: withQueue(state, { ...empty, purgedAt: context.now }),
      outcome: success({}),
    };
  },
};

/** The dead-letter queue has to exist and to allow it. @throws Refusal */
function checkTarget(state: SqsState, queue: Queue): void {
  const { RedrivePolicy: policy } = queue.attributes;
  const name = redriveOf(queue)?.name;
  if (name === undefined) return;
  const target = get(state.queues, name);
  const wrong = (reason: string): Refusal =>
    invalidParameter(`Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  if (!target) throw wrong('Dead letter target does not exist.');
  if (!allowsRedrive(target, queue.arn)) {
    throw wrong('Dead letter target does not allow redrive from the source queue.');
  }
}
