import { rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const varSameState: Rule = {
  document(document, report, facts) {
    for (const { name, state, site, index, verdict, isRepeated } of facts.variables().reads) {
      // Where it has no value at all, that is told.
      if (verdict !== 'ok' || isRepeated) continue;
      if (site.holder !== 'state' || (site.field !== 'Output' && site.field !== 'OutputPath'))
        continue;
      const write = facts.variables().ownWriteOf(state, name);
      if (!write) continue;
      report(
        rangeIn(document, site, index, name.length + 1),
        `$${name} still has its old value here; the Assign of this state takes effect afterwards.`,
        {
          related: [{ message: `$${name} is assigned here.`, range: write.key.range }],
        },
      );
    }
  },
};
