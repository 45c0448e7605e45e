import { set, get } from '@stepthrough/collections';
import type { Service } from '../contract/service.ts';
import { deliverAgain, guarded, messageOperations, receiveSignal, servePolls } from './messages.ts';
import { continueMove, moveOperations } from './move-tasks.ts';
import { queueOperations } from './queues.ts';
import { initialSqs, type SqsKey, type SqsState } from './state.ts';
import { throttled } from './throughput.ts';

/** Amazon SQS. */
export const sqs: Service<'sqs', SqsState, SqsKey> = {
  name: 'sqs',
  isBackground: true,
  initial: initialSqs,
  operations: Object.fromEntries(
    Object.entries({ ...queueOperations, ...messageOperations, ...moveOperations }).map(
      ([name, operation]) => [name, guarded(throttled(name, operation))],
    ),
  ),
  receive: receiveSignal,
  wake: (key, state, context) => {
    if ('move' in key) return continueMove(state, key.move, context);
    if ('duplicate' in key) return deliverAgain(state, key.of, key.duplicate, context);
    const queue = get(state.queues, key.queue);
    if (!queue) return { state };
    const queues = set(state.queues, queue.name, { ...queue, wakeAt: undefined });
    return servePolls({ ...state, queues }, queue.name, context);
  },
};
