/** Queue attributes: defaults, ranges, what is computed. */
import { member, setMember } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { invalidParameter, refusal } from './errors.ts';
import { counts, type Queue } from './queue.ts';
import { allowPolicyProblem, redrivePolicyProblem } from './redrive-policy.ts';

/** As CreateQueue and SetQueueAttributes are told them. */
export interface GivenAttributes {
  readonly [name: string]: string;
}

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

export function newAttributes(
  isFifo: boolean,
  given: GivenAttributes,
): Queue['attributes'] | Refusal {
  const base = isFifo ? { ...defaults, ...fifoDefaults } : defaults;
  return changeAttributes(base, isFifo, given);
}

export function changeAttributes(
  before: Queue['attributes'],
  isFifo: boolean,
  given: GivenAttributes,
): Queue['attributes'] | Refusal {
  const after: Record<string, string> = { ...before };
  for (const [name, value] of Object.entries(given)) {
    const problem = attributeProblem(name, value, isFifo);
    if (problem) return problem;
    // An empty text takes the policy away.
    if (value === '') Reflect.deleteProperty(after, name);
    else setMember(after, name, value);
  }
  if (
    after['FifoThroughputLimit'] === 'perMessageGroupId' &&
    after['DeduplicationScope'] !== 'messageGroup'
  ) {
    return invalidParameter(
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
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ...queue.attributes,
  };
}

/** Whether queues of a kind have such an attribute, as SetQueueAttributes tells it. */
export function canBeSet(name: string, isFifo: boolean): boolean {
  return (
    Object.hasOwn(defaults, name) ||
    others.includes(name) ||
    (isFifo && Object.hasOwn(fifoDefaults, name))
  );
}

export function unknownAttribute(name: string): Refusal {
  return refusal('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function attributeProblem(name: string, value: string, isFifo: boolean): Refusal | undefined {
  if (!canBeSet(name, isFifo)) return unknownAttribute(name);
  const range = member(ranges, name);
  if (range) {
    const number = Number(value);
    if (!Number.isInteger(number) || number < range[0] || number > range[1]) {
      return refusal('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    }
  }
  if (name === 'RedrivePolicy' && value !== '') return redrivePolicyProblem(value, isFifo);
  if (name === 'RedriveAllowPolicy' && value !== '') return allowPolicyProblem(value);
  return undefined;
}
