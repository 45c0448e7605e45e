import { hasPlaceholder } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const stateName: Rule = {
  state({ name, key }, report) {
    if (hasPlaceholder(name)) return;
    const length = [...name].length;
    if (length === 0) {
      report(key, 'A state needs a name of 1 to 80 characters.');
    } else if (length > 80) {
      report(key, `A state's name has at most 80 characters; this one has ${length}.`);
    }
  },
};
