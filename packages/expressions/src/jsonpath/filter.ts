import { isObject, type Json } from '@stepthrough/json';
import type { Work } from '../bounds/work.ts';
import type { ComparisonOperator, Condition, FilterOperand, Segment } from './syntax.ts';

type Evaluate = (root: Json, segments: readonly Segment[], work: Work) => Json | undefined;

/**
 * Whether an item passes a filter, with the comparisons of Jayway's version 2.0 (`Criteria.safeCompare`),
 * whose texts AWS shows: what cannot be compared passes neither == nor !=.
 */
export function holds(
  condition: Condition,
  item: Json,
  root: Json,
  evaluate: Evaluate,
  work: Work,
): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, item, root, evaluate, work));
    case 'or':
      return condition.parts.some((part) => holds(part, item, root, evaluate, work));
    case 'not':
      return !holds(condition.operand, item, root, evaluate, work);
    case 'exists':
      return read(condition.path, item, root, evaluate, work) !== undefined;
    case 'lexical':
      return false;
    case 'compare': {
      const left = read(condition.left, item, root, evaluate, work);
      if (condition.right.kind === 'pattern') {
        return typeof left === 'string' && condition.right.pattern.test(left, work);
      }
      const right = read(condition.right, item, root, evaluate, work);
      if (left === undefined || right === undefined) return false;
      const difference = compare(left, right);
      return difference !== undefined && comparisons[condition.operator](difference);
    }
  }
}

function read(
  operand: FilterOperand,
  item: Json,
  root: Json,
  evaluate: Evaluate,
  work: Work,
): Json | undefined {
  switch (operand.kind) {
    case 'literal':
      return operand.value;
    case 'pattern':
      return undefined;
    case 'path': {
      const { from, segments } = operand;
      if (from === 'root') return evaluate(root, segments, work);
      // AWS: «The @ operator … does not match scalar values. It only matches objects.»
      return segments.length > 0 || isObject(item) ? evaluate(item, segments, work) : undefined;
    }
  }
}

/** Jayway's operators, but for `=~`, whose right side is no value. */
const comparisons: {
  readonly [operator in ComparisonOperator]: (difference: number) => boolean;
} = {
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '=~': () => false,
};

/**
 * Below, at or above 0; `undefined` where values cannot be compared. Null differs from all else and has
 * no order; a text beside a number counts as a number, beside a boolean as a boolean.
 */
function compare(left: Json, right: Json): number | undefined {
  if (left === right) return 0;
  // Not a number: neither below nor above, and not equal.
  if (left === null || right === null) return Number.NaN;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : 1;
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    return difference(booleanOf(left), booleanOf(right));
  }
  return difference(numberOf(left), numberOf(right));
}

function difference(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : Math.sign(left - right);
}

function booleanOf(value: Json): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' ? Number(value.toLowerCase() === 'true') : undefined;
}

function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && isDecimal.test(value) ? Number(value) : undefined;
}

const isDecimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
