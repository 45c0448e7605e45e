import { failures } from '@stepthrough/catalog';
import { isDistributed } from '../../distributed.ts';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const mapOutputSize: Rule = {
  states: {
    Map(state, report) {
      const processor = state.itemProcessor;
      if (!processor || !isDistributed(processor) || has(state.node, 'ResultWriter')) return;
      if (
        has(state.node, 'ResultPath') ||
        has(state.node, 'ResultSelector') ||
        has(state.node, 'Output')
      )
        return;
      report(
        state.key,
        `Without a ResultWriter all results together must stay under 256 KiB, or the state fails with ${failures.payloadTooLarge}.`,
      );
    },
  },
};
