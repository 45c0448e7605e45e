import type { Rule } from '../../rule.ts';

export const failStatesPrefix: Rule = {
  states: {
    Fail(state, report) {
      if (!state.error?.value.startsWith('States.')) return;
      report(
        state.error.node,
        'Names that begin with "States." are reserved for errors of Step Functions itself.',
      );
    },
  },
};
