/** The alarm of an item whose time may be over. */
import { get } from '@stepthrough/collections';
import type { Context, Result } from '../../contract/service.ts';
import { itemAt, withChange } from '../tables/items.ts';
import { withTable, type DynamoState } from '../tables/state.ts';
import { isDue, type Expiry } from '../tables/time-to-live.ts';
import { recorded } from './stream.ts';

/** The item is deleted by the service itself, when it is still there and its time is still over. */
export function deleteExpired(
  { table: name, id, key }: Expiry,
  state: DynamoState,
  context: Context,
): Result<DynamoState, Expiry> {
  const table = get(state.tables, name);
  const item = table?.id === id ? itemAt(table, key) : undefined;
  if (!table || !item || !isDue(table, item, context.now)) return { state };
  const rest = withTable(state, withChange(table, item, undefined));
  const change = { table: name, before: item, after: undefined, isByService: true } as const;
  return recorded(rest, [change], context);
}
