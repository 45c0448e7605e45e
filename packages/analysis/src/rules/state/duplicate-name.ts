import { type State, walkStates } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const stateDuplicateName: Rule = {
  document({ machine }, report) {
    if (!machine) return;
    const first = new Map<string, State>();
    for (const state of walkStates(machine)) {
      const earlier = first.get(state.name);
      if (!earlier) {
        first.set(state.name, state);
        continue;
      }
      // Twice in one object is a repeated key, which doc.duplicateKey tells.
      if (earlier.scope === state.scope) continue;
      report(
        state.key,
        `Another state of this machine is named "${state.name}" too; names are unique across branches and item processors.`,
        {
          related: [
            { message: `"${state.name}" is first defined here.`, range: earlier.key.range },
          ],
          aws: { message: `Duplicate state name "${state.name}"`, at: state.node.range },
        },
      );
    }
  },
};
