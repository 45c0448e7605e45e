import { readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataConstantCondition: Rule = {
  kinds: ['jsonata'],
  expression(site, report) {
    if (site.field !== 'Condition') return;
    const reading = readJsonata(site);
    if (!reading?.ok || reading.value.root.type !== 'value') return;
    report(site.node, `This Condition is always ${site.text.trim()}.`);
  },
};
