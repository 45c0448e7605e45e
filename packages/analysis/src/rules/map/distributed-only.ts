import { propertyOf, valueOf } from '@stepthrough/asl';
import { isDistributed } from '../../distributed.ts';
import { isOpen } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const mapDistributedOnly: Rule = {
  states: {
    Map(state, report) {
      const processor = state.itemProcessor ?? state.iterator;
      if (!processor || isDistributed(processor)) return;
      if (
        isOpen(processor.processorConfig?.mode?.node) ||
        isOpen(valueOf(processor.node, 'ProcessorConfig'))
      )
        return;
      for (const name of fields) {
        const property = propertyOf(state.node, name);
        if (!property) continue;
        report(
          property.key,
          `${name} has no effect in an inline Map; set "Mode": "DISTRIBUTED" in ProcessorConfig.`,
        );
      }
    },
  },
};

const fields = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];
