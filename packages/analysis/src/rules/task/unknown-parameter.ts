import { hasPlaceholder, type StringNode } from '@stepthrough/asl';
import { renameKey } from '../../fixes.ts';
import { nearest } from '../../nearest.ts';
import { walkRequest } from '../../requests.ts';
import { serviceCallOf } from '../../resources.ts';
import type { Rule } from '../../rule.ts';

export const taskUnknownParameter: Rule = {
  state(state, report, { document, language, services }) {
    const call = serviceCallOf(state, language(state), services);
    if (!call?.integration || !call.request || call.request === 'open') return;
    const { action, integration, request } = call;
    walkRequest(request, integration.input, language(state), (_, shape, key, owner) => {
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
        fixes:
          closest === undefined
            ? []
            : [renameKey(document, key, key.value.endsWith('.$') ? `${closest}.$` : closest)],
      });
    });
  },
};

function withoutDollar({ value }: StringNode): string {
  return value.endsWith('.$') ? value.slice(0, -2) : value;
}
