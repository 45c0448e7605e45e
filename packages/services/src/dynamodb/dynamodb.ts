/** Amazon DynamoDB: items of declared tables; their streams; what is more is the scenario's. */
import { get, remove, set } from '@stepthrough/collections';
import { member, type JsonObject } from '@stepthrough/json';
import { failure, isRefusal, type Refusal } from '../contract/outcome.ts';
import type { Operation, Service } from '../contract/service.ts';
import { invalid, type Item } from './attribute-value.ts';
import { projected, query, scan } from './listing.ts';
import {
  conditionProblem,
  forms,
  onTable,
  type Done,
  type DynamoState,
  type Fields,
  type TableRequest,
} from './request.ts';
import { declaredTable, keyOf, type Table } from './table.ts';
import type { Placeholders } from './tokens.ts';
import { update } from './update.ts';
import { integrations } from './task-integration.ts';

export const dynamodb: Service<'dynamodb', DynamoState> = {
  name: 'dynamodb',
  integrations,
  throttled: () =>
    failure(
      'ProvisionedThroughputExceededException',
      'The level of configured provisioned throughput for the table was exceeded.',
    ),
  whyNot: (_call, { scenario }) =>
    Object.keys(scenario.resources.tables).length > 0
      ? undefined
      : 'There is no table in "resources.tables".',
  initial: ({ scenario }) => {
    let tables: DynamoState['tables'];
    for (const [name, declared] of Object.entries(scenario.resources.tables)) {
      tables = set(tables, name, declaredTable(name, declared, scenario));
    }
    return { tables };
  },
  operations: {
    GetItem: onItem(forms.GetItem, 'Key', getItem),
    PutItem: onItem(forms.PutItem, 'Item', putItem),
    DeleteItem: onItem(forms.DeleteItem, 'Key', deleteItem),
    UpdateItem: onItem(forms.UpdateItem, 'Key', updateItem),
    Query: onTable(forms.Query, 'nothing', query),
    Scan: onTable(forms.Scan, 'nothing', scan),
  },
};

/** Which item a request is about. */
interface Target {
  readonly table: Table;
  readonly key: readonly string[];
  /** As it was, when there is one. */
  readonly before: Item | undefined;
  /** The item, or the key, that the request gives. */
  readonly given: Item;
}

/** An operation on one item, which is found by its key and has to meet the request's condition. */
function onItem(
  form: Fields,
  needs: 'Item' | 'Key',
  perform: (target: Target, request: TableRequest, placeholders: Placeholders) => Done | Refusal,
): Operation<DynamoState> {
  return onTable(form, needs, (table, request, placeholders, given) => {
    const key = keyOf(table, given);
    if (isRefusal(key)) return key;
    const before = get(table.items, key);
    const problem = conditionProblem(before, request, placeholders);
    return problem ?? perform({ table, key, before, given }, request, placeholders);
  });
}

function getItem({ table, before }: Target, request: TableRequest): Done {
  return { table, response: before ? { Item: projected(before, request) } : {} };
}

function putItem({ table, key, before, given }: Target, request: TableRequest): Done {
  return {
    table: { ...table, items: set(table.items, key, given) },
    response: old(before, request),
    images: { before, after: given },
  };
}

function deleteItem({ table, key, before }: Target, request: TableRequest): Done {
  return {
    table: { ...table, items: remove(table.items, key) },
    response: old(before, request),
    images: { before, after: undefined },
  };
}

function updateItem(
  { table, key, before, given }: Target,
  request: TableRequest,
  placeholders: Placeholders,
): Done | Refusal {
  const { UpdateExpression } = request;
  const start = before ?? given;
  const after =
    UpdateExpression === undefined
      ? { item: start, touched: [] }
      : update(UpdateExpression, start, placeholders);
  if (isRefusal(after)) return after;
  const { item, touched } = after;
  const changed = touched.find((name) => table.key.includes(name));
  if (changed !== undefined) {
    return invalid(
      `One or more parameter values were invalid: Cannot update attribute ${changed}. This attribute is part of the key`,
    );
  }
  return {
    table: { ...table, items: set(table.items, key, item) },
    response: updated(before, item, touched, request),
    images: { before, after: item },
  };
}

function old(before: Item | undefined, { ReturnValues }: TableRequest): JsonObject {
  return ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};
}

function updated(
  before: Item | undefined,
  after: Item,
  touched: readonly string[],
  { ReturnValues = 'NONE' }: TableRequest,
): JsonObject {
  const only = (item: Item): Item =>
    Object.fromEntries(Object.entries(item).filter(([name]) => touched.includes(name)));
  const wanted: { readonly [values: string]: Item | undefined } = {
    ALL_OLD: before,
    UPDATED_OLD: before && only(before),
    ALL_NEW: after,
    UPDATED_NEW: only(after),
  };
  const Attributes = member(wanted, ReturnValues);
  return Attributes ? { Attributes } : {};
}
