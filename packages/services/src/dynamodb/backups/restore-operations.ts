/** RestoreTableFromBackup and RestoreTableToPointInTime. */
import { get } from '@stepthrough/collections';
import type { Json } from '@stepthrough/json';
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { momentOf } from '../../contract/moments.ts';
import { flag, json, operation, text } from '../../contract/request-form.ts';
import { timeText } from '../../contract/time-text.ts';
import type { Context, Operation, Result } from '../../contract/service.ts';
import { constraintProblem, lengthWithin, nameChecks, type Check } from '../tables/constraints.ts';
import { describeTable } from '../tables/describe-table.ts';
import { tableName, tableOf, withTable, type DynamoState } from '../tables/state.ts';
import type { Table } from '../tables/table.ts';
import { invalid } from '../values/attribute-value.ts';
import { backupArnChecks, knownBackup } from './backup-operations.ts';
import { tableNotFound } from './continuous-backups.ts';
import { restorablePeriod, tableAt } from './recovery.ts';
import { overrideChecks, overridesForm, restoredTable } from './restored-table.ts';

export const restoreOperations: { readonly [name: string]: Operation<DynamoState> } = {
  RestoreTableFromBackup: operation(
    { ...overridesForm, BackupArn: text },
    (request, state, context) => {
      const { BackupArn: arn } = request;
      const problem = constraintProblem([...overrideChecks(request), ...backupArnChecks(arn)]);
      if (problem) return { state, outcome: problem };
      const backup = knownBackup(arn ?? '', state, context);
      if (isRefusal(backup)) return { state, outcome: backup };
      if (arn !== backup.arn && request.SSESpecificationOverride === undefined) {
        const message =
          'Invalid Request: sseSpecificationOverride must be provided for cross-region restores';
        return { state, outcome: invalid(message) };
      }
      const table = restoredTable(backup.table, request, context);
      return finished(table, state, context, {
        SourceBackupArn: backup.arn,
        SourceTableArn: backup.table.arn,
        RestoreDateTime: backup.createdAt / 1000,
      });
    },
    ['VectorIndexOverride'],
  ),

  RestoreTableToPointInTime: operation(
    {
      ...overridesForm,
      SourceTableArn: text,
      SourceTableName: text,
      UseLatestRestorableTime: flag,
      RestoreDateTime: json,
    },
    (request, state, context) => {
      const problem =
        constraintProblem([...sourceChecks(request), ...overrideChecks(request)]) ??
        sourceProblem(request, context) ??
        timeProblem(request);
      if (problem) return { state, outcome: problem };
      const reference = request.SourceTableArn ?? request.SourceTableName ?? '';
      const source = tableOf(state, reference);
      if (!source) return { state, outcome: tableNotFound(reference) };
      const restored = restoreMoment(source, momentOf(request.RestoreDateTime), context.now);
      if (isRefusal(restored)) return { state, outcome: restored };
      const { second } = restored;
      const table = restoredTable(tableAt(source, second * 1000), request, context);
      return finished(table, state, context, {
        SourceTableArn: source.arn,
        RestoreDateTime: second,
      });
    },
    ['VectorIndexOverride'],
  ),
};

interface Summary {
  readonly SourceBackupArn?: string;
  readonly SourceTableArn: string;
  /** Seconds since the epoch. */
  readonly RestoreDateTime: number;
}

/** The state with the restored table, which is active at once. */
function finished(
  table: Table | Refusal,
  state: DynamoState,
  { now }: Context,
  summary: Summary,
): Result<DynamoState> {
  if (isRefusal(table)) return { state, outcome: table };
  if (get(state.tables, table.name)) {
    const message = `Table already exists: ${table.name}`;
    return { state, outcome: failure('TableAlreadyExistsException', message) };
  }
  const TableDescription = {
    ...describeTable(table, 'CREATING', now),
    RestoreSummary: { ...summary, RestoreInProgress: true },
  };
  return { state: withTable(state, table), outcome: success({ TableDescription }) };
}

interface PointRequest {
  readonly SourceTableArn?: string | undefined;
  readonly SourceTableName?: string | undefined;
  readonly UseLatestRestorableTime?: boolean | undefined;
  readonly RestoreDateTime?: Json | undefined;
}

function sourceChecks({
  SourceTableArn: arn,
  SourceTableName: name,
}: PointRequest): readonly Check[] {
  return [lengthWithin('sourceTableArn', arn, 1, 1024), ...nameChecks('sourceTableName', name)];
}

function sourceProblem(
  { SourceTableArn: arn, SourceTableName: name }: PointRequest,
  { account, region }: Context,
): Refusal | undefined {
  if (arn !== undefined && name !== undefined) {
    return invalid('Invalid Request: Must provide exactly one of: sourceTableArn, sourceTableName');
  }
  if (arn === undefined) {
    return name === undefined
      ? invalid("The parameter 'TableName' is required but was not present in the request")
      : undefined;
  }
  const parts = /^arn:aws:dynamodb:([^:]+):([^:]+):table\/[^/]+$/.exec(arn);
  if (!parts) return invalid('Invalid Request: sourceTableArn is not a valid ARN');
  if (parts[2] !== account) {
    return invalid(
      'This action is only supported by accounts that match the resource owner’s account.',
    );
  }
  return parts[1] === region ? undefined : tableNotFound(tableName(arn));
}

function timeProblem(request: PointRequest): Refusal | undefined {
  const { UseLatestRestorableTime: isLatest, RestoreDateTime: moment } = request;
  if (isLatest === true && moment !== undefined) {
    return invalid(
      'Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. Please specify either one of them',
    );
  }
  if (moment !== undefined && momentOf(moment) === undefined) {
    return failure('SerializationException', 'RestoreDateTime: it is no timestamp');
  }
  return isLatest !== true && moment === undefined
    ? invalid(
        'Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both',
      )
    : undefined;
}

interface Moment {
  /** Since the epoch. */
  readonly second: number;
}

/** The second to restore to; the latest that there is when none is asked for. */
function restoreMoment(
  { name, recovery }: Table,
  asked: number | undefined,
  now: number,
): Moment | Refusal {
  if (!recovery) {
    return failure(
      'PointInTimeRecoveryUnavailableException',
      `Point in time recovery is not enabled for table '${name}'`,
    );
  }
  const { earliest, latest } = restorablePeriod(recovery, now);
  const second = asked === undefined ? latest : Math.floor(asked / 1000);
  if (second >= earliest && second <= latest) return { second };
  return failure(
    'InvalidRestoreTimeException',
    `RestoreDateTime '${timeText(second * 1000)}' must be within EarliestRestorableDateTime '${timeText(earliest * 1000)}' and LatestRestorableDateTime '${timeText(latest * 1000)}'`,
  );
}
