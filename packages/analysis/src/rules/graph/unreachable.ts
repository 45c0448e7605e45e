import { hasPlaceholder, type State } from '@stepthrough/asl';
import { removeProperty } from '../../fixes.ts';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const graphUnreachable: Rule = {
  scope(scope, report, facts) {
    const graph = facts.graph(scope);
    const { byName, hasLooseEnd, isStarted } = graph;
    if (graph.isOpen || !has(scope.node, 'StartAt')) return;
    // Behind a wrong StartAt the states are told that nothing else leads to, as AWS does.
    if (!isStarted && graph.all.isOpen) return;
    const isReached = (state: State): boolean =>
      isStarted ? graph.reachable.has(state) : graph.named.has(state.name);
    const properties = new Map(scope.statesField?.value.properties.map((each) => [each.key, each]));
    for (const state of scope.states) {
      if (isReached(state) || byName.get(state.name) !== state || hasPlaceholder(state.name))
        continue;
      const property = properties.get(state.key);
      const message = isStarted
        ? `No path from StartAt leads to the state "${state.name}".`
        : `No transition leads to the state "${state.name}", and StartAt names no state.`;
      report(state.key, message, {
        tags: ['unnecessary'],
        // The name that no state has may be meant for this one.
        follows: isStarted && hasLooseEnd,
        fixes: property
          ? [removeProperty(facts.document, property, `Remove the state "${state.name}"`)]
          : [],
        aws: { message: `State "${state.name}" is not reachable.`, at: state.node.range },
      });
    }
  },
};
