import { isJsonata } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';
import { walkValues } from '../../template-strings.ts';

const aws = { message: 'JSONata string must start with {% and end with %}' };

export const jsonataDelimiters: Rule = {
  template({ node, language }, report) {
    if (language !== 'JSONata') return;
    walkValues(node, (value) => {
      if (value.kind !== 'string' || isJsonata(value)) return;
      const text = value.value;
      const trimmed = text.trim();
      if (trimmed.startsWith('{%') && trimmed.endsWith('%}')) {
        report(value, 'Blanks outside {% and %} make this a literal string, not an expression.', {
          severity: 'warning',
        });
      } else if (text.startsWith('{%')) {
        report(value, 'This JSONata expression starts with {% but does not end with %}.', { aws });
      } else if (text.endsWith('%}')) {
        report(value, 'This JSONata expression ends with %} but does not start with {%.', { aws });
      }
    });
  },
};
