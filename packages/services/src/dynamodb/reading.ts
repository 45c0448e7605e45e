/** What reads tables from outside, such as what a scenario expects: items, and whether they are these. */
import { entries, get } from '@stepthrough/collections';
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import type { DynamoState } from './tables/state.ts';
import { namesOf } from './tables/table.ts';
import type { Item } from './values/attribute-value.ts';
import { isSame } from './values/comparison.ts';
import { readItem } from './values/read-value.ts';
import { reading } from './values/surface.ts';

interface TableView {
  /** Names of the key's attributes. */
  readonly key: readonly string[];
  /** In the order of a Query: by partition, in it by the sort key. */
  readonly items: readonly Item[];
}

export function tableNames({ tables }: DynamoState): readonly string[] {
  return [...entries(tables)].map(([name]) => name);
}

/** Key and items of a table; `undefined` when there is none of that name. */
export function viewTable({ tables }: DynamoState, name: string): TableView | undefined {
  const table = get(tables, name);
  return (
    table && { key: namesOf(table.key), items: [...entries(table.items)].map(([, item]) => item) }
  );
}

/** An item, or a part of one, as DynamoDB keeps what is written in its JSON; a refusal of what is none. */
export function readWritten(written: JsonObject): Item | Refusal {
  return readItem(written, reading);
}

/** Whether an item has these attributes with these values. */
export function hasAttributes(item: Item, attributes: Item): boolean {
  return Object.entries(attributes).every(([name, value]) => {
    const found = member(item, name);
    return found !== undefined && isSame(found, value);
  });
}

/** An item in DynamoDB's JSON with numbers instead of their texts, for rules on numbers. */
export function withNumbers(value: Json): Json {
  if (isArray(value)) return value.map(withNumbers);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, Json] => [
      name,
      name === 'N' && typeof inner === 'string' ? Number(inner) : withNumbers(inner),
    ]),
  );
}
