import { rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';
import { whereAssigned } from '../../variables.ts';

export const varCrossBranch: Rule = {
  document(document, report, facts) {
    for (const { name, verdict, site, index, isGuarded, isRepeated } of facts.variables().reads) {
      if (verdict !== 'crossBranch' || isGuarded || isRepeated) continue;
      report(
        rangeIn(document, site, index, name.length + 1),
        `$${name} belongs to another branch or iteration and cannot be seen here; pass its value through the output.`,
        {
          related: whereAssigned(name, facts.variables()),
        },
      );
    }
  },
};
