/** WHERE clauses, as conditions. */
import { member } from '@stepthrough/json';
import type { Comparator, Condition, Operand, Test } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import { typeOf } from '../values/attribute-value.ts';
import { isOrdered } from '../values/comparison.ts';
import type { Cursor } from './cursor.ts';
import { isLiteral, LiteralProblem, readLiteral } from './read-literal.ts';

const comparators: { readonly [sign: string]: Comparator } = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const tests: { readonly [name: string]: Test } = {
  begins_with: 'begins_with',
  contains: 'contains',
  attribute_type: 'attribute_type',
  attribute_exists: 'attribute_exists',
  attribute_not_exists: 'attribute_not_exists',
};

export function readWhere(cursor: Cursor): Condition {
  let left = both(cursor);
  while (cursor.take('OR')) left = { kind: 'or', left, right: both(cursor) };
  return left;
}

function both(cursor: Cursor): Condition {
  let left = negated(cursor);
  while (cursor.take('AND')) left = { kind: 'and', left, right: negated(cursor) };
  return left;
}

function negated(cursor: Cursor): Condition {
  let isNegated = false;
  while (cursor.take('NOT')) isNegated = !isNegated;
  const of = simple(cursor);
  return isNegated ? { kind: 'not', of } : of;
}

function simple(cursor: Cursor): Condition {
  if (cursor.take('(')) {
    const inner = readWhere(cursor);
    cursor.expect(')');
    return inner;
  }
  const name = member(tests, cursor.token.text.toLowerCase());
  if (name && cursor.isNext(cursor.token.text.toUpperCase(), '(')) {
    cursor.next();
    cursor.next();
    const operands = [operand(cursor)];
    while (cursor.take(',')) operands.push(operand(cursor));
    cursor.expect(')');
    return { kind: 'test', name, operands };
  }
  return comparison(cursor, operand(cursor));
}

function comparison(cursor: Cursor, left: Operand): Condition {
  if (cursor.take('IS')) {
    const isNegated = cursor.take('NOT');
    return is(cursor, left, isNegated);
  }
  if (cursor.take('BETWEEN')) {
    const low = operand(cursor);
    cursor.expect('AND');
    return { kind: 'between', value: left, low, high: operand(cursor) };
  }
  const isNegated = cursor.isNext('NOT', 'IN') && cursor.take('NOT');
  if (cursor.take('IN')) {
    const end = cursor.take('(') ? ')' : ']';
    if (end === ']') cursor.expect('[');
    const among = [operand(cursor)];
    while (cursor.take(',')) among.push(operand(cursor));
    cursor.expect(end);
    const condition: Condition = { kind: 'in', value: left, among };
    return isNegated ? { kind: 'not', of: condition } : condition;
  }
  const operator = member(comparators, cursor.token.text);
  if (!operator || cursor.token.kind !== 'sign') return cursor.fail();
  cursor.next();
  const right = operand(cursor);
  if (operator !== '=' && operator !== '<>') {
    for (const one of [left, right]) {
      if (one.kind === 'value' && !isOrdered(one.value)) {
        throw new LiteralProblem(
          `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(one.value)}`,
        );
      }
    }
  }
  return { kind: 'compare', operator, left, right };
}

function is(cursor: Cursor, left: Operand, isNegated: boolean): Condition {
  if (cursor.take('MISSING')) {
    const name = isNegated ? 'attribute_exists' : 'attribute_not_exists';
    return { kind: 'test', name, operands: [left] };
  }
  cursor.expect('NULL');
  const type: Operand = { kind: 'value', value: { S: 'NULL' } };
  const isNull: Condition = { kind: 'test', name: 'attribute_type', operands: [left, type] };
  return isNegated ? { kind: 'not', of: isNull } : isNull;
}

function operand(cursor: Cursor): Operand {
  if (cursor.take('SIZE', '(')) {
    const of = operand(cursor);
    cursor.expect(')');
    return { kind: 'size', of };
  }
  return isLiteral(cursor)
    ? { kind: 'value', value: readLiteral(cursor) }
    : { kind: 'path', path: readDocumentPath(cursor) };
}

export function readDocumentPath(cursor: Cursor): Path {
  const first = cursor.name();
  const rest: (string | number)[] = [];
  for (;;) {
    if (cursor.take('.')) rest.push(cursor.name());
    else if (cursor.take('[')) {
      const { kind, text } = cursor.next();
      if (kind !== 'number' && kind !== 'text') cursor.fail();
      rest.push(kind === 'number' ? Number(text) : text);
      cursor.expect(']');
    } else return [first, ...rest];
  }
}
