import { rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';
import { whereAssigned } from '../../variables.ts';

export const varMaybeUndefined: Rule = {
  document(document, report, facts) {
    for (const { name, verdict, site, index, isGuarded, isRepeated } of facts.variables().reads) {
      if (verdict !== 'maybe' || isGuarded || isRepeated) continue;
      report(
        rangeIn(document, site, index, name.length + 1),
        `The variable $${name} is not assigned on every path to this state.`,
        {
          related: whereAssigned(name, facts.variables()),
        },
      );
    }
  },
};
