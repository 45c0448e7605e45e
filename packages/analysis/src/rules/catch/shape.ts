import { hasOpenKeys } from '@stepthrough/asl';
import { checkErrorEquals } from '../../errors.ts';
import { has } from '../../nodes.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

export const catchShape: Rule = {
  states: handlingErrors((state, report, facts) => {
    for (const { node, kind } of facts.parts(state)) {
      if (kind !== 'catcher' || hasOpenKeys(node)) continue;
      checkErrorEquals(node, 'catcher', report);
      if (has(node, 'Next')) continue;
      report(
        { start: node.range.start, end: node.range.start + 1 },
        'A catcher needs Next, the state that follows the error.',
        {
          aws: { message: 'These fields are required: [Next]', at: node.range },
        },
      );
    }
  }),
};
