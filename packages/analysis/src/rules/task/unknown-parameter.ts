import { hasPlaceholder, type StringNode } from '@stepthrough/asl';
import { nearest } from '@stepthrough/json';
import { renameKey } from '../../fixes.ts';
import { walkRequest } from '../../requests.ts';
import type { Rule } from '../../rule.ts';

export const taskUnknownParameter: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call?.integration || !call.request || call.request === 'open') return;
      const { action, integration, request } = call;
      walkRequest(request, integration.input, facts.language(state), (_, shape, key, owner) => {
        if (shape !== 'unknown' || owner.kind !== 'object' || !key) return;
        const name = withoutDollar(key);
        if (hasPlaceholder(name) || name.startsWith('Fn::')) return;
        const names = owner.members.map((member) => member.name);
        const isTop = owner === integration.input;
        const sameLetters = names.find((each) => each.toLowerCase() === name.toLowerCase());
        // Inside a request Step Functions is not particular about capital letters.
        if (!isTop && sameLetters !== undefined) return;
        const closest = sameLetters ?? nearest(name, names);
        const hint = closest === undefined ? '' : ` Did you mean ${closest}?`;
        report(key, `${action} has no parameter ${name}${isTop ? '' : ' here'}.${hint}`, {
          // The API models end with a date; what has no near name may be younger.
          ...(closest === undefined && !integration.isOptimized
            ? { severity: 'info' as const }
            : {}),
          fixes:
            closest === undefined
              ? []
              : [
                  renameKey(
                    facts.document,
                    key,
                    key.value.endsWith('.$') ? `${closest}.$` : closest,
                  ),
                ],
        });
      });
    },
  },
};

function withoutDollar({ value }: StringNode): string {
  return value.endsWith('.$') ? value.slice(0, -2) : value;
}
