import { memberOf } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { replaceString } from '../../fixes.ts';
import { listed } from '../../listed.ts';
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
        const ofItem = shape.kind === 'string' ? shape.values : undefined;
        const values = (key && memberOf(owner, key.value)?.values) ?? ofItem;
        if (!values || node.kind !== 'string' || values.includes(node.value)) return;
        const closest = nearest(node.value, values);
        report(node, `${key?.value ?? 'An item'} of ${action} is one of ${listed(values)}.`, {
          fixes: closest
            ? [replaceString(facts.document, node, closest, `Change to ${closest}`)]
            : [],
        });
      });
      for (const { at, message } of conflictsIn(action, request)) report(at, message);
    },
  },
};
