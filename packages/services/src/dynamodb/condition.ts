/** Condition, filter and key condition expressions. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { Tokens, valueAt } from './tokens.ts';

/** @throws TableFault when the expression is none */
export function holds(
  kind: string,
  text: string,
  item: JsonObject | undefined,
  request: JsonObject,
): boolean {
  const tokens = new Tokens(kind, text, request);
  const result = either(tokens, item);
  if (!tokens.isAtEnd) throw tokens.wrong();
  return result;
}

// Every part is read even where the result is already known, so that errors are found.
function either(tokens: Tokens, item: JsonObject | undefined): boolean {
  let result = both(tokens, item);
  while (tokens.take('OR')) {
    const other = both(tokens, item);
    result = result || other;
  }
  return result;
}

function both(tokens: Tokens, item: JsonObject | undefined): boolean {
  let result = negated(tokens, item);
  while (tokens.take('AND')) {
    const other = negated(tokens, item);
    result = result && other;
  }
  return result;
}

function negated(tokens: Tokens, item: JsonObject | undefined): boolean {
  if (tokens.take('NOT')) return !negated(tokens, item);
  if (tokens.take('(')) {
    const result = either(tokens, item);
    tokens.expect(')');
    return result;
  }
  const name = tokens.peek().toLowerCase();
  const test = member(functions, name);
  if (test) {
    tokens.next();
    tokens.expect('(');
    const result = test(tokens, item);
    tokens.expect(')');
    return result;
  }
  return comparison(tokens, item);
}

type Test = (tokens: Tokens, item: JsonObject | undefined) => boolean;

const functions: { readonly [name: string]: Test } = {
  attribute_exists: (tokens, item) => valueAt(item, tokens.path()) !== undefined,
  attribute_not_exists: (tokens, item) => valueAt(item, tokens.path()) === undefined,
  attribute_type: (tokens, item) => {
    const value = valueAt(item, tokens.path());
    tokens.expect(',');
    const { S } = tokens.value();
    return value !== undefined && Object.keys(value)[0] === S;
  },
  begins_with: (tokens, item) => {
    const value = valueAt(item, tokens.path());
    tokens.expect(',');
    const start = operand(tokens, item);
    return textOf(value).startsWith(textOf(start)) && value !== undefined;
  },
  contains: (tokens, item) => {
    const value = valueAt(item, tokens.path());
    tokens.expect(',');
    const part = operand(tokens, item);
    const [kind = '', content = null] = Object.entries(value ?? {})[0] ?? [];
    if (kind === 'S') return textOf(value).includes(textOf(part));
    if (kind === 'L') return (content as readonly Json[]).some((one) => isSame(one, part));
    return Array.isArray(content) && content.includes(textOf(part));
  },
};

function comparison(tokens: Tokens, item: JsonObject | undefined): boolean {
  const left = operand(tokens, item);
  if (tokens.take('BETWEEN')) {
    const low = operand(tokens, item);
    tokens.expect('AND');
    const high = operand(tokens, item);
    return (order(left, low) ?? -1) >= 0 && (order(left, high) ?? 1) <= 0;
  }
  if (tokens.take('IN')) {
    tokens.expect('(');
    let isIn = false;
    do isIn = isSame(left, operand(tokens, item)) || isIn;
    while (tokens.take(','));
    tokens.expect(')');
    return isIn;
  }
  const sign = tokens.peek();
  const compare = member(comparisons, sign);
  if (!compare) throw tokens.wrong();
  tokens.next();
  return compare(left, operand(tokens, item));
}

type Operand = JsonObject | undefined;

const comparisons: { readonly [sign: string]: (a: Operand, b: Operand) => boolean } = {
  '=': isSame,
  '<>': (a, b) => !isSame(a, b),
  '<': (a, b) => (order(a, b) ?? 0) < 0,
  '<=': (a, b) => (order(a, b) ?? 1) <= 0,
  '>': (a, b) => (order(a, b) ?? 0) > 0,
  '>=': (a, b) => (order(a, b) ?? -1) >= 0,
};

function operand(tokens: Tokens, item: JsonObject | undefined): Operand {
  if (tokens.isValue()) return tokens.value();
  if (tokens.peek().toLowerCase() !== 'size') return valueAt(item, tokens.path());
  tokens.next();
  tokens.expect('(');
  const value = valueAt(item, tokens.path());
  tokens.expect(')');
  if (value === undefined) return undefined;
  const [content = ''] = Object.values(value);
  const size =
    typeof content === 'string' ? content.length : Object.keys(content as JsonObject).length;
  return { N: String(size) };
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [x, y] = [numberOf(a), numberOf(b)];
  return x !== undefined && y !== undefined ? x === y : JSON.stringify(a) === JSON.stringify(b);
}

/** Below, at or above zero; `undefined` for values of different types. */
export function order(a: Operand, b: Operand): number | undefined {
  if (!a || !b || Object.keys(a)[0] !== Object.keys(b)[0]) return undefined;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x - y;
  return Buffer.compare(Buffer.from(textOf(a)), Buffer.from(textOf(b)));
}

function numberOf(value: Json): number | undefined {
  const { N } = value as { readonly N?: string };
  return N === undefined ? undefined : Number(N);
}

function textOf(value: Operand): string {
  return String(Object.values(value ?? {})[0] ?? '');
}
