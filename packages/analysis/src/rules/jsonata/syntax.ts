import { rangeIn, readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataSyntax: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading || reading.ok) return;
    const index = Math.min(reading.index, Math.max(0, site.text.trimEnd().length - 1));
    report(rangeIn(document, site, index), `JSONata: ${reading.message}.`, {
      aws: { message: reading.message },
    });
  },
};
