import { hasPlaceholder, type SourceNode, type StringNode } from '@stepthrough/asl';
import { compileRegularExpression, LimitReached } from '@stepthrough/expressions';
import { isJsonata } from '../../nodes.ts';
import { walkRequest } from '../../requests.ts';
import type { Rule } from '../../rule.ts';

export const taskParameterPattern: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call?.integration || !call.request || call.request === 'open') return;
      const { action, integration, request } = call;
      walkRequest(request, integration.input, facts.language(state), (node, shape, key) => {
        if (shape === 'unknown' || shape.kind !== 'string' || shape.pattern === undefined) return;
        if (!isConstant(node) || matches(node.value, shape.pattern)) return;
        report(node, `${key?.value ?? 'An item'} of ${action} has the form ${shape.pattern}`);
      });
    },
  },
};

function isConstant(node: SourceNode): node is StringNode {
  return node.kind === 'string' && !isJsonata(node) && !hasPlaceholder(node.value);
}

/**
 * The whole text is meant; an expression with `^` or `$` says itself where it stands. What would take too long to
 * tell counts as a match.
 */
function matches(text: string, pattern: string): boolean {
  const whole = /[$^]/.test(pattern.replaceAll(/\[\^|\\./g, '')) ? pattern : `^(?:${pattern})$`;
  try {
    return compileRegularExpression(whole, { dotAll: true, unicode: true }).test(text);
  } catch (error) {
    if (error instanceof LimitReached) return true;
    throw error;
  }
}
