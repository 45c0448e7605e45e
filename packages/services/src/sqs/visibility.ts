/** ChangeMessageVisibility and ChangeMessageVisibilityBatch. */
import { get } from '@stepthrough/collections';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, members, number, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { batchAnswer, checkedEntries } from './batch.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import { changed } from './polls.ts';
import { hide, show, type Queue } from './queue.ts';
import { readHandle, wrongHandle } from './receipt-handle.ts';
import { queueOf, type SqsKey, type SqsState } from './state.ts';

/** Seconds: of one change, and of all changes since the message was received. */
const longest = 43_200;

const change = members({ ReceiptHandle: text, VisibilityTimeout: number });

export const visibilityOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  ChangeMessageVisibility: operation(
    { QueueUrl: text, ...change.fields },
    (request, state, context) => {
      const queue = queueOf(state, request.QueueUrl, context);
      if (isRefusal(queue)) return { state, outcome: queue };
      const after = changeVisibility(queue, request, context);
      if (isRefusal(after)) return { state, outcome: after };
      return { ...changed(state, after, context), outcome: success({}) };
    },
  ),

  ChangeMessageVisibilityBatch: operation(
    { QueueUrl: text, Entries: list(members({ Id: text, ...change.fields })) },
    ({ QueueUrl, Entries }, state, context) => {
      const found = queueOf(state, QueueUrl, context);
      if (isRefusal(found)) return { state, outcome: found };
      const batch = checkedEntries(Entries, 'ChangeVisibility');
      if (isRefusal(batch)) return { state, outcome: batch };
      let queue = found;
      const answer = batchAnswer(batch, (entry) => {
        const after = changeVisibility(queue, entry, context);
        if (isRefusal(after)) return after;
        queue = after;
        return {};
      });
      return { ...changed(state, queue, context), outcome: success(answer) };
    },
  ),
};

function changeVisibility(
  queue: Queue,
  { ReceiptHandle, VisibilityTimeout: seconds }: Infer<typeof change>,
  context: Context,
): Queue | Refusal {
  const handle = readHandle(ReceiptHandle);
  if (isRefusal(handle)) return handle;
  if (seconds === undefined) return missingParameter('VisibilityTimeout');
  if (seconds < 0 || seconds > longest) {
    return wrongTimeout(seconds, `VisibilityTimeout must be between 0 and ${longest}.`);
  }
  const message = get(queue.messages, handle.order);
  if (!message) {
    return wrongHandle(
      handle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  // After the timeout the call succeeds and changes nothing. Older handles work on standard queues.
  const isCurrent = !queue.isFifo || message.receiveCount === handle.receive;
  if (!message.isInFlight || !isCurrent) return queue;
  const visibleAt = context.now + seconds * 1000;
  const first = message.firstReceivedAt ?? context.now;
  if (visibleAt - first > longest * 1000) {
    return wrongTimeout(
      seconds,
      `Total VisibilityTimeout for the message is beyond the limit [${longest} seconds].`,
    );
  }
  return seconds === 0 ? show(queue, message.order) : hide(queue, { ...message, visibleAt });
}

function wrongTimeout(seconds: number, reason: string): Refusal {
  return invalidParameter(
    `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: ${reason}`,
  );
}
