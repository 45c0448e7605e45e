/** Update expressions: SET, REMOVE, ADD and DELETE. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { invalid } from './fault.ts';
import { Tokens, valueAt } from './tokens.ts';

type Path = readonly (string | number)[];

interface Updated {
  readonly item: JsonObject;
  /** The attributes at the top that it names. */
  readonly touched: readonly string[];
}

/** @throws TableFault when the expression is none, or its values do not fit */
export function update(text: string, before: JsonObject, request: JsonObject): Updated {
  const tokens = new Tokens('UpdateExpression', text, request);
  let item = before;
  const touched: string[] = [];
  const change = (path: Path, value: Json | undefined): void => {
    item = changed({ M: item }, path, value)['M'] as JsonObject;
    touched.push(String(path[0]));
  };
  while (!tokens.isAtEnd) {
    const clause = member(clauses, tokens.next().toUpperCase());
    if (!clause) throw tokens.wrong();
    // All operands are those before the update.
    do clause(tokens, before, change);
    while (tokens.take(','));
  }
  return { item, touched };
}

type Clause = (
  tokens: Tokens,
  item: JsonObject,
  change: (path: Path, value: Json | undefined) => void,
) => void;

const clauses: { readonly [word: string]: Clause } = {
  SET: (tokens, item, change) => {
    const path = tokens.path();
    tokens.expect('=');
    let value = operand(tokens, item);
    for (;;) {
      const sign = tokens.peek();
      if (sign !== '+' && sign !== '-') break;
      tokens.next();
      const other = numberOf(operand(tokens, item));
      value = { N: String(sign === '+' ? numberOf(value) + other : numberOf(value) - other) };
    }
    change(path, value);
  },
  REMOVE: (tokens, _item, change) => {
    change(tokens.path(), undefined);
  },
  ADD: (tokens, item, change) => {
    const path = tokens.path();
    const added = tokens.value();
    const before = valueAt(item, path);
    if ('N' in added) {
      change(path, { N: String((before ? numberOf(before) : 0) + numberOf(added)) });
      return;
    }
    const [kind, members] = setOf(added);
    change(path, { [kind]: [...new Set([...(before ? setOf(before)[1] : []), ...members])] });
  },
  DELETE: (tokens, item, change) => {
    const path = tokens.path();
    const [kind, members] = setOf(tokens.value());
    const before = valueAt(item, path);
    const rest = before ? setOf(before)[1].filter((member) => !members.includes(member)) : [];
    change(path, rest.length === 0 ? undefined : { [kind]: rest });
  },
};

function operand(tokens: Tokens, item: JsonObject): JsonObject {
  if (tokens.isValue()) return tokens.value();
  const name = tokens.peek();
  if (name === 'if_not_exists' || name === 'list_append') {
    tokens.next();
    tokens.expect('(');
    const path = tokens.isValue() ? undefined : tokens.path();
    const first = path ? valueAt(item, path) : tokens.value();
    tokens.expect(',');
    const second = operand(tokens, item);
    tokens.expect(')');
    if (name === 'if_not_exists') return first ?? second;
    return { L: [...listOf(first), ...listOf(second)] };
  }
  const value = valueAt(item, tokens.path());
  if (value) return value;
  throw invalid('The provided expression refers to an attribute that does not exist in the item');
}

/** A document with one value changed; `undefined` removes it. */
function changed(document: JsonObject, path: Path, value: Json | undefined): JsonObject {
  const [part, ...rest] = path;
  if (part === undefined) return (value ?? {}) as JsonObject;
  const isLast = rest.length === 0;
  if (typeof part === 'number') {
    const list = [...listOf(document)];
    const inner = isLast ? value : changed((list[part] ?? {}) as JsonObject, rest, value);
    if (inner === undefined) list.splice(part, 1);
    else list[Math.min(part, list.length)] = inner;
    return { L: list };
  }
  const { M } = document as { readonly M?: JsonObject };
  if (!M) {
    throw invalid('The document path provided in the update expression is invalid for update');
  }
  const inner = isLast ? value : changed((member(M, part) ?? {}) as JsonObject, rest, value);
  const others = Object.fromEntries(Object.entries(M).filter(([name]) => name !== part));
  return { M: inner === undefined ? others : { ...others, [part]: inner } };
}

function numberOf(value: JsonObject): number {
  const { N } = value as { readonly N?: string };
  if (N === undefined) {
    throw invalid('An operand in the update expression has an incorrect data type');
  }
  return Number(N);
}

function listOf(value: JsonObject | undefined): readonly Json[] {
  const { L = [] } = (value ?? {}) as { readonly L?: readonly Json[] };
  return L;
}

function setOf(value: JsonObject): readonly [string, readonly string[]] {
  const [kind, members] = Object.entries(value)[0] ?? [];
  if (kind !== undefined && ['SS', 'NS', 'BS'].includes(kind)) {
    return [kind, members as readonly string[]];
  }
  throw invalid('An operand in the update expression has an incorrect data type');
}
