/** One write of one item: what a request says, and what becomes of the table. */
import type { JsonObject } from '@stepthrough/json';
import { failure, isRefusal, type Refusal } from '../../contract/outcome.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import { pathsOf, type Condition } from '../expressions/condition.ts';
import { fulfils } from '../expressions/evaluate.ts';
import { readPlaceholders, type Given } from '../expressions/placeholders.ts';
import { readUpdate } from '../expressions/read-update.ts';
import type { Action } from '../expressions/update.ts';
import type { Surface } from '../values/surface.ts';
import { itemAt, withChange } from '../tables/items.ts';
import {
  itemProblem,
  keyProblem,
  nestedKeyProblem,
  updatedItemProblem,
} from '../tables/key-checks.ts';
import { attributesOf, namesOf, type Table } from '../tables/table.ts';
import { invalid, typeOf, type Item } from '../values/attribute-value.ts';
import { itemSize, largestItem } from '../values/item-size.ts';
import { readItem } from '../values/read-value.ts';
import { readAttributeUpdates } from './legacy-updates.ts';
import { conditionOf, type Conditional } from './request-parts.ts';

export type WriteKind = 'put' | 'update' | 'delete' | 'check';

export interface Write {
  readonly kind: WriteKind;
  /** The item to put, or the key. */
  readonly given: Item;
  readonly condition: Condition | undefined;
  readonly actions: readonly Action[];
  /** Whether the refusal of a condition that fails has the item. */
  readonly showsItem: boolean;
}

interface WriteRequest extends Given, Conditional {
  readonly Item?: JsonObject | undefined;
  readonly Key?: JsonObject | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly AttributeUpdates?: JsonObject | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

export interface Written {
  readonly table: Table;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const tooLarge = invalid('Item size has exceeded the maximum allowed size');
const updatedTooLarge = invalid('Item size to update has exceeded the maximum allowed size');

/** What a request says, or why DynamoDB refuses it whatever the table has. */
export function readWrite(
  kind: WriteKind,
  request: WriteRequest,
  surface: Surface,
  early?: () => Refusal | undefined,
): Write | Refusal {
  const given = readItem((kind === 'put' ? request.Item : request.Key) ?? {}, surface);
  if (isRefusal(given)) return given;
  const problem = early?.() ?? (kind === 'put' ? sizeProblem(given) : undefined);
  if (problem) return problem;
  const legacy = readAttributeUpdates(request.AttributeUpdates ?? {}, surface);
  if (isRefusal(legacy)) return legacy;
  const placeholders = readPlaceholders(request, surface);
  if (isRefusal(placeholders)) return placeholders;
  const { UpdateExpression: expression } = request;
  const actions = expression === undefined ? legacy : readUpdate(expression, placeholders, surface);
  if (isRefusal(actions)) return actions;
  const condition = conditionOf(request, placeholders, surface);
  if (condition && isRefusal(condition)) return condition;
  const unused = placeholders.unusedProblem(surface);
  if (unused) return unused;
  const showsItem = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  return { kind, given, condition, actions, showsItem };
}

export function sizeProblem(item: Item): Refusal | undefined {
  return itemSize(item) > largestItem ? tooLarge : undefined;
}

/** The table after a write, or why it is refused. */
export function perform(table: Table, write: Write): Written | Refusal {
  const { kind, given, actions, condition } = write;
  const problem =
    (kind === 'put' ? itemProblem(table, given) : keyProblem(table, given)) ??
    actionsProblem(table, actions) ??
    nestedKeyProblem(table, condition ? pathsOf(condition) : []);
  if (problem) return problem;
  const before = itemAt(table, given);
  if (condition && !fulfils(before, condition)) return conditionFailed(before, write);
  if (kind === 'check') return { table, before, after: before };
  if (kind === 'delete') return changed(table, before, undefined);
  if (kind === 'put') return changed(table, before, given);
  const after = applyUpdate(before ?? given, actions);
  if (isRefusal(after)) return after;
  const wrong = updatedItemProblem(table, after);
  if (wrong) return wrong;
  return itemSize(after) > largestItem ? updatedTooLarge : changed(table, before, after);
}

function changed(table: Table, before: Item | undefined, after: Item | undefined): Written {
  return { table: withChange(table, before, after), before, after };
}

function conditionFailed(before: Item | undefined, { showsItem }: Write): Refusal {
  const refusal = failure('ConditionalCheckFailedException', 'The conditional request failed');
  return showsItem && before
    ? { ...refusal, error: { ...refusal.error, members: { Item: before } } }
    : refusal;
}

/** Why these actions are none for items of this table. */
function actionsProblem(table: Table, actions: readonly Action[]): Refusal | undefined {
  const touched = new Set(actions.map(({ path: [name] }) => name));
  const wrong = 'One or more parameter values were invalid: ';
  const key = namesOf(table.key).find((name) => touched.has(name));
  if (key !== undefined) {
    return invalid(`${wrong}Cannot update attribute ${key}. This attribute is part of the key`);
  }
  for (const index of table.indexes) {
    for (const { name, type } of attributesOf(index.key)) {
      const actual = givenType(actions, name);
      if (type !== undefined && actual !== undefined && actual !== type) {
        return invalid(
          `${wrong}Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
        );
      }
    }
  }
  return nestedKeyProblem(
    table,
    actions.map(({ path }) => path),
  );
}

/** The type of the value that the request itself gives an attribute. */
function givenType(actions: readonly Action[], name: string): string | undefined {
  for (const action of actions) {
    const { path } = action;
    if (path.length > 1 || path[0] !== name) continue;
    if (action.kind === 'SET' && action.source.kind === 'value') return typeOf(action.source.value);
    if (action.kind === 'ADD') return typeOf(action.value);
  }
  return undefined;
}
