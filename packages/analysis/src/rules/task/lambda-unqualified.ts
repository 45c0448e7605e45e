import { readResource } from '@stepthrough/asl';
import { isOpen } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const taskLambdaUnqualified: Rule = {
  states: {
    Task(state, report) {
      if (!state.resource || isOpen(state.resource.node)) return;
      const resource = readResource(state.resource.value);
      if (resource.kind !== 'function' || resource.qualifier !== undefined) return;
      report(
        state.resource.node,
        'Without a version or alias this is whatever code is deployed when the task runs.',
      );
    },
  },
};
