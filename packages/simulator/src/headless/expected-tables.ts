/** What DynamoDB tables must hold at the end. */
import type { JsonObject } from '@stepthrough/json';
import { matchesPattern, type Expectation } from '@stepthrough/scenario';
import {
  areSameItems,
  hasAttributes,
  isRefusal,
  readWritten,
  tableNames,
  viewTable,
  withNumbers,
  type Item,
} from '@stepthrough/services';
import type { Simulation } from '../simulation.ts';
import { countProblem, listed, short, type Mismatch } from './expected-values.ts';

type Expected = Expectation['tables'][string];
type ExpectedItem = Expected['items'][number];

/** Of each table: how many items, and items by their key, by a pattern, or exactly. */
export function checkTables(
  { world }: Simulation,
  tables: Expectation['tables'],
  at: readonly string[],
): Mismatch[] {
  const { dynamodb } = world.services;
  return Object.entries(tables).flatMap(([name, expected]) => {
    const place = [...at, name];
    const table = viewTable(dynamodb, name);
    if (!table) {
      const known = listed(tableNames(dynamodb), 'none');
      return [{ at: place, message: `There is no table "${name}"; there is ${known}.` }];
    }
    const { count } = expected;
    const problem =
      count === undefined ? undefined : countProblem(count, table.items.length, `items in ${name}`);
    return [
      ...(problem === undefined
        ? []
        : [{ at: [...place, 'count'], message: `${problem} ${held(table.items)}` }]),
      ...expected.items.flatMap((item, index) =>
        checkItem(name, table, item, [...place, 'items', String(index)]),
      ),
    ];
  });
}

type TableView = NonNullable<ReturnType<typeof viewTable>>;

function checkItem(
  name: string,
  table: TableView,
  expected: ExpectedItem,
  at: readonly string[],
): Mismatch[] {
  const { key, item, itemEquals, count } = expected;
  const foreign = Object.keys(key ?? {}).find((attribute) => !table.key.includes(attribute));
  if (foreign !== undefined) {
    const message = `"${foreign}" is not part of the key of ${name}, which is ${table.key.join(', ')}.`;
    return [{ at: [...at, 'key', foreign], message }];
  }
  const wanted = read(key, [...at, 'key']);
  if ('message' in wanted) return [wanted];
  const exact = itemEquals && read(itemEquals, [...at, 'itemEquals']);
  if (exact && 'message' in exact) return [exact];
  const withKey = table.items.filter((each) => hasAttributes(each, wanted.item));
  const fitting = withKey.filter(
    (each) =>
      (item === undefined || fits(item, each)) && (!exact || areSameItems(each, exact.item)),
  );
  const what = [
    `items in ${name}`,
    ...(key === undefined ? [] : [`with the key ${short(key)}`]),
    ...(item === undefined ? [] : [`that fit ${short(item)}`]),
    ...(itemEquals === undefined ? [] : [`that are ${short(itemEquals)}`]),
  ];
  const problem = countProblem(count, fitting.length, what.join(' '));
  if (problem === undefined) return [];
  const shown = fitting.length > 0 || withKey.length === 0 ? table.items : withKey;
  return [{ at, message: `${problem} ${held(fitting.length > 0 ? fitting : shown)}` }];
}

/** Numbers are texts in DynamoDB's JSON; a pattern may also mean them as numbers. */
function fits(pattern: ExpectedItem['item'], item: Item): boolean {
  return (
    pattern !== undefined &&
    (matchesPattern(pattern, item) || matchesPattern(pattern, withNumbers(item)))
  );
}

function read(written: JsonObject = {}, at: readonly string[]): { readonly item: Item } | Mismatch {
  const item = readWritten(written);
  if (!isRefusal(item)) return { item };
  return { at, message: `This is not in DynamoDB JSON: ${item.error.message}.` };
}

function held(items: readonly Item[]): string {
  return `Found: ${listed(items.map(short), 'no item')}.`;
}
