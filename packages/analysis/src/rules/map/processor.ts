import { hasOpenKeys, propertyOf } from '@stepthrough/asl';
import { awsWords } from '../../aws-words.ts';
import type { Rule } from '../../rule.ts';

export const mapProcessor: Rule = {
  states: {
    Map(state, report) {
      if (hasOpenKeys(state.node)) return;
      const processor = propertyOf(state.node, 'ItemProcessor');
      const iterator = propertyOf(state.node, 'Iterator');
      if (!processor && !iterator) {
        report(state.key, `The Map state "${state.name}" needs an ItemProcessor.`, {
          aws: { message: awsWords.exactlyOne(names), at: state.node.range },
        });
      } else if (processor && iterator) {
        report(
          iterator.key,
          'A Map state has ItemProcessor or its older name Iterator, not both.',
          {
            related: [{ message: 'ItemProcessor is here.', range: processor.key.range }],
            aws: { message: awsWords.onlyOne(names), at: state.node.range },
          },
        );
      }
    },
  },
};

const names = ['ItemProcessor', 'Iterator'];
