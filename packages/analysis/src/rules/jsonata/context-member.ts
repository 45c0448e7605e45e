import { unknownContextMember } from '../../context-members.ts';
import { rangeIn, readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataContextMember: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading?.ok) return;
    for (const {
      members: [first, ...others],
    } of reading.value.states) {
      const unknown =
        first?.name === 'context'
          ? unknownContextMember(others.map(({ name }) => name))
          : undefined;
      const at = unknown && others[unknown.index];
      if (unknown && at) report(rangeIn(document, site, at.index, at.name.length), unknown.message);
    }
  },
};
