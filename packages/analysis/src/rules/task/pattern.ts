import { integrationOf } from '../../integrations.ts';
import { isOpen } from '../../nodes.ts';
import { readResource } from '../../resources.ts';
import type { Rule } from '../../rule.ts';

export const taskPattern: Rule = {
  state(state, report) {
    const resource =
      state.type === 'Task' && state.resource ? readResource(state.resource.value) : undefined;
    if (
      state.type !== 'Task' ||
      !state.resource ||
      resource?.kind !== 'service' ||
      isOpen(state.resource.node)
    )
      return;
    const { action, pattern } = resource;
    const patterns = action.startsWith('aws-sdk:')
      ? ['', '.waitForTaskToken']
      : integrationOf(action)?.patterns;
    if (!patterns || patterns.includes(pattern)) return;
    const allowed = patterns.map((each) => (each === '' ? 'no suffix' : each)).join(', ');
    report(
      state.resource.node,
      `${action} does not support ${pattern === '' ? 'a request without suffix' : pattern}; it has ${allowed}.`,
      {
        aws: {
          message: `The resource provided ${state.resource.value} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
        },
      },
    );
  },
};
