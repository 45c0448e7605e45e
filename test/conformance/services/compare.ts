/** Whether an answer is the recorded one: names of members and lists included. */
import { base64Encode, isObject, type Json, type JsonObject } from '@stepthrough/json';
import { type Matching, matchText } from '../match.ts';
import { made, type Answers } from './values.ts';

export interface Comparison {
  readonly matching: Matching;
  readonly answers: Answers;
  /** Names of members whose lists are compared as multisets. */
  readonly unordered: readonly string[];
}

/** Compares, and notes what differs in `matching.differences`. `actual` is undefined where it is absent. */
export function compare(
  expected: Json | undefined,
  actual: Json | undefined,
  at: string,
  how: Comparison,
): boolean {
  const differs = (why: string): false => {
    how.matching.differences.push(`${at === '' ? '/' : at}: ${why}`);
    return false;
  };
  if (expected === undefined)
    return isEmptyList(actual) || differs(`is not expected: ${show(actual)}`);
  if (expected === '<any:unverified>') return true;
  if (typeof expected === 'string') {
    if (/^<any:[^<>]+>$/.test(expected)) return actual !== undefined || differs('is missing');
    if (typeof actual === 'string' && matchText(expected, actual, how.matching)) return true;
    return differs(`expected ${show(expected)}, got ${show(actual)}`);
  }
  if (Array.isArray(expected)) {
    if (actual === undefined && expected.length === 0) return true;
    if (!Array.isArray(actual)) return differs(`expected a list, got ${show(actual)}`);
    return compareLists(expected, actual as readonly Json[], at, how);
  }
  if (!isObject(expected)) {
    return expected === actual || differs(`expected ${show(expected)}, got ${show(actual)}`);
  }
  const { $jsonText } = expected;
  if ($jsonText !== undefined) {
    const parsed = typeof actual === 'string' ? parsedText(actual) : undefined;
    if (parsed === undefined) return differs(`expected JSON text, got ${show(actual)}`);
    return compare($jsonText, parsed, `${at}/$jsonText`, how);
  }
  const { $base64 } = expected;
  if ($base64 !== undefined) {
    return (
      encodedOf(actual).includes($base64) ||
      differs(`expected ${show(expected)}, got ${show(actual)}`)
    );
  }
  if (Object.keys(expected).some((name) => name.startsWith('$'))) {
    return compare(made(expected, how.answers), actual, at, how);
  }
  // The recorder showed a body of JSON as its value.
  if (typeof actual === 'string' && /\/(?:Body|Payload)$/.test(at)) {
    return compare(expected, parsedText(actual), at, how);
  }
  if (!isObject(actual)) return differs(`expected an object, got ${show(actual)}`);
  return compareMembers(expected, actual, at, how);
}

function compareMembers(
  expected: JsonObject,
  actual: JsonObject,
  at: string,
  how: Comparison,
): boolean {
  const left = new Set(Object.keys(actual));
  const pairs = Object.entries(expected).map(([name, value]) => {
    const found = left.has(name) ? name : [...left].find((other) => isName(name, other, how));
    if (found !== undefined) left.delete(found);
    return [name, value, found] as const;
  });
  const known = pairs.map(([name, value, found]) =>
    compare(value, found === undefined ? undefined : actual[found], `${at}/${name}`, how),
  );
  const more = [...left].map((name) => compare(undefined, actual[name], `${at}/${name}`, how));
  return [...known, ...more].every(Boolean);
}

/** Whether a name stands for another, as `<any:key>` does. */
function isName(expected: string, actual: string, { matching }: Comparison): boolean {
  return expected.includes('<') && matchText(expected, actual, matching);
}

function compareLists(
  expected: readonly Json[],
  actual: readonly Json[],
  at: string,
  how: Comparison,
): boolean {
  if (expected.length !== actual.length) {
    how.matching.differences.push(
      `${at}: expected ${expected.length} items, got ${actual.length}: ${show(actual)}`,
    );
    return false;
  }
  const name = at.slice(at.lastIndexOf('/') + 1);
  if (!how.unordered.includes(name)) {
    return expected
      .map((item, index) => compare(item, actual[index], `${at}/${index}`, how))
      .every(Boolean);
  }
  const left = [...actual];
  return expected.every((item) => {
    const found = left.findIndex((candidate) => fits(item, candidate, how));
    if (found < 0) return compare(item, left[0], `${at}/?`, how);
    left.splice(found, 1);
    return true;
  });
}

/** Whether a value fits; a failed trial leaves nothing behind. */
function fits(expected: Json, actual: Json, how: Comparison): boolean {
  const { references } = how.matching;
  const trial: Matching = { references, differences: [] };
  if (!compare(expected, actual, '', { ...how, matching: trial })) return false;
  how.matching.references = trial.references;
  return true;
}

/** The texts in Base64 that bytes may have: those of a text, its own where it is written in Base64. */
function encodedOf(actual: Json | undefined): readonly Json[] {
  if (typeof actual === 'string') return [actual, base64Encode(actual)];
  return isObject(actual) ? [actual['$base64'] ?? null] : [];
}

function isEmptyList(value: Json | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function parsedText(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function show(value: Json | undefined): string {
  return String(JSON.stringify(value)).slice(0, 300);
}
