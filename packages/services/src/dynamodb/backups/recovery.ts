/** What point-in-time recovery keeps of a table, and the table as it was. */
import { append, itemsOf } from '@stepthrough/collections';
import { withChange } from '../tables/items.ts';
import type { KeptChange, Recovery, Table } from '../tables/table.ts';

/** The most days that recovery reaches back, and its default. */
export const longestPeriod = 35;

export const day = 86_400_000;

/** How far the latest moment to restore to lies behind, in milliseconds. */
const lag = 300_000;

interface Period {
  /** Seconds since the epoch. */
  readonly earliest: number;
  /** Seconds since the epoch. */
  readonly latest: number;
}

/** The moments that a table can be restored to, both included. */
export function restorablePeriod({ since, days }: Recovery, now: number): Period {
  return {
    earliest: Math.floor(Math.max(since, now - days * day) / 1000),
    latest: Math.floor(Math.max(since, now - lag) / 1000),
  };
}

/** The table with a change remembered, when recovery is on. */
export function withKeptChange(table: Table, change: KeptChange): Table {
  const { recovery } = table;
  return recovery
    ? { ...table, recovery: { ...recovery, changes: append(recovery.changes, change) } }
    : table;
}

/**
 * The table with the items that it had.
 *
 * @param moment Milliseconds since the epoch.
 */
export function tableAt(table: Table, moment: number): Table {
  return itemsOf(table.recovery?.changes)
    .filter(({ at }) => at > moment)
    .reduceRight((later, { before, after }) => withChange(later, after, before), table);
}
