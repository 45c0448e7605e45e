/** Conditions of before there were expressions: Expected, QueryFilter, ScanFilter, KeyConditions. */
import { isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { fits, flag, json, list, members, misfit, text } from '../../contract/request-form.ts';
import type { Comparator, Condition, Operand } from '../expressions/condition.ts';
import type { Surface } from '../values/surface.ts';
import { invalid, typeOf, type AttributeValue } from '../values/attribute-value.ts';
import { order } from '../values/comparison.ts';
import { failed } from '../tables/constraints.ts';
import { readValue } from '../values/read-value.ts';

const written = members({
  AttributeValueList: list(json),
  ComparisonOperator: text,
  Value: json,
  Exists: flag,
});
const isWritten = fits(written);
type Written = Infer<typeof written>;

const wrong = 'One or more parameter values were invalid: ';

interface Rule {
  /** Fewest and most values. */
  readonly counts: readonly [number, number];
  /** Types of values; all when absent. */
  readonly types?: readonly string[];
  readonly condition: (operand: Operand, values: readonly Operand[]) => Condition;
}

const scalars = ['S', 'N', 'B'];
const scalarsAndSets = [...scalars, 'SS', 'NS', 'BS', 'L', 'M', 'BOOL', 'NULL'];

function compares(operator: Comparator, types = scalars): Rule {
  return {
    counts: [1, 1],
    types,
    condition: (left, [right = left]) => ({ kind: 'compare', operator, left, right }),
  };
}

const contained: Rule = {
  counts: [1, 1],
  types: scalars,
  condition: (operand, values) => ({
    kind: 'test',
    name: 'contains',
    operands: [operand, ...values],
  }),
};

const rules: { readonly [operator: string]: Rule } = {
  EQ: compares('=', scalarsAndSets),
  NE: compares('<>', scalarsAndSets),
  LE: compares('<='),
  LT: compares('<'),
  GE: compares('>='),
  GT: compares('>'),
  NOT_NULL: {
    counts: [0, 0],
    condition: (operand) => ({ kind: 'test', name: 'attribute_exists', operands: [operand] }),
  },
  NULL: {
    counts: [0, 0],
    condition: (operand) => ({ kind: 'test', name: 'attribute_not_exists', operands: [operand] }),
  },
  CONTAINS: contained,
  NOT_CONTAINS: {
    ...contained,
    condition: (operand, values) => ({ kind: 'not', of: contained.condition(operand, values) }),
  },
  BEGINS_WITH: {
    counts: [1, 1],
    types: ['S', 'B'],
    condition: (operand, values) => ({
      kind: 'test',
      name: 'begins_with',
      operands: [operand, ...values],
    }),
  },
  IN: {
    counts: [1, Infinity],
    types: scalars,
    condition: (value, among) => ({ kind: 'in', value, among }),
  },
  BETWEEN: {
    counts: [2, 2],
    types: scalars,
    condition: (value, [low = value, high = value]) => ({ kind: 'between', value, low, high }),
  },
};

/** Names of comparison operators, as messages list them. */
const comparisonOperators = [
  ...['IN', 'NULL', 'BETWEEN', 'LT', 'NOT_CONTAINS', 'EQ', 'GT', 'NOT_NULL', 'NE', 'LE'],
  ...['BEGINS_WITH', 'GE', 'CONTAINS'],
];

/** One condition of a legacy parameter, with the attribute that it is about. */
export interface NamedCondition {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly AttributeValue[];
  readonly condition: Condition;
}

/**
 * Conditions of QueryFilter, ScanFilter and KeyConditions.
 *
 * @param at the parameter, as messages name it
 */
export function readConditions(
  given: JsonObject,
  at: 'queryFilter' | 'scanFilter' | 'keyConditions',
  surface: Surface,
): readonly NamedCondition[] | Refusal {
  const all: NamedCondition[] = [];
  for (const [name, one] of Object.entries(given)) {
    if (!isObject(one) || !isWritten(one)) return misfit(one, written);
    const { ComparisonOperator, AttributeValueList = [] } = one;
    const read = readOne({ at, name }, ComparisonOperator, AttributeValueList, surface);
    if (isRefusal(read)) return read;
    all.push(read);
  }
  return all;
}

/** The conditions of Expected. */
export function readExpected(
  given: JsonObject,
  surface: Surface,
): readonly NamedCondition[] | Refusal {
  const all: NamedCondition[] = [];
  for (const [name, one] of Object.entries(given)) {
    if (!isObject(one) || !isWritten(one)) return misfit(one, written);
    const problem = expectedProblem(name, one);
    if (problem !== undefined) return surface.refuse(wrong + problem);
    const { Value, AttributeValueList, ComparisonOperator, Exists } = one;
    const values = AttributeValueList ?? (Value === undefined ? [] : [Value]);
    const operator = ComparisonOperator ?? (Exists === false ? 'NULL' : 'EQ');
    const read = readOne({ at: 'expected', name }, operator, values, surface);
    if (isRefusal(read)) return read;
    all.push(read);
  }
  return all;
}

function expectedProblem(name: string, one: Written): string | undefined {
  const { Value, AttributeValueList, ComparisonOperator: operator, Exists } = one;
  const at = `for Attribute: ${name}`;
  if (Value !== undefined && AttributeValueList !== undefined) {
    return `Value and AttributeValueList cannot be used together ${at}`;
  }
  if (operator !== undefined) {
    if (Exists !== undefined) return `Exists and ComparisonOperator cannot be used together ${at}`;
    const isUnary = operator === 'NULL' || operator === 'NOT_NULL';
    return !isUnary && Value === undefined && AttributeValueList === undefined
      ? `Value or AttributeValueList must be used with ComparisonOperator: ${operator} ${at}`
      : undefined;
  }
  if (AttributeValueList !== undefined) {
    return `AttributeValueList can only be used with a ComparisonOperator ${at}`;
  }
  if (Exists !== false && Value === undefined) {
    return `Value must be provided when Exists is ${Exists === undefined ? 'null' : 'true'} ${at}`;
  }
  return Exists === false && Value !== undefined
    ? `Value cannot be used when Exists is false ${at}`
    : undefined;
}

function readOne(
  { at, name }: { readonly at: string; readonly name: string },
  operator: string | undefined,
  given: readonly Json[],
  surface: Surface,
): NamedCondition | Refusal {
  const place = `${at}.${name}.member.comparisonOperator`;
  if (operator === undefined) {
    return invalid(
      `1 validation error detected: ${failed('null', place, 'Member must not be null')}`,
    );
  }
  const rule = member(rules, operator);
  if (!rule) {
    const constraint = `Member must satisfy enum value set: [${comparisonOperators.join(', ')}]`;
    return invalid(`1 validation error detected: ${failed(`'${operator}'`, place, constraint)}`);
  }
  const values: AttributeValue[] = [];
  for (const one of given) {
    const value = readValue(one, surface);
    if (isRefusal(value)) return value;
    values.push(value);
  }
  const problem = valuesProblem(operator, rule, values);
  if (problem !== undefined) return surface.refuse(problem);
  const condition = rule.condition(
    { kind: 'path', path: [name] },
    values.map((value) => ({ kind: 'value', value })),
  );
  return { name, operator, values, condition };
}

function valuesProblem(
  operator: string,
  { counts: [least, most], types }: Rule,
  values: readonly AttributeValue[],
): string | undefined {
  if (values.length < least || values.length > most) {
    return `${wrong}Invalid number of argument(s) for the ${operator} ComparisonOperator`;
  }
  const given = values.map(typeOf);
  if (new Set(given).size > 1) {
    return `${wrong}AttributeValues inside AttributeValueList must be of same type`;
  }
  const other = given.find((type) => types && !types.includes(type));
  if (other !== undefined) {
    return `${wrong}ComparisonOperator ${operator} is not valid for ${other} AttributeValue type`;
  }
  return operator === 'BETWEEN' && (order(values[0], values[1]) ?? 0) > 0
    ? 'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound'
    : undefined;
}

/** All of the conditions, or one of them, as ConditionalOperator says; `undefined` without any. */
export function joinedConditions(
  all: readonly NamedCondition[],
  operator: string | undefined,
): Condition | undefined {
  const kind = operator === 'OR' ? 'or' : 'and';
  return all
    .map(({ condition }) => condition)
    .reduce<Condition | undefined>(
      (left, right) => (left ? { kind, left, right } : right),
      undefined,
    );
}
