import { propertyOf } from '@stepthrough/asl';
import { removeProperty } from '../../fixes.ts';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const graphEndFalse: Rule = {
  state({ node }, report, { document }) {
    const end = propertyOf(node, 'End');
    if (end?.value?.kind !== 'boolean' || end.value.value || !has(node, 'Next')) return;
    report(end.range, '"End": false says what Next says already.', {
      tags: ['unnecessary'],
      fixes: [removeProperty(document, end, 'Remove End')],
    });
  },
};
