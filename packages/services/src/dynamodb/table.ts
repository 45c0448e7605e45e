/** One table as a value: its key, and its items by their keys. */
import { set, type SortedMap } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import {
  placeIn,
  SimulationProblem,
  type Scenario,
  type Table as DeclaredTable,
} from '@stepthrough/scenario';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { invalid, itemOf, type Item } from './attribute-value.ts';

export interface Table {
  readonly name: string;
  /** Partition key, and sort key where there is one. */
  readonly key: readonly string[];
  readonly indexes: { readonly [name: string]: readonly string[] };
  /** What stream records show. */
  readonly stream: string;
  readonly items: SortedMap<readonly string[], Item>;
}

/** @throws SimulationProblem for an item that DynamoDB would not take, with its place */
export function declaredTable(name: string, declared: DeclaredTable, scenario: Scenario): Table {
  const { key, items, indexes, stream = 'NEW_AND_OLD_IMAGES' } = declared;
  let table: Table = { name, key, indexes, stream, items: undefined };
  for (const [index, written] of items.entries()) {
    const wrong = (problem: string): SimulationProblem => {
      const place = placeIn(scenario, ['resources', 'tables', name, 'items', String(index)]);
      return new SimulationProblem(`${place}: ${problem}`);
    };
    const missing = key.find((attribute) => member(written, attribute) === undefined);
    if (missing !== undefined) {
      throw wrong(`the item has no "${missing}", which is part of the key of "${name}".`);
    }
    const item = itemOf(written);
    if (isRefusal(item)) {
      throw wrong(
        `the item is not in DynamoDB JSON, such as { ${key[0] ?? 'id'}: { S: a }, amount: { N: '1' } }: ${item.error.message}.`,
      );
    }
    table = { ...table, items: set(table.items, keyText(key, item), item) };
  }
  return table;
}

/** The place of an item among the items. */
export function keyOf({ key }: Table, item: Item): readonly string[] | Refusal {
  const missing = key.find((attribute) => member(item, attribute) === undefined);
  return missing === undefined
    ? keyText(key, item)
    : invalid(`One or more parameter values were invalid: Missing the key ${missing} in the item`);
}

/** The attributes of the key alone. */
export function keyAttributes({ key }: Table, item: Item): Item {
  return Object.fromEntries(
    key.flatMap((name) => {
      const value = member(item, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function keyText(key: readonly string[], item: Item): readonly string[] {
  return key.map((name) => JSON.stringify(member(item, name)));
}
