import { rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';
import { whereAssigned } from '../../variables.ts';

export const varDistributed: Rule = {
  document(document, report, facts) {
    for (const { name, verdict, site, index, isGuarded, isRepeated } of facts.variables().reads) {
      if (verdict !== 'distributed' || isGuarded || isRepeated) continue;
      report(
        rangeIn(document, site, index, name.length + 1),
        `A distributed Map runs its items in other executions, which do not see $${name}; pass it in with ItemSelector.`,
        {
          related: whereAssigned(name, facts.variables()),
        },
      );
    }
  },
};
