import { nearest } from '../../nearest.ts';
import type { Rule } from '../../rule.ts';

export const docPlaceholder: Rule = {
  document({ text }, report, { options }) {
    if (!options.substitutions) return;
    const known = new Set(options.substitutions);
    for (const match of text.matchAll(/\$\{([\w.:-]+)\}/g)) {
      const name = match[1] ?? '';
      if (known.has(name) || name.includes('::') || name.includes('.')) continue;
      const closest = nearest(name, known);
      const hint = closest === undefined ? '' : ` Did you mean \${${closest}}?`;
      const range = { start: match.index, end: match.index + match[0].length };
      report(range, `No substitution \${${name}} is declared for this definition.${hint}`);
    }
  },
};
