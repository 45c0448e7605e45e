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
      const aws = {
        message: value.value.startsWith('arn:')
          ? unrecognizedResource(value.value)
          : 'Value is not a valid resource ARN',
      };
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
    // Integrations are added to Step Functions after the data is made.
    report(
      at,
      `${action} is not among the optimized integrations in this version’s data${dataDate(services)}. ${hint}`,
      { aws, severity: 'warning' },
    );
  }
}

function dataDate({ date }: { readonly date: string }): string {
  return date === '' ? '' : ` (${date})`;
}

/** The API models end with a date, and services are added to AWS after it: nothing here is certain. */
function checkSdk(
  at: StringNode,
  name: string,
  verb: string,
  { sdkServices, date }: ServiceCatalog,
  report: Report,
): void {
  if (sdkServices.size === 0) return;
  const service = sdkServices.get(name);
  const severity = 'warning';
  if (service?.isRetired) {
    report(at, `AWS has retired ${service.title}: its API is in no data since ${date}.`, {
      severity,
    });
    return;
  }
  const known = service ? service.actions : [...sdkServices.keys()];
  if (service && known.includes(verb)) return;
  const unknown = service ? verb : name;
  const closest = nearest(unknown, known);
  const hint = closest === undefined ? '' : ` Did you mean ${closest}?`;
  const aws = { message: unrecognizedResource(at.value) };
  const data = `this version’s data of AWS${dataDate({ date })}`;
  report(
    at,
    service
      ? `${verb} is not among the actions of ${service.title} in ${data}.${hint}`
      : `${name} is not among the services in ${data}.${hint}`,
    { severity, aws },
  );
}
