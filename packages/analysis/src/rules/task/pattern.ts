import { unrecognizedResource } from '@stepthrough/asl';
import { suffixOf } from '@stepthrough/catalog';
import type { Rule } from '../../rule.ts';

export const taskPattern: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call) return;
      const { action, pattern, at } = call;
      const patterns = action.startsWith('aws-sdk:')
        ? (['requestResponse', 'waitForTaskToken'] as const)
        : call.integration?.patterns;
      if (!patterns || patterns.some((each) => each === pattern)) return;
      const allowed = patterns.map((each) => suffixOf(each) || 'no suffix').join(', ');
      const written = suffixOf(pattern) || 'a request without suffix';
      report(at, `${action} does not support ${written}; it has ${allowed}.`, {
        aws: { message: unrecognizedResource(at.kind === 'string' ? at.value : '') },
      });
    },
  },
};
