/** What a statement does. */
import { setMember } from '@stepthrough/json';
import { failure, isRefusal, type Refusal } from '../../contract/outcome.ts';
import type { Condition } from '../expressions/condition.ts';
import { valueAt, type Path } from '../expressions/path.ts';
import { projected } from '../expressions/projection.ts';
import { perform, type Written } from '../items/write.ts';
import { rangeOf, type Range } from '../queries/key-condition.ts';
import { readPage } from '../queries/page.ts';
import { startPlace } from '../queries/start-key.ts';
import { noTable, tableOf, type DynamoState } from '../tables/state.ts';
import type { Change } from '../streams/stream.ts';
import { itemAt } from '../tables/items.ts';
import { indexNamed, namesOf, type Index, type Table } from '../tables/table.ts';
import {
  invalid,
  notSimulated,
  type AttributeValue,
  type Item,
} from '../values/attribute-value.ts';
import type { Statement } from './statement.ts';

export interface Executed {
  readonly table: Table;
  readonly items: readonly Item[];
  /** Absent for what only reads. */
  readonly change?: Change;
  readonly lastKey?: Item;
}

export interface Reading {
  readonly limit?: number | undefined;
  readonly start?: Item | undefined;
  readonly isConsistent?: boolean | undefined;
}

type Select = Extract<Statement, { readonly kind: 'select' }>;

export function execute(
  statement: Statement,
  state: DynamoState,
  how: Reading,
): Executed | Refusal {
  const table = tableOf(state, statement.table);
  if (!table) return noTable;
  if (statement.kind === 'select') return selected(statement, table, how);
  if (statement.kind === 'insert') return inserted(table, statement.item);
  const key = keyIn(table, statement.where);
  if (isRefusal(key)) return key;
  if (statement.kind === 'update' && !itemAt(table, key)) {
    return failure('ConditionalCheckFailedException', 'The conditional request failed');
  }
  const actions = statement.kind === 'update' ? statement.actions : [];
  const before = itemAt(table, key);
  if (statement.kind === 'delete' && !before) return { table, items: [] };
  const done = perform(table, {
    kind: statement.kind,
    given: key,
    condition: statement.where,
    actions,
    showsItem: false,
  });
  if (isRefusal(done)) return done;
  return executed(
    done,
    returned(
      done,
      statement.returning,
      actions.map(({ path }) => path),
    ),
  );
}

function executed(done: Written, items: readonly Item[]): Executed {
  const { table, before, after } = done;
  return { table, items, change: { table: table.name, before, after } };
}

function returned(
  { before, after }: Written,
  returning: string | undefined,
  paths: readonly Path[],
): readonly Item[] {
  const image = returning?.endsWith('OLD') === true ? before : after;
  if (returning === undefined || !image) return [];
  return [returning.startsWith('ALL') ? image : projected(image, paths)];
}

function inserted(table: Table, item: Item): Executed | Refusal {
  if (itemAt(table, item)) {
    return failure('DuplicateItemException', 'Duplicate primary key exists in table');
  }
  const done = perform(table, {
    kind: 'put',
    given: item,
    condition: undefined,
    actions: [],
    showsItem: false,
  });
  return isRefusal(done) ? done : executed(done, []);
}

/** The key that a WHERE names whole by equality. */
export function keyIn(table: Table, where: Condition | undefined): Item | Refusal {
  const equal = where ? equalities(where) : new Map<string, AttributeValue>();
  const key: { [name: string]: AttributeValue } = {};
  for (const name of namesOf(table.key)) {
    const value = equal.get(name);
    if (!value) {
      return invalid('Where clause does not contain a mandatory equality on all key attributes');
    }
    setMember(key, name, value);
  }
  return key;
}

/** What must be equal to what, of all that is joined by AND. */
function equalities(condition: Condition): Map<string, AttributeValue> {
  if (condition.kind === 'and') {
    return new Map([...equalities(condition.left), ...equalities(condition.right)]);
  }
  if (condition.kind !== 'compare' || condition.operator !== '=') return new Map();
  const { left, right } = condition;
  const [path, value] = left.kind === 'value' ? [right, left] : [left, right];
  if (path.kind !== 'path' || value.kind !== 'value' || path.path.length > 1) return new Map();
  return new Map([[path.path[0], value.value]]);
}

function selected(statement: Select, table: Table, how: Reading): Executed | Refusal {
  const { index: name, where, orderBy, paths } = statement;
  const index = name === undefined ? undefined : indexNamed(table, name);
  if (name !== undefined && !index) {
    return invalid('The table does not have the specified index');
  }
  if (index?.kind === 'global' && how.isConsistent === true) {
    return invalid('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  const range = selectedRange(table, index, where);
  if (isRefusal(range)) return range;
  const [, sort] = (index ?? table).key;
  if (orderBy && (orderBy.name !== sort?.name || range === everything)) {
    return notSimulated('ORDER BY of what is not the sort key of one partition in PartiQL');
  }
  const place = how.start && startPlace(table, index, how.start);
  if (place && isRefusal(place)) return place;
  const { found, lastKey } = readPage({
    table,
    index,
    range,
    after: place,
    isBackward: orderBy?.isDescending ?? false,
    limit: how.limit ?? Infinity,
    filter: where,
    paths: undefined,
    select: undefined,
    isConsistent: how.isConsistent,
    asked: undefined,
  });
  return {
    table,
    items: found.map((item) => shown(item, paths)),
    ...(lastKey ? { lastKey } : {}),
  };
}

const everything: Range = { from: [], to: ['\uffff'] };

function selectedRange(
  table: Table,
  index: Index | undefined,
  where: Condition | undefined,
): Range | Refusal {
  const key = (index ?? table).key;
  const partition = where && equalities(where).get(key[0].name);
  if (!partition) return everything;
  return rangeOf(key, [{ name: key[0].name, operator: 'EQ', values: [partition] }]);
}

/** The selected parts, each by the last name of its path. */
function shown(item: Item, paths: readonly Path[] | undefined): Item {
  if (!paths) return item;
  const parts: { [name: string]: AttributeValue } = {};
  for (const path of paths) {
    const value = valueAt(item, path);
    const last = path.findLast((part) => typeof part === 'string') ?? path[0];
    if (value) setMember(parts, typeof path.at(-1) === 'number' ? nameOf(path) : last, value);
  }
  return parts;
}

function nameOf(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : part))
    .join('.')
    .replaceAll('.[', '[');
}
