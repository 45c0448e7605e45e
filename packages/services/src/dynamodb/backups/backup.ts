/** A backup of a table, and what is told of it. */
import { isObject, type JsonObject } from '@stepthrough/json';
import type { Context } from '../../contract/service.ts';
import { billingModeOf, describeTable, indexDescription } from '../tables/describe-table.ts';
import type { Backup } from '../tables/state.ts';
import type { Table } from '../tables/table.ts';
import { day, longestPeriod } from './recovery.ts';

export function userBackup(name: string, table: Table, { now, number }: Context): Backup {
  // The suffix of zeros is that of the system's own.
  const suffix = (number + 1).toString(16).padStart(8, '0');
  return { arn: arnOf(table, now, suffix), name, type: 'USER', createdAt: now, table };
}

/** What DynamoDB keeps of a deleted table that could be restored to moments. */
export function systemBackup(table: Table, now: number): Backup {
  const name = `${table.name}$DeletedTableBackup`;
  return { arn: arnOf(table, now, '00000000'), name, type: 'SYSTEM', createdAt: now, table };
}

function arnOf(table: Table, now: number, suffix: string): string {
  return `${table.arn}/backup/${String(now).padStart(14, '0')}-${suffix}`;
}

/** When a backup of the system goes by itself, in milliseconds since the epoch. */
export function expiryOf({ createdAt }: Backup): number {
  return createdAt + longestPeriod * day;
}

/** @param status `CREATING`, `AVAILABLE` or `DELETED`. */
export function backupDetails(backup: Backup, status: string): JsonObject {
  const { arn, name, type, createdAt } = backup;
  return {
    BackupArn: arn,
    BackupName: name,
    BackupSizeBytes: sourceOf(backup)['TableSizeBytes'] ?? 0,
    BackupStatus: status,
    BackupType: type,
    BackupCreationDateTime: createdAt / 1000,
    ...(type === 'SYSTEM' ? { BackupExpiryDateTime: expiryOf(backup) / 1000 } : {}),
  };
}

export function backupSummary(backup: Backup): JsonObject {
  const { name, id, arn } = backup.table;
  return {
    ...backupDetails(backup, 'AVAILABLE'),
    TableName: name,
    TableId: id,
    TableArn: arn,
  };
}

/** @param status `AVAILABLE` or `DELETED`. */
export function describeBackup(backup: Backup, status: string): JsonObject {
  const { table } = backup;
  const source = sourceOf(backup);
  const { OnDemandThroughput: onDemand } = table.settings;
  return {
    BackupDetails: backupDetails(backup, status),
    SourceTableDetails: {
      TableName: table.name,
      TableId: table.id,
      TableArn: table.arn,
      TableSizeBytes: source['TableSizeBytes'] ?? 0,
      KeySchema: source['KeySchema'] ?? [],
      TableCreationDateTime: table.createdAt / 1000,
      ProvisionedThroughput: unitsOf(table.settings),
      ...(onDemand === undefined ? {} : { OnDemandThroughput: onDemand }),
      ItemCount: source['ItemCount'] ?? 0,
      BillingMode: billingModeOf(table),
    },
    SourceTableFeatureDetails: backup.type === 'SYSTEM' ? {} : featuresOf(table),
  };
}

function sourceOf({ table, createdAt }: Backup): JsonObject {
  return describeTable(table, 'ACTIVE', createdAt);
}

function featuresOf(table: Table): JsonObject {
  const { stream, timeToLive, settings } = table;
  const local = indexInfos(table, 'local');
  const global = indexInfos(table, 'global');
  const { SSEDescription: encryption } = settings;
  return {
    ...(local.length > 0 ? { LocalSecondaryIndexes: local } : {}),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global } : {}),
    ...(stream ? { StreamDescription: { StreamEnabled: true, StreamViewType: stream.view } } : {}),
    ...(timeToLive?.isEnabled === true
      ? {
          TimeToLiveDescription: {
            TimeToLiveStatus: 'ENABLED',
            AttributeName: timeToLive.attribute,
          },
        }
      : {}),
    ...(encryption === undefined ? {} : { SSEDescription: encryption }),
  };
}

function indexInfos(table: Table, kind: 'global' | 'local'): readonly JsonObject[] {
  return table.indexes
    .filter((index) => index.kind === kind)
    .map((index) => ({
      ...indexDescription(index),
      ...(kind === 'global' ? { ProvisionedThroughput: unitsOf(index.throughput) } : {}),
      ...(index.throughput['OnDemandThroughput'] === undefined
        ? {}
        : { OnDemandThroughput: index.throughput['OnDemandThroughput'] }),
    }));
}

/** The two capacities of a description that has more. */
function unitsOf({ ProvisionedThroughput: throughput }: JsonObject): JsonObject {
  const given = isObject(throughput) ? throughput : {};
  return {
    ReadCapacityUnits: given['ReadCapacityUnits'] ?? 0,
    WriteCapacityUnits: given['WriteCapacityUnits'] ?? 0,
  };
}
