/** Values that travel as texts: bodies, causes, payloads. */
import type { Json } from '@stepthrough/asl';

/** What a text of JSON means; any other text, and what is no text, as it is. */
export function parsed(text: Json): Json {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A text as it is, anything else as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
