/** Query and Scan. */
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import { flag, number, operation, record, text } from '../../contract/request-form.ts';
import type { Operation } from '../../contract/service.ts';
import { atLeast, atMost, constraintProblem } from '../tables/constraints.ts';
import { pathsOf, type Condition } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import { mixProblem, named, projecting } from '../items/request-parts.ts';
import { noTable, tableOf, type DynamoState } from '../tables/state.ts';
import { older, reading } from '../values/surface.ts';
import { nestedKeyProblem } from '../tables/key-checks.ts';
import { indexNamed, namesOf, projectedNames, type Index, type Table } from '../tables/table.ts';
import { invalid } from '../values/attribute-value.ts';
import { rangeOf, type Range } from './key-condition.ts';
import {
  expressionConditions,
  legacyConditions,
  memberChecks,
  readParts,
  selectProblem,
  type ListRequest,
  type Parts,
} from './list-request.ts';
import { pageOf } from './page.ts';
import { isInSegment, segmentProblem } from './segments.ts';
import { outsideProblem, startPlace } from './start-key.ts';

const listed = {
  ...named,
  ...projecting,
  IndexName: text,
  FilterExpression: text,
  ConditionalOperator: text,
  Select: text,
  Limit: number,
  ConsistentRead: flag,
  ExclusiveStartKey: record,
  ReturnConsumedCapacity: text,
};

export const queryOperations: { readonly [name: string]: Operation<DynamoState> } = {
  Query: operation(
    {
      ...listed,
      QueryFilter: record,
      KeyConditions: record,
      KeyConditionExpression: text,
      ScanIndexForward: flag,
    },
    (request, state) => {
      const { KeyConditions, KeyConditionExpression: expression, QueryFilter, Limit } = request;
      const isLegacyKey = expression === undefined && KeyConditions !== undefined;
      const problem =
        constraintProblem([
          ...memberChecks(request, state),
          Limit !== undefined && Limit < 1
            ? "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
            : undefined,
        ]) ??
        mixProblem(
          request,
          ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
          [
            ...['AttributesToGet', 'QueryFilter', 'ConditionalOperator'],
            ...(isLegacyKey ? [] : ['KeyConditions']),
          ],
          reading,
        ) ??
        selectProblem(request);
      if (problem) return { state, outcome: problem };
      const parts = readParts(
        request,
        { at: 'queryFilter', given: QueryFilter },
        reading,
        (placeholders) =>
          expression === undefined
            ? legacyConditions(KeyConditions)
            : expressionConditions(expression, placeholders),
      );
      if (isRefusal(parts)) return { state, outcome: parts };
      const { conditions, start } = parts;
      const outcome = onTable(state, request, parts, (table, index) => {
        const range = rangeOf((index ?? table).key, conditions);
        if (isRefusal(range)) return range;
        const place = start && startPlace(table, index, start);
        if (place && isRefusal(place)) return place;
        const outside = place && outsideProblem(range, place);
        const filtered = parts.filter && keyFilterProblem(table, index, parts.filter, QueryFilter);
        return outside ?? filtered ?? { range, place };
      });
      return { state, outcome };
    },
  ),

  Scan: operation(
    { ...listed, ScanFilter: record, Segment: number, TotalSegments: number },
    (request, state) => {
      const { ScanFilter, Segment, TotalSegments, Limit } = request;
      const problem =
        constraintProblem([
          ...memberChecks(request, state),
          atLeast('limit', Limit, 1),
          atLeast('totalSegments', TotalSegments, 1),
          atMost('totalSegments', TotalSegments, 1_000_000),
          atLeast('segment', Segment, 0),
          atMost('segment', Segment, 999_999),
        ]) ??
        mixProblem(
          request,
          ['ProjectionExpression', 'FilterExpression'],
          ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
          older,
        ) ??
        segmentProblem(Segment, TotalSegments) ??
        selectProblem(request);
      if (problem) return { state, outcome: problem };
      const parts = readParts(request, { at: 'scanFilter', given: ScanFilter }, older, () => []);
      if (isRefusal(parts)) return { state, outcome: parts };
      const isMeant = isInSegment(Segment, TotalSegments);
      const everything: Range = { from: [], to: ['\uffff'] };
      const outcome = onTable(state, request, { ...parts, isMeant }, (table, index) => {
        const place = parts.start && startPlace(table, index, parts.start);
        if (place && isRefusal(place)) return place;
        if (place && isMeant && !isMeant(place)) {
          return invalid(
            `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${TotalSegments} Segment: ${Segment}`,
          );
        }
        return { range: everything, place };
      });
      return { state, outcome };
    },
  ),
};

/** Looks the table and the index up, and reads the page. */
function onTable(
  state: DynamoState,
  request: ListRequest,
  { filter, paths, isMeant }: Parts,
  whereOf: (
    table: Table,
    index: Index | undefined,
  ) => { readonly range: Range; readonly place: readonly string[] | undefined } | Refusal,
): Outcome {
  const table = tableOf(state, request.TableName ?? '');
  if (!table) return noTable;
  const { IndexName: name, Select: select, Limit: limit = Infinity } = request;
  const index = name === undefined ? undefined : indexNamed(table, name);
  if (name !== undefined && !index) {
    return invalid(`The table does not have the specified index: ${name}`);
  }
  if (index?.kind === 'global' && request.ConsistentRead === true) {
    return invalid('Consistent reads are not supported on global secondary indexes');
  }
  const where = whereOf(table, index);
  if (isRefusal(where)) return where;
  const filterPaths = filter ? pathsOf(filter) : [];
  const problem =
    (index && indexProblem(table, index, select, paths, filterPaths)) ??
    nestedKeyProblem(table, [...(paths ?? []), ...filterPaths]);
  if (problem) return problem;
  return success(
    pageOf({
      table,
      index,
      range: where.range,
      after: where.place,
      isBackward: request.ScanIndexForward === false,
      ...(isMeant ? { isMeant } : {}),
      limit,
      filter,
      paths,
      select,
      isConsistent: request.ConsistentRead,
      asked: request.ReturnConsumedCapacity,
    }),
  );
}

/** What a global index cannot show, since it does not have it. */
function indexProblem(
  table: Table,
  index: Index,
  select: string | undefined,
  paths: readonly Path[] | undefined,
  filterPaths: readonly Path[],
): Refusal | undefined {
  const names = projectedNames(table, index);
  if (index.kind === 'local' || !names) return undefined;
  const wrong = 'One or more parameter values were invalid:';
  if (select === 'ALL_ATTRIBUTES') {
    return invalid(
      `${wrong} Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const missing = (all: readonly Path[]): string =>
    [...new Set(all.map(([name]) => name))].filter((name) => !names.includes(name)).join(', ');
  const unshown = missing(paths ?? []);
  if (unshown !== '') {
    return invalid(`${wrong} Global secondary index ${index.name} does not project [${unshown}]`);
  }
  const unfiltered = missing(filterPaths);
  return unfiltered === ''
    ? undefined
    : invalid(
        `${wrong} Global secondary index ${index.name} does not project one or more filter attributes: [${unfiltered}]`,
      );
}

/** A Query does not filter by what its key conditions are about. */
function keyFilterProblem(
  table: Table,
  index: Index | undefined,
  filter: Condition,
  legacy: JsonObject | undefined,
): Refusal | undefined {
  const filtered = new Set(pathsOf(filter).map(([name]) => name));
  const key = namesOf((index ?? table).key).find((name) => filtered.has(name));
  return key === undefined
    ? undefined
    : invalid(
        `${legacy ? 'QueryFilter' : 'Filter Expression'} can only contain non-primary key attributes: Primary key attribute: ${key}`,
      );
}
