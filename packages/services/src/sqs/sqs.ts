import { set, get } from '@stepthrough/collections';
import type { Service } from '../service.ts';
import { deliverAgain, guarded, messageOperations, servePolls } from './messages.ts';
import { continueMove, moveOperations } from './move-tasks.ts';
import type { Message } from './queue.ts';
import { queueOperations } from './queues.ts';
import { initialSqs, type SqsState } from './state.ts';
import { throttled } from './throughput.ts';

/** Amazon SQS. */
export const sqs: Service<SqsState> = {
  name: 'sqs',
  initial: initialSqs,
  operations: Object.fromEntries(
    Object.entries({ ...queueOperations, ...messageOperations, ...moveOperations }).map(
      ([name, operation]) => [name, guarded(throttled(name, operation))],
    ),
  ),
  wake: (key, state, context) => {
    if (typeof key === 'object' && key && 'move' in key) {
      return continueMove(state, Number(key.move), context);
    }
    if (typeof key === 'object' && key && 'duplicate' in key) {
      return deliverAgain(state, String(key.queue), key.duplicate as unknown as Message, context);
    }
    const queue = typeof key === 'string' ? get(state.queues, key) : undefined;
    if (!queue) return { state };
    const queues = set(state.queues, queue.name, { ...queue, wakeAt: undefined });
    return servePolls({ ...state, queues }, queue.name, context);
  },
};
