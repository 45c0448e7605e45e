import { checkNumber, maxSeconds } from '../../numbers.ts';
import type { Rule } from '../../rule.ts';

export const waitRange: Rule = {
  types: ['Wait'],
  state(state, report, facts) {
    if (state.type !== 'Wait') return;
    const jsonata = facts.language(state) === 'JSONata';
    checkNumber(state.node, 'Seconds', { min: 0, max: maxSeconds, jsonata }, report);
  },
};
