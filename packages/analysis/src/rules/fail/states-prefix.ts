import type { Rule } from '../../rule.ts';

export const failStatesPrefix: Rule = {
  types: ['Fail'],
  state(state, report) {
    if (state.type !== 'Fail' || !state.error?.value.startsWith('States.')) return;
    report(
      state.error.node,
      'Names that begin with "States." are reserved for errors of Step Functions itself.',
    );
  },
};
