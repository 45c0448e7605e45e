/** What subscribers of a topic get of a message. */
import { isObject, member, parseJson, type JsonObject } from '@stepthrough/json';
import type { Topic } from '@stepthrough/scenario';
import type { Context, ServiceEffect } from '../contract/service.ts';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';
import { passesPolicy } from './filter-policy.ts';

/** A message that a topic has taken. */
interface Notice {
  readonly id: string;
  readonly TopicArn: string;
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
}

type Subscription = Partial<Topic['subscriptions'][number]>;

/** The calls that bring a message to the subscribers whose filters it passes. */
export function deliveries(
  topic: Topic,
  notice: Notice,
  context: Context,
): readonly ServiceEffect[] {
  return subscriptionsOf(topic).flatMap((subscription) => {
    const { filterPolicy, filterScope, queue, raw, function: name } = subscription;
    if (filterPolicy && !passesPolicy(filterPolicy, filterScope, notice)) return [];
    if (queue !== undefined) return [toQueue(queue, raw === true, notice, context)];
    return name === undefined ? [] : [toFunction(name, notice, context)];
  });
}

/** The short lists of queues and functions are subscriptions without a filter. */
function subscriptionsOf(topic: Topic): readonly Subscription[] {
  const { queues, functions, subscriptions, raw } = topic;
  return [
    ...queues.map((queue) => ({ queue, raw })),
    ...functions.map((name) => ({ function: name })),
    ...subscriptions,
  ];
}

function toQueue(queue: string, isRaw: boolean, notice: Notice, context: Context): ServiceEffect {
  const { MessageGroupId = 'sns', MessageDeduplicationId = notice.id, MessageAttributes } = notice;
  const body = bodyFor('sqs', notice);
  const request = {
    QueueUrl: queue,
    MessageBody: isRaw ? body : JSON.stringify(notification(body, notice, context)),
    ...(queue.endsWith('.fifo') ? { MessageGroupId, MessageDeduplicationId } : {}),
    ...(isRaw && MessageAttributes ? { MessageAttributes } : {}),
  };
  return { do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } };
}

function toFunction(name: string, notice: Notice, context: Context): ServiceEffect {
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: `${notice.TopicArn}:${context.uuid('subscription')}`,
    Sns: lambdaNotification(bodyFor('lambda', notice), notice, context),
  };
  const request = {
    FunctionName: name,
    InvocationType: 'Event',
    Payload: { Records: [record] },
  };
  return { do: 'call', call: { service: 'lambda', operation: 'Invoke', request } };
}

/** With `MessageStructure: json`, each protocol has a text of its own. */
function bodyFor(protocol: 'sqs' | 'lambda', { Message, MessageStructure }: Notice): string {
  const texts = MessageStructure === 'json' ? parseJson(Message) : undefined;
  if (!isObject(texts)) return Message;
  const own = member(texts, protocol);
  const common = texts['default'];
  if (typeof own === 'string') return own;
  return typeof common === 'string' ? common : '';
}

function notification(body: string, notice: Notice, context: Context): JsonObject {
  const { id, TopicArn, Subject, MessageAttributes } = notice;
  const { certificate, unsubscribe } = addresses(notice, context);
  return {
    Type: 'Notification',
    MessageId: id,
    TopicArn,
    ...(Subject === undefined ? {} : { Subject }),
    Message: body,
    Timestamp: new Date(context.now).toISOString(),
    SignatureVersion: '1',
    Signature: 'SIMULATED',
    SigningCertURL: certificate,
    UnsubscribeURL: unsubscribe,
    ...(MessageAttributes ? { MessageAttributes: shown(MessageAttributes) } : {}),
  };
}

/** As a function sees it: a few names are spelled otherwise, and nothing is left out. */
function lambdaNotification(body: string, notice: Notice, context: Context): JsonObject {
  const { id, TopicArn, Subject = null, MessageAttributes = {} } = notice;
  const { certificate, unsubscribe } = addresses(notice, context);
  return {
    Type: 'Notification',
    MessageId: id,
    TopicArn,
    Subject,
    Message: body,
    Timestamp: new Date(context.now).toISOString(),
    SignatureVersion: '1',
    Signature: 'SIMULATED',
    SigningCertUrl: certificate,
    UnsubscribeUrl: unsubscribe,
    MessageAttributes: shown(MessageAttributes),
  };
}

function addresses(
  { TopicArn }: Notice,
  { region }: Context,
): { readonly certificate: string; readonly unsubscribe: string } {
  const host = `https://sns.${region}.amazonaws.com`;
  return {
    certificate: `${host}/SimpleNotificationService-simulated.pem`,
    unsubscribe: `${host}/?Action=Unsubscribe&SubscriptionArn=${TopicArn}`,
  };
}

function shown(attributes: MessageAttributes): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(
      ([name, { DataType = '', StringValue, BinaryValue = '' }]): [string, JsonObject] => [
        name,
        { Type: DataType, Value: StringValue ?? BinaryValue },
      ],
    ),
  );
}
