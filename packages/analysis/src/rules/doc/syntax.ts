import type { Rule } from '../../rule.ts';

export const docSyntax: Rule = {
  document({ problems }, report) {
    // One broken token makes the parsers stumble again near it; the first on each line is the cause.
    let lastEnd = -1;
    for (const { message, range } of problems) {
      if (range.start < lastEnd) continue;
      report(range, message);
      lastEnd = range.end + 1;
    }
  },
};
