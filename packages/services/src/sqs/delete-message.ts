/** DeleteMessage and DeleteMessageBatch, and what pollers of the simulation say instead. */
import { get } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, members, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import type { DeleteRecords } from '../contract/signals.ts';
import { batchAnswer, checkedEntries } from './batch.ts';
import { changed } from './polls.ts';
import { take, type Queue } from './queue.ts';
import { readHandle, wrongHandle } from './receipt-handle.ts';
import { queueOf, type SqsKey, type SqsState } from './state.ts';

export const deleteOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  DeleteMessage: operation(
    { QueueUrl: text, ReceiptHandle: text },
    ({ QueueUrl, ReceiptHandle }, state, context) => {
      const queue = queueOf(state, QueueUrl, context);
      if (isRefusal(queue)) return { state, outcome: queue };
      const after = deleteMessage(queue, ReceiptHandle, context);
      if (isRefusal(after)) return { state, outcome: after };
      return { ...changed(state, after, context), outcome: success({}) };
    },
  ),

  DeleteMessageBatch: operation(
    { QueueUrl: text, Entries: list(members({ Id: text, ReceiptHandle: text })) },
    ({ QueueUrl, Entries }, state, context) => {
      const found = queueOf(state, QueueUrl, context);
      if (isRefusal(found)) return { state, outcome: found };
      const batch = checkedEntries(Entries, 'Delete');
      if (isRefusal(batch)) return { state, outcome: batch };
      let queue = found;
      const answer = batchAnswer(batch, ({ ReceiptHandle }) => {
        const after = deleteMessage(queue, ReceiptHandle, context);
        if (isRefusal(after)) return after;
        queue = after;
        return {};
      });
      return { ...changed(state, queue, context), outcome: success(answer) };
    },
  ),
};

export function deleteRecords(
  { queue: name, receipts, isFiltered }: DeleteRecords,
  state: SqsState,
  context: Context,
): Result<SqsState, SqsKey> {
  const found = queueOf(state, name, context);
  if (isRefusal(found)) return { state, outcome: found };
  let queue = found;
  for (const receipt of receipts) {
    const after = deleteMessage(queue, receipt, context, isFiltered ? 'filtered' : 'deleted');
    // A handle of a FIFO queue that has expired meanwhile: the message is seen again.
    if (!isRefusal(after)) queue = after;
  }
  return { ...changed(state, queue, context), outcome: success({}) };
}

/** Deleting works with any handle on a standard queue, on a FIFO queue only while the message is in flight. */
function deleteMessage(
  queue: Queue,
  receipt: string | undefined,
  context: Context,
  kind: 'deleted' | 'filtered' = 'deleted',
): Queue | Refusal {
  const handle = readHandle(receipt);
  if (isRefusal(handle)) return handle;
  const message = get(queue.messages, handle.order);
  if (!message) return queue;
  const isCurrent = message.isInFlight && message.receiveCount === handle.receive;
  if (queue.isFifo && !isCurrent) return wrongHandle(handle, 'The receipt handle has expired.');
  const totals = { ...queue.totals, deleted: queue.totals.deleted + 1 };
  return take({ ...queue, totals }, handle.order, { kind, at: context.now });
}
