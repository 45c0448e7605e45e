import { hasPlaceholder } from '@stepthrough/asl';
import { characters, limits } from '@stepthrough/catalog';
import type { Rule } from '../../rule.ts';

export const varName: Rule = {
  document(_document, report, facts) {
    for (const { name, key } of facts.variables().writes) {
      if (hasPlaceholder(name)) continue;
      if (/[.[\]]/.test(name)) {
        report(key, `Assign sets whole variables; "${name}" is no name but a path into one.`, {
          aws: wrongCharacters(name),
        });
      } else if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) {
        report(
          key,
          `"${name}" is no variable name: it starts with a letter, and letters, digits and _ follow.`,
          { aws: wrongCharacters(name) },
        );
      } else if (characters(name) > limits.variableName) {
        report(
          key,
          `A variable's name has at most ${limits.variableName} characters; this one has ${characters(name)}.`,
        );
      }
    }
  },
};

function wrongCharacters(name: string): { readonly message: string } {
  return {
    message: `Invalid variable name '${name}': the variable name contains invalid characters.`,
  };
}
