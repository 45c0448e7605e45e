import { textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { Milliseconds } from '@stepthrough/scenario';

/** A message as scenarios write one. */
interface WrittenMessage {
  readonly body: Json;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
  readonly delay?: Milliseconds;
}

/** The request of SendMessage that a message of a scenario makes. */
export function sendMessageRequest(queue: string, message: WrittenMessage): JsonObject {
  const { body, messageGroupId, messageDeduplicationId, delay } = message;
  return {
    QueueUrl: queue,
    MessageBody: textOf(body),
    ...(messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId }),
    ...(messageDeduplicationId === undefined
      ? {}
      : { MessageDeduplicationId: messageDeduplicationId }),
    ...(delay === undefined ? {} : { DelaySeconds: delay / 1000 }),
  };
}
