import { jsonataFunctionDocs } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { distinct } from '../../distinct.ts';
import { rangeIn, readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataUnknownFunction: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading?.ok) return;
    for (const { name, index } of distinct(reading.value.calls)) {
      if (jsonataFunctionDocs.has(name)) continue;
      const range = rangeIn(document, site, index, name.length + 1);
      if (name === 'eval') {
        report(range, 'Step Functions does not offer $eval; use $parse for JSON text.');
        continue;
      }
      const closest = nearest(name, jsonataFunctionDocs.keys());
      report(
        range,
        `There is no JSONata function $${name}.${closest ? ` Did you mean $${closest}?` : ''}`,
        {
          fixes: closest
            ? [{ title: `Change to $${closest}`, edits: [{ range, newText: `$${closest}` }] }]
            : [],
        },
      );
    }
  },
};
