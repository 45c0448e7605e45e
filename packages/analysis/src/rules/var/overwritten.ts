import { scopesOf, type State } from '@stepthrough/asl';
import type { Facts } from '../../facts.ts';
import { transitionsOf } from '../../graph.ts';
import type { Rule } from '../../rule.ts';
import { assignedOn, type VariableWrite } from '../../variables.ts';

export const varOverwritten: Rule = {
  document(_document, report, facts) {
    const { reads, writes } = facts.variables();
    if (writes.length < 2) return;
    const readBy = new Map<State, Set<string>>();
    for (const { name, state } of reads) {
      // Iterations and branches read on behalf of the state around them.
      for (let at: State | undefined = state; at; at = at.scope.owner) {
        readBy.set(at, (readBy.get(at) ?? new Set()).add(name));
      }
    }
    const isRead = (state: State, name: string): boolean => readBy.get(state)?.has(name) === true;
    const used = new Set(reads.map(({ name }) => name));
    for (const write of writes) {
      if (
        write.holder !== 'state' ||
        !used.has(write.name) ||
        facts.graph(write.state.scope).isOpen
      ) {
        continue;
      }
      const later = overwritersOf(write, isRead, facts);
      if (!later || later.length === 0) continue;
      report(
        write.key,
        `$${write.name} always gets another value before anything reads this one.`,
        {
          tags: ['unnecessary'],
          related: later.map((state) => ({
            message: `"${state.name}" assigns it again.`,
            range: state.key.range,
          })),
        },
      );
    }
  },
};

/** The states that assign the variable again on every way; `undefined` if something may read it first. */
function overwritersOf(
  { name, state }: VariableWrite,
  isRead: (state: State, name: string) => boolean,
  facts: Facts,
): readonly State[] | undefined {
  const { byName } = facts.graph(state.scope);
  const after = transitionsOf(state).filter(({ by }) => by === 'next' || by === 'default');
  const pending = new Set<State>();
  for (const { target } of after) {
    const next = byName.get(target.value);
    if (next) pending.add(next);
  }
  const overwriters: State[] = [];
  for (const next of pending) {
    if (isRead(next, name) || mayAssignInside(next, name)) return undefined;
    const ways = transitionsOf(next);
    // At the end of its scope the value may be seen outside, or nowhere: no value replaces it.
    if (ways.length === 0) return undefined;
    for (const way of ways) {
      if (assignedOn(next, way, name)) {
        overwriters.push(next);
        continue;
      }
      const further = byName.get(way.target.value);
      if (further) pending.add(further);
    }
  }
  return [...new Set(overwriters)];
}

function mayAssignInside(state: State, name: string): boolean {
  return scopesOf(state).some((scope) =>
    scope.states.some((each) => assignedOn(each, undefined, name) || mayAssignInside(each, name)),
  );
}
