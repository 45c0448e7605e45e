/** Records of queues and streams, as functions and Pipes see them. */
import { isArray, isObject, member, parsed, type Json, type JsonObject } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';
import { responseOf, type Outcome } from '../contract/outcome.ts';
import type { Context, ServiceCall, ServiceEffect } from '../contract/service.ts';

/** The records of the messages that a queue has given. */
export function recordsOf(
  outcome: Outcome,
  queue: string,
  context: Context,
): readonly JsonObject[] {
  const { Messages } = responseOf(outcome);
  return isArray(Messages)
    ? Messages.flatMap((message) => (isObject(message) ? [recordOf(message, queue, context)] : []))
    : [];
}

function recordOf(message: JsonObject, queue: string, context: Context): JsonObject {
  const { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '' } = message;
  const { Attributes = {}, MessageAttributes, MD5OfMessageAttributes } = message;
  const attributes = Object.entries(isObject(MessageAttributes) ? MessageAttributes : {});
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(
      attributes.map(([name, value]) => [name, attributeOf(isObject(value) ? value : {})]),
    ),
    ...(MD5OfMessageAttributes === undefined
      ? {}
      : { md5OfMessageAttributes: MD5OfMessageAttributes }),
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${context.region}:${context.account}:${queue}`,
    awsRegion: context.region,
  };
}

function attributeOf({ DataType = '', StringValue, BinaryValue }: JsonObject): JsonObject {
  return {
    ...(BinaryValue === undefined
      ? { stringValue: StringValue ?? '' }
      : { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** Asks a queue for a batch, and waits for it without end. A receive gives ten messages at most. */
export function pollOf(queue: string, batchSize: number, poller?: string): ServiceCall {
  const by = poller === undefined ? {} : { poller };
  return { service: 'sqs', signal: { kind: 'poll', queue, most: Math.min(10, batchSize), ...by } };
}

/** Deletes messages that are done, or that no filter matches. */
export function deletion(
  queue: string,
  records: readonly JsonObject[],
  isFiltered = false,
): ServiceEffect {
  const receipts = records.map((record) => textIn(record, 'receiptHandle'));
  const signal = { kind: 'deleteRecords', queue, receipts, isFiltered } as const;
  return { do: 'call', call: { service: 'sqs', signal } };
}

/** By which a function names a record that it could not do: of a message its id, of a stream the number. */
export function itemIdentifier(record: JsonObject): string {
  const { dynamodb } = record;
  return isObject(dynamodb) ? textIn(dynamodb, 'SequenceNumber') : textIn(record, 'messageId');
}

/** By which a pipe tells records apart. */
export function recordId(record: JsonObject): string {
  return textIn(record, 'messageId' in record ? 'messageId' : 'eventID');
}

/** A day: how long a stream keeps its records. */
const streamAge = 86_400_000;

/** Whether a stream does not keep a record any more. */
export function isOutOfStream({ dynamodb }: JsonObject, now: number): boolean {
  const created = isObject(dynamodb) ? dynamodb['ApproximateCreationDateTime'] : undefined;
  return now - (typeof created === 'number' ? created : 0) * 1000 >= streamAge;
}

/** Filters are alternatives; the body is parsed where a pattern looks into it. */
export function passes(record: JsonObject, filters: readonly Json[]): boolean {
  if (filters.length === 0) return true;
  return filters.some((pattern) => {
    const body = isObject(pattern) ? member(pattern, 'body') : undefined;
    const looksInside = body !== undefined && !isArray(body);
    return matchesPattern(
      pattern,
      looksInside ? { ...record, body: parsed(record['body'] ?? '') } : record,
    );
  });
}

/** The records whose messages have to come back; `all` when the answer is malformed. */
export function failedItems(answer: Json, ids: readonly string[]): readonly string[] | 'all' {
  const failures = isObject(answer) ? (member(answer, 'batchItemFailures') ?? null) : null;
  if (failures === null) return [];
  if (!isArray(failures)) return 'all';
  const found: string[] = [];
  for (const failure of failures) {
    const id = isObject(failure) ? failure['itemIdentifier'] : undefined;
    if (typeof id !== 'string' || !ids.includes(id)) return 'all';
    found.push(id);
  }
  return found;
}

function textIn(record: JsonObject, name: string): string {
  const value = member(record, name);
  return typeof value === 'string' ? value : '';
}
