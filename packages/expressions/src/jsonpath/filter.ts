import { equals, isArray, isObject, type Json } from '@stepthrough/json';
import type { Work } from '../bounds/work.ts';
import type { ComparisonOperator, Condition, FilterOperand, Segment } from './syntax.ts';

type Evaluate = (root: Json, segments: readonly Segment[], work: Work) => Json | undefined;

/** Whether an item passes a filter, with Jayway's comparisons: values of different types are unequal. */
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
    case 'compare': {
      const left = read(condition.left, item, root, evaluate, work);
      if (condition.right.kind === 'pattern') {
        return typeof left === 'string' && condition.right.pattern.test(left, work);
      }
      const right = read(condition.right, item, root, evaluate, work);
      return comparisons[condition.operator](left, right, work);
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

type Comparison = (left: Json | undefined, right: Json | undefined, work: Work) => boolean;

/** Jayway's operators, but for `=~`, whose right side is no value. */
const comparisons: { readonly [operator in ComparisonOperator]: Comparison } = {
  '==': (left, right, work) =>
    left !== undefined && right !== undefined && isEqual(left, right, work),
  '!=': (left, right, work) =>
    left !== undefined && right !== undefined && !isEqual(left, right, work),
  '<': (left, right) => order(left, right, (difference) => difference < 0),
  '<=': (left, right) => order(left, right, (difference) => difference <= 0),
  '>': (left, right) => order(left, right, (difference) => difference > 0),
  '>=': (left, right) => order(left, right, (difference) => difference >= 0),
  '=~': () => false,
  in: isIn,
  nin: (left, right, work) => !isIn(left, right, work),
  contains: (left, right, work) =>
    typeof left === 'string' ? isInText(right, left, work) : isIn(right, left, work),
  subsetof: (left, right, work) => isArray(left) && left.every((item) => isIn(item, right, work)),
  anyof: (left, right, work) => isArray(left) && left.some((item) => isIn(item, right, work)),
  noneof: (left, right, work) => isArray(left) && !left.some((item) => isIn(item, right, work)),
  size: (left, right) => (isArray(left) || typeof left === 'string') && left.length === right,
  empty: (left, right) => {
    const size = sizeOf(left);
    return size !== undefined && (size === 0) === right;
  },
};

function isEqual(left: Json, right: Json, work: Work): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return equals(left, right, () => {
    work.spend('steps');
  });
}

function order(
  left: Json | undefined,
  right: Json | undefined,
  test: (difference: number) => boolean,
): boolean {
  if (typeof left === 'number' && typeof right === 'number') return test(left - right);
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  return test(left < right ? -1 : left > right ? 1 : 0);
}

function isIn(item: Json | undefined, list: Json | undefined, work: Work): boolean {
  if (item === undefined || !isArray(list)) return false;
  work.spend('steps', list.length);
  return list.some((other) => isEqual(item, other, work));
}

/** The engine searches texts many characters a step. */
function isInText(part: Json | undefined, text: string, work: Work): boolean {
  work.spend('steps', text.length >> 6);
  return text.includes(String(part));
}

function sizeOf(value: Json | undefined): number | undefined {
  if (isArray(value) || typeof value === 'string') return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}
