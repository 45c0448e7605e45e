import type { ObjectNode, State } from '@stepthrough/asl';
import type { Facts } from '../../facts.ts';
import { transitionsOf } from '../../graph.ts';
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
  for (const catcher of state.catch) {
    const own = catcher.assign?.value;
    if (!catcher.next || (own && own.kind !== 'object')) continue;
    const set = new Set(own?.properties.map(({ key }) => variableName(key.value)));
    const reads = readAfter(catcher.next.value, state, facts);
    const skipped = assign.properties
      .map(({ key }) => variableName(key.value))
      .filter((name) => !set.has(name) && reads.has(name));
    if (skipped.length === 0) continue;
    const names = skipped.map((name) => `$${name}`).join(', ');
    report(
      catcher.next.node,
      `On this way the Assign of "${state.name}" is skipped: ${names} keeps the value from before.`,
      { related: [{ message: 'This Assign is skipped.', range: assign.range }] },
    );
  }
}

/** The variables that are read from a state on. */
function readAfter(first: string, { scope }: State, facts: Facts): ReadonlySet<string> {
  const { byName } = facts.graph(scope);
  const from = byName.get(first);
  const states = new Set(from ? [from] : []);
  for (const state of states) {
    for (const { target } of transitionsOf(state)) {
      const next = byName.get(target.value);
      if (next) states.add(next);
    }
  }
  const { reads } = facts.variables();
  return new Set(reads.filter(({ state }) => states.has(state)).map(({ name }) => name));
}
