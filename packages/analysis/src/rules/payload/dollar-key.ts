import { isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';
import { walkValues } from '../../template-strings.ts';

export const payloadDollarKey: Rule = {
  template({ node, language }, report) {
    if (language !== 'JSONPath') return;
    walkValues(node, (value, key, parent) => {
      if (!key?.value.endsWith('.$') || isOpen(value)) return;
      const message = `The value for the field '${key.value}' must be a valid JSONPath or a valid intrinsic function call`;
      const aws = { message, at: parent.range };
      if (value.kind !== 'string') {
        report(
          value,
          `"${key.value}" ends in .$, so its value must be a path or an intrinsic function as a string, not ${kindOf(value)}.`,
          { aws },
        );
      }
    });
  },
};
