import { type Alias, isAlias, isCollection, isNode, isPair, isScalar, type Node } from 'yaml';

/**
 * What each alias of a document stands for: the last node before it that has the anchor, found in one
 * pass over the document.
 */
export function aliasTargets(contents: Node | null): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const pending: unknown[] = [contents];
  while (pending.length > 0) {
    const node = pending.pop();
    if (isPair(node)) {
      pending.push(node.value, node.key);
    } else if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
    } else if (isScalar(node) || isCollection(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (!isCollection(node)) continue;
      for (let index = node.items.length - 1; index >= 0; index -= 1) {
        const item = node.items[index];
        if (isNode(item) || isPair(item)) pending.push(item);
      }
    }
  }
  return targets;
}
