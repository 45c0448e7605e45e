/** Answers of DynamoDB in the one form in which they are compared. */
import { isObject, type Json } from '@stepthrough/json';
import type { Answer } from '../simulator/world.ts';
import { inTextOrder, type Step } from './compare.ts';

/** Sets, and items that come in no order, are sorted; refusals lose what only one of the two tells. */
export function formed({ ok, value }: Answer, [operation, { IndexName }]: Step): Answer {
  const hasOrder = operation === 'Query' && IndexName === undefined;
  return { ok, value: ok ? sorted(value, !hasOrder) : refused(value) };
}

function sorted(value: Json, itemsToo: boolean): Json {
  if (Array.isArray(value)) return value.map((one: Json) => sorted(one, itemsToo));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      Array.isArray(member) && (sets.has(name) || (itemsToo && lists.has(name)))
        ? inTextOrder(member.map((one: Json) => sorted(one, itemsToo)))
        : sorted(member, itemsToo),
    ]),
  );
}

const sets = new Set(['SS', 'NS', 'BS']);
/** The second is what BatchGetItem calls the list of a table. */
const lists = new Set(['Items', 'TABLE']);

function refused(value: Json): Json {
  if (!isObject(value)) return value;
  const { message } = value;
  const worded = reworded.reduce(
    (text, [pattern, instead]) => text.replace(pattern, instead),
    typeof message === 'string' ? message : '',
  );
  return { ...value, message: worded };
}

/**
 * Wordings of which ours are those of 2026 (`packages/services/src/dynamodb/values/surface.ts`, by a
 * public suite that is run against AWS), and dynalite's those of the year when it was recorded.
 */
const reworded: readonly (readonly [RegExp, string])[] = [
  [/^1 validation error detected: /, ''],
  [/^Invalid KeyConditionExpression: (?=KeyConditionExpressions must)/, ''],
  [/^ExpressionAttributeValues contains invalid value: (.*) for key :\w+$/, '$1'],
  [/Syntax error; .*$/, 'Syntax error'],
  [/^One or more parameter values were invalid: (?=Input collection contains)/, ''],
  [/^(Input collection contains duplicates)\.$/, '$1'],
  [/numeric value: $/, 'numeric value'],
  [/values were invalid: (?=The AttributeValue for a key)/, 'values are not valid. '],
  // Texts in a set are told as JSON, where dynalite tells them plainly.
  [/(?<=Input collection \[[^\]]*)["\s]/g, ''],
];
