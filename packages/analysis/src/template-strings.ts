import type { SourceNode, StringNode } from '@stepthrough/asl';

/** Visits a value and all values inside it; `key` is that of a member, `parent` the object or array around. */
export function walkValues(
  root: SourceNode,
  visit: (value: SourceNode, key: StringNode | undefined, parent: SourceNode) => void,
): void {
  descend(root, undefined, root, visit);
}

function descend(
  node: SourceNode,
  key: StringNode | undefined,
  parent: SourceNode,
  visit: (value: SourceNode, key: StringNode | undefined, parent: SourceNode) => void,
): void {
  visit(node, key, parent);
  if (node.kind === 'array') for (const item of node.items) descend(item, undefined, node, visit);
  if (node.kind !== 'object') return;
  for (const property of node.properties) {
    if (property.value) descend(property.value, property.key, node, visit);
  }
}
