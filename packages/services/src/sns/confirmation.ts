import type { Context, ServiceEffect } from '../contract/service.ts';
import { requestOf, type Attempt } from './attempts.ts';
import { confirmationRequest } from './envelope.ts';
import { httpMessage } from './http-message.ts';
import type { Subscription, Topic } from './state.ts';

/** Asks the owner of an endpoint whether the subscription is wanted: an HTTP endpoint by a request. */
export function confirmation(
  subscription: Subscription,
  topic: Topic,
  context: Context,
): readonly ServiceEffect<Attempt>[] {
  const { protocol, endpoint } = subscription;
  const request = confirmationRequest(topic, subscription, context);
  const log: ServiceEffect = {
    do: 'log',
    kind: 'eventPublished',
    message: `${endpoint} is asked to confirm its subscription to topic ${topic.name}`,
    resource: topic.name,
    data: request,
  };
  if (protocol !== 'http' && protocol !== 'https') return [log];
  const { MessageId: id } = request;
  const body = JSON.stringify(request);
  const attempt: Attempt = {
    topic: topic.name,
    subscription: subscription.id,
    body,
    MessageGroupId: id,
    MessageDeduplicationId: id,
    http: httpMessage(subscription, topic, { type: 'SubscriptionConfirmation', id, body }),
    retries: 0,
  };
  return attempt.http ? [log, requestOf(attempt, attempt.http)] : [log];
}
