/** ReceiveMessage: what it takes, what it moves to the dead-letter queue, what it shows. */
import { get } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import type { Context } from '../contract/service.ts';
import { isReordered, shuffledRank } from '../faults/message-faults.ts';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';
import { md5OfAttributes, md5OfBody } from './checksums.ts';
import { idProblem, invalidParameter } from './errors.ts';
import {
  candidates,
  hide,
  show,
  take,
  type Message,
  type Queue,
  type ShownMessage,
  type Wanted,
} from './queue.ts';
import { handleOf } from './receipt-handle.ts';
import { receivedAgain, rememberAttempt } from './receive-attempts.ts';
import { redriveOf } from './redrive-policy.ts';

interface Received {
  readonly queue: Queue;
  readonly messages: readonly ShownMessage[];
  /** Messages that were received too often, on their way to the dead-letter queue. */
  readonly dead: readonly Message[];
}

/** `hasDeadLetters`: the queue to which messages would be moved exists. */
export function receive(
  queue: Queue,
  request: Wanted,
  hasDeadLetters: boolean,
  context: Context,
): Received | Refusal {
  const limit = countOf(request);
  if (typeof limit !== 'number') return limit;
  const timeout = timeoutOf(queue, request);
  if (typeof timeout !== 'number') return timeout;
  const { ReceiveRequestAttemptId: attempt } = request;
  const problem = attempt === undefined ? undefined : attemptProblem(queue, attempt);
  if (problem) return problem;
  const again =
    attempt === undefined ? undefined : receivedAgain(queue, attempt, timeout, context.now);
  if (again) return { ...again, dead: [] };
  const redrive = hasDeadLetters ? redriveOf(queue) : undefined;
  let rest = queue;
  const taken: Message[] = [];
  const dead: Message[] = [];
  const messages: ShownMessage[] = [];
  for (;;) {
    const wanted = next(rest, limit - messages.length, context);
    if (wanted.length === 0) break;
    let hasMoved = false;
    for (const order of wanted) {
      const message = get(rest.messages, order);
      if (!message) continue;
      if (redrive && message.receiveCount >= redrive.maxReceiveCount) {
        dead.push(message);
        const { receiveCount: receives } = message;
        rest = take(rest, order, { kind: 'moved', at: context.now, to: redrive.name, receives });
        hasMoved = true;
        continue;
      }
      const received: Message = {
        ...message,
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt ?? context.now,
        visibleAt: context.now + timeout * 1000,
        isInFlight: timeout > 0,
      };
      rest = timeout > 0 ? hide(rest, received) : seen(rest, received);
      taken.push(received);
      messages.push(shown(received, request, context));
    }
    // Moving messages away may have uncovered others; a timeout of 0 would give the same again.
    if (!hasMoved || messages.length >= limit) break;
  }
  const totals = { ...rest.totals, received: rest.totals.received + messages.length };
  if (messages.length === 0) return { queue: rest, messages, dead };
  const counted = { ...rest, totals };
  const left =
    attempt === undefined
      ? counted
      : rememberAttempt(counted, attempt, messages, taken, context.now);
  return { queue: left, messages, dead };
}

function attemptProblem(queue: Queue, id: string): Refusal | undefined {
  const parameter = 'ReceiveRequestAttemptId';
  if (queue.isFifo) return idProblem(parameter, id);
  return invalidParameter(
    `Value ${id} for parameter ${parameter} is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
  );
}

/** The next messages in order, or out of order when a fault says so. */
function next(queue: Queue, limit: number, { setting }: Context): readonly number[] {
  if (queue.isFifo || !isReordered(setting, queue.name)) return candidates(queue, limit);
  return candidates(queue, Infinity)
    .map((order) => ({ order, rank: shuffledRank(setting, order) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, limit)
    .map(({ order }) => order);
}

/** The message as it lies in the dead-letter queue: same id, body, attributes and count. */
export function buried(message: Message, from: Queue, to: Queue, context: Context): Message {
  return {
    ...message,
    // A FIFO dead-letter queue counts retention anew; a standard one goes on from the first sending.
    sentAt: to.isFifo ? context.now : message.sentAt,
    visibleAt: context.now,
    isInFlight: false,
    deadLetterSource: from.arn,
  };
}

function countOf({ MaxNumberOfMessages: count = 1 }: Wanted): number | Refusal {
  if (Number.isInteger(count) && count >= 1 && count <= 10) return count;
  return invalidParameter(
    `Value ${count} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
  );
}

/** Seconds. */
function timeoutOf(queue: Queue, { VisibilityTimeout: given }: Wanted): number | Refusal {
  if (given === undefined) return Number(queue.attributes['VisibilityTimeout']);
  if (given >= 0 && given <= 43_200) return given;
  return invalidParameter(
    `Value ${given} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.`,
  );
}

/** A receive with visibility timeout 0: counted, but visible at once. */
function seen(queue: Queue, message: Message): Queue {
  return show(hide(queue, { ...message, isInFlight: true }), message.order);
}

function shown(message: Message, request: Wanted, context: Context): ShownMessage {
  const system = systemAttributes(message, request, context);
  const attributes = chosen(message.attributes, request.MessageAttributeNames);
  const checksum = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: handleOf(message, context),
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    ...(Object.keys(system).length === 0 ? {} : { Attributes: system }),
    // The checksum covers what is returned, and is absent when nothing is.
    ...(checksum === undefined
      ? {}
      : { MD5OfMessageAttributes: checksum, MessageAttributes: attributes }),
  };
}

const systemAttributeNames = [
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
];

export function isSystemAttribute(name: string): boolean {
  return systemAttributeNames.includes(name);
}

function systemAttributes(message: Message, request: Wanted, context: Context): JsonObject {
  const all: { readonly [name: string]: string | undefined } = {
    SenderId: context.account,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.group,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const { AttributeNames = [], MessageSystemAttributeNames = [] } = request;
  const names = [...AttributeNames, ...MessageSystemAttributeNames];
  const isWanted = (name: string): boolean => names.includes('All') || names.includes(name);
  return Object.fromEntries(
    Object.entries(all).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && isWanted(entry[0]),
    ),
  );
}

/** Filters: `All`, `.*`, `*`, `prefix.*` or the name itself. */
function chosen(attributes: MessageAttributes, filters: readonly string[] = []): MessageAttributes {
  const isWanted = (name: string): boolean =>
    filters.some(
      (filter) =>
        ['All', '.*', '*', name].includes(filter) ||
        (filter.endsWith('.*') && name.startsWith(filter.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}
