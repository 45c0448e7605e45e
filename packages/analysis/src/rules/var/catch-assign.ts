import type { ObjectNode, State } from '@stepthrough/asl';
import type { Facts } from '../../facts.ts';
import { listed } from '../../listed.ts';
import { difference, intersection, noNames } from '../../name-set.ts';
import { has } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';
import { variableName } from '../../variables.ts';

export const varCatchAssign: Rule = {
  scope({ states }, report, facts) {
    for (const state of states) {
      if (state.assign?.value.kind !== 'object') continue;
      if (state.type === 'Choice' && !has(state.node, 'Default')) {
        report(
          state.assign.key,
          'A rule that matches sets its own Assign instead of this one; without Default this one never applies.',
        );
      }
      checkCatchers(state, state.assign.value, report, facts);
    }
  },
};

function checkCatchers(state: State, assign: ObjectNode, report: Report, facts: Facts): void {
  if (!('catch' in state)) return;
  const { byName } = facts.graph(state.scope);
  for (const catcher of state.catch) {
    const own = catcher.assign?.value;
    if (!catcher.next || (own && own.kind !== 'object')) continue;
    const flow = facts.variables();
    const first = byName.get(catcher.next.value);
    const reads = first ? facts.later().readFrom(first) : noNames;
    const skipped = difference(intersection(flow.readOf(assign), reads), flow.readOf(own));
    if (skipped === noNames) continue;
    const names: string[] = [];
    for (const { key } of assign.properties) {
      const name = variableName(key.value);
      const number = flow.numberOf(name);
      if (number !== undefined && flow.sets.has(skipped, number)) names.push(`$${name}`);
      if (names.length > mostNames) break;
    }
    report(
      catcher.next.node,
      `On this way the Assign of "${state.name}" is skipped: ${listed(names, mostNames)} keeps the value from before.`,
      { related: [{ message: 'This Assign is skipped.', range: assign.range }] },
    );
  }
}

/** More would make the message of each catcher as long as the Assign. */
const mostNames = 20;
