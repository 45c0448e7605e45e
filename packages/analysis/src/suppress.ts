import type { AslDocument } from '@stepthrough/asl';
import type { Problem } from './problem.ts';

/** A comment's instruction; without codes it holds for every rule. */
const instruction = /stepthrough-disable(-next-line|-line)?(?:[ \t]+([\w., \t]+))?/;

/**
 * Which problems a comment of the text switches off: `stepthrough-disable-next-line CODE …`,
 * `stepthrough-disable-line CODE …`, or for the whole document `stepthrough-disable CODE …`.
 */
export function readSuppressions(document: AslDocument): (problem: Problem) => boolean {
  const { text, comments } = document;
  const suppressions = comments.flatMap((comment) => {
    const found = instruction.exec(comment.text);
    if (!found) return [];
    const lineStart = text.lastIndexOf('\n', comment.range.start - 1) + 1;
    const lineEnd = endOfLine(text, comment.range.end);
    const codes = new Set(found[2]?.split(/[\s,]+/).filter((code) => code !== ''));
    if (found[1] === undefined) return [{ codes, start: 0, end: text.length }];
    if (found[1] === '-line') return [{ codes, start: lineStart, end: lineEnd }];
    return [{ codes, start: lineEnd + 1, end: endOfLine(text, lineEnd + 1) }];
  });
  return ({ code, range }) =>
    suppressions.some(
      ({ codes, start, end }) =>
        start <= range.start && range.start <= end && (codes.size === 0 || codes.has(code)),
    );
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
