import { propertyOf } from '@stepthrough/asl';
import { removeProperty } from '../../fixes.ts';
import type { Rule } from '../../rule.ts';

export const qlDowngrade: Rule = {
  scope({ states }, report, { document }) {
    const whole = document.machine?.queryLanguage;
    if (whole?.value !== 'JSONata') return;
    for (const state of states) {
      if (state.queryLanguage?.value !== 'JSONPath') continue;
      const property = propertyOf(state.node, 'QueryLanguage');
      report(
        state.queryLanguage.node,
        'A state cannot go back to JSONPath in a machine whose QueryLanguage is JSONata.',
        {
          related: [{ message: 'The machine sets JSONata here.', range: whole.node.range }],
          fixes: property ? [removeProperty(document, property, 'Remove QueryLanguage')] : [],
          aws: {
            message: `'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine`,
            at: state.node.range,
          },
        },
      );
    }
  },
};
