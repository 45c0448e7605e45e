/** The operators of event patterns: what each matches, and which operands it takes. */
import { Wildcard } from '@stepthrough/expressions';
import { isArray, isObject, type Json } from '@stepthrough/json';
import { inBlock, isBlock } from './addresses.ts';

/** A matcher of a pattern that is an object of one member. */
export interface Operator {
  readonly matches: (operand: Json, value: Json) => boolean;
  readonly problem: (operand: Json) => string | undefined;
}

const text = (operand: Json): string | undefined =>
  typeof operand === 'string' ? undefined : 'needs a text';

const textOrIgnoreCase = (operand: Json): string | undefined => {
  if (typeof operand === 'string') return undefined;
  if (isObject(operand) && typeof operand['equals-ignore-case'] === 'string') return undefined;
  return 'needs a text, or {"equals-ignore-case": text}';
};

/** The operand's text, and the value made comparable with it. */
function folded(operand: Json, value: Json): readonly [string, string] | undefined {
  if (typeof value !== 'string') return undefined;
  if (typeof operand === 'string') return [operand, value];
  const ignoring = isObject(operand) ? operand['equals-ignore-case'] : undefined;
  return typeof ignoring === 'string' ? [ignoring.toLowerCase(), value.toLowerCase()] : undefined;
}

export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries<Operator>({
    prefix: {
      matches: (operand, value) => {
        const pair = folded(operand, value);
        return pair?.[1].startsWith(pair[0]) === true;
      },
      problem: textOrIgnoreCase,
    },
    suffix: {
      matches: (operand, value) => {
        const pair = folded(operand, value);
        return pair?.[1].endsWith(pair[0]) === true;
      },
      problem: textOrIgnoreCase,
    },
    'equals-ignore-case': {
      matches: (operand, value) =>
        typeof value === 'string' && String(operand).toLowerCase() === value.toLowerCase(),
      problem: text,
    },
    wildcard: {
      matches: (operand, value) =>
        typeof value === 'string' && wildcardOf(String(operand)).matches(value),
      problem: (operand) =>
        text(operand) ??
        (String(operand).includes('**') ? 'cannot have two asterisks in a row' : undefined),
    },
    exists: {
      matches: () => true,
      problem: (operand) => (typeof operand === 'boolean' ? undefined : 'needs true or false'),
    },
    numeric: {
      matches: (operand, value) =>
        typeof value === 'number' && isArray(operand) && inRange(operand, value),
      problem: numericProblem,
    },
    cidr: {
      matches: (operand, value) => typeof value === 'string' && inBlock(String(operand), value),
      problem: (operand) =>
        typeof operand === 'string' && isBlock(operand)
          ? undefined
          : 'needs a block such as 10.0.0.0/24',
    },
    'anything-but': {
      matches: (operand, value) => {
        if (isObject(operand)) {
          const [[name, inner] = ['', null]] = Object.entries(operand);
          const all = isArray(inner) ? inner : [inner];
          return !all.some((one) => operators.get(name)?.matches(one, value));
        }
        const all = isArray(operand) ? operand : [operand];
        return !all.some((one) => equals(one, value));
      },
      problem: exceptionProblem,
    },
  }),
);

/** Texts and numbers, or one operator with texts. */
function exceptionProblem(operand: Json): string | undefined {
  if (!isObject(operand)) {
    const all = listOf(operand);
    if (all.length === 0) return 'needs at least one value';
    return all.every((one) => typeof one === 'string' || typeof one === 'number')
      ? undefined
      : 'needs texts or numbers';
  }
  const [[name, inner] = ['', null], ...others] = Object.entries(operand);
  if (others.length > 0) return 'takes one operator only';
  const known = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];
  if (!known.includes(name)) return `cannot be combined with "${name}"`;
  const all = listOf(inner);
  if (all.length === 0 || all.some((one) => typeof one !== 'string')) {
    return `with "${name}" needs texts`;
  }
  const isEmpty = (name === 'prefix' || name === 'suffix') && all.includes('');
  return isEmpty ? `with "${name}" needs texts that are not empty` : undefined;
}

function listOf(value: Json): readonly Json[] {
  return isArray(value) ? value : [value];
}

export function equals(rule: Json, value: Json | undefined): boolean {
  return rule === value;
}

function wildcardOf(pattern: string): Wildcard {
  return new Wildcard(pattern, { escape: '\\' });
}

const comparisons: ReadonlyMap<string, (value: number, limit: number) => boolean> = new Map([
  ['=', (value, limit) => value === limit],
  ['<', (value, limit) => value < limit],
  ['<=', (value, limit) => value <= limit],
  ['>', (value, limit) => value > limit],
  ['>=', (value, limit) => value >= limit],
]);

function inRange(parts: readonly Json[], value: number): boolean {
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const compare = comparisons.get(String(parts[i]));
    if (!compare?.(value, Number(parts[i + 1]))) return false;
  }
  return true;
}

function numericProblem(operand: Json): string | undefined {
  const needs = 'needs pairs of a comparison and a number, e.g. [">", 0, "<=", 5]';
  if (!isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return needs;
  const parts = operand;
  for (let i = 0; i < parts.length; i += 2) {
    const limit = parts[i + 1];
    if (!comparisons.has(String(parts[i])) || typeof limit !== 'number') return needs;
    if (Math.abs(limit) > 5e9) return 'needs numbers between -5e9 and 5e9';
  }
  if (parts.length === 2) return undefined;
  const isRange = /^>/.test(String(parts[0])) && /^</.test(String(parts[2]));
  return isRange && Number(parts[1]) < Number(parts[3])
    ? undefined
    : 'needs a lower limit, then a higher one';
}
