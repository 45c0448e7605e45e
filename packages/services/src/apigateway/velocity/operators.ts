/** Arithmetic and comparison as Java does them. */
import type { Work } from '@stepthrough/expressions';
import { isSame, isScalar, print, type Value } from './values.ts';

type Operator = (left: Value, right: Value, work: Work) => Value;

/** Those that evaluate both sides; `&&`, `||` and the ones with one side are the renderer's. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['+', plus],
  ['-', (a, b) => Number(a) - Number(b)],
  ['*', (a, b) => Number(a) * Number(b)],
  ['%', (a, b) => Number(a) % Number(b)],
  ['/', divide],
  ['==', isSame],
  ['!=', (a, b) => !isSame(a, b)],
  ['>', (a, b) => compare(a, b, (order) => order > 0)],
  ['<', (a, b) => compare(a, b, (order) => order < 0)],
  ['>=', (a, b) => compare(a, b, (order) => order >= 0)],
  ['<=', (a, b) => compare(a, b, (order) => order <= 0)],
]);

function plus(a: Value, b: Value, work: Work): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return print(a, work) + print(b, work);
}

/** Whole numbers give a whole number. */
function divide(a: Value, b: Value): number {
  const quotient = Number(a) / Number(b);
  return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(quotient) : quotient;
}

/** Two texts by their letters; otherwise as numbers, where what is none is neither above nor below. */
function compare(a: Value, b: Value, test: (order: number) => boolean): boolean {
  if (typeof a === 'string' && typeof b === 'string') return test(a < b ? -1 : Number(a > b));
  if (!isScalar(a) || !isScalar(b)) return false;
  return test(Number(a) - Number(b));
}
