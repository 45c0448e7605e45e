import type { HttpRequest } from '../contract/signals.ts';
import type { Subscription, Topic } from './state.ts';

interface Sent {
  readonly type: 'Notification' | 'SubscriptionConfirmation';
  /** MessageId. */
  readonly id: string;
  readonly body: string;
  readonly isRaw?: boolean;
}

/** The request that brings a message to the HTTP endpoint of a subscription. */
export function httpMessage(
  { endpoint, arn, isConfirmed }: Subscription,
  topic: Topic,
  { type, id, body, isRaw = false }: Sent,
): HttpRequest {
  return {
    kind: 'request',
    url: endpoint,
    method: 'POST',
    headers: {
      'x-amz-sns-message-type': type,
      'x-amz-sns-message-id': id,
      'x-amz-sns-topic-arn': topic.arn,
      ...(isConfirmed ? { 'x-amz-sns-subscription-arn': arn } : {}),
      ...(isRaw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
      'Content-Type': 'text/plain; charset=UTF-8',
      'User-Agent': 'Amazon Simple Notification Service Agent',
    },
    body,
    isTask: false,
  };
}
