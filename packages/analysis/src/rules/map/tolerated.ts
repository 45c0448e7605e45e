import { propertyOf } from '@stepthrough/asl';
import { awsWords } from '../../aws-words.ts';
import { has } from '../../nodes.ts';
import { checkNumber } from '../../numbers.ts';
import type { Rule } from '../../rule.ts';

export const mapTolerated: Rule = {
  states: {
    Map(state, report, { language }) {
      const jsonata = language(state) === 'JSONata';
      checkNumber(
        state.node,
        'ToleratedFailurePercentage',
        { min: 0, max: 100, fraction: true, jsonata },
        report,
      );
      checkNumber(state.node, 'ToleratedFailureCount', { min: 0, jsonata }, report);
      for (const name of ['ToleratedFailurePercentage', 'ToleratedFailureCount']) {
        const path = propertyOf(state.node, `${name}Path`);
        if (!path || !has(state.node, name)) continue;
        report(path.key, `A Map state has ${name} or ${name}Path, not both.`, {
          aws: { message: awsWords.onlyOne([name, `${name}Path`]), at: state.node.range },
        });
      }
    },
  },
};
