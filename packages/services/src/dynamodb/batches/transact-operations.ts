/** TransactWriteItems and TransactGetItems: all or nothing. */
import { get, set } from '@stepthrough/collections';
import { member, setMember, type Json, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { failure, isRefusal, success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import { list, members, operation, record, text } from '../../contract/request-form.ts';
import type { Context, Operation, Result } from '../../contract/service.ts';
import {
  capacityKinds,
  constraintProblem,
  lengthWithin,
  metricsKinds,
  oneOf,
  required,
  tableChecks,
  type Check,
} from '../tables/constraints.ts';
import type { Path } from '../expressions/path.ts';
import { projected } from '../expressions/projection.ts';
import { consumed, readUnits, sumOf, twice, writeUnits, type Units } from '../items/capacity.ts';
import { collectionMetrics } from '../items/item-operations.ts';
import { mixProblem, named, shownBy } from '../items/request-parts.ts';
import { perform, readWrite, type Write, type WriteKind } from '../items/write.ts';
import { noTable, tableOf, withTable, type DynamoState } from '../tables/state.ts';
import { recorded, type Change } from '../streams/stream.ts';
import { older } from '../values/surface.ts';
import { itemAt } from '../tables/items.ts';
import { emptyKeyProblem, keyProblem } from '../tables/key-checks.ts';
import { placeIn } from '../tables/places.ts';
import type { Table } from '../tables/table.ts';
import { invalid, type Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { readItem } from '../values/read-value.ts';
import type { Expiry } from '../tables/time-to-live.ts';

/** Actions of one transaction. */
const mostActions = 100;
/** Ten minutes: how long a ClientRequestToken makes a request the same. */
const tokenAge = 600_000;

const keyed = {
  ...named,
  Key: record,
  ConditionExpression: text,
  ReturnValuesOnConditionCheckFailure: text,
};

const action = members({
  ConditionCheck: members(keyed),
  Delete: members(keyed),
  Update: members({ ...keyed, UpdateExpression: text }),
  Put: members({
    ...named,
    Item: record,
    ConditionExpression: text,
    ReturnValuesOnConditionCheckFailure: text,
  }),
});
type Action = Infer<typeof action>;

const getAction = members({
  Get: members({
    TableName: text,
    Key: record,
    ProjectionExpression: text,
    ExpressionAttributeNames: named.ExpressionAttributeNames,
  }),
});

export const transactOperations: { readonly [name: string]: Operation<DynamoState, Expiry> } = {
  TransactWriteItems: operation(
    {
      TransactItems: list(action),
      ReturnConsumedCapacity: text,
      ReturnItemCollectionMetrics: text,
      ClientRequestToken: text,
    },
    (request, state, context) => {
      const { TransactItems: items = [], ReturnConsumedCapacity: asked } = request;
      const { ReturnItemCollectionMetrics: metrics, ClientRequestToken: token } = request;
      const problem = constraintProblem([
        lengthWithin('clientRequestToken', token, 1, 36),
        oneOf('returnConsumedCapacity', asked, capacityKinds),
        oneOf('returnItemCollectionMetrics', metrics, metricsKinds),
        required('transactItems', request.TransactItems),
        lengthWithin('transactItems', request.TransactItems, 1, mostActions),
        ...items.flatMap((one, at) => actionChecks(one, at, state)),
      ]);
      if (problem) return { state, outcome: problem };
      const written = JSON.stringify(items);
      const earlier = token === undefined ? undefined : get(state.transactions, token);
      if (earlier && context.now - earlier.at < tokenAge) {
        return { state, outcome: repeated(earlier.request === written) };
      }
      const result = writeAll(items, state, context, asked, metrics);
      if (token === undefined || result.outcome?.ok !== true) return result;
      const noted = { at: context.now, request: written };
      const transactions = set(result.state.transactions, token, noted);
      return { ...result, state: { ...result.state, transactions } };
    },
  ),

  TransactGetItems: operation(
    { TransactItems: list(getAction), ReturnConsumedCapacity: text },
    ({ TransactItems: items, ReturnConsumedCapacity: asked }, state) => {
      const problem = constraintProblem([
        oneOf('returnConsumedCapacity', asked, capacityKinds),
        required('transactItems', items),
        lengthWithin('transactItems', items, 1, mostActions),
        ...(items ?? []).flatMap(({ Get }, at) => [
          ...placed(tableChecks(Get?.TableName, state), `transactItems.${at + 1}.member.get`),
          required(`transactItems.${at + 1}.member.get.key`, Get?.Key),
        ]),
      ]);
      return { state, outcome: problem ?? readAll(items ?? [], state, asked) };
    },
  ),
};

/** Checks of a member, told with the place that it has in the request. */
function placed(checks: readonly Check[], place: string): readonly Check[] {
  return checks.map((check) => check?.replace("at 'tableName'", `at '${place}.tableName'`));
}

function repeated(isSame: boolean): Outcome {
  return isSame
    ? success({})
    : failure(
        'IdempotentParameterMismatchException',
        'The provided client request token is already in use for a different set of parameters.',
      );
}

function actionChecks(one: Action, at: number, state: DynamoState): readonly Check[] {
  const place = `transactItems.${at + 1}.member`;
  const { Put, Update, Delete, ConditionCheck } = one;
  return [
    ...(Put
      ? [
          ...placed(tableChecks(Put.TableName, state), `${place}.put`),
          required(`${place}.put.item`, Put.Item),
        ]
      : []),
    ...(
      [
        ['update', Update],
        ['delete', Delete],
        ['conditionCheck', ConditionCheck],
      ] as const
    ).flatMap(([name, given]) =>
      given
        ? [
            ...placed(tableChecks(given.TableName, state), `${place}.${name}`),
            required(`${place}.${name}.key`, given.Key),
          ]
        : [],
    ),
    ...(Update ? [required(`${place}.update.updateExpression`, Update.UpdateExpression)] : []),
    ...(ConditionCheck
      ? [
          required(
            `${place}.conditionCheck.conditionExpression`,
            ConditionCheck.ConditionExpression,
          ),
        ]
      : []),
  ];
}

interface Planned {
  readonly name: string;
  readonly write: Write;
}

function planned(one: Action): Planned | Refusal {
  const kinds = [
    ['put', one.Put],
    ['update', one.Update],
    ['delete', one.Delete],
    ['check', one.ConditionCheck],
  ] as const;
  const given = kinds.filter(([, request]) => request !== undefined);
  const [[kind, request] = []] = given;
  if (!kind || !request || given.length > 1) {
    return invalid(
      given.length > 1
        ? 'TransactItems can only contain one of Check, Put, Update or Delete'
        : 'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request',
    );
  }
  const problem = mixProblem({ ...request }, expressionsOf(kind), [], older);
  const write = problem ?? readWrite(kind, request, older);
  return isRefusal(write) ? write : { name: request.TableName ?? '', write };
}

function expressionsOf(kind: WriteKind): readonly string[] {
  return kind === 'update' ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression'];
}

function writeAll(
  items: readonly Action[],
  state: DynamoState,
  context: Context,
  asked: string | undefined,
  metrics: string | undefined,
): Result<DynamoState, Expiry> {
  const plans: Planned[] = [];
  for (const one of items) {
    const plan = planned(one);
    if (isRefusal(plan)) return { state, outcome: plan };
    plans.push(plan);
  }
  const early = plansProblem(plans, state);
  if (early) return { state, outcome: early };
  let after = state;
  const changes: Change[] = [];
  const units = new Map<string, Units[]>();
  const reasons: JsonObject[] = [];
  for (const { name, write } of plans) {
    const table = tableOf(after, name);
    if (!table) return { state, outcome: noTable };
    const done = perform(table, write);
    if (isRefusal(done)) {
      reasons.push(reasonOf(done));
      continue;
    }
    reasons.push({ Code: 'None' });
    const { before, after: item } = done;
    units.set(table.name, [...(units.get(table.name) ?? []), writeUnits(table, before, item)]);
    if (write.kind === 'check') continue;
    after = withTable(after, done.table);
    changes.push({ table: table.name, before, after: item });
  }
  if (reasons.some(({ Code }) => Code !== 'None')) return { state, outcome: cancelled(reasons) };
  const told = capacityOf(units, state, asked, 'WriteCapacityUnits');
  const collections = metricsOf(changes, state, metrics);
  return {
    ...recorded(after, changes, context),
    outcome: success({
      ...(told.length > 0 ? { ConsumedCapacity: told } : {}),
      ...(Object.keys(collections).length > 0 ? { ItemCollectionMetrics: collections } : {}),
    }),
  };
}

/** What is told before a transaction begins. */
function plansProblem(plans: readonly Planned[], state: DynamoState): Refusal | undefined {
  const seen = new Set<string>();
  for (const { name, write } of plans) {
    const table = tableOf(state, name);
    if (!table) return noTable;
    const empty = emptyKeyProblem(table, write.given);
    if (empty) return empty;
    const place = JSON.stringify([table.name, placeIn(table.key, write.given)]);
    if (seen.has(place)) {
      return invalid('Transaction request cannot include multiple operations on one item');
    }
    seen.add(place);
  }
  return undefined;
}

function reasonOf({ error }: Refusal): JsonObject {
  const { code, message, members: more = {} } = error;
  const Code = code === 'ValidationException' ? 'ValidationError' : code.replace(/Exception$/, '');
  return { Code, Message: message, ...more };
}

/** The refusal of a transaction, with a reason for each of its actions. */
export function cancelled(reasons: readonly JsonObject[]): Refusal {
  const codes = reasons.map(({ Code }) => String(Code)).join(', ');
  const refusal = failure(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
  );
  return {
    ...refusal,
    error: { ...refusal.error, members: { CancellationReasons: reasons } },
  };
}

function capacityOf(
  units: ReadonlyMap<string, readonly Units[]>,
  state: DynamoState,
  asked: string | undefined,
  kind: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): readonly JsonObject[] {
  return Array.from(units).flatMap(([name, all]): readonly JsonObject[] => {
    const table = tableOf(state, name);
    const told = table && consumed(table, twice(sumOf(all)), asked, kind);
    return told ? [told] : [];
  });
}

function metricsOf(
  changes: readonly Change[],
  state: DynamoState,
  asked: string | undefined,
): JsonObject {
  const collections: { [table: string]: Json[] } = {};
  for (const { table: name, before, after } of changes) {
    const table = tableOf(state, name);
    const metrics = table && collectionMetrics(table, after ?? before, asked);
    if (metrics) setMember(collections, name, [...(member(collections, name) ?? []), metrics]);
  }
  return collections;
}

interface PlannedGet {
  readonly table: Table;
  readonly key: Item;
  readonly paths: readonly Path[] | undefined;
}

function readAll(
  items: readonly Infer<typeof getAction>[],
  state: DynamoState,
  asked: string | undefined,
): Outcome {
  const gets: PlannedGet[] = [];
  for (const { Get: request = {} } of items) {
    const planned = plannedGet(request, state);
    if (isRefusal(planned)) return planned;
    gets.push(planned);
  }
  const places = gets.map(({ table, key }) =>
    JSON.stringify([table.name, placeIn(table.key, key)]),
  );
  const reasons = gets.map(({ table, key }): JsonObject => {
    const problem = keyProblem(table, key);
    return problem ? reasonOf(problem) : { Code: 'None' };
  });
  if (reasons.some(({ Code }) => Code !== 'None')) return cancelled(reasons);
  if (new Set(places).size < places.length) {
    return invalid('Transaction request cannot include multiple operations on one item');
  }
  const units = new Map<string, Units[]>();
  const Responses = gets.map(({ table, key, paths }) => {
    const item = itemAt(table, key);
    const read = { table: readUnits(item ? itemSize(item) : 0, true), indexes: {} };
    units.set(table.name, [...(units.get(table.name) ?? []), read]);
    return item ? { Item: projected(item, paths) } : {};
  });
  const told = capacityOf(units, state, asked, 'ReadCapacityUnits');
  return success({ Responses, ...(told.length > 0 ? { ConsumedCapacity: told } : {}) });
}

function plannedGet(
  request: NonNullable<Infer<typeof getAction>['Get']>,
  state: DynamoState,
): PlannedGet | Refusal {
  const mixed = mixProblem({ ...request }, ['ProjectionExpression'], [], older);
  const key = mixed ?? readItem(request.Key ?? {}, older);
  if (isRefusal(key)) return key;
  const paths = shownBy(request, older);
  if (paths && isRefusal(paths)) return paths;
  const table = tableOf(state, request.TableName ?? '');
  if (!table) return noTable;
  return emptyKeyProblem(table, key) ?? { table, key, paths };
}
