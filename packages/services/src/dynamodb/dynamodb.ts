/** Amazon DynamoDB and its streams: tables that a scenario declares or that CreateTable makes. */
import { set, size } from '@stepthrough/collections';
import { failure } from '../contract/outcome.ts';
import type { Service } from '../contract/service.ts';
import { backupOperations } from './backups/backup-operations.ts';
import { continuousBackupOperations } from './backups/continuous-backups.ts';
import { restoreOperations } from './backups/restore-operations.ts';
import { batchOperations } from './batches/batch-operations.ts';
import { transactOperations } from './batches/transact-operations.ts';
import { itemOperations } from './items/item-operations.ts';
import { partiqlOperations } from './partiql/partiql-operations.ts';
import { policyOperations } from './policies/policy-operations.ts';
import { queryOperations } from './queries/query-operations.ts';
import type { DynamoState } from './tables/state.ts';
import { deleteExpired } from './streams/delete-expired.ts';
import { readStream } from './streams/read-stream.ts';
import { streamOperations } from './streams/stream-operations.ts';
import { insightOperations } from './tables/contributor-insights.ts';
import { declaredTable } from './tables/declared-table.ts';
import { elsewhereOperations } from './tables/elsewhere.ts';
import { tableOperations } from './table-operations.ts';
import { settingOperations } from './tables/table-settings.ts';
import type { Expiry } from './tables/time-to-live.ts';
import { integrations } from './task-integration.ts';
import { deserialized } from './wire/deserialize.ts';

const operations: Service<'dynamodb', DynamoState, Expiry>['operations'] = {
  ...tableOperations,
  ...settingOperations,
  ...policyOperations,
  ...insightOperations,
  ...elsewhereOperations,
  ...continuousBackupOperations,
  ...backupOperations,
  ...restoreOperations,
  ...itemOperations,
  ...queryOperations,
  ...batchOperations,
  ...transactOperations,
  ...partiqlOperations,
  ...streamOperations,
};

export const dynamodb: Service<'dynamodb', DynamoState, Expiry> = {
  name: 'dynamodb',
  integrations,
  throttled: () =>
    failure(
      'ProvisionedThroughputExceededException',
      'The level of configured provisioned throughput for the table was exceeded.',
    ),
  whyNot: (call, _setting, { tables }) =>
    size(tables) === 0 && 'operation' in call && Object.hasOwn(itemOperations, call.operation)
      ? 'There is no table in "resources.tables".'
      : undefined,
  initial: (setting) => {
    let tables: DynamoState['tables'];
    for (const [name, declared] of Object.entries(setting.scenario.resources.tables)) {
      tables = set(tables, name, declaredTable(name, declared, setting));
    }
    return { tables, backups: undefined, transactions: undefined };
  },
  operations: Object.fromEntries(
    Object.entries(operations).map(([name, perform]) => [name, deserialized(name, perform)]),
  ),
  isBackground: true,
  wake: deleteExpired,
  receive: (signal, state, context) => readStream(signal, state, context),
};
