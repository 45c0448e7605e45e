import { hasPlaceholder, type SourceNode } from '@stepthrough/asl';
import { memberOf } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { replaceString } from '../../fixes.ts';
import { isJsonata } from '../../nodes.ts';
import { conflictsIn } from '../../request-conflicts.ts';
import { walkRequest } from '../../requests.ts';
import type { Rule } from '../../rule.ts';

export const taskParameterValue: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call?.integration || !call.request || call.request === 'open') return;
      const { action, integration, request } = call;
      walkRequest(request, integration.input, facts.language(state), (node, shape, key, owner) => {
        if (shape === 'unknown') return;
        const written = key && memberOf(owner, key.value)?.values;
        const modelled = shape.kind === 'string' ? shape.values : undefined;
        const values = written ?? modelled;
        if (!values || !isOther(node, values)) return;
        const closest = nearest(node.value, values);
        report(node, `${key?.value ?? 'An item'} of ${action} is one of ${listed(values)}.`, {
          // Values are added to AWS's APIs after the models are made.
          ...(values === modelled && { severity: 'warning' }),
          fixes: closest
            ? [replaceString(facts.document, node, closest, `Change to ${closest}`)]
            : [],
        });
      });
      for (const { at, message } of conflictsIn(action, request)) report(at, message);
    },
  },
};

/** The first values, and how many more there are. */
function listed(values: readonly string[]): string {
  const shown = values.slice(0, 12).join(', ');
  const more = values.length - 12;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function isOther(
  node: SourceNode,
  values: readonly string[],
): node is SourceNode & { kind: 'string' } {
  return (
    node.kind === 'string' &&
    !isJsonata(node) &&
    !hasPlaceholder(node.value) &&
    !values.includes(node.value)
  );
}
