import type { State } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const graphInescapable: Rule = {
  scope(scope, report, facts) {
    const graph = facts.graph(scope);
    if (graph.isOpen || graph.hasLooseEnd || !graph.all.mayEnd) return;
    const escaping = new Set<State>(
      scope.states.filter((state) => graph.ways(state).mayEnd || graph.ways(state).isOpen),
    );
    const callers = new Map<State, State[]>();
    for (const state of scope.states) {
      for (const target of graph.ways(state).targets) {
        const next = graph.byName.get(target);
        if (next) addTo(callers, next, state);
        else escaping.add(state);
      }
    }
    const pending = [...escaping];
    for (let state = pending.pop(); state; state = pending.pop()) {
      for (const caller of callers.get(state) ?? []) {
        if (escaping.has(caller)) continue;
        escaping.add(caller);
        pending.push(caller);
      }
    }
    const caught = scope.states.filter(
      (state) => graph.reachable.has(state) && !escaping.has(state),
    );
    const [first] = caught;
    if (!first) return;
    report(
      first.key,
      `From "${first.name}" no path leads to an end: ${caught.map(({ name }) => `"${name}"`).join(', ')} go round for ever.`,
      {
        related: caught.slice(1).map(({ name, key }) => ({
          message: `"${name}" is part of the loop.`,
          range: key.range,
        })),
      },
    );
  },
};

function addTo(callers: Map<State, State[]>, next: State, state: State): void {
  const known = callers.get(next);
  if (known) known.push(state);
  else callers.set(next, [state]);
}
