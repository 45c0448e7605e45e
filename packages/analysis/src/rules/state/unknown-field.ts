import { hasPlaceholder, type ObjectNode } from '@stepthrough/asl';
import { type FieldTable, partFields, stateFields } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { removeProperty, renameKey, type Written } from '../../fixes.ts';
import { has } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const stateUnknownField: Rule = {
  state(state, report, facts) {
    if (state.type) {
      check(
        state.node,
        stateFields[state.type],
        `a ${state.type} state`,
        report,
        facts.document,
        state.type,
      );
    }
    for (const { node, kind, label } of facts.parts(state)) {
      check(node, partFields[kind], label, report, facts.document);
    }
  },
};

function check(
  node: ObjectNode,
  table: FieldTable,
  owner: string,
  report: Report,
  document: Written,
  type?: string,
): void {
  for (const property of node.properties) {
    const { key } = property;
    const name = key.value;
    // Succeed and Fail with Assign are told by var.place; a Choice with Next or End by graph.nextEnd.
    if (Object.hasOwn(table, name) || isForeign(name) || isToldElsewhere(name, type)) continue;
    const closest = nearest(name, Object.keys(table));
    report(
      key,
      `"${name}" is not a field of ${owner}.${closest ? ` Did you mean ${closest}?` : ''}`,
      {
        aws: { message: `Field '${name}' is not supported`, at: node.range },
        fixes: [
          ...(closest && !has(node, closest) ? [renameKey(document, key, closest)] : []),
          removeProperty(document, property, `Remove ${name}`),
        ],
      },
    );
  }
}

function isForeign(name: string): boolean {
  return name.startsWith('Fn::') || hasPlaceholder(name);
}

function isToldElsewhere(name: string, type: string | undefined): boolean {
  if (name === 'Assign') return type === 'Succeed' || type === 'Fail';
  if (name === 'Next' || name === 'End')
    return type === 'Choice' || type === 'Succeed' || type === 'Fail';
  return false;
}
