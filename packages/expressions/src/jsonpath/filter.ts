import { equals, isArray, isObject, type Json } from '../json.ts';
import type { Condition, FilterOperand, Segment } from './syntax.ts';

type Evaluate = (root: Json, segments: readonly Segment[]) => Json | undefined;

/** Whether an item passes a filter, with Jayway's comparisons: values of different types are unequal. */
export function holds(condition: Condition, item: Json, root: Json, evaluate: Evaluate): boolean {
  switch (condition.kind) {
    case 'and':
      return (
        holds(condition.left, item, root, evaluate) && holds(condition.right, item, root, evaluate)
      );
    case 'or':
      return (
        holds(condition.left, item, root, evaluate) || holds(condition.right, item, root, evaluate)
      );
    case 'not':
      return !holds(condition.operand, item, root, evaluate);
    case 'exists':
      return read(condition.path, item, root, evaluate) !== undefined;
    case 'compare': {
      const left = read(condition.left, item, root, evaluate);
      if (condition.right.kind === 'pattern') {
        return typeof left === 'string' && condition.right.pattern.test(left);
      }
      const right = read(condition.right, item, root, evaluate);
      return comparisons[condition.operator]?.(left, right) ?? false;
    }
  }
}

function read(
  operand: FilterOperand,
  item: Json,
  root: Json,
  evaluate: Evaluate,
): Json | undefined {
  switch (operand.kind) {
    case 'literal':
      return operand.value;
    case 'pattern':
      return undefined;
    case 'path': {
      const { from, segments } = operand;
      if (from === 'root') return evaluate(root, segments);
      // AWS: «The @ operator … does not match scalar values. It only matches objects.»
      return segments.length > 0 || isObject(item) ? evaluate(item, segments) : undefined;
    }
  }
}

type Comparison = (left: Json | undefined, right: Json | undefined) => boolean;

const comparisons: { readonly [operator: string]: Comparison } = {
  '==': (left, right) => left !== undefined && right !== undefined && equals(left, right),
  '!=': (left, right) => left !== undefined && right !== undefined && !equals(left, right),
  '<': (left, right) => order(left, right, (difference) => difference < 0),
  '<=': (left, right) => order(left, right, (difference) => difference <= 0),
  '>': (left, right) => order(left, right, (difference) => difference > 0),
  '>=': (left, right) => order(left, right, (difference) => difference >= 0),
  in: (left, right) => isIn(left, right),
  nin: (left, right) => !isIn(left, right),
  contains: (left, right) =>
    typeof left === 'string' ? left.includes(String(right)) : isIn(right, left),
  subsetof: (left, right) => isArray(left) && left.every((item) => isIn(item, right)),
  anyof: (left, right) => isArray(left) && left.some((item) => isIn(item, right)),
  noneof: (left, right) => isArray(left) && !left.some((item) => isIn(item, right)),
  size: (left, right) => (isArray(left) || typeof left === 'string') && left.length === right,
  empty: (left, right) => (sizeOf(left) === 0) === right,
};

function order(
  left: Json | undefined,
  right: Json | undefined,
  test: (difference: number) => boolean,
): boolean {
  if (typeof left === 'number' && typeof right === 'number') return test(left - right);
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  return test(left < right ? -1 : left > right ? 1 : 0);
}

function isIn(item: Json | undefined, list: Json | undefined): boolean {
  return item !== undefined && isArray(list) && list.some((other) => equals(item, other));
}

function sizeOf(value: Json | undefined): number | undefined {
  if (isArray(value) || typeof value === 'string') return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}
