import type { Rule } from '../../rule.ts';

export const docPlaceholder: Rule = {
  document({ text, root }, report, { options, nearest }) {
    if (!options.substitutions || !root) return;
    const known = new Set(options.substitutions);
    // An embedded definition is a part of its host's text.
    const { start: from, end: to } = root.range;
    for (const match of text.slice(from, to).matchAll(/\$\{([\w.:-]+)\}/g)) {
      const name = match[1] ?? '';
      if (known.has(name) || name.includes('::') || name.includes('.')) continue;
      const closest = nearest(name, known);
      const hint = closest === undefined ? '' : ` Did you mean \${${closest}}?`;
      const start = from + match.index;
      const range = { start, end: start + match[0].length };
      report(range, `No substitution \${${name}} is declared for this definition.${hint}`);
    }
  },
};
