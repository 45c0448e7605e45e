import { toJson, type SourceNode } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import { isWithin } from '@stepthrough/json';
import type { Rule } from '../../rule.ts';

export const varSize: Rule = {
  template({ node, field }, report) {
    if (field !== 'Assign' || node.kind !== 'object') return;
    for (const { key, value } of node.properties) {
      if (!value || isSmall(value) || isWithin(toJson(value), limits.assignBytes)) continue;
      report(
        key,
        `The value of $${key.value} is larger than 256 KiB, the most that a variable can hold.`,
      );
    }
  },
};

/** A UTF-16 unit has three bytes at most in UTF-8, so that nearly no value has to be counted. */
function isSmall({ range: { start, end } }: SourceNode): boolean {
  return (end - start) * 3 <= limits.assignBytes;
}
