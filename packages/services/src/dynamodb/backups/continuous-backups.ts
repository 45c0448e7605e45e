/** DescribeContinuousBackups and UpdateContinuousBackups: point-in-time recovery of a table. */
import { failure, success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import { flag, members, number, operation, text } from '../../contract/request-form.ts';
import type { Operation } from '../../contract/service.ts';
import {
  atLeast,
  atMost,
  constraintProblem,
  required,
  tableChecks,
} from '../tables/constraints.ts';
import { tableName, tableOf, withTable, type DynamoState } from '../tables/state.ts';
import type { Recovery, Table } from '../tables/table.ts';
import { invalid } from '../values/attribute-value.ts';
import { longestPeriod, restorablePeriod } from './recovery.ts';

const specificationForm = members({
  PointInTimeRecoveryEnabled: flag,
  RecoveryPeriodInDays: number,
});

const at = 'pointInTimeRecoverySpecification';

export const continuousBackupOperations: { readonly [name: string]: Operation<DynamoState> } = {
  DescribeContinuousBackups: operation(
    { TableName: text },
    ({ TableName: name }, state, { now }) => {
      const problem = constraintProblem(tableChecks(name, state));
      if (problem) return { state, outcome: problem };
      const table = tableOf(state, name ?? '');
      return { state, outcome: table ? described(table, now) : tableNotFound(name) };
    },
  ),

  UpdateContinuousBackups: operation(
    { TableName: text, PointInTimeRecoverySpecification: specificationForm },
    ({ TableName: name, PointInTimeRecoverySpecification: specification }, state, { now }) => {
      const { PointInTimeRecoveryEnabled: isEnabled, RecoveryPeriodInDays: days } =
        specification ?? {};
      const problem = constraintProblem([
        ...tableChecks(name, state),
        required(at, specification),
        ...(specification ? [required(`${at}.pointInTimeRecoveryEnabled`, isEnabled)] : []),
        atLeast(`${at}.recoveryPeriodInDays`, days, 1),
        atMost(`${at}.recoveryPeriodInDays`, days, longestPeriod),
      ]);
      if (problem) return { state, outcome: problem };
      if (isEnabled === false && days !== undefined) {
        const message =
          'Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.';
        return { state, outcome: invalid(message) };
      }
      const table = tableOf(state, name ?? '');
      if (!table) return { state, outcome: tableNotFound(name) };
      const recovery = isEnabled === true ? recoveryOf(table, days, now) : undefined;
      const changed = { ...table, recovery };
      return { state: withTable(state, changed), outcome: described(changed, now) };
    },
  ),
};

/** The refusal of operations on backups of a table that is not there. */
export function tableNotFound(name = ''): Refusal {
  return failure('TableNotFoundException', `Table not found: ${tableName(name)}`);
}

function recoveryOf({ recovery }: Table, days: number | undefined, now: number): Recovery {
  return recovery
    ? { ...recovery, days: days ?? recovery.days }
    : { since: now, days: days ?? longestPeriod, changes: undefined };
}

function described({ recovery }: Table, now: number): Outcome {
  const period = recovery && restorablePeriod(recovery, now);
  return success({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: recovery ? 'ENABLED' : 'DISABLED',
        ...(recovery && period
          ? {
              RecoveryPeriodInDays: recovery.days,
              EarliestRestorableDateTime: period.earliest,
              LatestRestorableDateTime: period.latest,
            }
          : {}),
      },
    },
  });
}
