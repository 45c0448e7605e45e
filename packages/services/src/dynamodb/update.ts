/** Update expressions: SET, REMOVE, ADD and DELETE. */
import { member } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { invalid, type AttributeValue, type Item } from './attribute-value.ts';
import { setIn, setValue } from './comparison.ts';
import { Tokens, valueAt, type Path, type Placeholders } from './tokens.ts';

interface Updated {
  readonly item: Item;
  /** The attributes at the top that it names. */
  readonly touched: readonly string[];
}

/** The item after an update, or why the expression, or its values for this item, are refused. */
export function update(text: string, before: Item, placeholders: Placeholders): Updated | Refusal {
  const tokens = new Tokens('UpdateExpression', text, placeholders);
  let item = before;
  const touched: string[] = [];
  const change = (path: Path, value: AttributeValue | undefined): void => {
    const after = changed(item, path, value);
    if (isRefusal(after)) tokens.fail(after);
    else item = after;
    touched.push(path[0]);
  };
  while (!tokens.isAtEnd) {
    const clause = member(clauses, tokens.peek().toUpperCase());
    if (!clause) {
      tokens.wrong();
      break;
    }
    tokens.next();
    // All operands are those before the update.
    do clause(tokens, before, change);
    while (tokens.take(','));
  }
  return tokens.problem ?? { item, touched };
}

type Clause = (
  tokens: Tokens,
  item: Item,
  change: (path: Path, value: AttributeValue | undefined) => void,
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
      const amount = numberIn(tokens, operand(tokens, item));
      const start = numberIn(tokens, value);
      value = { N: String(sign === '+' ? start + amount : start - amount) };
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
      const start = before ? numberIn(tokens, before) : 0;
      change(path, { N: String(start + Number(added.N)) });
      return;
    }
    const more = setIn(added);
    const present = before ? setIn(before) : more && { kind: more.kind, members: [] };
    if (more && present?.kind === more.kind) {
      const members = [...new Set([...present.members, ...more.members])];
      change(path, setValue({ kind: more.kind, members }));
    } else tokens.fail(wrongType());
  },
  DELETE: (tokens, item, change) => {
    const path = tokens.path();
    const less = setIn(tokens.value());
    const before = valueAt(item, path);
    const present = before ? setIn(before) : less && { kind: less.kind, members: [] };
    if (less && present?.kind === less.kind) {
      const members = present.members.filter((one) => !less.members.includes(one));
      change(path, members.length === 0 ? undefined : setValue({ kind: less.kind, members }));
    } else tokens.fail(wrongType());
  },
};

function operand(tokens: Tokens, item: Item): AttributeValue {
  if (tokens.isValue()) return tokens.value();
  const name = tokens.peek();
  if (name === 'if_not_exists' || name === 'list_append') {
    tokens.next();
    tokens.expect('(');
    const first = tokens.isValue() ? tokens.value() : valueAt(item, tokens.path());
    tokens.expect(',');
    const second = operand(tokens, item);
    tokens.expect(')');
    if (name === 'if_not_exists') return first ?? second;
    return { L: [...listIn(tokens, existing(tokens, first)), ...listIn(tokens, second)] };
  }
  return existing(tokens, valueAt(item, tokens.path()));
}

function existing(tokens: Tokens, value: AttributeValue | undefined): AttributeValue {
  if (value) return value;
  tokens.fail(
    invalid('The provided expression refers to an attribute that does not exist in the item'),
  );
  return { NULL: true };
}

/** An item with one value changed; `undefined` removes it. */
function changed(
  item: Item,
  [name, ...rest]: Path,
  value: AttributeValue | undefined,
): Item | Refusal {
  const inner = changedWithin(member(item, name), rest, value);
  if (inner && isRefusal(inner)) return inner;
  return withMember(item, name, inner);
}

/** What stands at a place after the change; nothing when it is removed. */
function changedWithin(
  present: AttributeValue | undefined,
  path: readonly (string | number)[],
  value: AttributeValue | undefined,
): AttributeValue | Refusal | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (typeof part === 'string' && present && 'M' in present) {
    const inner = changedWithin(member(present.M, part), rest, value);
    return inner && isRefusal(inner) ? inner : { M: withMember(present.M, part, inner) };
  }
  if (typeof part === 'number' && present && 'L' in present) {
    const inner = changedWithin(present.L[part], rest, value);
    return inner && isRefusal(inner) ? inner : { L: withItem(present.L, part, inner) };
  }
  return invalid('The document path provided in the update expression is invalid for update');
}

function withMember(item: Item, name: string, value: AttributeValue | undefined): Item {
  const others = Object.fromEntries(Object.entries(item).filter(([other]) => other !== name));
  return value === undefined ? others : { ...others, [name]: value };
}

/** A place beyond the end is that at the end. */
function withItem(
  list: readonly AttributeValue[],
  index: number,
  value: AttributeValue | undefined,
): readonly AttributeValue[] {
  if (value === undefined) return list.filter((_item, place) => place !== index);
  return index < list.length ? list.with(index, value) : [...list, value];
}

function numberIn(tokens: Tokens, value: AttributeValue): number {
  if ('N' in value) return Number(value.N);
  tokens.fail(wrongType());
  return 0;
}

function listIn(tokens: Tokens, value: AttributeValue): readonly AttributeValue[] {
  if ('L' in value) return value.L;
  tokens.fail(wrongType());
  return [];
}

function wrongType(): Refusal {
  return invalid('An operand in the update expression has an incorrect data type');
}
