import { checkNumber, maxSeconds } from '../../numbers.ts';
import type { Rule } from '../../rule.ts';

export const rootTimeout: Rule = {
  scope({ node, kind }, report) {
    if (kind === 'machine')
      checkNumber(node, 'TimeoutSeconds', { min: 1, max: maxSeconds, takesZero: true }, report);
  },
};
