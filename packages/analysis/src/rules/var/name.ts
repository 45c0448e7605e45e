import { hasPlaceholder } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const varName: Rule = {
  document(_document, report, facts) {
    for (const { name, key } of facts.variables().writes) {
      if (hasPlaceholder(name)) continue;
      if (/[.[\]]/.test(name)) {
        report(key, `Assign sets whole variables; "${name}" is no name but a path into one.`);
      } else if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) {
        report(
          key,
          `"${name}" is no variable name: it starts with a letter, and letters, digits and _ follow.`,
        );
      } else if ([...name].length > 80) {
        report(
          key,
          `A variable's name has at most 80 characters; this one has ${[...name].length}.`,
        );
      }
    }
  },
};
