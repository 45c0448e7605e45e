import { roundedNumbers } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const docRoundedNumber: Rule = {
  document({ root, text }, report) {
    for (const { range, message } of roundedNumbers(root, text)) report(range, message);
  },
};
