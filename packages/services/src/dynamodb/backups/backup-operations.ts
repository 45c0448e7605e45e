/** CreateBackup, DescribeBackup, DeleteBackup, ListBackups. */
import { get, remove, set, values } from '@stepthrough/collections';
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { json, number, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import {
  atLeast,
  atMost,
  constraintProblem,
  lengthWithin,
  nameChecks,
  oneOf,
  required,
  tableChecks,
  type Check,
} from '../tables/constraints.ts';
import { momentOf } from '../../contract/moments.ts';
import { tableName, tableOf, type Backup, type DynamoState } from '../tables/state.ts';
import { invalid } from '../values/attribute-value.ts';
import { backupDetails, backupSummary, describeBackup, expiryOf, userBackup } from './backup.ts';
import { tableNotFound } from './continuous-backups.ts';

/** Backups of one ListBackups. */
const mostListed = 100;

export const backupOperations: { readonly [name: string]: Operation<DynamoState> } = {
  CreateBackup: operation(
    { TableName: text, BackupName: text },
    ({ TableName: name, BackupName: backupName }, state, context) => {
      const problem = constraintProblem([
        ...tableChecks(name, state),
        required('backupName', backupName),
        ...nameChecks('backupName', backupName),
      ]);
      if (problem) return { state, outcome: problem };
      const table = tableOf(state, name ?? '');
      if (!table) return { state, outcome: tableNotFound(name) };
      const backup = userBackup(backupName ?? '', table, context);
      return {
        state: withBackup(state, backup),
        outcome: success({ BackupDetails: backupDetails(backup, 'CREATING') }),
      };
    },
  ),

  DescribeBackup: operation({ BackupArn: text }, ({ BackupArn: arn }, state, context) => {
    const backup = backupAt(arn, state, context);
    if (isRefusal(backup)) return { state, outcome: backup };
    const BackupDescription = describeBackup(backup, 'AVAILABLE');
    return { state, outcome: success({ BackupDescription }) };
  }),

  DeleteBackup: operation({ BackupArn: text }, ({ BackupArn: arn }, state, context) => {
    const backup = backupAt(arn, state, context);
    if (isRefusal(backup)) return { state, outcome: backup };
    if (backup.type === 'SYSTEM') {
      const expiry = new Date(expiryOf(backup)).toISOString();
      const message = `Invalid Request: User is not allowed to delete the system backup with arn ${backup.arn}. It will automatically expire on ${expiry}`;
      return { state, outcome: invalid(message) };
    }
    return {
      state: { ...state, backups: remove(state.backups, backup.arn) },
      outcome: success({ BackupDescription: describeBackup(backup, 'DELETED') }),
    };
  }),

  ListBackups: operation(
    {
      TableName: text,
      Limit: number,
      TimeRangeLowerBound: json,
      TimeRangeUpperBound: json,
      ExclusiveStartBackupArn: text,
      BackupType: text,
    },
    (request, state, { now }) => {
      const { TableName: table, Limit = mostListed, BackupType: type = 'USER' } = request;
      const { ExclusiveStartBackupArn: start } = request;
      const problem = constraintProblem([
        ...(table === undefined ? [] : tableChecks(table, state)),
        atLeast('limit', Limit, 1),
        atMost('limit', Limit, mostListed),
        lengthWithin('exclusiveStartBackupArn', start, 37, 1024),
        oneOf('backupType', type, ['USER', 'SYSTEM', 'AWS_BACKUP', 'ALL']),
      ]);
      if (problem) return { state, outcome: problem };
      const from = momentOf(request.TimeRangeLowerBound) ?? -Infinity;
      const to = momentOf(request.TimeRangeUpperBound) ?? Infinity;
      if (from > to) {
        const message =
          'One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound';
        return { state, outcome: invalid(message) };
      }
      const found = values(state.backups).filter(
        (backup) =>
          (table === undefined || backup.table.name === tableName(table)) &&
          (type === 'ALL' || backup.type === type) &&
          backup.createdAt >= from &&
          backup.createdAt < to &&
          (start === undefined || backup.arn > start) &&
          !isExpired(backup, now),
      );
      const shown = found.slice(0, Limit);
      const last = found.length > Limit ? shown.at(-1)?.arn : undefined;
      return {
        state,
        outcome: success({
          BackupSummaries: shown.map(backupSummary),
          ...(last === undefined ? {} : { LastEvaluatedBackupArn: last }),
        }),
      };
    },
  ),
};

export function withBackup(state: DynamoState, backup: Backup): DynamoState {
  return { ...state, backups: set(state.backups, backup.arn, backup) };
}

function isExpired(backup: Backup, now: number): boolean {
  return backup.type === 'SYSTEM' && expiryOf(backup) <= now;
}

export function backupArnChecks(arn: string | undefined): readonly Check[] {
  return [required('backupArn', arn), lengthWithin('backupArn', arn, 37, 1024)];
}

/** The backup of an ARN, or why there is none. */
function backupAt(arn: string | undefined, state: DynamoState, context: Context): Backup | Refusal {
  return constraintProblem(backupArnChecks(arn)) ?? knownBackup(arn ?? '', state, context);
}

export function knownBackup(
  arn: string,
  { backups }: DynamoState,
  { account, region, now }: Context,
): Backup | Refusal {
  const parts = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):table\/[^/]+\/backup\/[^/]+$/.exec(arn);
  if (!parts) return invalid('Invalid Backup ARN');
  const [, partition, service, , owner] = parts;
  if (partition !== 'aws' || service !== 'dynamodb') {
    return invalid('Invalid Request: BackupArn is not valid');
  }
  if (owner !== account) return failure('AccessDeniedException', 'Access is denied');
  // DynamoDB passes over the region of the ARN, and looks in its own.
  const backup = get(backups, arn.replace(/^(arn:aws:dynamodb:)[^:]*/, `$1${region}`));
  return backup && !isExpired(backup, now)
    ? backup
    : failure('BackupNotFoundException', `Backup not found: ${arn}`);
}
