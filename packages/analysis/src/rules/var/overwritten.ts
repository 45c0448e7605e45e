import type { State } from '@stepthrough/asl';
import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { variableName, type VariableWrite } from '../../variables.ts';

export const varOverwritten: Rule = {
  document(_document, report, facts) {
    const { writes } = facts.variables();
    if (writes.length < 2) return;
    for (const write of writes) {
      if (write.holder !== 'state' || !facts.graph(write.state.scope).isWhole) continue;
      if (!facts.later().isReplaced(write)) continue;
      report(
        write.key,
        `$${write.name} always gets another value before anything reads this one.`,
        {
          tags: ['unnecessary'],
          related: overwritersOf(write, facts).map((state) => ({
            message: `"${state.name}" assigns it again.`,
            range: state.key.range,
          })),
        },
      );
    }
  },
};

/** States that are looked through for those that assign the variable again; farther ones are not told. */
const near = 200;

/** The states that assign a variable again, each on a way on which none before does. */
function overwritersOf({ name, state }: VariableWrite, facts: Facts): readonly State[] {
  const ways = facts.variables().waysOf(state.scope);
  const pending = new Set<State>();
  for (const { next, by } of ways.of(state)) {
    if (next && (by === 'next' || by === 'default')) pending.add(next);
  }
  const overwriters = new Set<State>();
  let left = near;
  for (const next of pending) {
    for (const way of ways.of(next)) {
      if (--left < 0) return [...overwriters];
      if (way.assign?.properties.some(({ key }) => variableName(key.value) === name) === true) {
        overwriters.add(next);
      } else if (way.next) {
        pending.add(way.next);
      }
    }
  }
  return [...overwriters];
}
