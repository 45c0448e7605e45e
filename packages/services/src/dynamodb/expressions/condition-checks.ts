/** What DynamoDB checks of the operands of one condition before it looks at any item. */
import { member } from '@stepthrough/json';
import { typeOf, typeNames, type AttributeValue } from '../values/attribute-value.ts';
import { isOrdered, order } from '../values/comparison.ts';
import type { Comparator, Operand } from './condition.ts';
import { areSamePaths, pathText } from './path.ts';
import { messages, type Problems } from './problems.ts';

/** What is wrong with one condition. */
export type Local = Problems<'placeholder' | 'count' | 'distinct' | 'type'>;

/** Operands of one IN beside the first. */
const mostAmong = 100;

export function checkComparison(
  operator: Comparator,
  left: Operand,
  right: Operand,
  local: Local,
): void {
  checkDistinct(operator, left, right, local);
  if (operator === '=' || operator === '<>') return;
  checkOrdered(operator, [left, right], local);
}

export function checkBetween(value: Operand, low: Operand, high: Operand, local: Local): void {
  checkOrdered('BETWEEN', [value, low, high], local);
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const bounds = `lower bound operand: ${boundText(low.value)}, upper bound operand: ${boundText(high.value)}`;
  if (typeOf(low.value) !== typeOf(high.value)) {
    local.add(
      'type',
      `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
    );
  } else if ((order(low.value, high.value) ?? 0) > 0) {
    local.add(
      'type',
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
}

export function checkIn(value: Operand, among: readonly Operand[], local: Local): void {
  if (among.length > mostAmong) {
    local.add(
      'count',
      `The IN operator is provided with too many operands; number of operands: ${among.length}`,
    );
  }
  const [only, ...others] = among;
  if (only && others.length === 0) checkDistinct('IN', value, only, local);
}

const operandCounts = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
} as const;

export function checkTest(name: string, operands: readonly Operand[], local: Local): void {
  const counts: { readonly [name: string]: number } = operandCounts;
  if (member(counts, name) !== operands.length) {
    local.add('count', messages.operandCount(name, operands.length));
    return;
  }
  const [first, second] = operands;
  if (!first) return;
  if (second) checkDistinct(name, first, second, local);
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    if (first.kind !== 'path') local.add('type', messages.needsPath(name));
  } else if (name === 'begins_with') {
    for (const operand of operands) {
      const type = knownType(operand);
      if (type !== undefined && type !== 'S' && type !== 'B') {
        local.add('type', messages.operandType(name, type));
      }
    }
  } else if (name === 'attribute_type') checkTypeName(second, local);
  else if (name === 'size') {
    const type = knownType(first);
    if (type === 'N' || type === 'BOOL' || type === 'NULL') {
      local.add('type', messages.operandType(name, type));
    }
  }
}

function checkTypeName(operand: Operand | undefined, local: Local): void {
  const value = operand?.kind === 'value' ? operand.value : undefined;
  if (!value || !('S' in value)) {
    const type = value ? typeOf(value) : '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}';
    local.add('type', messages.operandType('attribute_type', type));
  } else if (!Object.hasOwn(typeNames, value.S)) {
    local.add(
      'type',
      `Invalid attribute type name found; type: ${value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  }
}

function checkOrdered(operator: string, operands: readonly Operand[], local: Local): void {
  for (const operand of operands) {
    if (operand.kind === 'value' && !isOrdered(operand.value)) {
      local.add('type', messages.operandType(operator, typeOf(operand.value)));
    }
  }
}

function checkDistinct(name: string, first: Operand, second: Operand, local: Local): void {
  if (first.kind !== 'path' || second.kind !== 'path') return;
  if (!areSamePaths(first.path, second.path)) return;
  local.add(
    'distinct',
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${pathText(first.path)}`,
  );
}

/** The type of a value that the request gives. */
function knownType(operand: Operand): string | undefined {
  if (operand.kind === 'size') return 'N';
  return operand.kind === 'value' ? typeOf(operand.value) : undefined;
}

function boundText(value: AttributeValue): string {
  const [[type, written] = []] = Object.entries(value);
  return `AttributeValue: {${type}:${typeof written === 'string' ? written : JSON.stringify(written)}}`;
}
