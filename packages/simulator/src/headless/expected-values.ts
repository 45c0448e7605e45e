/** Values and numbers against what is expected of them, in words. */
import { equals, isObject, member, type Json } from '@stepthrough/json';
import type { AwsHistoryEvent } from '@stepthrough/interpreter';
import { matchesPattern, type Count } from '@stepthrough/scenario';

/** One thing that is not as expected, by its place under the scenario's root. */
export interface Mismatch {
  readonly at: readonly string[];
  readonly message: string;
}

/** An object is a pattern; anything else must be equal. */
export function difference(expected: Json, actual: Json): string | undefined {
  const isPattern = isObject(expected);
  const fits = isPattern ? matchesPattern(expected, actual) : equals(expected, actual);
  return fits ? undefined : `expected ${short(expected)}, was ${short(actual)}`;
}

/** A number, or limits of one. */
export function countProblem(expected: Count, actual: number, what: string): string | undefined {
  if (typeof expected === 'number') {
    return actual === expected ? undefined : `${what}: expected ${expected}, was ${actual}.`;
  }
  for (const { name, words, holds } of comparisons) {
    const limit = expected[name];
    if (limit !== undefined && !holds(actual, limit)) {
      return `${what}: expected ${words} ${limit}, was ${actual}.`;
    }
  }
  return undefined;
}

const comparisons = [
  {
    name: 'atLeast',
    words: 'at least',
    holds: (actual: number, limit: number) => actual >= limit,
  },
  { name: 'atMost', words: 'at most', holds: (actual: number, limit: number) => actual <= limit },
  {
    name: 'lessThan',
    words: 'less than',
    holds: (actual: number, limit: number) => actual < limit,
  },
  {
    name: 'moreThan',
    words: 'more than',
    holds: (actual: number, limit: number) => actual > limit,
  },
] as const;

export function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** The first of what was found, for a message. */
export function listed(found: readonly string[], nothing: string): string {
  if (found.length === 0) return nothing;
  const rest = found.length - mostListed;
  const shown = found.slice(0, mostListed).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

const mostListed = 5;

/** The events of a history, or those between entering and leaving a state. */
export function eventsIn(
  history: readonly AwsHistoryEvent[],
  state: string | undefined,
): readonly AwsHistoryEvent[] {
  if (state === undefined) return history;
  let isInside = false;
  return history.filter((event) => {
    if (nameIn(event, 'stateEnteredEventDetails') === state) isInside = true;
    const belongs = isInside;
    if (nameIn(event, 'stateExitedEventDetails') === state) isInside = false;
    return belongs;
  });
}

function nameIn(event: AwsHistoryEvent, details: string): Json | undefined {
  const found = member(event, details);
  return isObject(found) ? found['name'] : undefined;
}
