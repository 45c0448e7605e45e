import type { Rule } from '../../rule.ts';

export const graphNoTerminal: Rule = {
  scope(scope, report, facts) {
    const { states, statesField, startAt, node } = scope;
    const { all } = facts.graph(scope);
    if (states.length === 0 || all.mayEnd || all.isOpen) return;
    report(
      statesField?.key ?? startAt?.key ?? node,
      'No state ends here: one must have "End": true, or be a Succeed or Fail state.',
      {
        // The state that is missing may be the one that ends.
        follows: all.hasLooseEnd,
        // AWS is told to look at the machine's own states only.
        ...(scope.owner && { severity: 'warning' as const }),
        aws: { message: 'Workflow has no terminal state', at: null },
      },
    );
  },
};
