/** What DescribeTable, and each change of a table, tells of it. */
import { size, values } from '@stepthrough/collections';
import { isObject, type JsonObject } from '@stepthrough/json';
import { itemSize } from '../values/item-size.ts';
import {
  attributesOf,
  namesOf,
  streamArn,
  type Index,
  type Items,
  type Key,
  type Table,
} from './table.ts';

/** Six hours: how long DynamoDB may take to count items again. */
const countedAfter = 21_600_000;

export function describeTable(table: Table, status: string, now: number): JsonObject {
  const { stream, settings } = table;
  const isCounted = now - table.createdAt >= countedAfter;
  return {
    AttributeDefinitions: definitionsOf(table),
    TableName: table.name,
    KeySchema: schemaOf(table.key),
    TableStatus: status,
    CreationDateTime: table.createdAt / 1000,
    TableSizeBytes: isCounted ? bytesOf(table.items) : 0,
    ItemCount: isCounted ? size(table.items) : 0,
    TableArn: table.arn,
    TableId: table.id,
    DeletionProtectionEnabled: table.isProtected,
    ...settings,
    ...indexesOf(table, 'local', 'LocalSecondaryIndexes', status, isCounted),
    ...indexesOf(table, 'global', 'GlobalSecondaryIndexes', status, isCounted),
    ...(stream
      ? {
          StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
          LatestStreamLabel: stream.label,
          LatestStreamArn: streamArn(table, stream),
        }
      : {}),
  };
}

/** The attributes of all keys with their types; texts where a scenario has not shown another. */
export function definitionsOf({ key, indexes }: Table): readonly JsonObject[] {
  const types = new Map(
    [key, ...indexes.map((index) => index.key)]
      .flatMap(attributesOf)
      .map(({ name, type = 'S' }) => [name, type]),
  );
  return Array.from(types, ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function schemaOf(key: Key): readonly JsonObject[] {
  return namesOf(key).map((AttributeName, at) => ({
    AttributeName,
    KeyType: at === 0 ? 'HASH' : 'RANGE',
  }));
}

function indexesOf(
  table: Table,
  kind: Index['kind'],
  member: string,
  status: string,
  isCounted: boolean,
): JsonObject {
  const all = table.indexes.filter((index) => index.kind === kind);
  if (all.length === 0) return {};
  return {
    [member]: all.map((index) => ({
      ...indexDescription(index),
      IndexSizeBytes: isCounted ? bytesOf(index.items) : 0,
      ItemCount: isCounted ? size(index.items) : 0,
      IndexArn: `${table.arn}/index/${index.name}`,
      ...(kind === 'global' ? { IndexStatus: status } : {}),
      ...index.throughput,
    })),
  };
}

/** What does not change of an index. */
export function indexDescription({ name, key, projection }: Index): JsonObject {
  return {
    IndexName: name,
    KeySchema: schemaOf(key),
    Projection: {
      ProjectionType: projection.type,
      ...(projection.type === 'INCLUDE' ? { NonKeyAttributes: projection.attributes } : {}),
    },
  };
}

export function billingModeOf({ settings: { BillingModeSummary: summary } }: Table): string {
  return isObject(summary) && summary['BillingMode'] === 'PAY_PER_REQUEST'
    ? 'PAY_PER_REQUEST'
    : 'PROVISIONED';
}

function bytesOf(items: Items): number {
  return values(items).reduce((bytes, item) => bytes + itemSize(item), 0);
}
