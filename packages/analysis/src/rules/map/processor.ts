import { hasOpenKeys, propertyOf } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const mapProcessor: Rule = {
  states: {
    Map(state, report) {
      if (hasOpenKeys(state.node)) return;
      const processor = propertyOf(state.node, 'ItemProcessor');
      const iterator = propertyOf(state.node, 'Iterator');
      if (!processor && !iterator) {
        report(state.key, `The Map state "${state.name}" needs an ItemProcessor.`, {
          aws: { message: 'These fields are required: [ItemProcessor]', at: state.node.range },
        });
      } else if (processor && iterator) {
        report(
          iterator.key,
          'A Map state has ItemProcessor or its older name Iterator, not both.',
          {
            related: [{ message: 'ItemProcessor is here.', range: processor.key.range }],
            aws: {
              message: 'State should have only one of these fields: [ItemProcessor, Iterator]',
              at: state.node.range,
            },
          },
        );
      }
    },
  },
};
