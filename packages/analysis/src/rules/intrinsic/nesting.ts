import { rangeIn } from '../../expressions.ts';
import { faultOf } from '../../intrinsic-faults.ts';
import type { Rule } from '../../rule.ts';

export const intrinsicNesting: Rule = {
  kinds: ['dollar'],
  expression(site, report, { document }) {
    const fault = faultOf(site);
    if (fault?.kind === 'nesting')
      report(rangeIn(document, site, fault.index, fault.name.length), fault.message, {
        aws: fault.aws,
      });
  },
};
