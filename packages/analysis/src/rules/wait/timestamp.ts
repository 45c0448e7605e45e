import { valueOf } from '@stepthrough/asl';
import { isJsonata, isOpen } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';
import { isTimestamp } from '../../timestamps.ts';

export const waitTimestamp: Rule = {
  states: {
    Wait(state, report, facts) {
      const value = valueOf(state.node, 'Timestamp');
      if (!value || isOpen(value)) return;
      if (facts.language(state) === 'JSONata' && isJsonata(value)) return;
      if (value.kind === 'string' && isTimestamp(value.value)) return;
      report(
        value,
        'Timestamp must be an RFC 3339 timestamp such as 2026-03-14T01:59:00Z, with T and Z in upper case.',
        {
          aws: {
            message:
              value.kind === 'string'
                ? 'String does not match RFC3339 timestamp'
                : 'Expected value of type String',
          },
        },
      );
    },
  },
};
