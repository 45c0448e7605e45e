import { propertyOf } from '@stepthrough/asl';
import { awsWords } from '../../aws-words.ts';
import { removeProperty } from '../../fixes.ts';
import type { Rule } from '../../rule.ts';

export const failPair: Rule = {
  states: {
    Fail(state, report, { document }) {
      for (const name of ['Error', 'Cause']) {
        const fixed = propertyOf(state.node, name);
        const dynamic = propertyOf(state.node, `${name}Path`);
        if (!fixed || !dynamic) continue;
        report(dynamic.key, `A Fail state cannot have both ${name} and ${name}Path.`, {
          related: [{ message: `${name} is here.`, range: fixed.range }],
          fixes: [
            removeProperty(document, fixed, `Remove ${name}`),
            removeProperty(document, dynamic, `Remove ${name}Path`),
          ],
          aws: {
            message: awsWords.onlyOne([name, `${name}Path`]),
            at: state.node.range,
          },
        });
      }
    },
  },
};
