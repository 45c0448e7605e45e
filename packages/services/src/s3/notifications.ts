/** What a bucket tells of its objects: EventBridge events, and the records of its notifications. */
import { member, type JsonObject } from '@stepthrough/json';
import type { Notification } from '@stepthrough/scenario';
import type { Context, ServiceEffect } from '../contract/service.ts';

interface Change {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** `ObjectCreated:Put` or `ObjectRemoved:Delete`. */
  readonly event: string;
}

export function notify(change: Change, context: Context): readonly ServiceEffect[] {
  const { notifications } = context.setting.scenario.resources;
  const wanted = (member(notifications, change.bucket) ?? []).filter((notification) =>
    concerns(notification, change),
  );
  return [event(change, context), ...wanted.map((target) => deliver(target, change, context))];
}

function event({ bucket, key, size, etag, event: name }: Change, context: Context): ServiceEffect {
  const isCreated = name.startsWith('ObjectCreated');
  const Detail: JsonObject = {
    version: '0',
    bucket: { name: bucket },
    object: isCreated
      ? { key, size, etag, sequencer: sequencer(context) }
      : { key, sequencer: sequencer(context) },
    'request-id': context.uuid('s3').slice(0, 16).toUpperCase(),
    requester: context.account,
    'source-ip-address': '127.0.0.1',
    reason: isCreated ? 'PutObject' : 'DeleteObject',
    ...(isCreated ? {} : { 'deletion-type': 'Permanently Deleted' }),
  };
  const entry = {
    Source: 'aws.s3',
    DetailType: isCreated ? 'Object Created' : 'Object Deleted',
    Detail: JSON.stringify(Detail),
    Resources: [`arn:aws:s3:::${bucket}`],
  };
  const request = { Entries: [entry] };
  return { do: 'call', call: { service: 'events', operation: 'PutEvents', request } };
}

function concerns({ events, prefix = '', suffix = '' }: Notification, change: Change): boolean {
  return (
    events.some((pattern) => {
      const wanted = pattern.replace(/^s3:/, '');
      return wanted.endsWith('*')
        ? change.event.startsWith(wanted.slice(0, -1))
        : wanted === change.event;
    }) &&
    change.key.startsWith(prefix) &&
    change.key.endsWith(suffix)
  );
}

function deliver(target: Notification, change: Change, context: Context): ServiceEffect {
  const message = { Records: [recordOf(change, context)] };
  const { queue, function: name, topic = '' } = target;
  if (queue !== undefined) {
    const request = { QueueUrl: queue, MessageBody: JSON.stringify(message) };
    return { do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } };
  }
  if (name !== undefined) {
    const request = { FunctionName: name, InvocationType: 'Event', Payload: message };
    return { do: 'call', call: { service: 'lambda', operation: 'Invoke', request } };
  }
  const request = {
    TopicArn: topic,
    Subject: 'Amazon S3 Notification',
    Message: JSON.stringify(message),
  };
  return { do: 'call', call: { service: 'sns', operation: 'Publish', request } };
}

function recordOf({ bucket, key, size, etag, event: name }: Change, context: Context): JsonObject {
  const object: JsonObject = name.startsWith('ObjectCreated')
    ? { key: encoded(key), size, eTag: etag, sequencer: sequencer(context) }
    : { key: encoded(key), sequencer: sequencer(context) };
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: context.region,
    eventTime: new Date(context.now).toISOString(),
    eventName: name,
    userIdentity: { principalId: `AWS:${context.account}` },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: {
      'x-amz-request-id': context.uuid('s3').slice(0, 16).toUpperCase(),
      'x-amz-id-2': context.uuid('s3-host'),
    },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'notification',
      bucket: {
        name: bucket,
        ownerIdentity: { principalId: context.account },
        arn: `arn:aws:s3:::${bucket}`,
      },
      object,
    },
  };
}

/** Keys are encoded as in a form. A half of a pair alone has no bytes, and becomes the replacement character. */
function encoded(key: string): string {
  return encodeURIComponent(key.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}

function sequencer({ number }: Context): string {
  return Math.round(number * 1000)
    .toString(16)
    .toUpperCase()
    .padStart(18, '0');
}
