/** What a bucket tells of its objects: EventBridge events, and the records of its notifications. */
import { get } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { targetsOf, toQueue, toTopic, type Target } from './notification-configuration.ts';
import type { Bucket } from './state.ts';

interface Change {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Of the new version, or of the delete marker; `null` where versions are not kept. */
  readonly versionId: string;
  /** `ObjectCreated:Put`, `ObjectRemoved:Delete` and the like. */
  readonly event: string;
}

export function notify(
  { name, configurations }: Bucket,
  change: Change,
  context: Context,
): readonly ServiceEffect[] {
  const configuration = get(configurations, 'notification') ?? {};
  const wanted = targetsOf(configuration).filter((target) => concerns(target, change));
  return [
    ...(configuration['EventBridgeConfiguration'] === undefined
      ? []
      : [event(name, change, context)]),
    ...wanted.map((target) => deliver(target, name, change, context)),
  ];
}

/** Why an object was made, by the end of the event's name. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['ObjectCreated:Copy', 'CopyObject'],
  ['ObjectCreated:CompleteMultipartUpload', 'CompleteMultipartUpload'],
]);

function event(bucket: string, change: Change, context: Context): ServiceEffect {
  const { key, size, etag, versionId, event: name } = change;
  const isCreated = name.startsWith('ObjectCreated');
  const isMarker = name.endsWith('DeleteMarkerCreated');
  const version = versionId === 'null' ? {} : { 'version-id': versionId };
  const Detail: JsonObject = {
    version: '0',
    bucket: { name: bucket },
    object: isCreated
      ? { key, size, etag, ...version, sequencer: sequencer(context) }
      : { key, ...version, sequencer: sequencer(context) },
    'request-id': context.uuid('s3').slice(0, 16).toUpperCase(),
    requester: context.account,
    'source-ip-address': '127.0.0.1',
    reason: isCreated ? (reasons.get(name) ?? 'PutObject') : 'DeleteObject',
    ...(isCreated
      ? {}
      : { 'deletion-type': isMarker ? 'Delete Marker Created' : 'Permanently Deleted' }),
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

function concerns({ events, prefix, suffix }: Target, change: Change): boolean {
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

function deliver(target: Target, bucket: string, change: Change, context: Context): ServiceEffect {
  const message = { Records: [recordOf(target, bucket, change, context)] };
  const { kind, arn } = target;
  if (kind === 'QueueConfigurations') return toQueue(arn, JSON.stringify(message));
  if (kind === 'TopicConfigurations') return toTopic(arn, JSON.stringify(message));
  const request = { FunctionName: resourceName(arn), InvocationType: 'Event', Payload: message };
  return { do: 'call', call: { service: 'lambda', operation: 'Invoke', request } };
}

function recordOf(
  { id }: Target,
  bucket: string,
  { key, size, etag, versionId, event: name }: Change,
  context: Context,
): JsonObject {
  const version = versionId === 'null' ? {} : { versionId };
  const object: JsonObject = name.startsWith('ObjectCreated')
    ? { key: encoded(key), size, eTag: etag, ...version, sequencer: sequencer(context) }
    : { key: encoded(key), ...version, sequencer: sequencer(context) };
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
      configurationId: id,
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
