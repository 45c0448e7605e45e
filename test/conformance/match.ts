/** Comparison by value with the placeholders of the protocol (section 1). */
import type { Json } from '@stepthrough/asl';
import { isObject } from './cases.ts';

const token = /<(any|ref):([^<>:]+)(?::(\d+))?>/g;

/** What is known while a case is compared: what each `<ref:…>` stands for, and the first differences. */
export interface Matching {
  references: ReadonlyMap<string, string>;
  readonly differences: string[];
}

export function newMatching(): Matching {
  return { references: new Map(), differences: [] };
}

/** Whether the value fits; a failed trial leaves nothing behind. */
export function fits(expected: Json, actual: unknown, matching: Matching): boolean {
  const trial: Matching = { references: matching.references, differences: [] };
  if (!match(expected, actual, trial, '')) return false;
  matching.references = trial.references;
  return true;
}

export function match(
  expected: Json | undefined,
  actual: unknown,
  matching: Matching,
  at: string,
): boolean {
  const differs = (why: string): false => {
    matching.differences.push(`${at === '' ? '/' : at}: ${why}`);
    return false;
  };
  if (expected === undefined) return actual === undefined || differs('is not expected');
  if (typeof expected === 'string') {
    if (/^<any:[^<>]+>$/.test(expected)) return actual !== undefined || differs('is missing');
    if (typeof actual === 'string' && matchText(expected, actual, matching)) return true;
    return differs(`expected ${show(expected)}, got ${show(actual)}`);
  }
  if (expected === null || typeof expected !== 'object') {
    return expected === actual || differs(`expected ${show(expected)}, got ${show(actual)}`);
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return differs(`expected a list, got ${show(actual)}`);
    if (actual.length !== expected.length) {
      return differs(`expected ${expected.length} items, got ${actual.length}`);
    }
    return expected
      .map((item: Json, index) => match(item, actual[index], matching, `${at}/${index}`))
      .every(Boolean);
  }
  if (!isObject(expected)) return differs('expectation of an unknown kind');
  const names = Object.keys(expected);
  if (names.length === 1 && '$text' in expected) {
    return actual === expected['$text'] || differs(`expected ${show(expected['$text'])}`);
  }
  if (names.length === 1 && expected['$jsonText'] !== undefined) {
    const parsed = parseText(actual);
    if (parsed === undefined) return differs(`expected JSON text, got ${show(actual)}`);
    return match(expected['$jsonText'], parsed, matching, `${at}/$jsonText`);
  }
  if (!isObject(actual)) return differs(`expected an object, got ${show(actual)}`);
  const more = Object.keys(actual).filter((name) => !Object.hasOwn(expected, name));
  if (more.length > 0) return differs(`unexpected ${more.join(', ')}`);
  const less = names.filter((name) => !Object.hasOwn(actual, name));
  if (less.length > 0) return differs(`${less.join(', ')} missing`);
  return names
    .map((name) => match(expected[name], actual[name], matching, `${at}/${name}`))
    .every(Boolean);
}

/** Whether a text fits one in which `<any:…>` and `<ref:…>` stand for texts. */
export function matchText(expected: string, actual: string, matching: Matching): boolean {
  const parts = [...expected.matchAll(token)];
  if (parts.length === 0) return expected === actual;
  const found: string[] = [];
  let pattern = '^';
  let end = 0;
  for (const part of parts) {
    const [text, kind] = part;
    pattern += escapePattern(expected.slice(end, part.index));
    end = part.index + text.length;
    const known = matching.references.get(text);
    if (kind === 'any') pattern += '[\\s\\S]*?';
    else if (known !== undefined) pattern += escapePattern(known);
    else if (found.includes(text)) pattern += `\\${found.indexOf(text) + 1}`;
    else {
      found.push(text);
      pattern += '([\\s\\S]+?)';
    }
  }
  const matched = new RegExp(`${pattern}${escapePattern(expected.slice(end))}$`).exec(actual);
  if (!matched) return false;
  const references = new Map(matching.references);
  found.forEach((text, index) => references.set(text, matched[index + 1] ?? ''));
  matching.references = references;
  return true;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function parseText(actual: unknown): Json | undefined {
  if (typeof actual !== 'string') return undefined;
  try {
    return JSON.parse(actual) as Json;
  } catch {
    return undefined;
  }
}

function show(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 400);
}
