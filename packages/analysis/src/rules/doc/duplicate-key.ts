import type { SourceNode, StringNode } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const docDuplicateKey: Rule = {
  document({ root }, report) {
    const pending: SourceNode[] = root ? [root] : [];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.kind === 'array') pending.push(...node.items);
      if (node.kind !== 'object') continue;
      const first = new Map<string, StringNode>();
      for (const { key, value } of node.properties) {
        if (value) pending.push(value);
        const earlier = first.get(key.value);
        if (!earlier) {
          first.set(key.value, key);
          continue;
        }
        report(key, `"${key.value}" stands twice in this object; only the last one counts.`, {
          related: [{ message: `The first "${key.value}" is here.`, range: earlier.range }],
        });
      }
    }
  },
};
