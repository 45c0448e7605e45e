import type { Rule } from '../../rule.ts';
import { walkValues } from '../../template-strings.ts';

export const passResultStatic: Rule = {
  states: {
    Pass(state, report) {
      if (!state.result) return;
      walkValues(state.result.value, (value, key) => {
        if (key?.value.endsWith('.$')) {
          report(
            key,
            `Result is taken literally, so "${key.value}" stays as it is; use Parameters to evaluate paths.`,
          );
        } else if (value.kind === 'string' && /^\$\$?(?:[.[]|$)/.test(value.value)) {
          report(
            value,
            'Result is taken literally, so this path stays a string; use Parameters to evaluate it.',
          );
        }
      });
    },
  },
};
