import { intrinsicFunctions } from '@stepthrough/expressions';
import { nearest } from '@stepthrough/json';
import { rangeIn } from '../../expressions.ts';
import { faultOf } from '../../intrinsic-faults.ts';
import type { Rule } from '../../rule.ts';

export const intrinsicUnknown: Rule = {
  kinds: ['dollar'],
  expression(site, report, { document }) {
    const fault = faultOf(site);
    if (fault?.kind !== 'unknown') return;
    const closest = nearest(fault.name, Object.keys(intrinsicFunctions));
    const hint = closest === undefined ? '' : ` Did you mean ${closest}?`;
    const range = rangeIn(document, site, fault.index, fault.name.length);
    report(range, `There is no intrinsic function ${fault.name}.${hint}`, {
      fixes:
        closest === undefined
          ? []
          : [{ title: `Change to ${closest}`, edits: [{ range, newText: closest }] }],
      aws: fault.aws,
    });
  },
};
