import { hasPlaceholder } from '@stepthrough/asl';
import { renameKey } from '../../fixes.ts';
import { integrationOf } from '../../integrations.ts';
import { nearest } from '../../nearest.ts';
import { readResource, requestOf } from '../../resources.ts';
import type { Rule } from '../../rule.ts';

export const taskUnknownParameter: Rule = {
  state(state, report, { document }) {
    const resource =
      state.type === 'Task' && state.resource ? readResource(state.resource.value) : undefined;
    const integration = resource?.kind === 'service' ? integrationOf(resource.action) : undefined;
    const request = requestOf(state);
    if (resource?.kind !== 'service' || !integration?.known || request?.kind !== 'object') return;
    for (const { key } of request.properties) {
      const name = key.value.endsWith('.$') ? key.value.slice(0, -2) : key.value;
      if (integration.known.includes(name) || hasPlaceholder(name) || name.startsWith('Fn::'))
        continue;
      const closest = nearest(name, integration.known);
      report(
        key,
        `${resource.action} has no parameter ${name}.${closest ? ` Did you mean ${closest}?` : ''}`,
        {
          fixes: closest
            ? [renameKey(document, key, key.value.endsWith('.$') ? `${closest}.$` : closest)]
            : [],
        },
      );
    }
  },
};
