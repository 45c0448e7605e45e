import { isTerminal, valueOf } from '@stepthrough/asl';
import { isOpen } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const graphNoTerminal: Rule = {
  scope(scope, report, facts) {
    const { states, statesField, startAt, node } = scope;
    if (states.length === 0 || states.some(isTerminal) || facts.graph(scope).isOpen) return;
    if (
      states.some(
        (state) => isOpen(valueOf(state.node, 'End')) || isOpen(valueOf(state.node, 'Type')),
      )
    )
      return;
    if (statesField?.value.properties.some(({ value }) => isOpen(value))) return;
    report(
      statesField?.key ?? startAt?.key ?? node,
      'No state ends here: one must have "End": true, or be a Succeed or Fail state.',
      {
        aws: { message: 'Workflow has no terminal state', at: null },
      },
    );
  },
};
