import { type ObjectNode, valueOf } from '@stepthrough/asl';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const stateComment: Rule = {
  scope({ node }, report) {
    check(node, report);
  },
  state(state, report, facts) {
    check(state.node, report);
    for (const { node } of facts.parts(state)) check(node, report);
  },
};

function check(node: ObjectNode, report: Report): void {
  const comment = valueOf(node, 'Comment');
  if (!comment || comment.kind === 'string' || isOpen(comment)) return;
  report(comment, `A Comment must be a string, not ${kindOf(comment)}.`, {
    aws: { message: 'Expected value of type String' },
  });
}
