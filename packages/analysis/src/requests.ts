import type { QueryLanguage, SourceNode, StringNode } from '@stepthrough/asl';
import { memberOf, type Shape } from '@stepthrough/catalog';
import { isJsonata, isOpen } from './nodes.ts';

/**
 * Called for each value of a request that is neither open nor JSONata; and for any value of a member that its owner
 * lacks, whose `shape` is `unknown`.
 */
type Visit = (
  node: SourceNode,
  shape: Shape | 'unknown',
  key: StringNode | undefined,
  owner: Shape,
) => void;

/** Goes through a request and its shape side by side, as far as both are known. */
export function walkRequest(
  node: SourceNode,
  shape: Shape,
  language: QueryLanguage,
  visit: Visit,
): void {
  if (isOpen(node) || isJsonata(node)) return;
  if (node.kind === 'array' && shape.kind === 'list') {
    for (const item of node.items) {
      if (isOpen(item) || isJsonata(item)) continue;
      visit(item, shape.item, undefined, shape);
      walkRequest(item, shape.item, language, visit);
    }
  }
  if (node.kind !== 'object' || (shape.kind !== 'object' && shape.kind !== 'map')) return;
  for (const { key, value } of node.properties) {
    if (!value) continue;
    const isPath = language === 'JSONPath' && key.value.endsWith('.$');
    const name = isPath ? key.value.slice(0, -2) : key.value;
    const inner = shape.kind === 'map' ? shape.value : (memberOf(shape, name)?.shape ?? 'unknown');
    if (inner === 'unknown') {
      visit(value, inner, key, shape);
    } else if (!isPath && !isOpen(value) && !isJsonata(value)) {
      visit(value, inner, key, shape);
      walkRequest(value, inner, language, visit);
    }
  }
}
