import { hasPlaceholder } from '@stepthrough/asl';
import { characters, limits } from '@stepthrough/catalog';
import type { Rule } from '../../rule.ts';

export const stateName: Rule = {
  state({ name, key, node }, report) {
    if (hasPlaceholder(name)) return;
    const length = characters(name);
    if (length === 0) {
      report(key, `A state needs a name of 1 to ${limits.stateName} characters.`);
    } else if (length > limits.stateName) {
      report(
        key,
        `A state's name has at most ${limits.stateName} characters; this one has ${length}.`,
        {
          aws: {
            message: `Invalid State name: State '${name}' exceeds the ${limits.stateName}-character limit allowed by the service`,
            at: node.range,
          },
        },
      );
    }
  },
};
