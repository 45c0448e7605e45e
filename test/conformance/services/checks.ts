/** Statements about the answers of a conversation, made after its last step. */
import { isObject, type Json } from '@stepthrough/json';
import type { Check } from './case.ts';
import { compare, type Comparison, show } from './compare.ts';
import { answerOf, elementsOf, made, textOf } from './values.ts';

type Statement = (of: Json, value: Json, how: Comparison) => boolean;

const statements: { readonly [op: string]: Statement } = {
  '==': (of, value, how) => isSame(of, value, how),
  '!=': (of, value, how) => !isSame(of, value, how),
  '<': (of, value) => Number(of) < Number(value),
  '>': (of, value) => Number(of) > Number(value),
  '<=': (of, value) => Number(of) <= Number(value),
  '>=': (of, value) => Number(of) >= Number(value),
  in: (of, value) => has(of, value),
  'not in': (of, value) => !has(of, value),
  'one of': (of, value) => has(value, of),
  'none of': (of, value) => !has(value, of),
  true: (of) => isSomething(of),
  false: (of) => !isSomething(of),
  'error text': (of, value) => new RegExp(textOf(value)).test(textOf(of)),
};

/** Whether the statement holds; if not, what differs is noted. */
export function holds(check: Check, index: number, how: Comparison): boolean {
  const at = `checks/${index}`;
  const of = made(check.of, how.answers);
  if (check.op === 'equals') {
    const expected = check.expect === undefined ? undefined : answerOf(check.expect);
    return compare(expected, of === null ? undefined : answerOf(of), at, how);
  }
  const statement = statements[check.op];
  const value = made(check.value ?? null, how.answers);
  if (!statement) how.matching.differences.push(`${at}: no statement is called ${check.op}`);
  else if (statement(check.op === 'error text' ? errorText(of) : of, value, how)) return true;
  else how.matching.differences.push(`${at}: ${show(of)} ${check.op} ${show(value)} does not hold`);
  return false;
}

function isSame(one: Json, other: Json, how: Comparison): boolean {
  return compare(other, one, '', { ...how, matching: { references: new Map(), differences: [] } });
}

/** Whether `value` is an element, a member's name or a part of `of`. */
function has(of: Json, value: Json): boolean {
  if (typeof of === 'string') return of.includes(textOf(value));
  return elementsOf(of).some((element) => JSON.stringify(element) === JSON.stringify(value));
}

function isSomething(value: Json): boolean {
  if (value === null || value === false || value === '' || value === 0) return false;
  return typeof value === 'object' ? elementsOf(value).length > 0 : true;
}

function errorText(of: Json): Json {
  if (!isObject(of) || !isObject(of['Error'] ?? null)) return of;
  const { Code = '', Message = '' } = of['Error'] as { readonly [name: string]: Json };
  return `An error occurred (${textOf(Code)}) when calling the ${textOf(of['Operation'] ?? '')} operation: ${textOf(Message)}`;
}
