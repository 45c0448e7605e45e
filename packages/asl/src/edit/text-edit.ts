import type { Json } from '@stepthrough/json';
import type { Range } from '../source/node.ts';

/** A change of the text: what stands in `range` becomes `newText`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Several edits of one text, applied together; their ranges refer to the text before all of them. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort(
    (a, b) => a.range.start - b.range.start || Number(isReplacement(a)) - Number(isReplacement(b)),
  );
  const parts: string[] = [];
  let at = 0;
  for (const { range, newText } of ordered) {
    parts.push(text.slice(at, range.start), newText);
    at = Math.max(at, range.end);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** What is inserted where another text is replaced stands before it. */
function isReplacement({ range }: TextEdit): boolean {
  return range.end > range.start;
}

/** The one edit that makes a text into another. */
export function difference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return {
    range: { start, end: before.length - same },
    newText: after.slice(start, after.length - same),
  };
}

export function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

export function deletion(start: number, end: number): TextEdit {
  return { range: { start, end }, newText: '' };
}

/** Block collections and scalars reach to the next line; what is written ends before that. */
export function contentEnd(text: string, range: Range): number {
  return range.start + text.slice(range.start, range.end).trimEnd().length;
}

export type Named = readonly [name: string, value: Json];
