import { get, set, type SortedMap } from '@stepthrough/collections';
import {
  SimulationProblem,
  placeIn,
  type Milliseconds,
  type Queue as DeclaredQueue,
} from '@stepthrough/scenario';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Surroundings } from '../contract/service.ts';
import type { FaultCounts } from '../faults/message-faults.ts';
import { newAttributes, type GivenAttributes } from './attributes.ts';
import { missingParameter, refusal } from './errors.ts';
import { settle, type Message, type Queue } from './queue.ts';

/** What an alarm is for. */
export type SqsKey =
  /** Something becomes visible in a queue, or a wait ends. */
  | { readonly queue: string }
  | { readonly move: number }
  /** A message comes a second time. */
  | { readonly duplicate: Message; readonly of: string };

export interface SqsState {
  readonly queues: SortedMap<string, Queue>;
  /** Names of queues that were deleted, with the time: they cannot be made again for a minute. */
  readonly deleted: SortedMap<string, number>;
  readonly moves: SortedMap<number, MoveTask>;
  readonly faults: FaultCounts;
  /** Calls in the last second of queues whose throughput is limited, by queue and operation. */
  readonly calls: SortedMap<string, { readonly second: number; readonly used: number }>;
}

export interface MoveTask {
  readonly handle: string;
  readonly source: string;
  readonly destination: string | undefined;
  readonly perSecond: number | undefined;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly moved: number;
  readonly toMove: number;
  readonly startedAt: number;
  readonly failure: string | undefined;
}

/** The queues that the scenario declares. */
export function initialSqs(setting: Surroundings): SqsState {
  let queues: SqsState['queues'];
  for (const [name, declared] of Object.entries(setting.scenario.resources.queues)) {
    queues = set(queues, name, declaredQueue(name, declared, setting));
  }
  return { queues, deleted: undefined, moves: undefined, faults: {}, calls: undefined };
}

/** A queue as CreateQueue makes it, or why its attributes are refused. */
export function newQueue(
  name: string,
  given: GivenAttributes,
  place: { readonly account: string; readonly region: string; readonly now: number },
): Queue | Refusal {
  const isFifo = name.endsWith('.fifo');
  const attributes = newAttributes(isFifo, given);
  if (isRefusal(attributes)) return attributes;
  return {
    name,
    arn: arnOf(name, place),
    url: `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`,
    isFifo,
    deduplicationScope: attributes['DeduplicationScope'] ?? 'queue',
    attributes,
    tags: {},
    createdAt: place.now,
    modifiedAt: place.now,
    messages: undefined,
    ready: undefined,
    hidden: undefined,
    byAge: undefined,
    inFlight: 0,
    groups: undefined,
    turns: undefined,
    lastTurn: 0,
    sent: undefined,
    attempts: undefined,
    fates: undefined,
    polls: [],
    purgedAt: undefined,
    wakeAt: undefined,
    totals: { sent: 0, received: 0, deleted: 0 },
  };
}

export function arnOf(
  name: string,
  { account, region }: { readonly account: string; readonly region: string },
): string {
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/** The queue of this name as it is now: nothing when there is none. */
export function queueNamed(state: SqsState, name: string, now: number): Queue | undefined {
  const queue = get(state.queues, name);
  return queue && settle(queue, now);
}

/** The queue that a QueueUrl, ARN or name means, as it is now. */
export function queueOf(
  state: SqsState,
  url: string | undefined,
  { now }: Context,
): Queue | Refusal {
  if (url === undefined) return missingParameter('QueueUrl');
  return queueNamed(state, resourceName(url), now) ?? missingQueue();
}

export function missingQueue(): Refusal {
  return refusal('QueueDoesNotExist', 'The specified queue does not exist.');
}

export function withQueue(state: SqsState, queue: Queue): SqsState {
  return { ...state, queues: set(state.queues, queue.name, queue) };
}

/** @throws SimulationProblem when SQS would refuse to make it */
function declaredQueue(name: string, declared: DeclaredQueue, setting: Surroundings): Queue {
  const { account, region, clockStart: now } = setting;
  const queue = newQueue(name, attributesOf(declared, setting), { account, region, now });
  if (!isRefusal(queue)) return queue;
  const place = placeIn(setting.scenario, ['resources', 'queues', name]);
  throw new SimulationProblem(
    `${place}: SQS would not make the queue "${name}": ${queue.error.message} ${limits}`,
  );
}

/** What the scenario declares, as CreateQueue would be told. */
function attributesOf(declared: DeclaredQueue, setting: Surroundings): GivenAttributes {
  const { deadLetter, redriveAllow } = declared;
  const attributes: { readonly [name: string]: string | undefined } = {
    VisibilityTimeout: secondsOf(declared.visibilityTimeout),
    DelaySeconds: secondsOf(declared.delay),
    MessageRetentionPeriod: secondsOf(declared.retention),
    ReceiveMessageWaitTimeSeconds: secondsOf(declared.receiveWaitTime),
    MaximumMessageSize: declared.maximumMessageSize?.toString(),
    ContentBasedDeduplication: declared.contentBasedDeduplication?.toString(),
    DeduplicationScope: declared.deduplicationScope,
    FifoThroughputLimit: declared.throughputLimit,
    RedriveAllowPolicy: redriveAllow && JSON.stringify(redriveAllow),
    RedrivePolicy:
      deadLetter &&
      JSON.stringify({
        deadLetterTargetArn: arnOf(deadLetter.queue, setting),
        maxReceiveCount: deadLetter.maxReceiveCount,
      }),
  };
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function secondsOf(duration: Milliseconds | undefined): string | undefined {
  return duration === undefined ? undefined : String(duration / 1000);
}

const limits =
  'Visibility timeout: up to 12h; delay: up to 15m; retention: 60s to 14d; wait: up to 20s; size: 1024 to 1048576 bytes; maxReceiveCount: 1 to 1000.';
