import { nearest } from '@stepthrough/json';
import { rangeIn, readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataStatesMember: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading?.ok) return;
    for (const {
      members: [first],
    } of reading.value.states) {
      if (!first || members.includes(first.name)) continue;
      const closest = nearest(first.name, members);
      const range = rangeIn(document, site, first.index, first.name.length);
      report(range, `$states has ${members.join(', ')}, but no ${first.name}.`, {
        fixes: closest
          ? [{ title: `Change to ${closest}`, edits: [{ range, newText: closest }] }]
          : [],
      });
    }
  },
};

const members = ['input', 'result', 'errorOutput', 'context'];
