import type { PropertyNode, SourceNode, StringNode } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const docDuplicateKey: Rule = {
  document({ root }, report) {
    const pending: SourceNode[] = root ? [root] : [];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.kind === 'array') for (const item of node.items) pending.push(item);
      if (node.kind !== 'object') continue;
      for (const { value } of node.properties) if (value) pending.push(value);
      const told = new Set<StringNode>();
      for (const [key, earlier] of repeated(node.properties)) {
        if (!told.has(earlier)) {
          told.add(earlier);
          report(earlier, `"${key.value}" stands again in this object; only the last one counts.`, {
            related: [{ message: `Another "${key.value}" is here.`, range: key.range }],
            isEcho: true,
          });
        }
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
  if (!hasRepeated(properties)) return [];
  const first = new Map<string, StringNode>();
  return properties.flatMap(({ key }) => {
    const earlier = first.get(key.value);
    if (!earlier) first.set(key.value, key);
    return earlier ? [[key, earlier] as const] : [];
  });
}

/** Most objects are small: comparing each key with those before it needs no set. */
function hasRepeated(properties: readonly PropertyNode[]): boolean {
  if (properties.length > 12) {
    return new Set(properties.map(({ key }) => key.value)).size < properties.length;
  }
  for (let index = 1; index < properties.length; index += 1) {
    const name = properties[index]?.key.value;
    for (let before = 0; before < index; before += 1) {
      if (properties[before]?.key.value === name) return true;
    }
  }
  return false;
}
