import { hasOpenKeys, valueOf } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const parallelBranches: Rule = {
  states: {
    Parallel(state, report) {
      if (hasOpenKeys(state.node)) return;
      const branches = valueOf(state.node, 'Branches');
      if (!branches) {
        report(state.key, `The Parallel state "${state.name}" needs Branches.`, {
          aws: { message: 'These fields are required: [Branches]', at: state.node.range },
        });
      } else if (branches.kind === 'array' && branches.items.length === 0) {
        report(branches, 'Branches needs at least one branch.', {
          aws: { message: 'Value cannot be empty' },
        });
      }
    },
  },
};
