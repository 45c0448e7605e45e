/** Values of fields as text that is typed, and back. */
import type { Json } from '@stepthrough/asl';

export type FieldKind = 'text' | 'path' | 'number' | 'json';

type Read = { readonly value: Json } | { readonly problem: string };

/** What a field shows; reading it again gives the value. */
export function toText(value: Json, kind: FieldKind): string {
  if (typeof value === 'string') {
    if (kind === 'text' || kind === 'path') return value;
    const again = fromText(value, kind);
    return 'value' in again && again.value === value ? value : JSON.stringify(value);
  }
  if (value === null && kind === 'path') return 'null';
  const short = JSON.stringify(value);
  return short.length <= 28 || typeof value !== 'object' ? short : JSON.stringify(value, null, 2);
}

/** Text that is no JSON is a string of its own, unless it was clearly meant to be JSON. */
export function fromText(text: string, kind: FieldKind): Read {
  if (kind === 'text') return { value: text };
  const trimmed = text.trim();
  if (kind === 'path') return { value: trimmed === 'null' ? null : trimmed };
  if (isExpression(trimmed)) return { value: trimmed };
  if (kind === 'number') {
    const number = Number(trimmed);
    if (trimmed !== '' && Number.isFinite(number)) return { value: number };
    return { problem: 'This takes a number, or in JSONata an expression {% … %}.' };
  }
  try {
    return { value: JSON.parse(trimmed) as Json };
  } catch (error) {
    if (!/^[[{"]/.test(trimmed)) return { value: text };
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `This is not JSON yet: ${why}` };
  }
}

function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}');
}
