/** Queue attributes: defaults, ranges, what is computed. */
import { size } from '../../collections/sorted-map.ts';
import type { JsonObject } from '../service.ts';
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
    else after[name] = text;
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
    LastModifiedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    ...queue.attributes,
  };
}

function checkAttribute(name: string, value: string, isFifo: boolean): void {
  const isKnown =
    Object.hasOwn(defaults, name) ||
    others.includes(name) ||
    (isFifo && Object.hasOwn(fifoDefaults, name));
  if (!isKnown) throw new Refusal('InvalidAttributeName', `Unknown Attribute ${name}.`);
  const range = ranges[name];
  if (range) {
    const number = Number(value);
    if (!Number.isInteger(number) || number < range[0] || number > range[1]) {
      throw new Refusal('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    }
  }
  if (name === 'RedrivePolicy' && value !== '') checkRedrivePolicy(value, isFifo);
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
