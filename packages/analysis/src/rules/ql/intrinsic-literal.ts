import type { SourceNode } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const qlIntrinsicLiteral: Rule = {
  template({ node, language, field }, report) {
    if (language !== 'JSONata' || field === 'Error' || field === 'Cause') return;
    const pending: SourceNode[] = [node];
    for (let value = pending.pop(); value; value = pending.pop()) {
      if (value.kind === 'array') for (const item of value.items) pending.push(item);
      if (value.kind === 'object') {
        for (const { key, value: inner } of value.properties) {
          if (key.value.endsWith('.$'))
            report(
              key,
              `In JSONata the ".$" of "${key.value}" has no meaning; write {% … %} as the value.`,
            );
          else if (inner) pending.push(inner);
        }
      }
      if (value.kind === 'string' && /^(?:States\.\w+\(|\$\$?[.[])/.test(value.value)) {
        report(
          value,
          'This string is taken literally: in JSONata an expression stands between {% and %}.',
        );
      }
    }
  },
};
