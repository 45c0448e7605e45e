/** GetItem, PutItem, UpdateItem and DeleteItem. */
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Outcome } from '../../contract/outcome.ts';
import { flag, operation, record, text } from '../../contract/request-form.ts';
import type { Context, Operation, Result } from '../../contract/service.ts';
import {
  capacityKinds,
  conditionalOperators,
  constraintProblem,
  lengthWithin,
  metricsKinds,
  oneOf,
  required,
  returnKinds,
  tableChecks,
  type Check,
} from '../tables/constraints.ts';
import type { Path } from '../expressions/path.ts';
import { only, projected } from '../expressions/projection.ts';
import { noTable, tableOf, withTable, type DynamoState } from '../tables/state.ts';
import { recorded } from '../streams/stream.ts';
import { reading, writing } from '../values/surface.ts';
import { itemAt } from '../tables/items.ts';
import { keyProblem, nestedKeyProblem } from '../tables/key-checks.ts';
import { namesOf, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { readItem } from '../values/read-value.ts';
import { consumed, readUnits, writeUnits } from './capacity.ts';
import { conditional, mixProblem, named, projecting, shownBy } from './request-parts.ts';
import { perform, readWrite, type WriteKind, type Written } from './write.ts';
import type { Expiry } from '../tables/time-to-live.ts';

const written = {
  ...named,
  ...conditional,
  ReturnValues: text,
  ReturnConsumedCapacity: text,
  ReturnItemCollectionMetrics: text,
};

export const itemOperations: { readonly [name: string]: Operation<DynamoState, Expiry> } = {
  GetItem: operation(
    {
      TableName: text,
      ExpressionAttributeNames: named.ExpressionAttributeNames,
      ...projecting,
      Key: record,
      ConsistentRead: flag,
      ReturnConsumedCapacity: text,
    },
    (request, state) => {
      const { TableName, Key, AttributesToGet, ReturnConsumedCapacity: asked } = request;
      const outcome =
        constraintProblem([
          oneOf('returnConsumedCapacity', asked, capacityKinds),
          lengthWithin('attributesToGet', AttributesToGet, 1, 255),
          ...tableChecks(TableName, state),
          required('key', Key),
        ]) ??
        mixProblem(request, ['ProjectionExpression'], ['AttributesToGet'], reading) ??
        got(request, state, TableName ?? '', Key ?? {});
      return { state, outcome };
    },
  ),

  PutItem: operation({ ...written, Item: record }, (request, state, context) =>
    writeItem('put', request, state, context),
  ),

  DeleteItem: operation({ ...written, Key: record }, (request, state, context) =>
    writeItem('delete', request, state, context),
  ),

  UpdateItem: operation(
    { ...written, Key: record, UpdateExpression: text, AttributeUpdates: record },
    (request, state, context) => writeItem('update', request, state, context),
  ),
};

function got(
  request: {
    readonly ExpressionAttributeNames?: { readonly [word: string]: string };
    readonly ProjectionExpression?: string;
    readonly AttributesToGet?: readonly string[];
    readonly ConsistentRead?: boolean;
    readonly ReturnConsumedCapacity?: string;
  },
  state: DynamoState,
  name: string,
  written: JsonObject,
): Outcome {
  const key = readItem(written, reading);
  if (isRefusal(key)) return key;
  const paths = shownBy(request, reading);
  if (paths && isRefusal(paths)) return paths;
  const table = tableOf(state, name);
  if (!table) return noTable;
  const problem = keyProblem(table, key) ?? nestedKeyProblem(table, paths ?? []);
  if (problem) return problem;
  const item = itemAt(table, key);
  const units = readUnits(item ? itemSize(item) : 0, request.ConsistentRead);
  const capacity = consumed(table, { table: units, indexes: {} }, request.ReturnConsumedCapacity);
  return success({
    ...(item ? { Item: projected(item, paths) } : {}),
    ...(capacity ? { ConsumedCapacity: capacity } : {}),
  });
}

type WriteItemRequest = Parameters<typeof readWrite>[1] & {
  readonly TableName?: string;
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
};

const legacyNames = ['AttributeUpdates', 'Expected', 'ConditionalOperator'];

function writeItem(
  kind: Exclude<WriteKind, 'check'>,
  request: WriteItemRequest,
  state: DynamoState,
  context: Context,
): Result<DynamoState, Expiry> {
  const { TableName: name, ReturnValues: shown } = request;
  const expressions =
    kind === 'update' ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression'];
  const problem =
    constraintProblem(memberChecks(kind, request, state)) ??
    mixProblem({ ...request }, expressions, legacyNames, writing);
  if (problem) return { state, outcome: problem };
  const isOldOnly = kind !== 'update' && shown !== undefined && !/^(?:ALL_OLD|NONE)$/.test(shown);
  const write = readWrite(kind, request, writing, () =>
    isOldOnly ? writing.refuse('ReturnValues can only be ALL_OLD or NONE') : undefined,
  );
  if (isRefusal(write)) return { state, outcome: write };
  const table = tableOf(state, name ?? '');
  if (!table) return { state, outcome: noTable };
  const done = perform(table, write);
  if (isRefusal(done)) return { state, outcome: done };
  const { before, after } = done;
  const changed = done.table === table ? state : withTable(state, done.table);
  const paths = write.actions.map(({ path }) => path);
  return {
    ...recorded(changed, [{ table: table.name, before, after }], context),
    outcome: success({
      ...attributesShown(done, paths, shown),
      ...toldOf(table, done, request),
    }),
  };
}

function memberChecks(
  kind: WriteKind,
  request: WriteItemRequest,
  state: DynamoState,
): readonly Check[] {
  const given = kind === 'put' ? request.Item : request.Key;
  return [
    oneOf('returnConsumedCapacity', request.ReturnConsumedCapacity, capacityKinds),
    ...tableChecks(request.TableName, state),
    oneOf('returnValues', request.ReturnValues, returnKinds),
    oneOf('returnItemCollectionMetrics', request.ReturnItemCollectionMetrics, metricsKinds),
    oneOf('conditionalOperator', request.ConditionalOperator, conditionalOperators),
    oneOf('returnValuesOnConditionCheckFailure', request.ReturnValuesOnConditionCheckFailure, [
      'ALL_OLD',
      'NONE',
    ]),
    required(kind === 'put' ? 'item' : 'key', given),
  ];
}

/** What a write consumed, and how large the collection of its item may be. */
function toldOf(table: Table, { before, after }: Written, request: WriteItemRequest): JsonObject {
  const units = writeUnits(table, before, after);
  const capacity = consumed(table, units, request.ReturnConsumedCapacity);
  const metrics = collectionMetrics(table, after ?? before, request.ReturnItemCollectionMetrics);
  return {
    ...(capacity ? { ConsumedCapacity: capacity } : {}),
    ...(metrics ? { ItemCollectionMetrics: metrics } : {}),
  };
}

/** Tables without local indexes have no collections. */
export function collectionMetrics(
  table: Table,
  item: Item | undefined,
  asked: string | undefined,
): JsonObject | undefined {
  const isLocal = table.indexes.some(({ kind }) => kind === 'local');
  return asked === 'SIZE' && isLocal && item
    ? {
        ItemCollectionKey: only(item, namesOf(table.key).slice(0, 1)),
        SizeEstimateRangeGB: [0, 1],
      }
    : undefined;
}

function attributesShown(
  { before, after }: Written,
  paths: readonly Path[],
  shown: string | undefined,
): JsonObject {
  const attributes = imageShown(before, after, paths, shown);
  return attributes ? { Attributes: attributes } : {};
}

function imageShown(
  before: Item | undefined,
  after: Item | undefined,
  paths: readonly Path[],
  shown: string | undefined,
): Item | undefined {
  const images = new Map([
    ['ALL_OLD', before],
    ['ALL_NEW', after],
    ['UPDATED_OLD', partOf(before, paths)],
    ['UPDATED_NEW', partOf(after, paths)],
  ]);
  return images.get(shown ?? 'NONE');
}

function partOf(item: Item | undefined, paths: readonly Path[]): Item | undefined {
  const part = item && projected(item, paths);
  return part && Object.keys(part).length > 0 ? part : undefined;
}
