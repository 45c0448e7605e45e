import { member } from '@stepthrough/json';
import { RequestProblem } from '../protocol/problem.ts';

/** Whether a breakpoint stops at its nth hit, counted from 1. */
export type HitCondition = (hits: number) => boolean;

/** Reads `5`, `>= 5`, `% 2` and the like; a bare number means "the fifth time". */
export function parseHitCondition(text: string): HitCondition {
  const match = /^(>=|<=|={1,3}|>|<|%)?\s*(\d+)$/.exec(text.trim());
  const operator = match?.[1] ?? '=';
  const count = Number(match?.[2]);
  const condition = match && member(operators, operator[0] === '=' ? '=' : operator);
  if (!condition || (operator === '%' && count === 0)) {
    throw new RequestProblem(
      `The hit count "${text}" is not understood: write a number, or one of >, >=, <, <=, %, = before it.`,
    );
  }
  return (hits) => condition(hits, count);
}

const operators: { readonly [operator: string]: (hits: number, count: number) => boolean } = {
  '=': (hits, count) => hits === count,
  '>': (hits, count) => hits > count,
  '>=': (hits, count) => hits >= count,
  '<': (hits, count) => hits < count,
  '<=': (hits, count) => hits <= count,
  '%': (hits, count) => hits % count === 0,
};
