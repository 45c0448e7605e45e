/** Query and Scan: which items, in which order, and how they are shown. */
import { values } from '@stepthrough/collections';
import { member, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { invalid, type Item } from './attribute-value.ts';
import { order } from './comparison.ts';
import { readCondition, type Condition } from './condition.ts';
import type { Done, TableRequest } from './request.ts';
import { keyAttributes, type Table } from './table.ts';
import type { Placeholders } from './tokens.ts';

export function query(
  table: Table,
  request: TableRequest,
  placeholders: Placeholders,
): Done | Refusal {
  const { KeyConditionExpression = '', IndexName, ScanIndexForward } = request;
  const key = IndexName === undefined ? table.key : member(table.indexes, IndexName);
  if (!key) return invalid(`The table does not have the specified index: ${IndexName}`);
  if (!KeyConditionExpression.includes('=')) {
    return invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const condition = readCondition('KeyConditionExpression', KeyConditionExpression, placeholders);
  if (isRefusal(condition)) return condition;
  const [partition = '', sort] = key;
  const found = values(table.items).filter(
    (item) => member(item, partition) !== undefined && condition(item),
  );
  if (sort !== undefined) {
    found.sort((a, b) => order(member(a, sort), member(b, sort)) ?? 0);
  }
  return listing(
    table,
    ScanIndexForward === false ? found.reverse() : found,
    request,
    placeholders,
  );
}

export function scan(
  table: Table,
  request: TableRequest,
  placeholders: Placeholders,
): Done | Refusal {
  return listing(table, values(table.items), request, placeholders);
}

/** Filtered, limited, projected. */
function listing(
  table: Table,
  found: readonly Item[],
  request: TableRequest,
  placeholders: Placeholders,
): Done | Refusal {
  const { FilterExpression, Limit, Select } = request;
  if (Limit !== undefined && Limit < 1) {
    return invalid(
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  }
  const filter: Condition | Refusal =
    FilterExpression === undefined
      ? () => true
      : readCondition('FilterExpression', FilterExpression, placeholders);
  if (isRefusal(filter)) return filter;
  const seen = Limit === undefined ? found : found.slice(0, Limit);
  const items = seen.filter(filter);
  const last = seen.length < found.length ? seen.at(-1) : undefined;
  const response: JsonObject = {
    ...(Select === 'COUNT' ? {} : { Items: items.map((item) => projected(item, request)) }),
    Count: items.length,
    ScannedCount: seen.length,
    ...(last === undefined ? {} : { LastEvaluatedKey: keyAttributes(table, last) }),
  };
  return { table, response };
}

/** Attributes at the top that ProjectionExpression names. */
export function projected(item: Item, request: TableRequest): Item {
  const { ProjectionExpression, ExpressionAttributeNames: names = {} } = request;
  if (ProjectionExpression === undefined) return item;
  const wanted = ProjectionExpression.split(',').map((part) => {
    const [name = ''] = part.trim().split(/[.[]/);
    return member(names, name) ?? name;
  });
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.includes(name)));
}
