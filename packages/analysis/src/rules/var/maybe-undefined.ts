import { rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const varMaybeUndefined: Rule = {
  document(document, report, facts) {
    for (const { name, verdict, site, index, isGuarded } of facts.variables().reads) {
      if (verdict !== 'maybe' || isGuarded) continue;
      report(
        rangeIn(document, site, index, name.length + 1),
        `The variable $${name} is not assigned on every path to this state.`,
        {
          related: facts
            .variables()
            .writesOf(name)
            .map(({ key }) => ({ message: `$${name} is assigned here.`, range: key.range })),
        },
      );
    }
  },
};
