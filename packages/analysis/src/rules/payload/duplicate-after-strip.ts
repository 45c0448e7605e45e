import type { Rule } from '../../rule.ts';
import { walkValues } from '../../template-strings.ts';

export const payloadDuplicateAfterStrip: Rule = {
  template({ node, language }, report) {
    if (language !== 'JSONPath') return;
    walkValues(node, (value) => {
      if (value.kind !== 'object') return;
      const plain = new Map(value.properties.map(({ key }) => [key.value, key]));
      for (const { key } of value.properties) {
        if (!key.value.endsWith('.$')) continue;
        const other = plain.get(key.value.slice(0, -2));
        if (!other) continue;
        report(key, `"${key.value}" and "${other.value}" would both become "${other.value}".`, {
          related: [{ message: `"${other.value}" is here.`, range: other.range }],
          aws: { message: `Duplicate field '${other.value}'`, at: value.range },
        });
      }
    });
  },
};
