import { propertyOf } from '@stepthrough/asl';
import { integrationOf } from '../../integrations.ts';
import { has, hasOpenKeys, isOpen } from '../../nodes.ts';
import { readResource } from '../../resources.ts';
import type { Rule } from '../../rule.ts';

export const taskRequiredParameter: Rule = {
  state(state, report, facts) {
    const resource =
      state.type === 'Task' && state.resource ? readResource(state.resource.value) : undefined;
    const integration = resource?.kind === 'service' ? integrationOf(resource.action) : undefined;
    if (state.type !== 'Task' || !state.resource || !integration || isOpen(state.resource.node))
      return;
    const field = facts.language(state) === 'JSONata' ? 'Arguments' : 'Parameters';
    const property = propertyOf(state.node, field);
    const request = property?.value;
    if (request && (request.kind !== 'object' || isOpen(request) || hasOpenKeys(request))) return;
    const missing = integration.required.filter(
      (names) =>
        !names
          .split('|')
          .some(
            (name) =>
              request?.kind === 'object' && (has(request, name) || has(request, `${name}.$`)),
          ),
    );
    if (missing.length === 0) return;
    const names = missing.map((each) => each.replaceAll('|', ' or ')).join(', ');
    report(
      property?.key ?? state.resource.node,
      `${resource?.kind === 'service' ? resource.action : ''} needs ${names} in ${field}.`,
      {
        aws: {
          message: `The field '${missing[0]?.split('|')[0] ?? ''}' is required but was missing`,
          at: request?.range ?? state.node.range,
        },
      },
    );
  },
};
