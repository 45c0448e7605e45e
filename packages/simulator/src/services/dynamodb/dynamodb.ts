/** Amazon DynamoDB: items of declared tables by their key; other operations are the scenario's. */
import type { Json } from '@stepthrough/asl';
import { entries, get, remove, set, type SortedMap } from '../../collections/sorted-map.ts';
import { resourceName } from '../../setting.ts';
import { failure, success, type JsonObject, type Operation, type Service } from '../service.ts';

export interface DynamoState {
  readonly tables: SortedMap<string, Table>;
}

interface Table {
  readonly key: readonly string[];
  readonly items: SortedMap<readonly string[], JsonObject>;
}

export const dynamodb: Service<DynamoState> = {
  name: 'dynamodb',
  initial: ({ scenario }) => {
    let tables: DynamoState['tables'];
    for (const [name, { key, items = [] }] of Object.entries(scenario.resources.tables)) {
      let table: Table = { key: key as readonly string[], items: undefined };
      for (const item of items as readonly JsonObject[]) {
        table = { ...table, items: set(table.items, keyOf(table, item), item) };
      }
      tables = set(tables, name, table);
    }
    return { tables };
  },
  operations: {
    GetItem: onTable((table, { Key = {} }) => {
      const item = get(table.items, keyOf(table, Key as JsonObject));
      return [table, item ? { Item: item } : {}];
    }),
    PutItem: onTable((table, { Item = {}, ReturnValues }) => {
      const item = Item as JsonObject;
      const key = keyOf(table, item);
      const before = get(table.items, key);
      const after = { ...table, items: set(table.items, key, item) };
      return [after, ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {}];
    }),
    DeleteItem: onTable((table, { Key = {}, ReturnValues }) => {
      const key = keyOf(table, Key as JsonObject);
      const before = get(table.items, key);
      const after = { ...table, items: remove(table.items, key) };
      return [after, ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {}];
    }),
    /** By the partition key alone: `#pk = :value`. */
    Query: onTable((table, request) => {
      const {
        KeyConditionExpression = '',
        ExpressionAttributeValues = {},
        ExpressionAttributeNames = {},
      } = request;
      const match = /^\s*(#?\w+)\s*=\s*(:\w+)\s*$/.exec(String(KeyConditionExpression));
      const names = ExpressionAttributeNames as { readonly [name: string]: string };
      const attribute = match?.[1] === undefined ? undefined : (names[match[1]] ?? match[1]);
      if (match?.[2] === undefined || attribute === undefined || attribute !== table.key[0]) {
        const message = `Only key conditions of the form "${table.key[0] ?? 'key'} = :value" are simulated; answer this query in the scenario's "answers".`;
        throw new TableFault('ValidationException', message);
      }
      const wanted = JSON.stringify((ExpressionAttributeValues as JsonObject)[match[2]]);
      const Items = [...entries(table.items)]
        .map(([, item]) => item)
        .filter((item) => JSON.stringify(item[attribute]) === wanted);
      return [table, { Items, Count: Items.length, ScannedCount: Items.length }];
    }),
  },
};

class TableFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function onTable(
  change: (table: Table, request: JsonObject) => readonly [Table, JsonObject],
): Operation<DynamoState> {
  return (request, state) => {
    const name = resourceName(String(request['TableName'] ?? ''));
    const table = get(state.tables, name);
    if (!table) {
      return {
        state,
        outcome: failure('ResourceNotFoundException', 'Requested resource not found'),
      };
    }
    if (request['ConditionExpression'] !== undefined || request['UpdateExpression'] !== undefined) {
      const message =
        'Condition and update expressions are not simulated; answer this request in the scenario\'s "answers".';
      return { state, outcome: failure('ValidationException', message) };
    }
    try {
      const [after, response] = change(table, request);
      return { state: { tables: set(state.tables, name, after) }, outcome: success(response) };
    } catch (problem) {
      if (!(problem instanceof TableFault)) throw problem;
      return { state, outcome: failure(problem.code, problem.message) };
    }
  };
}

function keyOf(table: Table, item: JsonObject): readonly string[] {
  return table.key.map((attribute) => {
    const value: Json | undefined = item[attribute];
    if (value === undefined) {
      throw new TableFault(
        'ValidationException',
        `One or more parameter values were invalid: Missing the key ${attribute} in the item`,
      );
    }
    return JSON.stringify(value);
  });
}
