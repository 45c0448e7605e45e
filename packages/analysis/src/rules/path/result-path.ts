import { readPath } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const pathResultPath: Rule = {
  expression(site, report) {
    if (site.field !== 'ResultPath') return;
    const path = readPath(site);
    if (!path?.ok || path.value.syntax.root.kind === 'input') return;
    const [what, hint] =
      path.value.syntax.root.kind === 'context'
        ? ['the context object', '']
        : ['a variable', ' To set one, use Assign.'];
    report(site.node, `ResultPath cannot write into ${what}; it starts with a single $.${hint}`, {
      aws: { message: `Value is not a Reference Path: ${site.text}` },
    });
  },
};
