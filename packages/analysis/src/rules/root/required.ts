import { hasOpenKeys, type ObjectNode, type Range, type State, valueOf } from '@stepthrough/asl';
import { has, isOpen, kindOf } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const rootRequired: Rule = {
  scope({ node, kind, owner }, report) {
    if (hasOpenKeys(node)) return;
    const missing = ['States', 'StartAt'].filter((name) => !has(node, name));
    if (missing.length > 0) {
      const place =
        kind === 'machine'
          ? 'A state machine'
          : kind === 'branch'
            ? 'A branch'
            : 'An item processor';
      const at = (owner && keyOf(node, owner)) ?? headOf(node);
      report(at, `${place} needs ${missing.join(' and ')}.`, {
        aws: { message: `These fields are required: [${missing.join(', ')}]`, at: node.range },
      });
    }
    const states = valueOf(node, 'States');
    if (states && states.kind !== 'object' && !isOpen(states)) {
      report(states, `States must be an object of states by their names, not ${kindOf(states)}.`, {
        aws: { message: 'Expected value of type Object' },
      });
    }
    const startAt = valueOf(node, 'StartAt');
    if (startAt && startAt.kind !== 'string' && !isOpen(startAt)) {
      report(startAt, `StartAt must be the name of a state, not ${kindOf(startAt)}.`, {
        aws: { message: 'Expected value of type String' },
      });
    }
    if (states?.kind === 'object' && states.properties.length === 0) {
      report(states, 'States needs at least one state.', {
        aws: { message: 'Value cannot be empty' },
      });
    }
  },
};

/** The field of a Map that holds the processor; a branch has no name. */
function keyOf(node: ObjectNode, { node: owner }: State): Range | undefined {
  return owner.properties.find(({ value }) => value === node)?.key.range;
}

/** The brace that opens the definition, so that not all of its text is underlined. */
function headOf(node: ObjectNode): Range {
  const { start, end } = node.range;
  return { start, end: Math.min(start + 1, end) };
}
