/** ReceiveMessage: what it takes, what it moves to the dead-letter queue, what it shows. */
import { get } from '@stepthrough/collections';
import type { Json, JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import { md5OfAttributes, md5OfBody } from './checksums.ts';
import { invalidParameter } from './errors.ts';
import { isReordered, shuffledRank } from './faults.ts';
import { candidates, hide, put, take, type Message, type Queue } from './queue.ts';

interface Received {
  readonly queue: Queue;
  readonly messages: readonly JsonObject[];
  /** Messages that were received too often, on their way to the dead-letter queue. */
  readonly dead: readonly Message[];
}

/** @throws Refusal */
export function receive(queue: Queue, request: JsonObject, context: Context): Received {
  const limit = countOf(request);
  const timeout = timeoutOf(queue, request);
  const { maxReceiveCount } = redriveOf(queue) ?? {};
  let rest = queue;
  const dead: Message[] = [];
  const messages: JsonObject[] = [];
  for (;;) {
    const wanted = next(rest, limit - messages.length, context);
    if (wanted.length === 0) break;
    let hasMoved = false;
    for (const order of wanted) {
      const message = get(rest.messages, order);
      if (!message) continue;
      if (maxReceiveCount !== undefined && message.receiveCount >= maxReceiveCount) {
        dead.push(message);
        const to = redriveOf(queue)?.name ?? '';
        const { receiveCount: receives } = message;
        rest = take(rest, order, { kind: 'moved', at: context.now, to, receives });
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
      messages.push(shown(received, request, context));
    }
    // Moving messages away may have uncovered others; a timeout of 0 would give the same again.
    if (!hasMoved || messages.length >= limit) break;
  }
  const totals = { ...rest.totals, received: rest.totals.received + messages.length };
  return { queue: messages.length > 0 ? { ...rest, totals } : rest, messages, dead };
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

export function redriveOf(queue: Queue): { name: string; maxReceiveCount: number } | undefined {
  const { RedrivePolicy: policy } = queue.attributes;
  if (policy === undefined || policy === '') return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
    readonly deadLetterTargetArn: string;
    readonly maxReceiveCount: number | string;
  };
  return {
    name: deadLetterTargetArn.split(':').at(-1) ?? '',
    maxReceiveCount: Number(maxReceiveCount),
  };
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

export interface Handle {
  readonly order: number;
  readonly receive: number;
}

/** A handle names message and receive: older handles of a message stay recognisable. */
function handleOf(message: Message, context: Context): string {
  const text = `${message.order}:${message.receiveCount}:${context.uuid(`receipt${message.order}`)}`;
  return Buffer.from(text).toString('base64');
}

export function readHandle(handle: Json | undefined): Handle | undefined {
  if (typeof handle !== 'string') return undefined;
  const [order, receiveNumber, id] = Buffer.from(handle, 'base64').toString().split(':');
  if (id === undefined || !/^[\d.]+$/.test(order ?? '')) return undefined;
  return { order: Number(order), receive: Number(receiveNumber) };
}

function countOf({ MaxNumberOfMessages: count = 1 }: JsonObject): number {
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= 10)
    return count;
  throw invalidParameter(
    `Value ${String(count)} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
  );
}

function timeoutOf(queue: Queue, { VisibilityTimeout: given }: JsonObject): number {
  if (given === undefined) return Number(queue.attributes['VisibilityTimeout']);
  if (typeof given === 'number' && given >= 0 && given <= 43_200) return given;
  throw invalidParameter(
    `Value ${String(given)} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.`,
  );
}

/** A receive with visibility timeout 0: counted, but visible at once. */
function seen(queue: Queue, message: Message): Queue {
  return put(take(queue, message.order, undefined), message, message.visibleAt);
}

function shown(message: Message, request: JsonObject, context: Context): JsonObject {
  const system = systemAttributes(message, request, context);
  const attributes = chosen(message.attributes, request['MessageAttributeNames']);
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

function systemAttributes(message: Message, request: JsonObject, context: Context): JsonObject {
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
  const wanted = [AttributeNames, MessageSystemAttributeNames].flat();
  const isWanted = (name: string): boolean => wanted.includes('All') || wanted.includes(name);
  return Object.fromEntries(
    Object.entries(all).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && isWanted(entry[0]),
    ),
  );
}

/** Filters: `All`, `.*`, `*`, `prefix.*` or the name itself. */
function chosen(attributes: JsonObject, names: Json | undefined): JsonObject {
  const filters = (Array.isArray(names) ? names : []).map(String);
  const isWanted = (name: string): boolean =>
    filters.some(
      (filter) =>
        ['All', '.*', '*', name].includes(filter) ||
        (filter.endsWith('.*') && name.startsWith(filter.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}
