/** What operations on items say, and what all of them check. */
import { get, set, type SortedMap } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { failure, isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { flag, map, number, operation, record, text } from '../contract/request-form.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Operation } from '../contract/service.ts';
import { invalid, itemOf, type Item } from './attribute-value.ts';
import { readCondition } from './condition.ts';
import { streamEffects, type Images } from './stream.ts';
import type { Table } from './table.ts';
import type { Placeholders } from './tokens.ts';

export interface DynamoState {
  readonly tables: SortedMap<string, Table>;
}

const onEach = { TableName: text, ExpressionAttributeNames: map(text) };
const writing = {
  ...onEach,
  ConditionExpression: text,
  ExpressionAttributeValues: record,
  ReturnValues: text,
};
const listing = {
  ...onEach,
  ExpressionAttributeValues: record,
  FilterExpression: text,
  IndexName: text,
  Limit: number,
  ProjectionExpression: text,
  Select: text,
};

/** What each operation reads of its request. */
export const forms = {
  GetItem: { ...onEach, Key: record, ProjectionExpression: text },
  PutItem: { ...writing, Item: record },
  DeleteItem: { ...writing, Key: record },
  UpdateItem: { ...writing, Key: record, UpdateExpression: text },
  Query: { ...listing, KeyConditionExpression: text, ScanIndexForward: flag },
  Scan: listing,
};

/** A request to one table: an operation leaves out what it does not read. */
export type TableRequest = Infer<{
  readonly is: 'object';
  readonly fields: typeof forms.PutItem & typeof forms.UpdateItem & typeof forms.Query;
}>;

/** What an operation does to one table: its response, and the item before and after. */
export interface Done {
  readonly table: Table;
  readonly response: JsonObject;
  readonly images?: Images;
}

export type Fields = (typeof forms)[keyof typeof forms];

type Perform = (
  table: Table,
  request: TableRequest,
  placeholders: Placeholders,
  /** The item, or the key, that the request gives. */
  given: Item,
) => Done | Refusal;

/** An operation on one table; what it has to be given, and all values, are checked before the table. */
export function onTable(
  form: Fields,
  needs: 'Item' | 'Key' | 'nothing',
  perform: Perform,
): Operation<DynamoState> {
  return operation(form, (request: TableRequest, state: DynamoState, context) => {
    const { TableName, ExpressionAttributeNames: names = {} } = request;
    if (TableName === undefined) return { state, outcome: missing('tableName') };
    const given = needs === 'nothing' ? {} : givenItem(request, needs);
    if (isRefusal(given)) return { state, outcome: given };
    const values = itemOf(request.ExpressionAttributeValues ?? {});
    if (isRefusal(values)) return { state, outcome: values };
    const name = resourceName(TableName);
    const table = get(state.tables, name);
    if (!table) return { state, outcome: noTable };
    const done = perform(table, request, { names, values }, given);
    if (isRefusal(done)) return { state, outcome: done };
    return {
      state: done.table === table ? state : { tables: set(state.tables, name, done.table) },
      outcome: success(done.response),
      effects: done.images ? streamEffects(table, done.images, context) : [],
    };
  });
}

const noTable = failure('ResourceNotFoundException', 'Requested resource not found');

function givenItem({ Item: item, Key: key }: TableRequest, needs: 'Item' | 'Key'): Item | Refusal {
  const written = needs === 'Item' ? item : key;
  return written ? itemOf(written) : missing(needs.toLowerCase());
}

/** Why the item as it is does not let the operation happen. */
export function conditionProblem(
  item: Item | undefined,
  { ConditionExpression }: TableRequest,
  placeholders: Placeholders,
): Refusal | undefined {
  if (ConditionExpression === undefined) return undefined;
  const condition = readCondition('ConditionExpression', ConditionExpression, placeholders);
  if (isRefusal(condition)) return condition;
  return condition(item)
    ? undefined
    : failure('ConditionalCheckFailedException', 'The conditional request failed');
}

function missing(name: string): Refusal {
  return invalid(
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}
