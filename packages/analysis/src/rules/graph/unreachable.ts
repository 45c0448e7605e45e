import { hasPlaceholder } from '@stepthrough/asl';
import { removeProperty } from '../../fixes.ts';
import type { Rule } from '../../rule.ts';

export const graphUnreachable: Rule = {
  scope(scope, report, facts) {
    const { reachable, isOpen: anywhere, byName } = facts.graph(scope);
    // Without a start nothing is reachable, and that is what has to be said.
    if (anywhere || !scope.startAt || !byName.has(scope.startAt.value)) return;
    const properties = new Map(scope.statesField?.value.properties.map((each) => [each.key, each]));
    for (const state of scope.states) {
      if (reachable.has(state) || byName.get(state.name) !== state || hasPlaceholder(state.name))
        continue;
      const property = properties.get(state.key);
      report(state.key, `No path from StartAt leads to the state "${state.name}".`, {
        tags: ['unnecessary'],
        fixes: property
          ? [removeProperty(facts.document, property, `Remove the state "${state.name}"`)]
          : [],
        aws: { message: `State "${state.name}" is not reachable.`, at: state.node.range },
      });
    }
  },
};
