import { hasOpenKeys, propertyOf, valueOf } from '@stepthrough/asl';
import { has, isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const choiceChoices: Rule = {
  states: {
    Choice(state, report, facts) {
      if (hasOpenKeys(state.node)) return;
      const choices = valueOf(state.node, 'Choices');
      if (isOpen(choices)) return;
      if (!choices) {
        report(state.key, `The Choice state "${state.name}" needs Choices, a list of rules.`, {
          aws: { message: 'These fields are required: [Choices]', at: state.node.range },
        });
        return;
      }
      if (choices.kind === 'array' && choices.items.length === 0) {
        report(choices, 'Choices needs at least one rule.', {
          aws: { message: 'Value cannot be empty' },
        });
      }
      for (const { node, nested } of facts.choiceRules(state)) {
        const head = { start: node.range.start, end: node.range.start + 1 };
        if (!nested && !has(node, 'Next') && !hasOpenKeys(node)) {
          report(head, 'A Choice rule needs Next, the state that follows when it matches.', {
            aws: { message: 'These fields are required: [Next]', at: node.range },
          });
        }
        const next = valueOf(node, 'Next');
        if (!nested && next && next.kind !== 'string' && !isOpen(next)) {
          report(next, `Next must be the name of a state, not ${kindOf(next)}.`, {
            aws: { message: 'Expected value of type String' },
          });
        }
        for (const name of nested ? ['Next', 'Assign', 'Output'] : []) {
          const property = propertyOf(node, name);
          if (!property) continue;
          report(
            property.key,
            `${name} belongs to the outermost rule, not to a rule inside And, Or or Not.`,
            {
              aws: { message: `Field '${name}' is not supported`, at: node.range },
            },
          );
        }
      }
    },
  },
};
