import { member, type JsonObject } from '@stepthrough/json';
import { get, set, type SortedMap } from '@stepthrough/collections';
import { SimulationProblem, placeIn } from '@stepthrough/scenario';
import { resourceName } from '../contract/resource-name.ts';
import type { Surroundings } from '../contract/service.ts';
import type { Context } from '../contract/service.ts';
import { newAttributes } from './attributes.ts';
import { Refusal } from './errors.ts';
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

/** How often each fault of the scenario has struck, by its place. */
export interface FaultCounts {
  readonly [fault: number]: number;
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

export function newQueue(
  name: string,
  attributes: JsonObject,
  place: { readonly account: string; readonly region: string; readonly now: number },
): Queue {
  const isFifo = name.endsWith('.fifo');
  const all = newAttributes(isFifo, attributes);
  return {
    name,
    arn: `arn:aws:sqs:${place.region}:${place.account}:${name}`,
    url: `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`,
    isFifo,
    deduplicationScope: all['DeduplicationScope'] ?? 'queue',
    attributes: all,
    createdAt: place.now,
    modifiedAt: place.now,
    messages: undefined,
    ready: undefined,
    hidden: undefined,
    byAge: undefined,
    inFlight: 0,
    groups: undefined,
    openGroups: undefined,
    sent: undefined,
    fates: undefined,
    polls: [],
    purgedAt: undefined,
    wakeAt: undefined,
    totals: { sent: 0, received: 0, deleted: 0 },
  };
}

/** The queue that a QueueUrl, ARN or name means, as it is now. @throws Refusal */
export function queueOf(state: SqsState, request: JsonObject, context: Context): Queue {
  const { QueueUrl: url } = request;
  const name = typeof url === 'string' ? resourceName(url) : '';
  const queue = get(state.queues, name);
  if (!queue) throw new Refusal('QueueDoesNotExist', 'The specified queue does not exist.');
  return settle(queue, context.now);
}

export function withQueue(state: SqsState, queue: Queue): SqsState {
  return { ...state, queues: set(state.queues, queue.name, queue) };
}

function declaredQueue(name: string, declared: JsonObject, setting: Surroundings): Queue {
  const seconds = (field: string): string | undefined => {
    const value = member(declared, field);
    return typeof value === 'number' ? String(value / 1000) : undefined;
  };
  const deadLetter = declared['deadLetter'] as JsonObject | undefined;
  const attributes: { readonly [name: string]: string | undefined } = {
    VisibilityTimeout: seconds('visibilityTimeout'),
    DelaySeconds: seconds('delay'),
    MessageRetentionPeriod: seconds('retention'),
    ReceiveMessageWaitTimeSeconds: seconds('receiveWaitTime'),
    MaximumMessageSize: textOf(declared['maximumMessageSize']),
    ContentBasedDeduplication: textOf(declared['contentBasedDeduplication']),
    DeduplicationScope: textOf(declared['deduplicationScope']),
    FifoThroughputLimit: textOf(declared['throughputLimit']),
    RedriveAllowPolicy:
      declared['redriveAllow'] === undefined ? undefined : JSON.stringify(declared['redriveAllow']),
    RedrivePolicy:
      deadLetter &&
      JSON.stringify({
        deadLetterTargetArn: `arn:aws:sqs:${setting.region}:${setting.account}:${String(deadLetter['queue'])}`,
        maxReceiveCount: deadLetter['maxReceiveCount'],
      }),
  };
  const given = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const { account, region, clockStart: now } = setting;
  try {
    return newQueue(name, Object.fromEntries(given), { account, region, now });
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const place = placeIn(setting.scenario, ['resources', 'queues', name]);
    throw new SimulationProblem(
      `${place}: SQS would not make the queue "${name}": ${problem.message} ${limits}`,
    );
  }
}

const limits =
  'Visibility timeout: up to 12h; delay: up to 15m; retention: 60s to 14d; wait: up to 20s; size: 1024 to 1048576 bytes; maxReceiveCount: 1 to 1000.';

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
