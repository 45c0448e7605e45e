/** Which part of a table or an index a Query asks for. */
import type { Refusal } from '../../contract/outcome.ts';
import { isRefusal } from '../../contract/outcome.ts';
import type { Comparator, Condition, Operand } from '../expressions/condition.ts';
import type { NamedCondition } from '../items/legacy-conditions.ts';
import { emptyProblem } from '../tables/key-checks.ts';
import { aboveAll, justAbove, placeText } from '../tables/places.ts';
import { attributesOf, type Key } from '../tables/table.ts';
import { invalid, typeOf, type AttributeValue } from '../values/attribute-value.ts';

type Operator = 'EQ' | 'LT' | 'LE' | 'GT' | 'GE' | 'BETWEEN' | 'BEGINS_WITH';

/** A condition on one attribute of the key. */
export interface KeyCondition {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly AttributeValue[];
}

/** Places from `from` on, before `to`. */
export interface Range {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The conditions of a KeyConditionExpression, or why it is none. */
export function keyConditionsOf(condition: Condition): readonly KeyCondition[] | Refusal {
  const all: KeyCondition[] = [];
  const problem = collect(condition, all);
  if (problem !== undefined) return invalid(problem);
  const names = all.map(({ name }) => name);
  return new Set(names).size === names.length
    ? all
    : invalid(
        'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
      );
}

const operators: { readonly [C in Comparator]: Operator | undefined } = {
  '=': 'EQ',
  '<>': undefined,
  '<': 'LT',
  '<=': 'LE',
  '>': 'GT',
  '>=': 'GE',
};

/** When the value stands before the attribute. */
const reversed: { readonly [C in Comparator]: Comparator } = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Adds the conditions that are joined by AND; what is wrong is returned. */
function collect(condition: Condition, all: KeyCondition[]): string | undefined {
  switch (condition.kind) {
    case 'and':
      return collect(condition.left, all) ?? collect(condition.right, all);
    case 'or':
    case 'not':
    case 'in':
      return noOperator(condition.kind.toUpperCase());
    case 'compare': {
      const { operator, left, right } = condition;
      if (operator === '<>') return noOperator(operator);
      const isReversed = left.kind === 'value' && right.kind === 'path';
      const [key, value] = isReversed ? [right, left] : [left, right];
      const as = operators[isReversed ? reversed[operator] : operator];
      return add(all, as ?? operator, key, [value]);
    }
    case 'between': {
      const { value, low, high } = condition;
      if (value.kind === 'value') return notFirst('BETWEEN');
      return add(all, 'BETWEEN', value, [low, high]);
    }
    case 'test': {
      const [key, ...values] = condition.operands;
      if (condition.name !== 'begins_with') return noOperator(condition.name);
      if (!key || key.kind === 'value') return notFirst(condition.name);
      return add(all, 'BEGINS_WITH', key, values);
    }
  }
}

function noOperator(name: string): string {
  return `Invalid operator used in KeyConditionExpression: ${name}`;
}

function notFirst(name: string): string {
  return `Invalid condition in KeyConditionExpression: ${name} operator must have the key attribute as its first operand`;
}

function add(
  all: KeyCondition[],
  operator: string,
  key: Operand,
  operands: readonly Operand[],
): string | undefined {
  const own = 'Invalid KeyConditionExpression: KeyConditionExpressions';
  if ([key, ...operands].some(({ kind }) => kind === 'size')) {
    return `${own} cannot contain nested operations`;
  }
  if (operands.some(({ kind }) => kind === 'path')) {
    return 'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition';
  }
  if (key.kind !== 'path') {
    return 'Invalid condition in KeyConditionExpression: No key attribute specified';
  }
  const [name, ...nested] = key.path;
  if (nested.length > 0) return `${own} cannot have conditions on nested attributes`;
  const values = operands.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
  all.push({ name, operator, values });
  return undefined;
}

/** The conditions of KeyConditions, or why there are too few or too many. */
export function legacyKeyConditions(
  all: readonly NamedCondition[],
): readonly KeyCondition[] | Refusal {
  return all.length === 1 || all.length === 2
    ? all
    : invalid('Conditions can be of length 1 or 2 only');
}

/** @returns where items with these conditions on their key stand, or why they cannot be asked for */
export function rangeOf(key: Key, conditions: readonly KeyCondition[]): Range | Refusal {
  const attributes = attributesOf(key);
  if (conditions.length > attributes.length) {
    return conditions.length > 2
      ? invalid(
          `The number of query conditions (${conditions.length}) exceeds the number of key attributes defined in the schema (${attributes.length})`,
        )
      : invalid('Query key condition not supported');
  }
  for (const [at, { name, type }] of attributes.entries()) {
    const condition = conditions.find((one) => one.name === name);
    if (!condition) {
      if (at === 0 || conditions.length > 1) {
        return invalid(`Query condition missed key schema element: ${name}`);
      }
      continue;
    }
    const problem = conditionProblem(condition, type, at === 0);
    if (problem) return problem;
  }
  const [partition, sort] = attributes.map(({ name }) =>
    conditions.find((one) => one.name === name),
  );
  const text = placeText(partition?.values[0] ?? { S: '' });
  const within = sort ? sortRange(text, sort) : undefined;
  return within ?? { from: [text], to: [justAbove(text)] };
}

function conditionProblem(
  { name, operator, values }: KeyCondition,
  type: string | undefined,
  isPartition: boolean,
): Refusal | undefined {
  if (!isOperator(operator)) {
    return invalid('Attempted conditional constraint is not an indexable operation');
  }
  const isTyped = (value: AttributeValue): boolean =>
    type === undefined ? /^[SNB]$/.test(typeOf(value)) : typeOf(value) === type;
  if (!values.every(isTyped)) {
    return invalid(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
  if (isPartition && operator !== 'EQ') return invalid('Query key condition not supported');
  const problems = values.map((value) => emptyProblem(name, value));
  const empty = operator === 'EQ' ? problems.find((problem) => problem !== undefined) : undefined;
  return empty && isRefusal(empty) ? empty : undefined;
}

function isOperator(name: string): name is Operator {
  return Object.hasOwn(ranges, name);
}

type Bounds = (low: string, high: string) => readonly [from: string, to: string | undefined];

/** From the texts of the values to the sort keys that are asked for; no end: that of the partition. */
const ranges: { readonly [O in Operator]: Bounds } = {
  EQ: (value) => [value, justAbove(value)],
  LT: (value) => ['', value],
  LE: (value) => ['', justAbove(value)],
  GT: (value) => [justAbove(value), undefined],
  GE: (value) => [value, undefined],
  BETWEEN: (low, high) => [low, justAbove(high)],
  BEGINS_WITH: (prefix) => [prefix, aboveAll(prefix)],
};

function sortRange(partition: string, { operator, values }: KeyCondition): Range | undefined {
  if (!isOperator(operator)) return undefined;
  const [low = '', high = ''] = values.map(placeText);
  const [from, to] = ranges[operator](low, high);
  return {
    from: [partition, from],
    to: to === undefined ? [justAbove(partition)] : [partition, to],
  };
}
