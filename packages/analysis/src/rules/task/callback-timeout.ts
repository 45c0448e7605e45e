import { isIntegration, readResource } from '@stepthrough/asl';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const taskCallbackTimeout: Rule = {
  states: {
    Task(state, report) {
      if (!state.resource) return;
      const resource = readResource(state.resource.value);
      const waits =
        resource.kind === 'activity' ||
        (isIntegration(resource) && resource.pattern === 'waitForTaskToken');
      if (
        !waits ||
        ['TimeoutSeconds', 'HeartbeatSeconds'].some(
          (name) => has(state.node, name) || has(state.node, `${name}Path`),
        )
      )
        return;
      report(
        state.resource.node,
        'Without TimeoutSeconds or HeartbeatSeconds this task waits up to a year for an answer that may never come.',
      );
    },
  },
};
