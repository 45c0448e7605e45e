/** The calls that bring a message of a topic to its subscribers. */
import { values } from '@stepthrough/collections';
import type { Context, ServiceCall, ServiceEffect } from '../contract/service.ts';
import { requestOf, type Attempt } from './attempts.ts';
import { bodyFor, lambdaNotification, notification, type Notice } from './envelope.ts';
import { passesPolicy } from './filter-policy.ts';
import { httpMessage } from './http-message.ts';
import type { Subscription, Topic } from './state.ts';
import { scopeOf } from './subscription-attributes.ts';

type Effects = readonly ServiceEffect<Attempt>[];

/** A raw message to a queue has no more attributes. */
const rawAttributeLimit = 10;

/** To those whose filters it passes, in the order in which they have subscribed. */
export function deliveries(topic: Topic, notice: Notice, context: Context): Effects {
  return values(topic.subscriptions).flatMap((subscription): Effects => {
    const { isConfirmed, protocol, filter } = subscription;
    if (!isConfirmed) return [];
    if (filter !== undefined && !passesPolicy(filter, scopeOf(subscription), notice)) return [];
    const to: Addressed = { topic, subscription, notice, context };
    switch (protocol) {
      case 'sqs':
        return toQueue(to);
      case 'lambda':
        return [toFunction(to)];
      case 'http':
      case 'https':
        return toEndpoint(to);
      case 'email':
      case 'email-json':
      case 'sms':
      case 'application':
      case 'firehose':
        return [told(to, `delivery by ${protocol} is not simulated further`)];
    }
  });
}

interface Addressed {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly notice: Notice;
  readonly context: Context;
}

function toQueue(to: Addressed): Effects {
  const { topic, subscription, notice } = to;
  const { endpoint, attributes } = subscription;
  const { MessageAttributes, MessageGroupId } = notice;
  const isRaw = attributes['RawMessageDelivery'] === 'true';
  if (isRaw && Object.keys(MessageAttributes ?? {}).length > rawAttributeLimit) {
    return [told(to, `a raw message has at most ${rawAttributeLimit} attributes`)];
  }
  const attempt = attemptOf(to, isRaw);
  // Only groups of standard topics go on to standard queues, which serve them fairly.
  const group = topic.isFifo || MessageGroupId === undefined ? {} : { MessageGroupId };
  const fifo = {
    MessageGroupId: attempt.MessageGroupId,
    MessageDeduplicationId: attempt.MessageDeduplicationId,
  };
  const request = {
    QueueUrl: endpoint,
    MessageBody: attempt.body,
    ...(endpoint.endsWith('.fifo') ? fifo : group),
    ...(isRaw && MessageAttributes ? { MessageAttributes } : {}),
  };
  return [tracked(attempt, to, { service: 'sqs', operation: 'SendMessage', request })];
}

function toFunction(to: Addressed): ServiceEffect<Attempt> {
  const { topic, subscription, notice, context } = to;
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: subscription.arn,
    Sns: lambdaNotification(bodyFor('lambda', notice), notice, topic, subscription, context),
  };
  const request = {
    FunctionName: subscription.endpoint,
    InvocationType: 'Event',
    Payload: { Records: [record] },
  };
  return tracked(attemptOf(to, false), to, { service: 'lambda', operation: 'Invoke', request });
}

function toEndpoint(to: Addressed): Effects {
  const { topic, subscription, notice } = to;
  const isRaw = subscription.attributes['RawMessageDelivery'] === 'true';
  const attempt = attemptOf(to, isRaw);
  const sent = { type: 'Notification', id: notice.id, body: attempt.body, isRaw } as const;
  const http = httpMessage(subscription, topic, sent);
  return [requestOf({ ...attempt, http }, http)];
}

/** Only where a dead-letter queue waits has anyone to know what becomes of a call. */
function tracked(
  key: Attempt,
  { subscription }: Addressed,
  call: ServiceCall,
): ServiceEffect<Attempt> {
  return subscription.attributes['RedrivePolicy'] === undefined
    ? { do: 'call', call }
    : { do: 'call', call, replyTo: { kind: 'service', service: 'sns', key } };
}

function attemptOf({ topic, subscription, notice, context }: Addressed, isRaw: boolean): Attempt {
  const { MessageAttributes, MessageGroupId, MessageDeduplicationId, id } = notice;
  const body = bodyFor(subscription.protocol, notice);
  return {
    topic: topic.name,
    subscription: subscription.id,
    body: isRaw ? body : JSON.stringify(notification(body, notice, topic, subscription, context)),
    ...(isRaw && MessageAttributes ? { MessageAttributes } : {}),
    MessageGroupId: MessageGroupId ?? 'sns',
    MessageDeduplicationId: MessageDeduplicationId ?? id,
    retries: 0,
  };
}

function told({ topic, subscription, notice }: Addressed, why: string): ServiceEffect<Attempt> {
  return {
    do: 'log',
    kind: 'callFailed',
    message: `The message of topic ${topic.name} for ${subscription.endpoint} ends here: ${why}`,
    resource: topic.name,
    data: bodyFor(subscription.protocol, notice),
  };
}
