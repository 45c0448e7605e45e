/** SQS messages as event sources hand them on. */
import { parsed, type Json, type JsonObject } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';
import type { Context, ServiceCall, ServiceEffect } from '../contract/service.ts';

/** The record that Lambda and Pipes see of a received message. */
export function recordOf(message: JsonObject, queue: string, context: Context): JsonObject {
  const { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '' } = message;
  const { Attributes = {}, MessageAttributes = {}, MD5OfMessageAttributes } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes as JsonObject).map(([name, value]) => [
        name,
        attributeOf(value as JsonObject),
      ]),
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

/** Asks a queue for a batch, and waits for it without end. */
export function pollOf({ queue, batchSize }: JsonObject): ServiceCall {
  const most = Math.min(10, typeof batchSize === 'number' ? batchSize : 10);
  return { service: 'sqs', signal: { kind: 'poll', queue: String(queue), most } };
}

/** Deletes messages that are done, or that no filter matches. */
export function deletion(
  queue: string,
  records: readonly JsonObject[],
  isFiltered = false,
): ServiceEffect {
  const receipts = records.map(({ receiptHandle = '' }) => String(receiptHandle));
  const signal = { kind: 'deleteRecords', queue, receipts, isFiltered } as const;
  return { do: 'call', call: { service: 'sqs', signal } };
}

/** Filters are alternatives; the body is parsed where a pattern looks into it. */
export function passes(record: JsonObject, filters: readonly Json[]): boolean {
  if (filters.length === 0) return true;
  return filters.some((pattern) => {
    const looksInside =
      typeof pattern === 'object' && pattern && 'body' in pattern && !Array.isArray(pattern.body);
    return matchesPattern(
      pattern,
      looksInside ? { ...record, body: parsed(record['body'] ?? '') } : record,
    );
  });
}

/** The records whose messages have to come back; `all` when the answer is malformed. */
export function failedItems(answer: Json, ids: readonly string[]): readonly string[] | 'all' {
  if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) return [];
  const { batchItemFailures: failures } = answer;
  if (failures === null) return [];
  if (!Array.isArray(failures)) return 'all';
  const found: string[] = [];
  for (const failure of failures as readonly Json[]) {
    const id =
      typeof failure === 'object' && failure && 'itemIdentifier' in failure
        ? failure.itemIdentifier
        : undefined;
    if (typeof id !== 'string' || !ids.includes(id)) return 'all';
    found.push(id);
  }
  return found;
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
