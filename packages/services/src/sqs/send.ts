/** What becomes of one message that is sent: contents, size, groups, deduplication. */
import { get, set } from '@stepthrough/collections';
import { member, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { members, number, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import {
  messageAttributes,
  sizeOf,
  type MessageAttributes,
} from '../message-attributes/message-attributes.ts';
import { contentId, md5OfAttributes, md5OfBody } from './checksums.ts';
import { attributesProblem, bodyProblem, systemAttributesProblem } from './contents.ts';
import { idProblem, invalidParameter, missingParameter } from './errors.ts';
import { put, type Message, type Queue } from './queue.ts';

/** What SendMessage, and each entry of SendMessageBatch, says of a message. */
export const outgoing = members({
  MessageBody: text,
  DelaySeconds: number,
  MessageAttributes: messageAttributes,
  MessageSystemAttributes: messageAttributes,
  MessageDeduplicationId: text,
  MessageGroupId: text,
});

export type Outgoing = Infer<typeof outgoing>;

/** Five minutes. */
const deduplicationWindow = 300_000;

interface Sent {
  readonly queue: Queue;
  readonly response: JsonObject & { readonly MessageId: string };
  /** Id of the message that was sent before with the same deduplication id. */
  readonly duplicateOf: string | undefined;
  /** The new message; none when it is a duplicate. */
  readonly message: Message | undefined;
}

/** `index`: the place in a batch; none of a message that is sent alone. */
export function send(
  queue: Queue,
  request: Outgoing,
  context: Context,
  index?: number,
): Sent | Refusal {
  const place = index ?? 0;
  const { MessageBody: body = '', MessageAttributes: attributes = {} } = request;
  const problem =
    bodyProblem(body) ??
    attributesProblem(attributes) ??
    systemAttributesProblem(request.MessageSystemAttributes ?? {}) ??
    sizeProblem(queue, body, attributes, index !== undefined);
  if (problem) return problem;
  const ids = queue.isFifo ? fifoIds(queue, request, body) : standardIds(request);
  if (isRefusal(ids)) return ids;
  const base: JsonObject = {
    MD5OfMessageBody: md5OfBody(body),
    ...optional('MD5OfMessageAttributes', md5OfAttributes(attributes)),
    ...optional(
      'MD5OfMessageSystemAttributes',
      md5OfAttributes(request.MessageSystemAttributes ?? {}),
    ),
  };
  const key = ids.deduplicationId === undefined ? undefined : deduplicationKey(queue, ids);
  const earlier = key === undefined ? undefined : get(queue.sent, key);
  if (earlier && context.now - earlier.at < deduplicationWindow) {
    const { id, sequenceNumber } = earlier;
    return {
      queue,
      response: { ...base, MessageId: id, SequenceNumber: sequenceNumber },
      duplicateOf: id,
      message: undefined,
    };
  }
  const delay = delayOf(queue, request);
  if (typeof delay !== 'number') return delay;
  const order = context.number + place / 100;
  const id = context.uuid(`message${place}`);
  // Twenty digits, growing, not consecutive.
  const sequenceNumber = queue.isFifo
    ? String(18_850_000_000_000_000_000n + BigInt(Math.round(order * 100)) * 256n)
    : undefined;
  const message: Message = {
    id,
    order,
    body,
    attributes,
    sentAt: context.now,
    visibleAt: context.now + delay * 1000,
    isInFlight: false,
    receiveCount: 0,
    firstReceivedAt: undefined,
    group: ids.group,
    deduplicationId: ids.deduplicationId,
    sequenceNumber,
    traceHeader: member(request.MessageSystemAttributes ?? {}, 'AWSTraceHeader')?.StringValue,
    deadLetterSource: undefined,
  };
  const totals = { ...queue.totals, sent: queue.totals.sent + 1 };
  const added = put({ ...queue, totals }, message, context.now);
  return {
    queue:
      key === undefined || sequenceNumber === undefined
        ? added
        : { ...added, sent: set(added.sent, key, { id, sequenceNumber, at: context.now }) },
    response: { ...base, MessageId: id, ...optional('SequenceNumber', sequenceNumber) },
    duplicateOf: undefined,
    message,
  };
}

function sizeProblem(
  queue: Queue,
  body: string,
  attributes: MessageAttributes,
  isInBatch: boolean,
): Refusal | undefined {
  const limit = Number(queue.attributes['MaximumMessageSize']);
  if (sizeOf(body, attributes) <= limit) return undefined;
  const reason = `Message must be shorter than ${limit} bytes.`;
  return invalidParameter(
    isInBatch ? reason : `One or more parameters are invalid. Reason: ${reason}`,
  );
}

interface Ids {
  readonly group: string | undefined;
  readonly deduplicationId: string | undefined;
}

function fifoIds(queue: Queue, request: Outgoing, body: string): Ids | Refusal {
  const {
    MessageGroupId: group = '',
    MessageDeduplicationId: given,
    DelaySeconds: delay,
  } = request;
  if (group === '') return missingParameter('MessageGroupId');
  const problem = idProblem('MessageGroupId', group);
  if (problem) return problem;
  if (delay !== undefined && delay !== 0) {
    return invalidParameter(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  if (given !== undefined) {
    return idProblem('MessageDeduplicationId', given) ?? { group, deduplicationId: given };
  }
  return isContentBased(queue) ? { group, deduplicationId: contentId(body) } : withoutId();
}

export function isContentBased({ attributes }: Queue): boolean {
  return attributes['ContentBasedDeduplication'] === 'true';
}

export function withoutId(): Refusal {
  return invalidParameter(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

/** Standard queues take groups since 2025 (fair queues); they mean no order. */
function standardIds(request: Outgoing): Ids | Refusal {
  const { MessageGroupId: group, MessageDeduplicationId: deduplicationId } = request;
  if (deduplicationId !== undefined) {
    return invalidParameter(
      `Value ${deduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
  const problem = group === undefined ? undefined : idProblem('MessageGroupId', group);
  return problem ?? { group, deduplicationId: undefined };
}

function deduplicationKey(queue: Queue, { group, deduplicationId }: Ids): string {
  return queue.deduplicationScope === 'messageGroup'
    ? `${group}\n${deduplicationId}`
    : `${deduplicationId}`;
}

/** Seconds. */
function delayOf(queue: Queue, { DelaySeconds: delay }: Outgoing): number | Refusal {
  if (delay === undefined || (queue.isFifo && delay === 0)) {
    return Number(queue.attributes['DelaySeconds']);
  }
  if (delay >= 0 && delay <= 900) return delay;
  return invalidParameter(
    `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
  );
}

function optional(name: string, value: string | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
