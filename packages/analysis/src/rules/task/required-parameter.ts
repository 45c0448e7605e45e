import { propertyOf } from '@stepthrough/asl';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const taskRequiredParameter: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call?.integration || call.request === 'open') return;
      const { action, field, integration, request } = call;
      // The request is there, in the other query language's field, which is told.
      if (!request && has(state.node, field === 'Arguments' ? 'Parameters' : 'Arguments')) return;
      const missing = integration.required.filter(
        (names) =>
          !names.some((name) => request && (has(request, name) || has(request, `${name}.$`))),
      );
      if (missing.length === 0) return;
      const names = missing.map((each) => each.join(' or ')).join(', ');
      const at = propertyOf(state.node, field)?.key ?? call.at;
      report(at, `${action} needs ${names} in ${field}.`, {
        ...(integration.isOptimized ? {} : { severity: 'warning' as const }),
        aws: {
          message: `The field '${missing[0]?.[0] ?? ''}' is required but was missing`,
          at: request?.range ?? state.node.range,
        },
      });
    },
  },
};
