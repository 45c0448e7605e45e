import { propertyOf, valueOf } from '@stepthrough/asl';
import { removeProperty } from '../../fixes.ts';
import { isOpen, kindOf } from '../../nodes.ts';
import { choiceRulesOf, partsOf } from '../../parts.ts';
import type { Rule } from '../../rule.ts';

export const varPlace: Rule = {
  state(state, report, { document }) {
    const holders = [
      state.node,
      ...partsOf(state).map(({ node }) => node),
      ...[...choiceRulesOf(state)].map(({ node }) => node),
    ];
    for (const holder of holders) {
      const assign = valueOf(holder, 'Assign');
      if (!assign || assign.kind === 'object' || isOpen(assign)) continue;
      report(
        assign,
        `Assign must be an object of variables by their names, not ${kindOf(assign)}.`,
        {
          aws: { message: 'Expected value of type Object' },
        },
      );
    }
    const property = propertyOf(state.node, 'Assign');
    if (!property || (state.type !== 'Succeed' && state.type !== 'Fail')) return;
    report(property.key, `A ${state.type} state ends the execution and has no Assign.`, {
      fixes: [removeProperty(document, property, 'Remove Assign')],
      aws: { message: `Field 'Assign' is not supported`, at: state.node.range },
    });
  },
};
