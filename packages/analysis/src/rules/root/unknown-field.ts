import { hasPlaceholder } from '@stepthrough/asl';
import { partFields, scopeFields } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { removeProperty, renameKey } from '../../fixes.ts';
import { has } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const rootUnknownField: Rule = {
  scope(scope, report, { document }) {
    const allowed = Object.keys(scopeFields[scope.kind]);
    for (const property of scope.node.properties) {
      const { key } = property;
      if (allowed.includes(key.value) || isForeign(key.value) || key.value === 'QueryLanguage')
        continue;
      const closest = nearest(key.value, allowed);
      report(
        key,
        `"${key.value}" is not a field of ${names[scope.kind]}.${closest ? ` Did you mean ${closest}?` : ''}`,
        {
          aws: { message: `Field '${key.value}' is not supported`, at: scope.node.range },
          fixes: [
            ...(closest && !has(scope.node, closest) ? [renameKey(document, key, closest)] : []),
            removeProperty(document, property, `Remove ${key.value}`),
          ],
        },
      );
    }
    const config = scope.processorConfig?.node;
    for (const { key } of config?.properties ?? []) {
      if (Object.hasOwn(partFields.processorConfig, key.value) || isForeign(key.value)) continue;
      report(
        key,
        `"${key.value}" is not a field of ProcessorConfig; it has Mode and ExecutionType.`,
      );
    }
  },
};

const names = {
  machine: 'a state machine',
  branch: 'a Parallel branch',
  processor: 'an item processor',
};

/** Fields of template languages and tools around the definition. */
function isForeign(name: string): boolean {
  return name.startsWith('Fn::') || name.startsWith('$') || hasPlaceholder(name);
}
