import { rangeIn } from '../../expressions.ts';
import { faultOf } from '../../intrinsic-faults.ts';
import type { Rule } from '../../rule.ts';

export const intrinsicSyntax: Rule = {
  kinds: ['dollar'],
  expression(site, report, { document }) {
    const fault = faultOf(site);
    if (fault?.kind !== 'syntax') return;
    report(rangeIn(document, site, fault.index), fault.message, { aws: fault.aws });
  },
};
