import { type State, walkStates } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const stateDuplicateName: Rule = {
  document({ machine }, report) {
    if (!machine) return;
    const first = new Map<string, State>();
    const told = new Set<State>();
    for (const state of walkStates(machine)) {
      const earlier = first.get(state.name);
      if (!earlier) {
        first.set(state.name, state);
        continue;
      }
      // Twice in one object is a repeated key, which doc.duplicateKey tells.
      if (earlier.scope === state.scope) continue;
      if (!told.has(earlier)) {
        told.add(earlier);
        report(earlier.key, twice(state.name), {
          related: [{ message: `Another "${state.name}" is here.`, range: state.key.range }],
          isEcho: true,
        });
      }
      report(state.key, twice(state.name), {
        related: [{ message: `"${state.name}" is first defined here.`, range: earlier.key.range }],
        aws: { message: `Duplicate State name: ${state.name}`, at: state.node.range },
      });
    }
  },
};

function twice(name: string): string {
  return `Another state of this machine is named "${name}" too; names are unique across branches and item processors.`;
}
