/** A stream that functions begin to read. */
import { get } from '@stepthrough/collections';
import type { Context, Result } from '../../contract/service.ts';
import type { ReadStream } from '../../contract/signals.ts';
import { failure, success } from '../../contract/outcome.ts';
import { tableName, withTable, type DynamoState } from '../tables/state.ts';
import { streamArn } from '../tables/table.ts';
import { shardId } from './stream-operations.ts';
import { keptRecords, recordForFunctions } from './stream.ts';

export function readStream(
  { stream: wanted, isFromBeginning }: ReadStream,
  state: DynamoState,
  context: Context,
): Result<DynamoState> {
  const table = get(state.tables, tableName(wanted));
  const stream = table?.stream;
  if (!table || !stream || streamArn(table, stream) !== wanted) {
    return { state, outcome: failure('ResourceNotFoundException', `Stream not found: ${wanted}`) };
  }
  const records = isFromBeginning ? keptRecords(stream, context.now) : [];
  const whole = records.map((record) => recordForFunctions(record, wanted));
  return {
    state: withTable(state, { ...table, stream: { ...stream, isRead: true } }),
    outcome: success({ ShardId: shardId(table, stream), Records: whole }),
  };
}
