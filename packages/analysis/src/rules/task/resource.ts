import { valueOf } from '@stepthrough/asl';
import { integrationOf, optimizedActions } from '../../integrations.ts';
import { nearest } from '../../nearest.ts';
import { hasOpenKeys, isOpen, kindOf } from '../../nodes.ts';
import { readResource } from '../../resources.ts';
import type { Rule } from '../../rule.ts';

export const taskResource: Rule = {
  state(state, report) {
    if (state.type !== 'Task' || hasOpenKeys(state.node)) return;
    const value = valueOf(state.node, 'Resource');
    if (!value) {
      report(state.key, `The Task state "${state.name}" needs a Resource.`, {
        aws: { message: 'These fields are required: [Resource]', at: state.node.range },
      });
      return;
    }
    if (isOpen(value)) return;
    if (value.kind !== 'string') {
      report(value, `Resource must be an ARN, not ${kindOf(value)}.`, {
        aws: { message: 'Expected value of type String' },
      });
      return;
    }
    const resource = readResource(value.value);
    const aws = {
      message: `The resource provided ${value.value} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    };
    if (!resource) {
      // What is no ARN of this partition may be a tool's own resource: certain only for the services.
      const isOwn = !value.value.startsWith('arn:');
      report(value, 'This is no ARN of a Lambda function, an activity or a service integration.', {
        aws,
        ...(isOwn && value.value !== '' ? { severity: 'warning' as const } : {}),
      });
    } else if (
      resource.kind === 'service' &&
      !resource.action.startsWith('aws-sdk:') &&
      !integrationOf(resource.action)
    ) {
      const [service = ''] = resource.action.split(':');
      const closest = nearest(resource.action, optimizedActions);
      report(
        value,
        `Step Functions has no optimized integration ${resource.action}.${closest ? ` Did you mean ${closest}?` : ` Other actions of ${service} are reached through aws-sdk:${service}.`}`,
        { aws },
      );
    }
  },
};
