/** Whether an item, or none, fulfils a condition. */
import { typeOf, type AttributeValue, type Item } from '../values/attribute-value.ts';
import { beginsWith, contains, isSame, order, sizeOf } from '../values/comparison.ts';
import type { Comparator, Condition, Operand, Test } from './condition.ts';
import { valueAt } from './path.ts';

export function fulfils(item: Item | undefined, condition: Condition): boolean {
  const valueOf = (operand: Operand): AttributeValue | undefined => operandIn(item, operand);
  switch (condition.kind) {
    case 'and':
      return fulfils(item, condition.left) && fulfils(item, condition.right);
    case 'or':
      return fulfils(item, condition.left) || fulfils(item, condition.right);
    case 'not':
      return !fulfils(item, condition.of);
    case 'compare':
      return comparators[condition.operator](valueOf(condition.left), valueOf(condition.right));
    case 'between': {
      const value = valueOf(condition.value);
      const low = order(value, valueOf(condition.low));
      const high = order(value, valueOf(condition.high));
      return low !== undefined && low >= 0 && high !== undefined && high <= 0;
    }
    case 'in': {
      const value = valueOf(condition.value);
      return condition.among.some((one) => comparators['='](value, valueOf(one)));
    }
    case 'test': {
      const [value, other] = condition.operands.map(valueOf);
      return tests[condition.name](value, other);
    }
  }
}

type Value = AttributeValue | undefined;

/** What is not there is the same as nothing, and so it differs from all. */
const comparators: { readonly [O in Comparator]: (a: Value, b: Value) => boolean } = {
  '=': (a, b) => a !== undefined && b !== undefined && isSame(a, b),
  '<>': (a, b) => a === undefined || b === undefined || !isSame(a, b),
  '<': (a, b) => (order(a, b) ?? 0) < 0,
  '<=': (a, b) => (order(a, b) ?? 1) <= 0,
  '>': (a, b) => (order(a, b) ?? 0) > 0,
  '>=': (a, b) => (order(a, b) ?? -1) >= 0,
};

const tests: { readonly [T in Test]: (value: Value, other?: Value) => boolean } = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, type) =>
    value !== undefined && type !== undefined && 'S' in type && typeOf(value) === type.S,
  begins_with: beginsWith,
  contains,
};

function operandIn(item: Item | undefined, operand: Operand): Value {
  switch (operand.kind) {
    case 'path':
      return valueAt(item, operand.path);
    case 'value':
      return operand.value;
    case 'size': {
      const value = operandIn(item, operand.of);
      const size = value && sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    }
  }
}
