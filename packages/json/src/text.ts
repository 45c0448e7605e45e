import type { Json } from './value.ts';

/** How a value travels as a text (a body, a cause, a payload): a text as it is, anything else as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value that a text of JSON writes; `undefined` for any other text. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** What a text of JSON means; any other text, and what is no text, as it is. */
export function parsed(value: Json): Json {
  if (typeof value !== 'string') return value;
  const meaning = parseJson(value);
  return meaning === undefined ? value : meaning;
}
