import { hasOpenKeys, propertyOf } from '@stepthrough/asl';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const taskRequiredParameter: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call || call.request === 'open') return;
      const { action, field, integration, request } = call;
      const isUnread = action.startsWith('aws-sdk:') && facts.services.sdkServices.size === 0;
      // That there is no such action is told.
      if (!integration && !isUnread) return;
      // The request is there, in the other query language's field, which is told.
      if (!request && has(state.node, field === 'Arguments' ? 'Parameters' : 'Arguments')) return;
      if (!request && !hasOpenKeys(state.node)) {
        const names = integration ? namesOf(integration.required) : '';
        report(call.at, `${action} needs ${field}${names && ` with ${names}`}.`, {
          aws: {
            message: `${field} field is required for resource ARN: ${state.resource?.value ?? ''}`,
          },
        });
        return;
      }
      if (!integration) return;
      const missing = integration.required.filter(
        (names) =>
          !names.some((name) => request && (has(request, name) || has(request, `${name}.$`))),
      );
      if (missing.length === 0) return;
      const at = propertyOf(state.node, field)?.key ?? call.at;
      report(at, `${action} needs ${namesOf(missing)} in ${field}.`, {
        ...(integration.isOptimized ? {} : { severity: 'warning' as const }),
        aws: {
          message: `The field '${missing[0]?.[0] ?? ''}' is required but was missing`,
          at: request?.range ?? state.node.range,
        },
      });
    },
  },
};

function namesOf(required: readonly (readonly string[])[]): string {
  return required.map((each) => each.join(' or ')).join(', ');
}
