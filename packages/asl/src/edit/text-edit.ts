import type { AslDocument } from '../document.ts';
import type { Json, Range } from '../source/node.ts';

/** A change of the text: what stands in `range` becomes `newText`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Several edits of one text, applied together; their ranges refer to the text before all of them. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => b.edit.range.start - a.edit.range.start || b.order - a.order);
  let result = text;
  for (const { edit } of ordered) {
    result = result.slice(0, edit.range.start) + edit.newText + result.slice(edit.range.end);
  }
  return result;
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

/** The line break that the text uses. */
export function lineBreak({ text }: AslDocument): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** White space from the start of the line to its first character, for the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}

/** One level of indentation: what the first indented line uses, or two spaces. */
export function indentUnit({ text, root }: AslDocument): string {
  const first = root?.kind === 'object' ? root.properties[0] : undefined;
  if (text[root?.range.start ?? 0] === '{' && first) {
    const indent = indentAt(text, first.key.range.start);
    if (indent !== '') return indent;
  }
  return /\n( +|\t)\S/.exec(text)?.[1] ?? '  ';
}

export type Named = readonly [name: string, value: Json];
