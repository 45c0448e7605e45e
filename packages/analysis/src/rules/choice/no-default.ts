import { type ObjectNode, valueOf } from '@stepthrough/asl';
import { choiceOperatorDocs, failures } from '@stepthrough/catalog';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const choiceNoDefault: Rule = {
  states: {
    Choice(state, report) {
      if (state.choices.length === 0 || has(state.node, 'Default')) return;
      if (
        state.choices.some(
          ({ condition }) => condition?.value.kind === 'boolean' && condition.value.value,
        )
      )
        return;
      const tests = new Set(state.choices.map(({ node }) => testOf(node)));
      if (state.choices.some(({ node }) => tests.has(negationOf(node)))) return;
      report(
        state.key,
        `Without Default the execution fails with ${failures.noChoiceMatched} when no rule matches.`,
      );
    },
  },
};

/** A rule's one comparison as text, so that a rule and its opposite can be told. */
function testOf(node: ObjectNode): string {
  return textOf(node, false);
}

function negationOf(node: ObjectNode): string {
  return textOf(node, true);
}

function textOf(node: ObjectNode, negated: boolean): string {
  const test = node.properties.find(
    ({ key, value }) => Object.hasOwn(choiceOperatorDocs, key.value) && value?.kind === 'boolean',
  );
  const variable = valueOf(node, 'Variable');
  if (test?.value?.kind !== 'boolean' || variable?.kind !== 'string') return negated ? 'none' : '';
  return `${variable.value} ${test.key.value} ${test.value.value !== negated}`;
}
