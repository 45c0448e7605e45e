import { renameKey } from '../../fixes.ts';
import type { Rule } from '../../rule.ts';

export const payloadNoPath: Rule = {
  state(state, report, { document, language }) {
    if (language(state) === 'JSONata') return;
    for (const { key, value } of state.node.properties) {
      if (value?.kind !== 'string' || !fields.has(key.value) || !/^\$\$?\./.test(value.value))
        continue;
      report(
        value,
        `${key.value} is taken literally; to read it from the input, use ${key.value}Path.`,
        {
          fixes: [renameKey(document, key, `${key.value}Path`)],
        },
      );
    }
  },
};

const fields = new Set([
  'Error',
  'Cause',
  'Seconds',
  'Timestamp',
  'TimeoutSeconds',
  'HeartbeatSeconds',
  'MaxConcurrency',
]);
