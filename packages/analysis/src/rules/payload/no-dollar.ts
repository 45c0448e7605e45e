import { renameKey } from '../../fixes.ts';
import { isOpen } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';
import { walkValues } from '../../template-strings.ts';

export const payloadNoDollar: Rule = {
  template({ node, language, field }, report, { document }) {
    if (language !== 'JSONPath' || field === 'Credentials') return;
    walkValues(node, (value, key) => {
      if (value.kind !== 'string' || !key || key.value.endsWith('.$') || isOpen(value)) return;
      if (!/^(?:\$\$?[.[]|\$\$?$|States\.\w+\()/.test(value.value)) return;
      report(
        value,
        `This is taken literally: a path or function is evaluated only in a field whose name ends in .$, such as "${key.value}.$".`,
        {
          fixes: [renameKey(document, key, `${key.value}.$`)],
          aws: {
            message: `The value for the field '${key.value}' looks like a JSONPath but the field name does not end with '.$'`,
          },
        },
      );
    });
  },
};
