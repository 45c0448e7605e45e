import type { Range } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const docSyntax: Rule = {
  document({ problems, comments, text, syntax }, report) {
    const byEnd = new Map(comments.map(({ range }) => [range.end, range]));
    // One broken token makes the parsers stumble again near it; only the first has a cause.
    let lastEnd = -1;
    for (const { message, range } of problems) {
      if (range.start < lastEnd) continue;
      lastEnd = range.end + 1;
      const comma = syntax === 'json' ? trailingComma(text, range.start, byEnd) : undefined;
      if (comma === undefined) {
        report(range, message);
        continue;
      }
      const at = { start: comma, end: comma + 1 };
      report(
        at,
        'JSON has no comma before a closing bracket. AWS refuses it; some deployment tools read it.',
        {
          severity: 'warning',
          fixes: [{ title: 'Remove the comma', edits: [{ range: at, newText: '' }] }],
        },
      );
    }
  },
};

/** The offset of the comma that stands before the closing bracket at an offset, if one does. */
function trailingComma(
  text: string,
  offset: number,
  commentsByEnd: ReadonlyMap<number, Range>,
): number | undefined {
  if (text[offset] !== '}' && text[offset] !== ']') return undefined;
  let at = offset;
  // Comments that end with their line, and those that are closed, are passed alike.
  for (;;) {
    const comment = commentsByEnd.get(at);
    if (comment) at = comment.start;
    else if (/\s/.test(text[at - 1] ?? '')) at -= 1;
    else break;
  }
  return text[at - 1] === ',' ? at - 1 : undefined;
}
