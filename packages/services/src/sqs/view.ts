import { values } from '@stepthrough/collections';
import type { SqsState } from './state.ts';

/** A queue as a person looks at it. */
export interface QueueView {
  readonly name: string;
  readonly messages: readonly MessageView[];
}

interface MessageView {
  readonly id: string;
  readonly body: string;
  /** Received and not deleted yet; another receiver sees it when its visibility timeout is over. */
  readonly isInFlight: boolean;
  readonly receiveCount: number;
}

/** Every queue with the messages that are in it, oldest first. */
export function viewQueues({ queues }: SqsState): readonly QueueView[] {
  return values(queues).map(({ name, messages }) => ({
    name,
    messages: values(messages).map(({ id, body, isInFlight, receiveCount }) => ({
      id,
      body,
      isInFlight,
      receiveCount,
    })),
  }));
}
