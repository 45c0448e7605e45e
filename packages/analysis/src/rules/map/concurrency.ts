import { propertyOf } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import { awsWords } from '../../aws-words.ts';
import { isDistributed } from '../../distributed.ts';
import { has, isOpen } from '../../nodes.ts';
import { checkNumber } from '../../numbers.ts';
import type { Rule } from '../../rule.ts';

export const mapConcurrency: Rule = {
  states: {
    Map(state, report, { language }) {
      checkNumber(
        state.node,
        'MaxConcurrency',
        { min: 0, jsonata: language(state) === 'JSONata' },
        report,
      );
      const path = propertyOf(state.node, 'MaxConcurrencyPath');
      if (path && has(state.node, 'MaxConcurrency')) {
        report(path.key, 'A Map state has MaxConcurrency or MaxConcurrencyPath, not both.', {
          aws: {
            message: awsWords.onlyOne(['MaxConcurrency', 'MaxConcurrencyPath']),
            at: state.node.range,
          },
        });
      }
      const processor = state.itemProcessor ?? state.iterator;
      const { maxConcurrency } = state;
      if (!processor || typeof maxConcurrency?.value !== 'number') return;
      const [limit, mode] = isDistributed(processor)
        ? [limits.distributedConcurrency, 'A distributed']
        : [limits.inlineConcurrency, 'An inline'];
      if (maxConcurrency.value > limit && !isOpen(processor.processorConfig?.mode?.node)) {
        report(maxConcurrency.node, `${mode} Map runs at most ${limit} items at the same time.`, {
          severity: 'warning',
        });
      }
    },
  },
};
