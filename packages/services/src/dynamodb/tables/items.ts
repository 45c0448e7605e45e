/** Items of a table, and of all its indexes, changed together. */
import { get, remove, set } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { typeOf, type Item } from '../values/attribute-value.ts';
import { placeIn, placeInIndex } from './places.ts';
import {
  attributesOf,
  type Index,
  type Key,
  type KeyAttribute,
  type KeyType,
  type Table,
} from './table.ts';

/** The item at the key that an item, or a key, has. */
export function itemAt(table: Table, key: Item): Item | undefined {
  const place = placeIn(table.key, key);
  return place && get(table.items, place);
}

/** The table with an item put in the place of the one before; without it when there is none after. */
export function withChange(table: Table, before: Item | undefined, after: Item | undefined): Table {
  const place = placeIn(table.key, after ?? before ?? {});
  if (!place) return table;
  const typed = after ? withTypes(table, after) : table;
  return {
    ...typed,
    items: after ? set(table.items, place, after) : remove(table.items, place),
    indexes: typed.indexes.map((index) => indexWithChange(table, index, before, after)),
  };
}

/** An index with all items of its table that have its key. */
export function filled(table: Table, index: Index, items: Iterable<Item>): Index {
  let whole = index;
  for (const item of items) whole = indexWithChange(table, whole, undefined, item);
  return whole;
}

function indexWithChange(
  table: Table,
  index: Index,
  before: Item | undefined,
  after: Item | undefined,
): Index {
  const from = before && placeInIndex(table, index, before);
  const to = after && placeInIndex(table, index, after);
  if (!from && !to) return index;
  const rest = from ? remove(index.items, from) : index.items;
  return { ...index, items: to ? set(rest, to, after) : rest };
}

/** A declared table has the key types of its first item. */
function withTypes(table: Table, item: Item): Table {
  const keys = [table.key, ...table.indexes.map(({ key }) => key)];
  if (keys.flatMap(attributesOf).every(({ type }) => type !== undefined)) return table;
  return {
    ...table,
    key: typedKey(table.key, item),
    indexes: table.indexes.map((index) => ({ ...index, key: typedKey(index.key, item) })),
  };
}

function typedKey([partition, sort]: Key, item: Item): Key {
  const first = typedAttribute(partition, item);
  return sort ? [first, typedAttribute(sort, item)] : [first];
}

function typedAttribute(attribute: KeyAttribute, item: Item): KeyAttribute {
  const value = member(item, attribute.name);
  const type = value && typeOf(value);
  return attribute.type === undefined && isKeyType(type) ? { ...attribute, type } : attribute;
}

export function isKeyType(type: string | undefined): type is KeyType {
  return type === 'S' || type === 'N' || type === 'B';
}
