/** DynamoDB Streams: each stream is one shard. */
import { itemsOf, values } from '@stepthrough/collections';
import {
  base64DecodeText,
  base64Encode,
  isObject,
  parseJson,
  type JsonObject,
} from '@stepthrough/json';
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { number, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import { atLeast, atMost, constraintProblem, oneOf, required } from '../tables/constraints.ts';
import { tableName, type DynamoState } from '../tables/state.ts';
import { attributesOf, streamArn, type Stream, type Table } from '../tables/table.ts';
import { invalid } from '../values/attribute-value.ts';
import { keptRecords } from './stream.ts';

/** Records of one GetRecords. */
const mostRecords = 1000;
/** A quarter of an hour: how long an iterator can be used. */
const iteratorAge = 900_000;

const iteratorTypes = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'];

export const streamOperations: { readonly [name: string]: Operation<DynamoState> } = {
  ListStreams: operation(
    { TableName: text, Limit: number, ExclusiveStartStreamArn: text },
    ({ TableName, Limit = 100, ExclusiveStartStreamArn: start }, state) => {
      const problem = constraintProblem([atLeast('limit', Limit, 1), atMost('limit', Limit, 100)]);
      if (problem) return { state, outcome: problem };
      const all = values(state.tables).flatMap((table) => {
        const isMeant = TableName === undefined || tableName(TableName) === table.name;
        return isMeant && table.stream ? [streamSummary(table, table.stream)] : [];
      });
      const from =
        start === undefined ? 0 : all.findIndex(({ StreamArn }) => StreamArn === start) + 1;
      const Streams = all.slice(from, from + Limit);
      const last = from + Limit < all.length ? Streams.at(-1)?.StreamArn : undefined;
      const more = last === undefined ? {} : { LastEvaluatedStreamArn: last };
      return { state, outcome: success({ Streams, ...more }) };
    },
  ),

  DescribeStream: operation(
    { StreamArn: text, Limit: number, ExclusiveStartShardId: text },
    ({ StreamArn, ExclusiveStartShardId }, state) => {
      const found = streamOf(state, StreamArn);
      if (isRefusal(found)) return { state, outcome: found };
      const { table, stream } = found;
      const shard = {
        ShardId: shardId(table, stream),
        SequenceNumberRange: { StartingSequenceNumber: '100000000000000000000' },
      };
      return {
        state,
        outcome: success({
          StreamDescription: {
            ...streamSummary(table, stream),
            StreamStatus: 'ENABLED',
            StreamViewType: stream.view,
            CreationRequestDateTime: table.createdAt / 1000,
            KeySchema: attributesOf(table.key).map(({ name }, at) => ({
              AttributeName: name,
              KeyType: at === 0 ? 'HASH' : 'RANGE',
            })),
            Shards: ExclusiveStartShardId === shard.ShardId ? [] : [shard],
          },
        }),
      };
    },
    ['ShardFilter'],
  ),

  GetShardIterator: operation(
    { StreamArn: text, ShardId: text, ShardIteratorType: text, SequenceNumber: text },
    ({ StreamArn, ShardId, ShardIteratorType: type, SequenceNumber }, state, context) => {
      const problem = constraintProblem([
        required('shardId', ShardId),
        required('shardIteratorType', type),
        oneOf('shardIteratorType', type, iteratorTypes),
      ]);
      if (problem) return { state, outcome: problem };
      const found = streamOf(state, StreamArn);
      if (isRefusal(found)) return { state, outcome: found };
      const { table, stream } = found;
      if (ShardId !== shardId(table, stream)) {
        const message = `Requested resource not found: Shard: ${ShardId} in stream ${StreamArn} not found`;
        return { state, outcome: failure('ResourceNotFoundException', message) };
      }
      const position = positionOf(stream, type, SequenceNumber);
      if (typeof position !== 'number') return { state, outcome: position };
      const ShardIterator = iteratorText(StreamArn ?? '', position, context);
      return { state, outcome: success({ ShardIterator }) };
    },
  ),

  GetRecords: operation(
    { ShardIterator: text, Limit: number },
    ({ ShardIterator, Limit = mostRecords }, state, context) => {
      const problem = constraintProblem([
        required('shardIterator', ShardIterator),
        atLeast('limit', Limit, 1),
        atMost('limit', Limit, mostRecords),
      ]);
      if (problem) return { state, outcome: problem };
      const iterator = readIterator(ShardIterator ?? '');
      const found = iterator ? streamOf(state, iterator.stream) : invalid('Invalid ShardIterator');
      if (!iterator || isRefusal(found)) {
        return { state, outcome: isRefusal(found) ? found : invalid('Invalid ShardIterator') };
      }
      if (context.now - iterator.at > iteratorAge) {
        return {
          state,
          outcome: failure('ExpiredIteratorException', 'Shard iterator has expired'),
        };
      }
      const { stream } = found;
      const gone = (stream.records?.length ?? 0) - keptRecords(stream, context.now).length;
      const from = Math.max(iterator.position, gone);
      const Records = itemsOf(stream.records, from).slice(0, Limit);
      const NextShardIterator = iteratorText(iterator.stream, from + Records.length, context);
      return { state, outcome: success({ Records, NextShardIterator }) };
    },
  ),
};

function streamSummary(table: Table, stream: Stream) {
  return { StreamArn: streamArn(table, stream), StreamLabel: stream.label, TableName: table.name };
}

function streamOf(
  state: DynamoState,
  arn: string | undefined,
): { readonly table: Table; readonly stream: Stream } | Refusal {
  const problem = constraintProblem([required('streamArn', arn)]);
  if (problem) return problem;
  for (const table of values(state.tables)) {
    const { stream } = table;
    if (stream && streamArn(table, stream) === arn) return { table, stream };
  }
  return failure(
    'ResourceNotFoundException',
    `Requested resource not found: Stream: ${arn} not found`,
  );
}

/** The one shard of a stream. */
export function shardId({ createdAt, id }: Table, { label }: Stream): string {
  const digits = String(createdAt).padStart(20, '0');
  return `shardId-${digits}-${(id + label).replace(/\W|_/g, '').slice(0, 8)}`;
}

/** How many records come before. */
function positionOf(
  { records }: Stream,
  type: string | undefined,
  sequence: string | undefined,
): number | Refusal {
  if (type === 'TRIM_HORIZON') return 0;
  if (type === 'LATEST') return records?.length ?? 0;
  if (sequence === undefined) {
    return invalid(`The SequenceNumber parameter is required for ShardIteratorType ${type}`);
  }
  const at = itemsOf(records).findIndex((record) => sequenceOf(record) === sequence);
  if (at === -1) return invalid(`Invalid SequenceNumber: ${sequence}`);
  return type === 'AT_SEQUENCE_NUMBER' ? at : at + 1;
}

function sequenceOf({ dynamodb }: JsonObject): unknown {
  return isObject(dynamodb) ? dynamodb['SequenceNumber'] : undefined;
}

interface Iterator {
  readonly stream: string;
  readonly position: number;
  readonly at: number;
}

function iteratorText(stream: string, position: number, { now }: Context): string {
  return base64Encode(JSON.stringify({ stream, position, at: now }));
}

function readIterator(written: string): Iterator | undefined {
  const read = parseJson(base64DecodeText(written) ?? '') ?? null;
  if (!isObject(read)) return undefined;
  const { stream, position, at } = read;
  return typeof stream === 'string' && typeof position === 'number' && typeof at === 'number'
    ? { stream, position, at }
    : undefined;
}
