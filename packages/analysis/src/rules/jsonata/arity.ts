import { jsonataFunctionDocs } from '@stepthrough/catalog';
import { rangeIn, readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataArity: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading?.ok) return;
    for (const { name, index, count } of reading.value.calls) {
      const [least, most] = jsonataFunctionDocs.get(name)?.arity ?? [0, Infinity];
      if (count >= least && count <= most) continue;
      const wanted =
        least === most ? `${least}` : count < least ? `at least ${least}` : `at most ${most}`;
      report(
        rangeIn(document, site, index, name.length + 1),
        `$${name} takes ${wanted} ${wanted.endsWith(' 1') || wanted === '1' ? 'argument' : 'arguments'}, not ${count}.`,
      );
    }
  },
};
