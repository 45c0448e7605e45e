/** SendMessage and SendMessageBatch. */
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, members, operation, text } from '../contract/request-form.ts';
import type { Operation, ServiceEffect } from '../contract/service.ts';
import { failingEntries } from '../faults/message-faults.ts';
import { sizeOf } from '../message-attributes/message-attributes.ts';
import { batchAnswer, checkedEntries } from './batch.ts';
import { invalidParameter, refusal } from './errors.ts';
import { changed, shortId } from './polls.ts';
import type { Queue } from './queue.ts';
import { secondCopy } from './second-copy.ts';
import { isContentBased, outgoing, send, withoutId, type Outgoing } from './send.ts';
import { queueOf, type SqsKey, type SqsState } from './state.ts';

/** Bytes of all messages of a batch. */
const batchLimit = 1_048_576;

export const sendOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  SendMessage: operation({ QueueUrl: text, ...outgoing.fields }, (request, state, context) => {
    const queue = queueOf(state, request.QueueUrl, context);
    if (isRefusal(queue)) return { state, outcome: queue };
    const sent = send(queue, request, context);
    if (isRefusal(sent)) return { state, outcome: sent };
    const message =
      sent.duplicateOf === undefined
        ? `Message ${shortId(sent.response.MessageId)} sent to ${queue.name}`
        : `Message to ${queue.name} dropped: a duplicate of ${shortId(sent.duplicateOf)} (sent within 5 minutes)`;
    const second = secondCopy(sent.message, queue, state, context);
    const after = changed({ ...state, faults: second.faults }, sent.queue, context);
    const effects = [sending(queue, request, message), ...second.effects, ...(after.effects ?? [])];
    return { ...after, outcome: success(sent.response), effects };
  }),

  SendMessageBatch: operation(
    { QueueUrl: text, Entries: list(members({ Id: text, ...outgoing.fields })) },
    ({ QueueUrl, Entries }, state, context) => {
      const found = queueOf(state, QueueUrl, context);
      if (isRefusal(found)) return { state, outcome: found };
      const batch = checkedEntries(Entries, 'Send');
      if (isRefusal(batch)) return { state, outcome: batch };
      const problem = batchProblem(found, batch);
      if (problem) return { state, outcome: problem };
      const failing = failingEntries(context.setting, found.name, state.faults);
      const logs: ServiceEffect<SqsKey>[] = [];
      let queue = found;
      const answer = batchAnswer(batch, (entry, index) => {
        if (failing.entries.includes(index)) return 'injected failure';
        const sent = send(queue, entry, context, index);
        if (isRefusal(sent)) return sent;
        queue = sent.queue;
        const message = `Message ${shortId(sent.response.MessageId)} sent to ${queue.name} in a batch`;
        logs.push(sending(queue, entry, message));
        return sent.response;
      });
      const after = changed({ ...state, faults: failing.counts }, queue, context);
      return {
        ...after,
        outcome: success(answer),
        effects: [...logs, ...(after.effects ?? [])],
      };
    },
  ),
};

function sending(
  { name }: Queue,
  { MessageBody }: Outgoing,
  message: string,
): ServiceEffect<SqsKey> {
  return { do: 'log', kind: 'messageSent', message, resource: name, data: MessageBody ?? null };
}

/** What refuses the whole batch. */
function batchProblem(queue: Queue, batch: readonly Outgoing[]): Refusal | undefined {
  const bytes = batch.reduce(
    (sum, { MessageBody = '', MessageAttributes = {} }) =>
      sum + sizeOf(MessageBody, MessageAttributes),
    0,
  );
  if (bytes > batchLimit) {
    return refusal(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${batchLimit} bytes. You have sent ${bytes} bytes.`,
    );
  }
  if (!queue.isFifo) return undefined;
  if (batch.some(({ MessageGroupId }) => MessageGroupId === undefined)) {
    return invalidParameter('The request must contain the parameter MessageGroupId.');
  }
  const hasIds = batch.every(({ MessageDeduplicationId: id }) => id !== undefined);
  return hasIds || isContentBased(queue) ? undefined : withoutId();
}
