/** CreateTable, DescribeTable, ListTables, DeleteTable; limits. */
import { get, remove, values } from '@stepthrough/collections';
import { isObject, type JsonObject } from '@stepthrough/json';
import { failure, isRefusal, success, type Outcome } from '../contract/outcome.ts';
import { number, operation, text } from '../contract/request-form.ts';
import type { Operation } from '../contract/service.ts';
import { systemBackup } from './backups/backup.ts';
import { withBackup } from './backups/backup-operations.ts';
import { firstPolicy } from './policies/policy-operations.ts';
import {
  atLeast,
  atMost,
  constraintProblem,
  nameChecks,
  tableProblem,
} from './tables/constraints.ts';
import { noSuchTable, tableOf, withTable, type DynamoState } from './tables/state.ts';
import { createProblem } from './tables/create-checks.ts';
import { describeTable } from './tables/describe-table.ts';
import { newTable } from './tables/new-table.ts';
import { createForm } from './tables/table-forms.ts';
import { updateTable } from './tables/update-table.ts';

/** Names of one ListTables. */
const mostNames = 100;

export const tableOperations: { readonly [name: string]: Operation<DynamoState> } = {
  CreateTable: operation(
    createForm,
    (request, state, context) => {
      const problem = createProblem(request);
      if (problem) return { state, outcome: problem };
      const { TableName: name = '' } = request;
      if (get(state.tables, name)) {
        const message = `Table already exists: ${name}`;
        return { state, outcome: failure('ResourceInUseException', message) };
      }
      const { ResourcePolicy: given } = request;
      const policy = given === undefined ? undefined : firstPolicy(given, context);
      if (policy && isRefusal(policy)) return { state, outcome: policy };
      const table = { ...newTable(request, context), policy };
      const told = describeTable(table, 'CREATING', context.now);
      const TableDescription = withWarmStatus(told, 'UPDATING');
      return { state: withTable(state, table), outcome: success({ TableDescription }) };
    },
    ['GlobalTableSourceArn', 'GlobalTableSettingsReplicationMode', 'VectorIndexes'],
  ),

  UpdateTable: updateTable,

  DescribeTable: operation({ TableName: text }, ({ TableName }, state, { now }) => {
    const problem = tableProblem(TableName, state);
    const name = TableName ?? '';
    const table = tableOf(state, name);
    const outcome: Outcome =
      problem ??
      (table ? success({ Table: describeTable(table, 'ACTIVE', now) }) : noSuchTable(name));
    return { state, outcome };
  }),

  DeleteTable: operation({ TableName: text }, ({ TableName }, state, { now }) => {
    const problem = tableProblem(TableName, state);
    if (problem) return { state, outcome: problem };
    const name = TableName ?? '';
    const table = tableOf(state, name);
    if (!table) return { state, outcome: noSuchTable(name) };
    if (table.isProtected) {
      const message = `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`;
      return { state, outcome: failure('ValidationException', message) };
    }
    const rest = { ...state, tables: remove(state.tables, table.name) };
    return {
      state: table.recovery ? withBackup(rest, systemBackup(table, now)) : rest,
      outcome: success({ TableDescription: describeTable(table, 'DELETING', now) }),
    };
  }),

  ListTables: operation(
    { ExclusiveStartTableName: text, Limit: number },
    ({ ExclusiveStartTableName: start, Limit = mostNames }, state) => {
      const problem = constraintProblem([
        ...nameChecks('exclusiveStartTableName', start),
        atLeast('limit', Limit, 1),
        atMost('limit', Limit, mostNames),
      ]);
      if (problem) return { state, outcome: problem };
      const names = values(state.tables)
        .map(({ name }) => name)
        .filter((name) => start === undefined || name > start);
      const TableNames = names.slice(0, Limit);
      const last = names.length > Limit ? TableNames.at(-1) : undefined;
      const more = last === undefined ? {} : { LastEvaluatedTableName: last };
      return { state, outcome: success({ TableNames, ...more }) };
    },
  ),

  DescribeLimits: operation({}, (_request, state) => ({
    state,
    outcome: success({
      AccountMaxReadCapacityUnits: 80_000,
      AccountMaxWriteCapacityUnits: 80_000,
      TableMaxReadCapacityUnits: 40_000,
      TableMaxWriteCapacityUnits: 40_000,
    }),
  })),

  DescribeEndpoints: operation({}, (_request, state, { region }) => ({
    state,
    outcome: success({
      Endpoints: [{ Address: `dynamodb.${region}.amazonaws.com`, CachePeriodInMinutes: 1440 }],
    }),
  })),
};

/** Of throughput that is being warmed. */
function withWarmStatus(description: JsonObject, Status: string): JsonObject {
  const { WarmThroughput: warm } = description;
  return isObject(warm) ? { ...description, WarmThroughput: { ...warm, Status } } : description;
}
