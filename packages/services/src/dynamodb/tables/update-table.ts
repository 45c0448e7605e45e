/** UpdateTable: billing, streams, indexes, protection. */
import { values } from '@stepthrough/collections';
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { operation } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import { constraintProblem, tableChecks, tableNameProblem } from './constraints.ts';
import { noSuchTable, tableOf, withTable, type DynamoState } from './state.ts';
import { invalid, notSimulated } from '../values/attribute-value.ts';
import {
  globalIndexProblem,
  indexChecks,
  settingsChecks,
  streamProblem,
  unitsProblem,
} from './create-checks.ts';
import { billingModeOf, definitionsOf, describeTable } from './describe-table.ts';
import { filled } from './items.ts';
import { globalIndex, settingsOf, streamOf, throughputOf } from './new-table.ts';
import { updateForm, type Definitions, type UpdateRequest } from './table-forms.ts';
import { indexNamed, type Table } from './table.ts';

const wrong = 'One or more parameter values were invalid:';

const unitsOnDemand = `${wrong} Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`;

export const updateTable: Operation<DynamoState> = operation(
  updateForm,
  (request, state, context) => {
    const { TableName: name = '' } = request;
    const problem = requestProblem(request, state);
    if (problem) return { state, outcome: problem };
    const table = tableOf(state, name);
    if (!table) return { state, outcome: noSuchTable(name) };
    const changed = changedTable(table, request, context);
    if (isRefusal(changed)) return { state, outcome: changed };
    return {
      state: withTable(state, changed),
      outcome: success({ TableDescription: describeTable(changed, 'UPDATING', context.now) }),
    };
  },
  [
    'GlobalTableSettingsReplicationMode',
    'GlobalTableWitnessUpdates',
    'MultiRegionConsistency',
    'VectorIndexUpdates',
  ],
);

function requestProblem(request: UpdateRequest, state: DynamoState): Refusal | undefined {
  const { GlobalSecondaryIndexUpdates: updates = [], ProvisionedThroughput: units } = request;
  const unnamed = tableNameProblem(request.TableName, state);
  if (unnamed) return unnamed;
  const problem = constraintProblem([
    ...tableChecks(request.TableName, state),
    ...settingsChecks(request),
    ...updates.flatMap(({ Create: created }, at) =>
      created ? indexChecks(`globalSecondaryIndexUpdates.${at + 1}.member.create`, created) : [],
    ),
  ]);
  if (problem) return problem;
  if (request.ReplicaUpdates !== undefined) return notSimulated('UpdateTable with ReplicaUpdates');
  const settings = Object.keys(request).filter(
    (name) => name !== 'TableName' && name !== 'AttributeDefinitions',
  );
  if (settings.length === 0) {
    return invalid(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  if (request.BillingMode === 'PROVISIONED' && !units) {
    return invalid(
      `${wrong} ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
    );
  }
  if (request.BillingMode === 'PAY_PER_REQUEST' && units) {
    return invalid(unitsOnDemand);
  }
  const outOfBounds = units && unitsProblem(units);
  return outOfBounds === undefined ? updatesProblem(updates) : invalid(outOfBounds);
}

function updatesProblem(
  updates: NonNullable<UpdateRequest['GlobalSecondaryIndexUpdates']>,
): Refusal | undefined {
  const names = new Set<string>();
  for (const { Create, Update, Delete } of updates) {
    const name = (Create ?? Update ?? Delete)?.IndexName;
    if (name === undefined) {
      return invalid(
        `${wrong} One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null`,
      );
    }
    if (names.has(name)) {
      return invalid(
        `${wrong} Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    names.add(name);
  }
  const made = updates.filter(({ Create, Delete }) => Create ?? Delete).length;
  return made > 1
    ? failure(
        'LimitExceededException',
        'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
      )
    : undefined;
}

function changedTable(table: Table, request: UpdateRequest, context: Context): Table | Refusal {
  const problem = streamChangeProblem(table, request);
  if (problem) return problem;
  if (
    request.ProvisionedThroughput &&
    (request.BillingMode ?? billingModeOf(table)) === 'PAY_PER_REQUEST'
  ) {
    return invalid(unitsOnDemand);
  }
  const { StreamSpecification: stream, DeletionProtectionEnabled: isProtected } = request;
  let changed: Table = {
    ...table,
    settings: { ...table.settings, ...settingsOf(request, context) },
    stream: stream ? streamOf(stream, context) : table.stream,
    isProtected: isProtected ?? table.isProtected,
  };
  for (const update of request.GlobalSecondaryIndexUpdates ?? []) {
    const after = withIndexUpdate(changed, update, request);
    if (isRefusal(after)) return after;
    changed = after;
  }
  return changed;
}

function streamChangeProblem(
  { name, stream: present }: Table,
  { StreamSpecification: stream }: UpdateRequest,
): Refusal | undefined {
  if (!stream) return undefined;
  const problem = streamProblem(stream);
  if (problem !== undefined) return invalid(problem);
  if (stream.StreamEnabled === true && present) {
    return failure(
      'ResourceInUseException',
      `Table already has an enabled stream: TableName: ${name}`,
    );
  }
  return stream.StreamEnabled === false && !present
    ? invalid('Table has no stream to disable')
    : undefined;
}

type IndexUpdate = NonNullable<UpdateRequest['GlobalSecondaryIndexUpdates']>[number];

function withIndexUpdate(
  table: Table,
  { Create: created, Update: updated, Delete: deleted }: IndexUpdate,
  request: UpdateRequest,
): Table | Refusal {
  const name = (created ?? updated ?? deleted)?.IndexName ?? '';
  const present = indexNamed(table, name);
  if (created) {
    if (present) {
      return invalid(`${wrong} Attempting to create an index which already exists`);
    }
    const definitions: Definitions = request.AttributeDefinitions ?? [];
    const problem = globalIndexProblem(created, definitions, billingModeOf(table));
    if (problem !== undefined) return invalid(problem);
    const index = globalIndex(created, [...definitions, ...knownDefinitions(table)]);
    const whole = filled(table, index, values(table.items));
    return { ...table, indexes: [...table.indexes, whole] };
  }
  if (!present) {
    return failure('ResourceNotFoundException', 'Requested resource not found');
  }
  if (deleted) return { ...table, indexes: table.indexes.filter((index) => index !== present) };
  const throughput = {
    ...present.throughput,
    ...(updated?.ProvisionedThroughput
      ? { ProvisionedThroughput: throughputOf(updated.ProvisionedThroughput) }
      : {}),
    ...(updated?.OnDemandThroughput ? { OnDemandThroughput: updated.OnDemandThroughput } : {}),
  };
  return {
    ...table,
    indexes: table.indexes.map((index) => (index === present ? { ...index, throughput } : index)),
  };
}

function knownDefinitions(table: Table): Definitions {
  return definitionsOf(table).map(({ AttributeName, AttributeType }) => ({
    AttributeName: String(AttributeName),
    AttributeType: String(AttributeType),
  }));
}
