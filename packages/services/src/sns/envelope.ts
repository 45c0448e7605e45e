/** What subscribers get of a message: the texts around it. */
import { isObject, member, parseJson, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';
import type { Protocol } from './protocols.ts';
import type { Subscription, Topic } from './state.ts';

/** A message that a topic has taken. */
export interface Notice {
  readonly id: string;
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
  /** Of FIFO topics. */
  readonly SequenceNumber?: string;
}

/** With `MessageStructure: json`, each protocol has a text of its own; what is no text counts as none. */
export function bodyFor(protocol: Protocol, { Message, MessageStructure }: Notice): string {
  const texts = MessageStructure === 'json' ? parseJson(Message) : undefined;
  if (!isObject(texts)) return Message;
  const own = member(texts, protocol);
  const common = member(texts, 'default');
  if (typeof own === 'string') return own;
  return typeof common === 'string' ? common : '';
}

/** The JSON that queues and HTTP endpoints get. FIFO topics sign nothing. */
export function notification(
  body: string,
  notice: Notice,
  topic: Topic,
  subscription: Subscription,
  context: Context,
): JsonObject {
  const { id, Subject, SequenceNumber, MessageAttributes = {} } = notice;
  const { certificate, unsubscribe } = addresses(subscription, context);
  const signature = {
    SignatureVersion: signatureVersion(topic),
    Signature: 'SIMULATED',
    SigningCertURL: certificate,
  };
  return {
    Type: 'Notification',
    MessageId: id,
    ...(SequenceNumber === undefined ? {} : { SequenceNumber }),
    TopicArn: topic.arn,
    ...(Subject === undefined ? {} : { Subject }),
    Message: body,
    Timestamp: new Date(context.now).toISOString(),
    ...(topic.isFifo ? {} : signature),
    UnsubscribeURL: unsubscribe,
    ...(Object.keys(MessageAttributes).length === 0
      ? {}
      : { MessageAttributes: shownAttributes(MessageAttributes) }),
  };
}

/** As a function sees it: a few names are spelled otherwise, and nothing is left out. */
export function lambdaNotification(
  body: string,
  notice: Notice,
  topic: Topic,
  subscription: Subscription,
  context: Context,
): JsonObject {
  const { id, Subject = null, MessageAttributes = {} } = notice;
  const { certificate, unsubscribe } = addresses(subscription, context);
  return {
    Type: 'Notification',
    MessageId: id,
    TopicArn: topic.arn,
    Subject,
    Message: body,
    Timestamp: new Date(context.now).toISOString(),
    SignatureVersion: signatureVersion(topic),
    Signature: 'SIMULATED',
    SigningCertUrl: certificate,
    UnsubscribeUrl: unsubscribe,
    MessageAttributes: shownAttributes(MessageAttributes),
  };
}

/** What an endpoint gets that has to confirm its subscription. */
export function confirmationRequest(
  topic: Topic,
  { token = '' }: Subscription,
  context: Context,
): JsonObject & { readonly MessageId: string } {
  const host = hostOf(context);
  return {
    Type: 'SubscriptionConfirmation',
    MessageId: context.uuid('confirmation'),
    Token: token,
    TopicArn: topic.arn,
    Message: `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${host}/?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`,
    Timestamp: new Date(context.now).toISOString(),
    SignatureVersion: signatureVersion(topic),
    Signature: 'SIMULATED',
    SigningCertURL: certificateOf(context),
  };
}

/** 1: SHA-1; 2: SHA-256. */
function signatureVersion({ attributes }: Topic): string {
  return attributes['SignatureVersion'] ?? '1';
}

function addresses(
  { arn }: Subscription,
  context: Context,
): { readonly certificate: string; readonly unsubscribe: string } {
  return {
    certificate: certificateOf(context),
    unsubscribe: `${hostOf(context)}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
  };
}

function certificateOf(context: Context): string {
  return `${hostOf(context)}/SimpleNotificationService-simulated.pem`;
}

function hostOf({ region }: Context): string {
  return `https://sns.${region}.amazonaws.com`;
}

function shownAttributes(attributes: MessageAttributes): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(
      ([name, { DataType = '', StringValue, BinaryValue = '' }]): [string, JsonObject] => [
        name,
        { Type: DataType, Value: StringValue ?? BinaryValue },
      ],
    ),
  );
}
