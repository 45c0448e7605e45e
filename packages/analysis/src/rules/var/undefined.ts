import { rangeIn } from '../../expressions.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../../rule.ts';

export const varUndefined: Rule = {
  document(document, report, facts) {
    const { reads, writes } = facts.variables();
    for (const { name, verdict, site, index, isGuarded } of reads) {
      if ((verdict !== 'unknown' && verdict !== 'unset') || isGuarded) continue;
      const closest = nearest(name, new Set(writes.map((write) => write.name)));
      const range = rangeIn(document, site, index, name.length + 1);
      report(
        range,
        verdict === 'unset'
          ? `The variable $${name} is not assigned on any path to this state.`
          : `No state assigns the variable $${name}.${closest ? ` Did you mean $${closest}?` : ''}`,
        {
          related: facts
            .variables()
            .writesOf(name)
            .map(({ key }) => ({ message: `$${name} is assigned here.`, range: key.range })),
          fixes:
            closest && verdict === 'unknown'
              ? [{ title: `Change to $${closest}`, edits: [{ range, newText: `$${closest}` }] }]
              : [],
        },
      );
    }
  },
};
