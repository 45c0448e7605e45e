/** What a Query or a Scan asks for by itself, whatever the table has. */
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import type { Condition } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import { readPlaceholders, type Given, type Placeholders } from '../expressions/placeholders.ts';
import { readCondition } from '../expressions/read-condition.ts';
import { joinedConditions, readConditions } from '../items/legacy-conditions.ts';
import { operatorProblem, projectionOf } from '../items/request-parts.ts';
import {
  capacityKinds,
  conditionalOperators,
  lengthWithin,
  nameChecks,
  oneOf,
  selectKinds,
  tableChecks,
  type Check,
} from '../tables/constraints.ts';
import type { DynamoState } from '../tables/state.ts';
import { invalid, type Item } from '../values/attribute-value.ts';
import { reading, type Surface } from '../values/surface.ts';
import { keyConditionsOf, legacyKeyConditions, type KeyCondition } from './key-condition.ts';
import { readStart } from './start-key.ts';

export interface ListRequest extends Given {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly AttributesToGet?: readonly string[];
  readonly ConditionalOperator?: string;
  readonly Select?: string;
  readonly Limit?: number;
  readonly ConsistentRead?: boolean;
  readonly ExclusiveStartKey?: JsonObject;
  readonly ReturnConsumedCapacity?: string;
  readonly ScanIndexForward?: boolean;
}

export function memberChecks(request: ListRequest, state: DynamoState): readonly Check[] {
  return [
    oneOf('select', request.Select, selectKinds),
    ...nameChecks('indexName', request.IndexName),
    oneOf('returnConsumedCapacity', request.ReturnConsumedCapacity, capacityKinds),
    ...tableChecks(request.TableName, state),
    oneOf('conditionalOperator', request.ConditionalOperator, conditionalOperators),
    lengthWithin('attributesToGet', request.AttributesToGet, 1, 255),
  ];
}

export function selectProblem({ Select, IndexName, ...request }: ListRequest): Refusal | undefined {
  const parameter = (['ProjectionExpression', 'AttributesToGet'] as const).find(
    (name) => request[name] !== undefined,
  );
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    return invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (Select === 'SPECIFIC_ATTRIBUTES' && parameter === undefined) {
    return invalid(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (Select === undefined || Select === 'SPECIFIC_ATTRIBUTES' || parameter === undefined) {
    return undefined;
  }
  const what = Select === 'COUNT' ? 'only the Count' : Select;
  return invalid(`Cannot specify the ${parameter} when choosing to get ${what}`);
}

export interface Parts {
  readonly conditions: readonly KeyCondition[];
  readonly filter: Condition | undefined;
  readonly paths: readonly Path[] | undefined;
  readonly start: Item | undefined;
  readonly isMeant?: ((place: readonly string[]) => boolean) | undefined;
}

export function readParts(
  request: ListRequest,
  legacyFilter: LegacyFilter,
  surface: Surface,
  conditionsOf: (placeholders: Placeholders) => readonly KeyCondition[] | Refusal,
): Parts | Refusal {
  const { ExclusiveStartKey, FilterExpression, ConditionalOperator: operator } = request;
  const start = ExclusiveStartKey && readStart(ExclusiveStartKey, surface);
  if (start && isRefusal(start)) return start;
  const placeholders = readPlaceholders(request, surface);
  if (isRefusal(placeholders)) return placeholders;
  const conditions = conditionsOf(placeholders);
  if (isRefusal(conditions)) return conditions;
  const filter =
    FilterExpression === undefined
      ? legacyCondition(legacyFilter, operator, surface)
      : readCondition('FilterExpression', FilterExpression, placeholders, surface);
  if (filter && isRefusal(filter)) return filter;
  const paths = projectionOf(request, placeholders, surface);
  if (paths && isRefusal(paths)) return paths;
  return placeholders.unusedProblem(surface) ?? { conditions, filter, paths, start };
}

/** A filter of before there were expressions, and how messages name its parameter. */
interface LegacyFilter {
  readonly at: 'queryFilter' | 'scanFilter';
  readonly given: JsonObject | undefined;
}

function legacyCondition(
  { at, given }: LegacyFilter,
  operator: string | undefined,
  surface: Surface,
): Condition | Refusal | undefined {
  const problem = operatorProblem(operator, given, surface);
  if (problem || !given) return problem;
  const all = readConditions(given, at, surface);
  return isRefusal(all) ? all : joinedConditions(all, operator);
}

export function legacyConditions(given: JsonObject | undefined): readonly KeyCondition[] | Refusal {
  if (!given) {
    return invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const all = readConditions(given, 'keyConditions', reading);
  return isRefusal(all) ? all : legacyKeyConditions(all);
}

export function expressionConditions(
  expression: string,
  placeholders: Placeholders,
): readonly KeyCondition[] | Refusal {
  const condition = readCondition('KeyConditionExpression', expression, placeholders, reading);
  return isRefusal(condition) ? condition : keyConditionsOf(condition);
}
