import { handlingErrors, type Rule } from '../../rule.ts';

export const retryDelay: Rule = {
  states: handlingErrors((state, report) => {
    for (const { intervalSeconds, maxDelaySeconds } of state.retry) {
      const interval = intervalSeconds?.value ?? 1;
      if (!maxDelaySeconds || maxDelaySeconds.value > interval) continue;
      report(
        maxDelaySeconds.node,
        `MaxDelaySeconds must be greater than IntervalSeconds, which is ${interval}.`,
      );
    }
  }),
};
