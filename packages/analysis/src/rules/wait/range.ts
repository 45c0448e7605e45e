import { checkNumber, maxSeconds } from '../../numbers.ts';
import type { Rule } from '../../rule.ts';

export const waitRange: Rule = {
  states: {
    Wait(state, report, facts) {
      const jsonata = facts.language(state) === 'JSONata';
      checkNumber(state.node, 'Seconds', { min: 0, max: maxSeconds, jsonata }, report);
    },
  },
};
