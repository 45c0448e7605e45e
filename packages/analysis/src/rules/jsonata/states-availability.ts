import { rangeIn, readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';
import type { ExpressionSite } from '../../sites.ts';

export const jsonataStatesAvailability: Rule = {
  kinds: ['jsonata'],
  expression(site, report, { document }) {
    const reading = readJsonata(site);
    if (!reading?.ok) return;
    for (const {
      members: [first],
    } of reading.value.states) {
      const why = first && refusal(first.name, site);
      if (first && why) report(rangeIn(document, site, first.index, first.name.length), why);
    }
  },
};

/** Why a member of $states has no value at a place, if it has none. */
function refusal(member: string, { field, holder, state }: ExpressionSite): string | undefined {
  const isAfter = field === 'Output' || field === 'Assign';
  if (member === 'errorOutput' && !(holder === 'catch' && isAfter)) {
    return '$states.errorOutput exists only in Assign and Output of a catcher.';
  }
  if (member !== 'result') return undefined;
  if (state.type !== 'Task' && state.type !== 'Parallel' && state.type !== 'Map') {
    return `A ${state.type ?? ''} state has no result; $states.result exists in Task, Parallel and Map states.`;
  }
  return holder === 'state' && isAfter
    ? undefined
    : `$states.result exists only in the state's own Assign and Output, not in ${holder === 'catch' ? 'a catcher' : field}.`;
}
