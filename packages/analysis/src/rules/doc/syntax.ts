import type { Rule } from '../../rule.ts';

export const docSyntax: Rule = {
  document({ problems, text, syntax }, report) {
    // One broken token makes the parsers stumble again near it; only the first has a cause.
    let lastEnd = -1;
    for (const { message, range } of problems) {
      if (range.start < lastEnd) continue;
      lastEnd = range.end + 1;
      const comma = syntax === 'json' ? trailingComma(text, range.start) : undefined;
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
function trailingComma(text: string, offset: number): number | undefined {
  if (text[offset] !== '}' && text[offset] !== ']') return undefined;
  const before = /,(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*$/.exec(
    text.slice(Math.max(0, offset - 2000), offset),
  );
  return before ? offset - before[0].length : undefined;
}
