import type { Rule } from '../../rule.ts';

export const retryDelay: Rule = {
  types: ['Task', 'Parallel', 'Map'],
  state(state, report) {
    if (state.type !== 'Task' && state.type !== 'Parallel' && state.type !== 'Map') return;
    for (const { intervalSeconds, maxDelaySeconds } of state.retry) {
      const interval = intervalSeconds?.value ?? 1;
      if (!maxDelaySeconds || maxDelaySeconds.value > interval) continue;
      report(
        maxDelaySeconds.node,
        `MaxDelaySeconds must be greater than IntervalSeconds, which is ${interval}.`,
      );
    }
  },
};
