/** Records of a stream that are given up: for their age, or since their function fails on them. */
import { isObject, type JsonObject } from '@stepthrough/json';
import { responseOf, type Outcome } from '../../contract/outcome.ts';
import type { Context, ServiceEffect } from '../../contract/service.ts';
import { isOutOfStream, itemIdentifier } from '../../sources/records.ts';
import { unpublished } from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';
import { delivery } from '../invocations/delivery.ts';
import type { Mapping } from '../model/mapping.ts';

/** The records of a batch that are too old by now, and the others. */
export function parted(
  { source, settings: { maximumAge } }: Mapping,
  batch: readonly JsonObject[],
  now: number,
): { readonly expired: readonly JsonObject[]; readonly kept: readonly JsonObject[] } {
  if (source.kind === 'queue') return { expired: [], kept: batch };
  const isExpired = (record: JsonObject): boolean =>
    isOutOfStream(record, now) || (maximumAge >= 0 && now - createdAt(record) > maximumAge * 1000);
  const expired = batch.filter(isExpired);
  const kept = expired.length === 0 ? batch : batch.filter((record) => !isExpired(record));
  return { expired, kept };
}

/** Milliseconds since the epoch. */
function createdAt({ dynamodb }: JsonObject): number {
  const created = isObject(dynamodb) ? dynamodb['ApproximateCreationDateTime'] : undefined;
  return typeof created === 'number' ? created * 1000 : 0;
}

interface Reason {
  readonly why: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly tries: number;
  /** Of the last try. */
  readonly outcome?: Outcome;
}

/** A line in the log, and the record that the mapping's destination gets. */
export function givenUp(
  mapping: Mapping,
  records: readonly JsonObject[],
  reason: Reason,
  context: Context,
): readonly ServiceEffect<never>[] {
  const { function: name, qualifier, settings } = mapping;
  const message =
    reason.why === 'RecordAgeExceeded'
      ? `${records.length} records of the stream are too old for function ${name}; they are given up`
      : `Function ${name} has failed ${reason.tries} times on ${records.length} records of the stream; they are given up`;
  const log: ServiceEffect = { do: 'log', kind: 'callFailed', message, resource: name };
  const { onFailure } = settings;
  if (onFailure === undefined) return [log];
  const requestId = context.uuid('given up');
  const record = recordOf(mapping, records, reason, requestId, context);
  const source = { function: name, qualifier, requestId };
  return [log, ...delivery(onFailure, record, false, source, context)];
}

function recordOf(
  { source, function: name, qualifier }: Mapping,
  records: readonly JsonObject[],
  { why, tries, outcome }: Reason,
  requestId: string,
  context: Context,
): JsonObject {
  const [first = {}] = records;
  const last = records.at(-1) ?? first;
  const { ExecutedVersion = unpublished } = outcome ? responseOf(outcome) : {};
  return {
    requestContext: {
      requestId,
      functionArn: functionArn({ name, qualifier }, context),
      condition: why,
      approximateInvokeCount: tries,
    },
    ...(tries === 0
      ? {}
      : {
          responseContext: {
            statusCode: outcome && !outcome.ok ? outcome.error.status : 200,
            executedVersion: ExecutedVersion,
            functionError: 'Unhandled',
          },
        }),
    version: '1.0',
    timestamp: new Date(context.now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: source.kind === 'stream' ? source.shard : '',
      startSequenceNumber: itemIdentifier(first),
      endSequenceNumber: itemIdentifier(last),
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: source.arn,
    },
  };
}

/** To the second. */
function arrival(record: JsonObject): string {
  return new Date(createdAt(record)).toISOString().replace(/\.\d+Z$/, 'Z');
}
