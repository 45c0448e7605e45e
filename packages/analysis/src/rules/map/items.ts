import { valueOf } from '@stepthrough/asl';
import { isJsonata, isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const mapItems: Rule = {
  states: {
    Map(state, report, { language }) {
      const items = valueOf(state.node, 'Items');
      if (!items || isOpen(items) || language(state) === 'JSONPath') return;
      if (items.kind === 'array' || items.kind === 'object' || isJsonata(items)) return;
      report(
        items,
        `Items must be an array, an object or a JSONata expression, not ${kindOf(items)}.`,
      );
    },
  },
};
