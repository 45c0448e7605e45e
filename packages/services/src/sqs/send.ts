/** SendMessage's rules: contents, size, groups, deduplication. */
import { member, type JsonObject } from '@stepthrough/json';
import { get, set } from '@stepthrough/collections';
import type { Context } from '../contract/service.ts';
import { contentId, md5OfAttributes, md5OfBody } from './checksums.ts';
import { invalidParameter, Refusal } from './errors.ts';
import { put, type Message, type Queue } from './queue.ts';

/** Five minutes. */
const deduplicationWindow = 300_000;

interface Sent {
  readonly queue: Queue;
  readonly response: JsonObject;
  /** Id of the message that was sent before with the same deduplication id. */
  readonly duplicateOf: string | undefined;
  /** The new message; none when it is a duplicate. */
  readonly message: Message | undefined;
}

/** @throws Refusal */
export function send(queue: Queue, request: JsonObject, context: Context, index = 0): Sent {
  const { MessageBody: body, MessageAttributes = {} } = request;
  checkBody(body);
  const attributes = MessageAttributes as JsonObject;
  checkAttributes(attributes);
  const limit = Number(queue.attributes['MaximumMessageSize']);
  if (sizeOf(body, attributes) > limit) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  const ids = queue.isFifo ? fifoIds(queue, request, body) : standardIds(request);
  const base: JsonObject = {
    MD5OfMessageBody: md5OfBody(body),
    ...optional('MD5OfMessageAttributes', md5OfAttributes(attributes)),
    ...optional('MD5OfMessageSystemAttributes', systemChecksum(request)),
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
  const order = context.number + index / 100;
  const id = context.uuid(`message${index}`);
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
    visibleAt: context.now + delayOf(queue, request) * 1000,
    isInFlight: false,
    receiveCount: 0,
    firstReceivedAt: undefined,
    group: ids.group,
    deduplicationId: ids.deduplicationId,
    sequenceNumber,
    traceHeader: traceHeaderOf(request),
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

/** Bytes of the body, and of each attribute's name, type and value. */
export function sizeOf(body: string, attributes: JsonObject): number {
  return Object.entries(attributes).reduce((bytes, [name, value]) => {
    const { DataType, StringValue, BinaryValue } = value as JsonObject;
    const content =
      typeof BinaryValue === 'string'
        ? Buffer.from(BinaryValue, 'base64').length
        : Buffer.byteLength(typeof StringValue === 'string' ? StringValue : '');
    return bytes + Buffer.byteLength(name) + Buffer.byteLength(String(DataType)) + content;
  }, Buffer.byteLength(body));
}

function checkBody(body: unknown): asserts body is string {
  if (typeof body !== 'string' || body === '') {
    throw new Refusal(
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageBody.',
    );
  }

  if (/[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(body)) {
    throw new Refusal(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
}

function checkAttributes(attributes: JsonObject): void {
  const names = Object.keys(attributes);
  if (names.length > 10) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [10].`,
    );
  }
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = member(attributes, name) as JsonObject;
    const type = typeof DataType === 'string' ? DataType.split('.')[0] : undefined;
    if (type === undefined || !['String', 'Number', 'Binary'].includes(type)) {
      throw invalidParameter(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    const value = type === 'Binary' ? BinaryValue : StringValue;
    if (typeof value !== 'string' || value === '') {
      const field = type === 'Binary' ? 'binary' : 'string';
      throw invalidParameter(
        `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'. The ${field} value is missing.`,
      );
    }
    if (type === 'Number' && !Number.isFinite(Number(value))) {
      throw invalidParameter(
        `Can't cast the value of message (user) attribute '${name}' to a number.`,
      );
    }
  }
}

interface Ids {
  readonly group: string | undefined;
  readonly deduplicationId: string | undefined;
}

function fifoIds(queue: Queue, request: JsonObject, body: string): Ids {
  const { MessageGroupId: group, MessageDeduplicationId: given, DelaySeconds: delay } = request;
  if (typeof group !== 'string' || group === '') {
    throw new Refusal(
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageGroupId.',
    );
  }
  checkId('MessageGroupId', group);
  if (delay !== undefined && delay !== 0) {
    throw invalidParameter(
      `Value ${String(delay)} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  if (typeof given === 'string') {
    checkId('MessageDeduplicationId', given);
    return { group, deduplicationId: given };
  }
  if (queue.attributes['ContentBasedDeduplication'] !== 'true') {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return { group, deduplicationId: contentId(body) };
}

/** Standard queues take groups since 2025 (fair queues); they mean no order. */
function standardIds(request: JsonObject): Ids {
  const { MessageGroupId: group, MessageDeduplicationId: deduplicationId } = request;
  if (deduplicationId !== undefined) {
    throw invalidParameter(
      `Value ${String(deduplicationId)} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
  if (typeof group !== 'string') return { group: undefined, deduplicationId: undefined };
  checkId('MessageGroupId', group);
  return { group, deduplicationId: undefined };
}

function checkId(parameter: string, value: string): void {
  if (/^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/.test(value)) return;
  throw invalidParameter(
    `Value ${value} for parameter ${parameter} is invalid. Reason: ${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function deduplicationKey(queue: Queue, { group, deduplicationId }: Ids): string {
  return queue.deduplicationScope === 'messageGroup'
    ? `${group}\n${deduplicationId}`
    : `${deduplicationId}`;
}

function delayOf(queue: Queue, request: JsonObject): number {
  const { DelaySeconds: delay } = request;
  if (delay === undefined || (queue.isFifo && delay === 0)) {
    return Number(queue.attributes['DelaySeconds']);
  }
  if (typeof delay === 'number' && delay >= 0 && delay <= 900) return delay;
  throw invalidParameter(
    `Value ${String(delay)} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
  );
}

function traceHeaderOf(request: JsonObject): string | undefined {
  const { MessageSystemAttributes } = request;
  const header = (MessageSystemAttributes as JsonObject | undefined)?.['AWSTraceHeader'];
  const value = (header as JsonObject | undefined)?.['StringValue'];
  return typeof value === 'string' ? value : undefined;
}

function systemChecksum(request: JsonObject): string | undefined {
  const { MessageSystemAttributes } = request;
  return md5OfAttributes((MessageSystemAttributes ?? {}) as JsonObject);
}

function optional(name: string, value: string | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
