import { failure } from '../contract/outcome.ts';
import { get, set } from '@stepthrough/collections';
import type { Service } from '../contract/service.ts';
import { deleteOperations, deleteRecords } from './delete-message.ts';
import { listingOperations } from './listing.ts';
import { continueMove, moveOperations } from './move-tasks.ts';
import { permissionOperations } from './permissions.ts';
import { servePolls } from './polls.ts';
import { queueOperations } from './queues.ts';
import { pollQueue, receiveOperations, stopPolling } from './receive-message.ts';
import { deliverAgain } from './second-copy.ts';
import { sendOperations } from './send-message.ts';
import { initialSqs, type SqsKey, type SqsState } from './state.ts';
import { tagOperations } from './tags.ts';
import { throttled } from './throughput.ts';
import { visibilityOperations } from './visibility.ts';
import { integrations } from './task-integration.ts';

const operations = {
  ...queueOperations,
  ...sendOperations,
  ...receiveOperations,
  ...deleteOperations,
  ...visibilityOperations,
  ...moveOperations,
  ...listingOperations,
  ...tagOperations,
  ...permissionOperations,
};

/** Amazon SQS. */
export const sqs: Service<'sqs', SqsState, SqsKey> = {
  name: 'sqs',
  integrations,
  throttled: () => failure('RequestThrottled', 'Rate exceeded', 403),
  isBackground: true,
  initial: initialSqs,
  operations: Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, throttled(name, operation)]),
  ),
  receive: (signal, state, context) => {
    switch (signal.kind) {
      case 'poll':
        return pollQueue(signal, state, context);
      case 'stopPolling':
        return stopPolling(signal, state, context);
      case 'deleteRecords':
        return deleteRecords(signal, state, context);
    }
  },
  wake: (key, state, context) => {
    if ('move' in key) return continueMove(state, key.move, context);
    if ('duplicate' in key) return deliverAgain(state, key.of, key.duplicate, context);
    const queue = get(state.queues, key.queue);
    if (!queue) return { state };
    const queues = set(state.queues, queue.name, { ...queue, wakeAt: undefined });
    return servePolls({ ...state, queues }, queue.name, context);
  },
};
