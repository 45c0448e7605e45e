import { propertyOf } from '@stepthrough/asl';
import { renameKey } from '../../fixes.ts';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const mapDeprecated: Rule = {
  states: {
    Map(state, report, { document, language }) {
      for (const [old, current] of [
        ['Iterator', 'ItemProcessor'],
        ['Parameters', 'ItemSelector'],
      ] as const) {
        const property = propertyOf(state.node, old);
        if (!property || (old === 'Parameters' && language(state) === 'JSONata')) continue;
        if (!has(state.node, current)) {
          report(property.key, `${old} is the older name of ${current}.`, {
            tags: ['deprecated'],
            fixes: [renameKey(document, property.key, current)],
          });
        } else if (old === 'Parameters') {
          report(
            property.key,
            'A Map state has ItemSelector or its older name Parameters, not both.',
            { severity: 'error' },
          );
        }
      }
    },
  },
};
