/** Items and their values in DynamoDB's own JSON, which names the type of each value. */
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import { failure, type Refusal } from '../contract/outcome.ts';
import { fits, flag, list, map, members, json, misfit, text } from '../contract/request-form.ts';

export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  /** Base64. */
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

export type Item = { readonly [name: string]: AttributeValue };

export function invalid(message: string): Refusal {
  return failure('ValidationException', message);
}

/** The item that an object writes, or why DynamoDB refuses it. */
export function itemOf(written: JsonObject): Item | Refusal {
  return isItem(written) ? written : (itemProblem(written, 0) ?? invalid(tooDeep));
}

function isItem(written: JsonObject): written is Item {
  return itemProblem(written, 0) === undefined;
}

const kinds = members({
  S: text,
  N: text,
  B: text,
  BOOL: flag,
  NULL: flag,
  SS: list(text),
  NS: list(text),
  BS: list(text),
  L: list(json),
  M: map(json),
});
const areKinds = fits(kinds);

/** Maps and lists within one another. */
const deepest = 32;
const tooDeep = 'Nesting Levels have exceeded supported limits';

function itemProblem(written: JsonObject, level: number): Refusal | undefined {
  for (const value of Object.values(written)) {
    const problem = valueProblem(value, level);
    if (problem) return problem;
  }
  return undefined;
}

function valueProblem(value: Json, level: number): Refusal | undefined {
  if (level > deepest) return invalid(tooDeep);
  if (!isObject(value)) return misfit(value, kinds);
  const written = Object.keys(value);
  const [kind, ...others] = written.filter(
    (name) => Object.hasOwn(kinds.fields, name) && member(value, name) !== null,
  );
  if (kind === undefined) {
    return invalid(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  if (others.length > 0 || written.length > 1) {
    return invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (!areKinds(value)) return misfit(value, kinds);
  const { N, NS = [], L = [], M = {} } = value;
  for (const number of N === undefined ? NS : [N]) {
    const problem = numberProblem(number);
    if (problem !== undefined) return invalid(problem);
  }
  for (const inner of isArray(L) ? L : []) {
    const problem = valueProblem(inner, level + 1);
    if (problem) return problem;
  }
  return itemProblem(M, level + 1);
}

/** Numbers have at most 126 digits before the point. */
const largest = 1e126;

function numberProblem(written: string): string | undefined {
  const wrong = 'The parameter cannot be converted to a numeric value';
  if (written.trim() === '') return wrong;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(written.trim())) {
    return `${wrong}: ${written}`;
  }
  return Math.abs(Number(written)) < largest
    ? undefined
    : 'Number overflow. Attempting to store a number with magnitude larger than supported range';
}
