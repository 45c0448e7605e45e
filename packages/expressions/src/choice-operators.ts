import type { Json } from '@stepthrough/json';
import { Wildcard } from './bounds/wildcard.ts';
import { remember } from './outcome.ts';

export type OperandKind = 'string' | 'number' | 'boolean' | 'timestamp' | 'pattern' | 'flag';

export interface ChoiceOperator {
  readonly operand: OperandKind;
  /** Whether the operand is a path to the value to compare with. */
  readonly isPath: boolean;
  /** `value` is `undefined` when the Variable finds nothing. */
  readonly test: (value: Json | undefined, operand: Json) => boolean;
}

type Test = ChoiceOperator['test'];

const orders: { readonly [suffix: string]: (difference: number) => boolean } = {
  Equals: (difference) => difference === 0,
  LessThan: (difference) => difference < 0,
  LessThanEquals: (difference) => difference <= 0,
  GreaterThan: (difference) => difference > 0,
  GreaterThanEquals: (difference) => difference >= 0,
};

/** The comparison operators of a JSONPath Choice rule, by name: 39 of them. */
export const choiceOperators: { readonly [name: string]: ChoiceOperator } = {
  ...comparisons('String', 'string', compareStrings),
  ...comparisons('Numeric', 'number', compareNumbers),
  ...comparisons('Timestamp', 'timestamp', compareTimestamps),
  ...withPath(
    'BooleanEquals',
    'boolean',
    (value, operand) => typeof value === 'boolean' && value === operand,
  ),
  StringMatches: {
    operand: 'pattern',
    isPath: false,
    test: (value, operand) =>
      typeof value === 'string' && typeof operand === 'string' && matches(value, operand),
  },
  ...check('IsPresent', (value) => value !== undefined),
  ...check('IsNull', (value) => value === null),
  ...check('IsBoolean', (value) => typeof value === 'boolean'),
  ...check('IsNumeric', (value) => typeof value === 'number'),
  ...check('IsString', (value) => typeof value === 'string'),
  ...check('IsTimestamp', (value) => parseTimestamp(value) !== undefined),
};

function comparisons(
  prefix: string,
  operand: OperandKind,
  compare: (value: Json | undefined, operand: Json) => number | undefined,
): { readonly [name: string]: ChoiceOperator } {
  const rows = Object.entries(orders).flatMap(([suffix, holds]) => {
    const test: Test = (value, other) => {
      const difference = compare(value, other);
      return difference !== undefined && holds(difference);
    };
    return Object.entries(withPath(prefix + suffix, operand, test));
  });
  return Object.fromEntries(rows);
}

function withPath(
  name: string,
  operand: OperandKind,
  test: Test,
): { readonly [name: string]: ChoiceOperator } {
  return {
    [name]: { operand, isPath: false, test },
    [`${name}Path`]: { operand, isPath: true, test },
  };
}

function check(
  name: string,
  is: (value: Json | undefined) => boolean,
): { readonly [name: string]: ChoiceOperator } {
  const test: Test = (value, operand) => is(value) === operand;
  return {
    [name]: { operand: 'flag', isPath: false, test },
  };
}

function compareStrings(value: Json | undefined, operand: Json): number | undefined {
  if (typeof value !== 'string' || typeof operand !== 'string') return undefined;
  return value < operand ? -1 : value > operand ? 1 : 0;
}

function compareNumbers(value: Json | undefined, operand: Json): number | undefined {
  return typeof value === 'number' && typeof operand === 'number' ? value - operand : undefined;
}

function compareTimestamps(value: Json | undefined, operand: Json): number | undefined {
  const left = parseTimestamp(value);
  const right = parseTimestamp(operand);
  return left === undefined || right === undefined ? undefined : left - right;
}

const timestamp =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch of an RFC 3339 timestamp with capital T and Z, as the States Language asks. */
export function parseTimestamp(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' || !timestamp.test(value)) return undefined;
  const time = Date.parse(value);
  // Date.parse takes the 30th of February for the 1st of March.
  const day = Number(value.slice(8, 10));
  const isDay = new Date(Date.parse(value.slice(0, 10))).getUTCDate() === day;
  return Number.isNaN(time) || !isDay ? undefined : time;
}

function matches(value: string, pattern: string): boolean {
  return wildcardOf(pattern).matches(value);
}

const wildcardOf = remember((pattern) => new Wildcard(pattern, { escape: '\\' }));
