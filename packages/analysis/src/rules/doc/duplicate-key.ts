import type { PropertyNode, SourceNode, StringNode } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const docDuplicateKey: Rule = {
  document({ root }, report) {
    const pending: SourceNode[] = root ? [root] : [];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.kind === 'array') pending.push(...node.items);
      if (node.kind !== 'object') continue;
      for (const { value } of node.properties) if (value) pending.push(value);
      for (const [key, earlier] of repeated(node.properties)) {
        report(key, `"${key.value}" stands twice in this object; only the last one counts.`, {
          related: [{ message: `The first "${key.value}" is here.`, range: earlier.range }],
        });
      }
    }
  },
};

/** Each key that stands in the object before, with the first that is the same. */
function repeated(
  properties: readonly PropertyNode[],
): readonly (readonly [StringNode, StringNode])[] {
  if (new Set(properties.map(({ key }) => key.value)).size === properties.length) return [];
  const first = new Map<string, StringNode>();
  return properties.flatMap(({ key }) => {
    const earlier = first.get(key.value);
    if (!earlier) first.set(key.value, key);
    return earlier ? [[key, earlier] as const] : [];
  });
}
