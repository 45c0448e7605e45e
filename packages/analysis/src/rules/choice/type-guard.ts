import { valueOf } from '@stepthrough/asl';
import { compilePath } from '@stepthrough/expressions';
import type { Rule } from '../../rule.ts';
import { fieldOf, type Shape } from '../../shapes.ts';

export const choiceTypeGuard: Rule = {
  scope({ states }, report, facts) {
    for (const state of states) {
      if (state.type !== 'Choice' || facts.language(state) === 'JSONata') continue;
      const shape = facts.shapes().selected(state);
      if (!shape) continue;
      const rules = facts.choiceRules(state);
      const tested = new Set(
        rules
          .filter(({ node }) => valueOf(node, 'IsPresent'))
          .map(({ node }) => textOf(valueOf(node, 'Variable'))),
      );
      for (const { node } of rules) {
        const variable = valueOf(node, 'Variable');
        const path = textOf(variable);
        if (!variable || path === undefined || tested.has(path)) continue;
        const name = sometimesMissing(path, shape);
        if (name === undefined) continue;
        report(
          variable,
          `Only some ways to this state give "${name}"; where it is missing, the comparison fails the execution. Test IsPresent first.`,
        );
      }
    }
  },
};

function textOf(
  node: { readonly kind: string; readonly value?: unknown } | undefined,
): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}

/** The first member of a path that only some of the ways give. */
function sometimesMissing(path: string, shape: Shape): string | undefined {
  const compiled = compilePath(path);
  if (!compiled.ok || compiled.value.syntax.root.kind !== 'input') return undefined;
  let at: Shape | undefined = shape;
  for (const segment of compiled.value.syntax.segments) {
    const [name, other] = segment.kind === 'names' ? segment.names : [];
    if (name === undefined || other !== undefined || !at) return undefined;
    if (at.optional.has(name)) return name;
    at = fieldOf(at, name)?.shape;
  }
  return undefined;
}
