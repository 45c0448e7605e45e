import { isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const payloadObject: Rule = {
  template({ node, language, field }, report) {
    if (language !== 'JSONPath' || field === 'Assign' || field === 'Credentials' || isOpen(node))
      return;
    if (node.kind === 'object' || node.kind === 'array') return;
    report(
      node,
      `${field} is a payload template, an object whose fields may end in .$; ${kindOf(node)} is passed on as it is.`,
    );
  },
};
