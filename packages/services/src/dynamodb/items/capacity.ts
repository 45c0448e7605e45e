/** What operations consume, as `ReturnConsumedCapacity` asks. */
import { member, type JsonObject } from '@stepthrough/json';
import { only } from '../expressions/projection.ts';
import { placeIn } from '../tables/places.ts';
import { namesOf, projectedNames, type Index, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { areSameItems } from '../values/comparison.ts';
import { itemSize } from '../values/item-size.ts';

/** Units of a table and of those of its indexes that were touched. */
export interface Units {
  readonly table: number;
  readonly indexes: { readonly [name: string]: number };
}

const kilobyte = 1024;

/** Of a write: a unit for each kilobyte of the larger image, at least one. */
export function writeUnits(table: Table, before: Item | undefined, after: Item | undefined): Units {
  const indexes = table.indexes.flatMap((index): (readonly [string, number])[] => {
    const units = indexWriteUnits(table, index, before, after);
    return units === 0 ? [] : [[index.name, units]];
  });
  return { table: unitsOf(before, after), indexes: Object.fromEntries(indexes) };
}

/** Of a read of so many bytes: a unit for each 4 KB, half of it when it need not be consistent. */
export function readUnits(bytes: number, isConsistent: boolean | undefined): number {
  const units = Math.max(1, Math.ceil(bytes / (4 * kilobyte)));
  return isConsistent === true ? units : units / 2;
}

/** An index is written once for what it gets or loses, twice when the item moves in it. */
function indexWriteUnits(
  table: Table,
  index: Index,
  before: Item | undefined,
  after: Item | undefined,
): number {
  const names = projectedNames(table, index);
  const viewOf = (item: Item | undefined): Item | undefined =>
    item && placeIn(index.key, item) && (names ? only(item, names) : item);
  const [from, to] = [viewOf(before), viewOf(after)];
  if (!from || !to) return from || to ? unitsOf(from, to) : 0;
  if (areSameItems(from, to)) return 0;
  const keyNames = namesOf(index.key);
  const isMoved = !areSameItems(only(from, keyNames), only(to, keyNames));
  return isMoved ? unitsOf(from, undefined) + unitsOf(undefined, to) : unitsOf(from, to);
}

function unitsOf(before: Item | undefined, after: Item | undefined): number {
  const bytes = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  return Math.max(1, Math.ceil(bytes / kilobyte));
}

export function sumOf(all: readonly Units[]): Units {
  const indexes = new Map<string, number>();
  for (const [name, units] of all.flatMap((one) => Object.entries(one.indexes))) {
    indexes.set(name, (indexes.get(name) ?? 0) + units);
  }
  return {
    table: all.reduce((sum, { table }) => sum + table, 0),
    indexes: Object.fromEntries(indexes),
  };
}

/** Of a transaction: everything twice. */
export function twice({ table, indexes }: Units): Units {
  return {
    table: table * 2,
    indexes: Object.fromEntries(Object.entries(indexes).map(([name, units]) => [name, units * 2])),
  };
}

/** @returns what a response tells; `undefined` when the request does not ask */
export function consumed(
  table: Table,
  units: Units,
  asked: string | undefined,
  transaction?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): JsonObject | undefined {
  if (asked !== 'TOTAL' && asked !== 'INDEXES') return undefined;
  const told = (amount: number): JsonObject => ({
    CapacityUnits: amount,
    ...(transaction === undefined ? {} : { [transaction]: amount }),
  });
  const total = Object.values(units.indexes).reduce((sum, one) => sum + one, units.table);
  const all = { TableName: table.name, ...told(total) };
  if (asked === 'TOTAL') return all;
  const of = (kind: Index['kind']): JsonObject =>
    Object.fromEntries(
      table.indexes.flatMap(({ name, kind: own }) => {
        const amount = member(units.indexes, name);
        return own === kind && amount !== undefined ? [[name, told(amount)]] : [];
      }),
    );
  const [global, local] = [of('global'), of('local')];
  return {
    ...all,
    Table: told(units.table),
    ...(Object.keys(global).length > 0 ? { GlobalSecondaryIndexes: global } : {}),
    ...(Object.keys(local).length > 0 ? { LocalSecondaryIndexes: local } : {}),
  };
}
