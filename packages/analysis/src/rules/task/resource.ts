import {
  hasOpenKeys,
  isIntegration,
  readResource,
  type StringNode,
  unrecognizedResource,
  valueOf,
} from '@stepthrough/asl';
import { mapResources, optimizedActions, type ServiceCatalog } from '@stepthrough/catalog';
import { member, nearest } from '@stepthrough/json';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const taskResource: Rule = {
  states: {
    Task(state, report, { services }) {
      if (hasOpenKeys(state.node)) return;
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
      const aws = { message: unrecognizedResource(value.value) };
      if (resource.kind === 'unknown') {
        report(
          value,
          'This is no ARN of a Lambda function, an activity or a service integration.',
          {
            aws,
          },
        );
      } else if (isIntegration(resource)) {
        checkAction(value, resource.integration, services, report);
      }
    },
  },
};

function checkAction(
  at: StringNode,
  action: string,
  services: ServiceCatalog,
  report: Report,
): void {
  const [service = '', verb = '', sdkVerb = ''] = action.split(':');
  const aws = { message: unrecognizedResource(at.value) };
  if (service === 'aws-sdk') {
    checkSdk(at, verb, sdkVerb, services, report);
  } else if (Object.hasOwn(mapResources, action)) {
    const part = member(mapResources, action) ?? '';
    report(
      at,
      `${action} is for the ${part} of a distributed Map; a Task calls aws-sdk:${action}.`,
      { aws },
    );
  } else if (!services.integration(action)) {
    const closest = nearest(action, optimizedActions);
    const hint = closest
      ? `Did you mean ${closest}?`
      : `Other actions of ${service} are reached through aws-sdk:${service}.`;
    report(at, `Step Functions has no optimized integration ${action}. ${hint}`, { aws });
  }
}

/** The API models end with a date, and services are added to AWS after it: nothing here is certain. */
function checkSdk(
  at: StringNode,
  name: string,
  verb: string,
  { sdkServices }: ServiceCatalog,
  report: Report,
): void {
  if (sdkServices.size === 0) return;
  const service = sdkServices.get(name);
  const severity = 'warning';
  const unknown = service ? verb : name;
  const known = service ? service.actions : [...sdkServices.keys()];
  if (service?.actions.includes(verb)) return;
  const closest = nearest(unknown, known);
  const hint = closest === undefined ? '' : ` Did you mean ${closest}?`;
  report(
    at,
    service
      ? `${service.title} has no action ${verb}.${hint}`
      : `There is no AWS service ${name}.${hint}`,
    { severity },
  );
}
