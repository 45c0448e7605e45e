/** Condition, filter and key condition expressions. */
import { member } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import type { Item } from './attribute-value.ts';
import { beginsWith, contains, isSame, order, sizeOf, type Operand } from './comparison.ts';
import { Tokens, valueAt, type Placeholders } from './tokens.ts';

/** Whether an item, or none, fulfils it. */
export type Condition = (item: Item | undefined) => boolean;

/** `kind` is e.g. `FilterExpression`, for messages. */
export function readCondition(
  kind: string,
  text: string,
  placeholders: Placeholders,
): Condition | Refusal {
  const tokens = new Tokens(kind, text, placeholders);
  const condition = either(tokens);
  if (!tokens.isAtEnd) tokens.wrong();
  return tokens.problem ?? condition;
}

function either(tokens: Tokens): Condition {
  const all = [both(tokens)];
  while (tokens.take('OR')) all.push(both(tokens));
  return (item) => all.some((condition) => condition(item));
}

function both(tokens: Tokens): Condition {
  const all = [negated(tokens)];
  while (tokens.take('AND')) all.push(negated(tokens));
  return (item) => all.every((condition) => condition(item));
}

function negated(tokens: Tokens): Condition {
  let isNegated = false;
  while (tokens.take('NOT')) isNegated = !isNegated;
  const condition = simple(tokens);
  return isNegated ? (item) => !condition(item) : condition;
}

function simple(tokens: Tokens): Condition {
  if (tokens.take('(')) {
    const inner = either(tokens);
    tokens.expect(')');
    return inner;
  }
  const test = member(functions, tokens.peek().toLowerCase());
  if (!test) return comparison(tokens);
  tokens.next();
  tokens.expect('(');
  const condition = test(tokens);
  tokens.expect(')');
  return condition;
}

const functions: { readonly [name: string]: (tokens: Tokens) => Condition } = {
  attribute_exists: (tokens) => {
    const path = tokens.path();
    return (item) => valueAt(item, path) !== undefined;
  },
  attribute_not_exists: (tokens) => {
    const path = tokens.path();
    return (item) => valueAt(item, path) === undefined;
  },
  attribute_type: (tokens) => {
    const path = tokens.path();
    tokens.expect(',');
    const type = tokens.value();
    return (item) => {
      const value = valueAt(item, path);
      return value !== undefined && 'S' in type && Object.hasOwn(value, type.S);
    };
  },
  begins_with: (tokens) => ofPath(tokens, beginsWith),
  contains: (tokens) => ofPath(tokens, contains),
};

function ofPath(tokens: Tokens, test: (value: Operand, other: Operand) => boolean): Condition {
  const path = tokens.path();
  tokens.expect(',');
  const other = operand(tokens);
  return (item) => test(valueAt(item, path), other(item));
}

function comparison(tokens: Tokens): Condition {
  const left = operand(tokens);
  if (tokens.take('BETWEEN')) {
    const low = operand(tokens);
    tokens.expect('AND');
    const high = operand(tokens);
    return (item) => {
      const value = left(item);
      return (order(value, low(item)) ?? -1) >= 0 && (order(value, high(item)) ?? 1) <= 0;
    };
  }
  if (tokens.take('IN')) {
    tokens.expect('(');
    const all = [operand(tokens)];
    while (tokens.take(',')) all.push(operand(tokens));
    tokens.expect(')');
    return (item) => all.some((other) => isSame(left(item), other(item)));
  }
  const compare = member(comparisons, tokens.peek());
  if (!compare) {
    tokens.wrong();
    return () => false;
  }
  tokens.next();
  const right = operand(tokens);
  return (item) => compare(left(item), right(item));
}

const comparisons: { readonly [sign: string]: (a: Operand, b: Operand) => boolean } = {
  '=': isSame,
  '<>': (a, b) => !isSame(a, b),
  '<': (a, b) => (order(a, b) ?? 0) < 0,
  '<=': (a, b) => (order(a, b) ?? 1) <= 0,
  '>': (a, b) => (order(a, b) ?? 0) > 0,
  '>=': (a, b) => (order(a, b) ?? -1) >= 0,
};

function operand(tokens: Tokens): (item: Item | undefined) => Operand {
  if (tokens.isValue()) {
    const value = tokens.value();
    return () => value;
  }
  if (tokens.peek().toLowerCase() !== 'size') {
    const path = tokens.path();
    return (item) => valueAt(item, path);
  }
  tokens.next();
  tokens.expect('(');
  const path = tokens.path();
  tokens.expect(')');
  return (item) => {
    const value = valueAt(item, path);
    const size = value && sizeOf(value);
    return size === undefined ? undefined : { N: String(size) };
  };
}
