import { compileRegularExpression, LimitReached } from '@stepthrough/expressions';
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
        if (node.kind !== 'string' || matches(node.value, shape.pattern)) return;
        report(node, `${key?.value ?? 'An item'} of ${action} has the form ${shape.pattern}`);
      });
    },
  },
};

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
