/** An item after an update. All operands are those before it. */
import { member, setMember } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { invalid, type AttributeValue, type Item } from '../values/attribute-value.ts';
import { setIn, setValue, united, without, type ValueSet } from '../values/comparison.ts';
import { sumProblem, decimalText, minus, numberIn, plus } from '../values/decimal.ts';
import { valueAt } from './path.ts';
import type { Action, Source } from './update.ts';

/** @returns the item, or why these values of it do not allow the update */
export function applyUpdate(before: Item, actions: readonly Action[]): Item | Refusal {
  const changes: Changes = new Map();
  for (const action of actions) {
    const value = valueAfter(before, action);
    if (value !== undefined && isRefusal(value)) return value;
    note(changes, action.path, { value });
  }
  const after = changed({ M: before }, changes);
  if (isRefusal(after)) return after;
  return 'M' in after ? after.M : before;
}

/** Changes by the first part of their paths. */
type Changes = Map<string | number, Changes | Leaf>;

/** What stands at a place afterwards; nothing when it is removed. */
interface Leaf {
  readonly value: AttributeValue | undefined;
}

function note(changes: Changes, [part, ...rest]: readonly (string | number)[], leaf: Leaf): void {
  if (part === undefined) return;
  if (rest.length === 0) changes.set(part, leaf);
  else {
    const present = changes.get(part);
    const inner: Changes = present instanceof Map ? present : new Map();
    changes.set(part, inner);
    note(inner, rest, leaf);
  }
}

/** `undefined`: nothing stands there. */
function valueAfter(item: Item, action: Action): AttributeValue | Refusal | undefined {
  switch (action.kind) {
    case 'SET':
      return sourceValue(item, action.source);
    case 'REMOVE':
      return undefined;
    case 'ADD': {
      const { value, path } = action;
      return added(valueAt(item, path), value);
    }
    case 'DELETE': {
      const before = valueAt(item, action.path);
      return before && reduced(before, action.value);
    }
  }
}

function added(
  before: AttributeValue | undefined,
  value: AttributeValue,
): AttributeValue | Refusal {
  if (!before) return value;
  if ('N' in before && 'N' in value) return sum('+', before.N, value.N);
  const sets = bothSets(before, value);
  return sets ? setValue(united(...sets)) : wrongType;
}

/** `undefined`: no member is left. */
function reduced(
  before: AttributeValue,
  value: AttributeValue,
): AttributeValue | Refusal | undefined {
  const sets = bothSets(before, value);
  if (!sets) return wrongType;
  const rest = without(...sets);
  return rest.members.length === 0 ? undefined : setValue(rest);
}

function bothSets(a: AttributeValue, b: AttributeValue): readonly [ValueSet, ValueSet] | undefined {
  const [x, y] = [setIn(a), setIn(b)];
  return x && x.kind === y?.kind ? [x, y] : undefined;
}

function sourceValue(item: Item, source: Source): AttributeValue | Refusal | undefined {
  if (source.kind === 'value') return source.value;
  if (source.kind === 'path') return valueAt(item, source.path) ?? missing;
  const { name } = source;
  if (name === 'if_not_exists') {
    const first = source.first.kind === 'path' ? valueAt(item, source.first.path) : undefined;
    return first ?? sourceValue(item, source.second);
  }
  const first = sourceValue(item, source.first);
  const second = sourceValue(item, source.second);
  for (const operand of [first, second]) {
    if (operand && isRefusal(operand)) return operand;
  }
  if (!first || !second || isRefusal(first) || isRefusal(second)) return missing;
  switch (name) {
    case 'list_append':
      return 'L' in first && 'L' in second ? { L: [...first.L, ...second.L] } : wrongType;
    case '+':
    case '-':
      return 'N' in first && 'N' in second ? sum(name, first.N, second.N) : wrongType;
    case 'set_add':
      return added(first, second);
    case 'set_delete':
      return reduced(first, second);
  }
}

function sum(sign: '+' | '-', a: string, b: string): AttributeValue | Refusal {
  const result = (sign === '+' ? plus : minus)(numberIn(a), numberIn(b));
  const problem = sumProblem(result);
  return problem === undefined ? { N: decimalText(result) } : invalid(problem);
}

const missing = invalid(
  'The provided expression refers to an attribute that does not exist in the item',
);
const wrongType = invalid('An operand in the update expression has an incorrect data type');
const wrongPath = invalid(
  'The document path provided in the update expression is invalid for update',
);

function changed(value: AttributeValue | undefined, changes: Changes): AttributeValue | Refusal {
  const isList = typeof changes.keys().next().value === 'number';
  if (isList) return value && 'L' in value ? changedList(value.L, changes) : wrongPath;
  if (!value || !('M' in value)) return wrongPath;
  const item: { [name: string]: AttributeValue } = {};
  for (const [name, present] of Object.entries(value.M)) setMember(item, name, present);
  for (const [part, change] of changes) {
    const name = String(part);
    const after = change instanceof Map ? changed(member(item, name), change) : change.value;
    if (after && isRefusal(after)) return after;
    if (after) setMember(item, name, after);
    else delete item[name];
  }
  return { M: item };
}

/** Elements are those before the update; what is set beyond the end comes to the end, in order. */
function changedList(list: readonly AttributeValue[], changes: Changes): AttributeValue | Refusal {
  const after: (AttributeValue | undefined)[] = [...list];
  const beyond: (readonly [number, AttributeValue])[] = [];
  for (const [part, change] of changes) {
    const index = Number(part);
    const value = change instanceof Map ? changed(list[index], change) : change.value;
    if (value && isRefusal(value)) return value;
    if (index < list.length) after[index] = value;
    else if (value) beyond.push([index, value]);
  }
  const added = beyond.sort(([a], [b]) => a - b).map(([, value]) => value);
  return { L: [...after.filter((one) => one !== undefined), ...added] };
}
