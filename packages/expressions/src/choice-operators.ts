import type { Json } from '@stepthrough/json';
import { Wildcard } from './bounds/wildcard.ts';
import { remember } from './outcome.ts';

export type OperandKind = 'string' | 'number' | 'boolean' | 'timestamp' | 'pattern' | 'flag';

export interface ChoiceOperator {
  readonly operand: OperandKind;
  /** Whether the operand is a path to the value to compare with. */
  readonly isPath: boolean;
  readonly doc: string;
  /** `value` is `undefined` when the Variable finds nothing. */
  readonly test: (value: Json | undefined, operand: Json) => boolean;
}

type Test = ChoiceOperator['test'];

const orders: { readonly [suffix: string]: readonly [string, (difference: number) => boolean] } = {
  Equals: ['equal to', (difference) => difference === 0],
  LessThan: ['less than', (difference) => difference < 0],
  LessThanEquals: ['less than or equal to', (difference) => difference <= 0],
  GreaterThan: ['greater than', (difference) => difference > 0],
  GreaterThanEquals: ['greater than or equal to', (difference) => difference >= 0],
};

/** The comparison operators of a JSONPath Choice rule, by name: 39 of them. */
export const choiceOperators: { readonly [name: string]: ChoiceOperator } = {
  ...comparisons('String', 'string', compareStrings),
  ...comparisons('Numeric', 'number', compareNumbers),
  ...comparisons('Timestamp', 'timestamp', compareTimestamps),
  ...withPath(
    'BooleanEquals',
    'boolean',
    'The value is a boolean equal to the operand.',
    (value, operand) => typeof value === 'boolean' && value === operand,
  ),
  StringMatches: {
    operand: 'pattern',
    isPath: false,
    doc: 'The text matches the pattern, in which * stands for any characters and \\* for an asterisk.',
    test: (value, operand) =>
      typeof value === 'string' && typeof operand === 'string' && matches(value, operand),
  },
  ...check('IsPresent', 'The Variable finds something.', (value) => value !== undefined),
  ...check('IsNull', 'The value is null.', (value) => value === null),
  ...check('IsBoolean', 'The value is a boolean.', (value) => typeof value === 'boolean'),
  ...check('IsNumeric', 'The value is a number.', (value) => typeof value === 'number'),
  ...check('IsString', 'The value is a text.', (value) => typeof value === 'string'),
  ...check(
    'IsTimestamp',
    'The value is a timestamp.',
    (value) => parseTimestamp(value) !== undefined,
  ),
};

function comparisons(
  prefix: string,
  operand: OperandKind,
  compare: (value: Json | undefined, operand: Json) => number | undefined,
): { readonly [name: string]: ChoiceOperator } {
  const rows = Object.entries(orders).flatMap(([suffix, [words, holds]]) => {
    const test: Test = (value, other) => {
      const difference = compare(value, other);
      return difference !== undefined && holds(difference);
    };
    const doc = `The value is a ${operand} ${words} the operand.`;
    return Object.entries(withPath(prefix + suffix, operand, doc, test));
  });
  return Object.fromEntries(rows);
}

function withPath(
  name: string,
  operand: OperandKind,
  doc: string,
  test: Test,
): { readonly [name: string]: ChoiceOperator } {
  return {
    [name]: { operand, isPath: false, doc, test },
    [`${name}Path`]: { operand, isPath: true, doc: `${doc} The operand is found by a path.`, test },
  };
}

function check(
  name: string,
  doc: string,
  is: (value: Json | undefined) => boolean,
): { readonly [name: string]: ChoiceOperator } {
  const test: Test = (value, operand) => is(value) === operand;
  return {
    [name]: { operand: 'flag', isPath: false, doc: `${doc} Or, with false, does not.`, test },
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
