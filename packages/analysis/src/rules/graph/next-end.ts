import { hasOpenKeys, propertyOf } from '@stepthrough/asl';
import { awsWords } from '../../aws-words.ts';
import { removeProperty } from '../../fixes.ts';
import type { Rule } from '../../rule.ts';

export const graphNextEnd: Rule = {
  state(state, report, { document }) {
    const { type, node, key, name } = state;
    if (!type || hasOpenKeys(node)) return;
    const next = propertyOf(node, 'Next');
    const end = propertyOf(node, 'End');
    const ends = end && !(end.value?.kind === 'boolean' && !end.value.value);
    if (type === 'Choice' || type === 'Succeed' || type === 'Fail') {
      for (const property of [next, end]) {
        if (!property) continue;
        const reason =
          type === 'Choice' ? 'its rules and Default say what follows' : 'the execution ends there';
        report(property.key, `A ${type} state has no ${property.key.value}: ${reason}.`, {
          fixes: [removeProperty(document, property, `Remove ${property.key.value}`)],
          aws: { message: awsWords.unsupported(property.key.value), at: node.range },
        });
      }
    } else if (next && end && ends) {
      report(
        end.key,
        `The state "${name}" has both Next and End; it must have exactly one of them.`,
        {
          related: [{ message: 'Next is here.', range: next.range }],
          fixes: [
            removeProperty(document, next, 'Remove Next'),
            removeProperty(document, end, 'Remove End'),
          ],
          aws: { message: awsWords.onlyOne(['Next', 'End']), at: node.range },
        },
      );
    } else if (!next && !ends) {
      report(end?.key ?? key, `The state "${name}" needs Next, or "End": true.`, {
        aws: { message: awsWords.exactlyOne(['Next', 'End']), at: node.range },
      });
    }
  },
};
