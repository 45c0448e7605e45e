/** Queue attributes: defaults, ranges, what is computed. */
import { member, setMember, type JsonObject } from '@stepthrough/json';
import { size } from '@stepthrough/collections';
import { invalidParameter, Refusal } from './errors.ts';
import { counts, type Queue } from './queue.ts';

const defaults = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const fifoDefaults = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

const ranges: { readonly [name: string]: readonly [number, number] } = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  MaximumMessageSize: [1024, 1_048_576],
};

const others = [
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'Policy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
];

export function newAttributes(isFifo: boolean, given: JsonObject): Queue['attributes'] {
  const base = isFifo ? { ...defaults, ...fifoDefaults } : defaults;
  return changeAttributes(base, isFifo, given);
}

/** @throws Refusal */
export function changeAttributes(
  before: Queue['attributes'],
  isFifo: boolean,
  given: JsonObject,
): Queue['attributes'] {
  const after: Record<string, string> = { ...before };
  for (const [name, value] of Object.entries(given)) {
    const text = String(value);
    checkAttribute(name, text, isFifo);
    // An empty text takes the policy away.
    if (text === '') Reflect.deleteProperty(after, name);
    else setMember(after, name, text);
  }
  if (
    after['FifoThroughputLimit'] === 'perMessageGroupId' &&
    after['DeduplicationScope'] !== 'messageGroup'
  ) {
    throw invalidParameter(
      'Value perMessageGroupId for parameter FifoThroughputLimit is invalid. Reason: DeduplicationScope must be messageGroup.',
    );
  }
  return after;
}

export function allAttributes(queue: Queue): { readonly [name: string]: string } {
  const { visible, inFlight, delayed } = counts(queue);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(Math.min(delayed, size(queue.hidden))),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ...queue.attributes,
  };
}

function checkAttribute(name: string, value: string, isFifo: boolean): void {
  const isKnown =
    Object.hasOwn(defaults, name) ||
    others.includes(name) ||
    (isFifo && Object.hasOwn(fifoDefaults, name));
  if (!isKnown) throw new Refusal('InvalidAttributeName', `Unknown Attribute ${name}.`);
  const range = member(ranges, name);
  if (range) {
    const number = Number(value);
    if (!Number.isInteger(number) || number < range[0] || number > range[1]) {
      throw new Refusal('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    }
  }
  if (name === 'RedrivePolicy' && value !== '') checkRedrivePolicy(value, isFifo);
  if (name === 'RedriveAllowPolicy' && value !== '') checkAllowPolicy(value);
}

function checkRedrivePolicy(value: string, isFifo: boolean): void {
  const wrong = (reason: string): Refusal =>
    invalidParameter(`Value ${value} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  let policy: { readonly deadLetterTargetArn?: unknown; readonly maxReceiveCount?: unknown };
  try {
    policy = JSON.parse(value) as typeof policy;
  } catch {
    throw wrong('Redrive policy is not a valid JSON map.');
  }
  const { deadLetterTargetArn: target, maxReceiveCount } = policy;
  if (typeof target !== 'string') {
    throw wrong('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  }
  if (maxReceiveCount === undefined) {
    throw wrong('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  }
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw wrong(
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
  if (target.endsWith('.fifo') !== isFifo) {
    throw wrong(`Dead letter queue must be same type of queue as the source.`);
  }
}

interface AllowPolicy {
  readonly redrivePermission?: unknown;
  readonly sourceQueueArns?: unknown;
}

function checkAllowPolicy(value: string): void {
  const wrong = (reason: string): Refusal =>
    invalidParameter(
      `Value ${value} for parameter RedriveAllowPolicy is invalid. Reason: ${reason}`,
    );
  let policy: AllowPolicy;
  try {
    policy = JSON.parse(value) as AllowPolicy;
  } catch {
    throw wrong('Amazon SQS cannot parse the policy as a JSON map.');
  }
  const { redrivePermission: permission, sourceQueueArns: sources } = policy;
  if (!['allowAll', 'denyAll', 'byQueue'].includes(String(permission))) {
    throw wrong('redrivePermission must be allowAll, denyAll or byQueue.');
  }
  const isList = Array.isArray(sources) && sources.length >= 1 && sources.length <= 10;
  if ((permission === 'byQueue') !== isList) {
    throw wrong('sourceQueueArns must name 1 to 10 queues, with byQueue only.');
  }
}

/** Whether a queue may be the dead-letter queue of another. */
export function allowsRedrive(target: Queue, sourceArn: string): boolean {
  const { RedriveAllowPolicy: policy } = target.attributes;
  if (policy === undefined) return true;
  const { redrivePermission: permission, sourceQueueArns: sources } = JSON.parse(
    policy,
  ) as AllowPolicy;
  if (permission === 'byQueue') return Array.isArray(sources) && sources.includes(sourceArn);
  return permission !== 'denyAll';
}
