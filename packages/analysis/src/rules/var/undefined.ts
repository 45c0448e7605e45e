import { rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';
import { whereAssigned } from '../../variables.ts';

export const varUndefined: Rule = {
  document(document, report, facts) {
    const { reads, writes } = facts.variables();
    const names = new Set(writes.map((write) => write.name));
    for (const { name, verdict, site, index, isGuarded, isRepeated } of reads) {
      if ((verdict !== 'unknown' && verdict !== 'unset') || isGuarded || isRepeated) continue;
      const closest = facts.nearest(name, names);
      const range = rangeIn(document, site, index, name.length + 1);
      report(
        range,
        verdict === 'unset'
          ? `The variable $${name} is not assigned on any path to this state.`
          : `No state assigns the variable $${name}.${closest ? ` Did you mean $${closest}?` : ''}`,
        {
          related: whereAssigned(name, facts.variables()),
          fixes:
            closest && verdict === 'unknown'
              ? [{ title: `Change to $${closest}`, edits: [{ range, newText: `$${closest}` }] }]
              : [],
        },
      );
    }
  },
};
