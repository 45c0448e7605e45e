import { limits } from '@stepthrough/catalog';
import type { Rule } from '../../rule.ts';

export const varSize: Rule = {
  template({ node, field }, report) {
    if (field !== 'Assign' || node.kind !== 'object') return;
    for (const { key, value } of node.properties) {
      if (!value || value.range.end - value.range.start <= limits.assignBytes) continue;
      report(
        key,
        `The value of $${key.value} is larger than 256 KiB, the most that a variable can hold.`,
      );
    }
  },
};
