/**
 * What a table has outside its region: replicas of the legacy global tables, streams of Kinesis, exports and imports
 * in S3. Nothing of it can be made here, so there is never any.
 */
import { failure, success, type Refusal } from '../../contract/outcome.ts';
import { list, members, number, operation, text } from '../../contract/request-form.ts';
import type { Operation } from '../../contract/service.ts';
import {
  atLeast,
  atMost,
  constraintProblem,
  lengthWithin,
  nameChecks,
  required,
  tableChecks,
} from './constraints.ts';
import { noSuchTable, tableOf, type DynamoState } from './state.ts';
import { invalid } from '../values/attribute-value.ts';

const named = { GlobalTableName: text };

const replicated = {
  ...named,
  ReplicationGroup: list(members({ RegionName: text })),
};

const replicaUpdates = {
  ...named,
  ReplicaUpdates: list(
    members({ Create: members({ RegionName: text }), Delete: members({ RegionName: text }) }),
  ),
};

export const elsewhereOperations: { readonly [name: string]: Operation<DynamoState> } = {
  CreateGlobalTable: operation(replicated, ({ GlobalTableName: name }, state) => ({
    state,
    outcome: nameProblem(name) ?? legacyVersion,
  })),

  UpdateGlobalTable: operation(replicaUpdates, ({ GlobalTableName: name }, state) => ({
    state,
    outcome: nameProblem(name) ?? legacyVersion,
  })),

  DescribeGlobalTable: operation(named, ({ GlobalTableName: name }, state) => ({
    state,
    outcome: nameProblem(name) ?? globalTableNotFound(`Global table not found: ${noneOf(name)}`),
  })),

  DescribeGlobalTableSettings: operation(named, ({ GlobalTableName: name }, state) => ({
    state,
    outcome: nameProblem(name) ?? globalTableNotFound(noneOf(name)),
  })),

  ListGlobalTables: operation(
    { ExclusiveStartGlobalTableName: text, Limit: number, RegionName: text },
    ({ ExclusiveStartGlobalTableName: start, Limit: most }, state) => {
      const problem = constraintProblem([
        ...nameChecks('exclusiveStartGlobalTableName', start),
        atLeast('limit', most, 1),
      ]);
      return { state, outcome: problem ?? success({ GlobalTables: [] }) };
    },
  ),

  DescribeKinesisStreamingDestination: operation(
    { TableName: text },
    ({ TableName: name }, state) => {
      const problem = constraintProblem(tableChecks(name, state));
      if (problem) return { state, outcome: problem };
      const table = tableOf(state, name ?? '');
      return {
        state,
        outcome: table
          ? success({ TableName: table.name, KinesisDataStreamDestinations: [] })
          : noSuchTable(name ?? ''),
      };
    },
  ),

  ListExports: operation(
    { TableArn: text, MaxResults: number, NextToken: text },
    ({ TableArn: arn, MaxResults: most }, state) => {
      const problem = constraintProblem([
        lengthWithin('tableArn', arn, 1, 1024),
        atLeast('maxResults', most, 1),
        atMost('maxResults', most, 25),
      ]);
      return { state, outcome: problem ?? success({ ExportSummaries: [] }) };
    },
  ),

  ListImports: operation(
    { TableArn: text, PageSize: number, NextToken: text },
    ({ TableArn: arn, PageSize: most }, state) => {
      const problem = constraintProblem([
        lengthWithin('tableArn', arn, 1, 1024),
        atLeast('pageSize', most, 1),
        atMost('pageSize', most, 25),
      ]);
      return { state, outcome: problem ?? success({ ImportSummaryList: [] }) };
    },
  ),
};

const legacyVersion = invalid(
  'One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).',
);

function nameProblem(name: string | undefined): Refusal | undefined {
  return constraintProblem([
    required('globalTableName', name),
    ...nameChecks('globalTableName', name),
  ]);
}

function noneOf(name = ''): string {
  return `Global table with name: '${name}' does not exist.`;
}

function globalTableNotFound(message: string): Refusal {
  return failure('GlobalTableNotFoundException', message);
}
