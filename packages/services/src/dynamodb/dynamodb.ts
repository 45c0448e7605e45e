/** Amazon DynamoDB: items of declared tables; their streams; what is more is the scenario's. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { entries, get, remove, set, type SortedMap } from '@stepthrough/collections';
import { SimulationProblem, placeIn } from '@stepthrough/scenario';
import { resourceName } from '../contract/resource-name.ts';
import type { Surroundings } from '../contract/service.ts';
import type { Context, Operation, Service } from '../contract/service.ts';
import { failure, success } from '../contract/outcome.ts';
import { holds, order } from './condition.ts';
import { invalid, TableFault } from './fault.ts';
import { streamEffects } from './stream.ts';
import { update } from './update.ts';

export interface DynamoState {
  readonly tables: SortedMap<string, Table>;
}

interface Table {
  readonly key: readonly string[];
  readonly items: SortedMap<readonly string[], JsonObject>;
}

/** What an operation does to one table: its response, and the item before and after. */
interface Done {
  readonly table: Table;
  readonly response: JsonObject;
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
}

export const dynamodb: Service<'dynamodb', DynamoState> = {
  name: 'dynamodb',
  whyNot: (_call, { scenario }) =>
    Object.keys(scenario.resources.tables).length > 0
      ? undefined
      : 'There is no table in "resources.tables".',
  initial: ({ scenario }) => {
    let tables: DynamoState['tables'];
    for (const [name, { key, items = [] }] of Object.entries(scenario.resources.tables)) {
      let table: Table = { key, items: undefined };
      for (const [index, item] of (items).entries()) {
        const missing = table.key.find((attribute) => member(item, attribute) === undefined);
        if (missing !== undefined) {
          const place = placeIn(scenario, ['resources', 'tables', name, 'items', String(index)]);
          throw new SimulationProblem(
            `${place}: the item has no "${missing}", which is part of the key of "${name}".`,
          );
        }
        table = { ...table, items: set(table.items, keyOf(table, item), item) };
      }
      tables = set(tables, name, table);
    }
    return { tables };
  },
  operations: {
    GetItem: onTable((table, request) => {
      const item = get(table.items, keyOf(table, keyIn(request)));
      return { table, response: item ? { Item: projected(item, request) } : {} };
    }),
    PutItem: onTable((table, request) => {
      const { Item = {} } = request;
      const item = Item as JsonObject;
      const key = keyOf(table, item);
      const before = get(table.items, key);
      checkCondition(before, request);
      const after = { ...table, items: set(table.items, key, item) };
      return { table: after, response: old(before, request), before, after: item };
    }),
    DeleteItem: onTable((table, request) => {
      const key = keyOf(table, keyIn(request));
      const before = get(table.items, key);
      checkCondition(before, request);
      const after = { ...table, items: remove(table.items, key) };
      return { table: after, response: old(before, request), before, after: undefined };
    }),
    UpdateItem: onTable((table, request) => {
      const keyItem = keyIn(request);
      const key = keyOf(table, keyItem);
      const before = get(table.items, key);
      checkCondition(before, request);
      const { UpdateExpression = '' } = request;
      const { item, touched } = update(String(UpdateExpression), before ?? keyItem, request);
      const changed = touched.find((name) => table.key.includes(name));
      if (changed !== undefined) {
        throw invalid(
          `One or more parameter values were invalid: Cannot update attribute ${changed}. This attribute is part of the key`,
        );
      }
      const after = { ...table, items: set(table.items, key, item) };
      return {
        table: after,
        response: updated(before, item, touched, request),
        before,
        after: item,
      };
    }),
    Query: onTable(query),
    Scan: onTable((table, request) => listing(table, [...entries(table.items)], request)),
  },
};

function query(table: Table, request: JsonObject, { setting }: Context, name: string): Done {
  const { KeyConditionExpression = '', IndexName, ScanIndexForward } = request;
  const key = typeof IndexName === 'string' ? indexKey(setting, name, IndexName) : table.key;
  const [partition = ''] = key;
  const condition = String(KeyConditionExpression);
  if (!condition.includes('=')) {
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const found = [...entries(table.items)]
    .filter(([, item]) => member(item, partition) !== undefined)
    .filter(([, item]) => holds('KeyConditionExpression', condition, item, request));
  const [, sort] = key;
  const sorted =
    sort === undefined
      ? found
      : found.sort(
          ([, a], [, b]) =>
            order(member(a, sort) as JsonObject, member(b, sort) as JsonObject) ?? 0,
        );
  return listing(table, ScanIndexForward === false ? sorted.reverse() : sorted, request);
}

/** Filtered, limited, projected. */
function listing(
  table: Table,
  found: readonly (readonly [readonly string[], JsonObject])[],
  request: JsonObject,
): Done {
  const { FilterExpression, Limit, Select } = request;
  const seen = typeof Limit === 'number' ? found.slice(0, Limit) : found;
  const items = seen
    .map(([, item]) => item)
    .filter(
      (item) =>
        FilterExpression === undefined ||
        holds('FilterExpression', String(FilterExpression), item, request),
    );
  const last = seen.length < found.length ? seen.at(-1)?.[1] : undefined;
  const response: JsonObject = {
    ...(Select === 'COUNT' ? {} : { Items: items.map((item) => projected(item, request)) }),
    Count: items.length,
    ScannedCount: seen.length,
    ...(last === undefined ? {} : { LastEvaluatedKey: keyAttributes(table, last) }),
  };
  return { table, response };
}

function indexKey({ scenario }: Surroundings, table: string, index: string): readonly string[] {
  const declared = member(scenario.resources.tables, table)?.['indexes'] as
    { readonly [name: string]: readonly string[] } | undefined;
  const key = declared && member(declared, index);
  if (key) return key;
  throw invalid(`The table does not have the specified index: ${index}`);
}

function onTable(
  change: (table: Table, request: JsonObject, context: Context, name: string) => Done,
): Operation<DynamoState> {
  return (request, state, context) => {
    if (request['Item'] === null) {
      const message =
        "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null";
      return { state, outcome: failure('ValidationException', message) };
    }
    const name = resourceName(String(request['TableName'] ?? ''));
    const table = get(state.tables, name);
    if (!table) {
      const outcome = failure('ResourceNotFoundException', 'Requested resource not found');
      return { state, outcome };
    }
    try {
      const { table: after, response, ...images } = change(table, request, context, name);
      return {
        state: { tables: set(state.tables, name, after) },
        outcome: success(response),
        effects:
          after === table
            ? []
            : streamEffects(name, table.key, images.before, images.after, context),
      };
    } catch (problem) {
      if (!(problem instanceof TableFault)) throw problem;
      return { state, outcome: failure(problem.code, problem.message) };
    }
  };
}

/** @throws TableFault */
function checkCondition(item: JsonObject | undefined, request: JsonObject): void {
  const { ConditionExpression } = request;
  if (ConditionExpression === undefined) return;
  if (holds('ConditionExpression', String(ConditionExpression), item, request)) return;
  throw new TableFault('ConditionalCheckFailedException', 'The conditional request failed');
}

function old(before: JsonObject | undefined, { ReturnValues }: JsonObject): JsonObject {
  return ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};
}

function updated(
  before: JsonObject | undefined,
  after: JsonObject,
  touched: readonly string[],
  { ReturnValues }: JsonObject,
): JsonObject {
  const only = (item: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(item).filter(([name]) => touched.includes(name)));
  const wanted: { readonly [values: string]: JsonObject | undefined } = {
    ALL_OLD: before,
    UPDATED_OLD: before && only(before),
    ALL_NEW: after,
    UPDATED_NEW: only(after),
  };
  const Attributes = member(wanted, String(ReturnValues));
  return Attributes ? { Attributes } : {};
}

/** Attributes at the top that ProjectionExpression names. */
function projected(item: JsonObject, request: JsonObject): JsonObject {
  const { ProjectionExpression, ExpressionAttributeNames = {} } = request;
  if (typeof ProjectionExpression !== 'string') return item;
  const names = ExpressionAttributeNames as { readonly [name: string]: string };
  const wanted = ProjectionExpression.split(',').map((part) => {
    const [name = ''] = part.trim().split(/[.[]/);
    return member(names, name) ?? name;
  });
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.includes(name)));
}

function keyIn({ Key = {} }: JsonObject): JsonObject {
  return Key as JsonObject;
}

function keyAttributes(table: Table, item: JsonObject): JsonObject {
  return Object.fromEntries(table.key.map((name) => [name, member(item, name) ?? null]));
}

/** @throws TableFault */
function keyOf(table: Table, item: JsonObject): readonly string[] {
  return table.key.map((attribute) => {
    const value: Json | undefined = member(item, attribute);
    if (value === undefined) {
      throw invalid(
        `One or more parameter values were invalid: Missing the key ${attribute} in the item`,
      );
    }
    return JSON.stringify(value);
  });
}
