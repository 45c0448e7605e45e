/** Values and numbers against what is expected of them, in words. */
import type { Json } from '@stepthrough/asl';
import type { AwsHistoryEvent } from '@stepthrough/interpreter';
import { member } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';

/** One thing that is not as expected, by its place under the scenario's root. */
export interface Mismatch {
  readonly at: readonly string[];
  readonly message: string;
}

/** An object is a pattern; anything else must be equal. */
export function difference(expected: Json, actual: Json): string | undefined {
  const isPattern = typeof expected === 'object' && expected !== null && !Array.isArray(expected);
  const fits = isPattern ? matchesPattern(expected, actual) : isEqual(expected, actual);
  return fits ? undefined : `expected ${short(expected)}, was ${short(actual)}`;
}

export function isEqual(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), b as { readonly [name: string]: Json }];
  return (
    left.length === Object.keys(right).length &&
    left.every(([name, value]) => {
      const other = member(right, name);
      return other !== undefined && isEqual(value, other);
    })
  );
}

/** A number, or limits of one. */
export function countProblem(expected: Json, actual: number, what: string): string | undefined {
  if (typeof expected === 'number') {
    return actual === expected ? undefined : `${what}: expected ${expected}, was ${actual}.`;
  }
  const limits = Object.entries(expected as { readonly [limit: string]: number });
  const broken = limits.find(
    ([name, limit]) => member(comparisons, name)?.(actual, limit) === false,
  );
  if (!broken) return undefined;
  const [name, limit] = broken;
  return `${what}: expected ${member(words, name) ?? name} ${limit}, was ${actual}.`;
}

const comparisons: {
  readonly [limit: string]: ((actual: number, limit: number) => boolean) | undefined;
} = {
  atLeast: (actual, limit) => actual >= limit,
  atMost: (actual, limit) => actual <= limit,
  lessThan: (actual, limit) => actual < limit,
  moreThan: (actual, limit) => actual > limit,
};

const words: { readonly [limit: string]: string } = {
  atLeast: 'at least',
  atMost: 'at most',
  lessThan: 'less than',
  moreThan: 'more than',
};

export function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** The events of a history, or those between entering and leaving a state. */
export function eventsIn(
  history: readonly AwsHistoryEvent[],
  state: Json | undefined,
): readonly AwsHistoryEvent[] {
  if (state === undefined) return history;
  let isInside = false;
  return history.filter((event) => {
    const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } =
      event as unknown as { readonly [details: string]: { readonly name?: string } | undefined };
    if (entered?.name === state) isInside = true;
    const belongs = isInside;
    if (exited?.name === state) isInside = false;
    return belongs;
  });
}
