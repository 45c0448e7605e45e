/** Queue attributes: defaults, ranges, what is computed. */
import { isObject, member, parseJson, setMember } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { refusal } from './errors.ts';
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
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const computed = [
  'All',
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
];

const others = [
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'Policy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
];

/** SQS takes `True` for `true`. */
const switches = ['FifoQueue', 'ContentBasedDeduplication', 'SqsManagedSseEnabled'];

const choices: { readonly [name: string]: readonly string[] } = {
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

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
    // An empty text takes the policy or the key away.
    if (value === '') Reflect.deleteProperty(after, name);
    else setMember(after, name, switches.includes(name) ? value.toLowerCase() : value);
  }
  const encryption = encryptionOf(after, given);
  if (isRefusal(encryption)) return encryption;
  after['SqsManagedSseEnabled'] = encryption.isManaged;
  if (
    after['FifoThroughputLimit'] === 'perMessageGroupId' &&
    after['DeduplicationScope'] !== 'messageGroup'
  ) {
    return invalidValue(
      'FifoThroughputLimit',
      ' Reason: To set FifoThroughputLimit to perMessageGroupId, the DeduplicationScope must be messageGroup.',
    );
  }
  return after;
}

/** One kind of encryption at a time: a key of KMS turns the other off. */
function encryptionOf(
  after: Queue['attributes'],
  given: GivenAttributes,
): { readonly isManaged: string } | Refusal {
  const { KmsMasterKeyId: key, SqsManagedSseEnabled: isManaged = 'true' } = after;
  if (key === undefined || isManaged !== 'true') return { isManaged };
  const wantsManaged = given['SqsManagedSseEnabled'] !== undefined;
  if (!wantsManaged) return { isManaged: 'false' };
  return refusal(
    'InvalidAttributeName',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  );
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
    ...shownAttributes(queue),
  };
}

/** How long a data key is used is told only of a queue that has a key. */
function shownAttributes({ attributes }: Queue): Queue['attributes'] {
  const { KmsDataKeyReusePeriodSeconds: period = '300', ...others } = attributes;
  if (others['KmsMasterKeyId'] === undefined) return others;
  return { ...others, KmsDataKeyReusePeriodSeconds: period };
}

/** Whether a queue of any kind has such an attribute, computed ones included. */
export function isAttribute(name: string): boolean {
  return canBeSet(name, true) || computed.includes(name);
}

/** Whether queues of a kind have such an attribute, as SetQueueAttributes tells it. */
function canBeSet(name: string, isFifo: boolean): boolean {
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
  if (!canBeSet(name, isFifo)) {
    return Object.hasOwn(choices, name)
      ? refusal(
          'InvalidAttributeName',
          `You can specify the ${name} only when FifoQueue is set to true.`,
        )
      : unknownAttribute(name);
  }
  if (name === 'RedrivePolicy' && value !== '') return redrivePolicyProblem(value, isFifo);
  if (name === 'RedriveAllowPolicy' && value !== '') return allowPolicyProblem(value);
  if (name === 'FifoQueue' && value.toLowerCase() === 'false') {
    return invalidValue(name, ' Reason: Modifying queue type is not supported.');
  }
  if (isPossible(name, value)) return undefined;
  return invalidValue(name, member(choices, name) ? ' Reason: not a supported value.' : '');
}

function isPossible(name: string, value: string): boolean {
  const range = member(ranges, name);
  if (range) return /^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1];
  if (switches.includes(name)) return /^(?:true|false)$/i.test(value);
  if (name === 'Policy') return value === '' || isObject(parseJson(value));
  return member(choices, name)?.includes(value) ?? true;
}

function invalidValue(name: string, reason = ''): Refusal {
  return refusal('InvalidAttributeValue', `Invalid value for the parameter ${name}.${reason}`);
}
