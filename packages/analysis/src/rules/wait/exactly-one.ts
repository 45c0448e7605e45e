import { hasOpenKeys } from '@stepthrough/asl';
import { awsWords } from '../../aws-words.ts';
import { removeProperty } from '../../fixes.ts';
import type { Rule } from '../../rule.ts';

export const waitExactlyOne: Rule = {
  states: {
    Wait(state, report, facts) {
      if (hasOpenKeys(state.node)) return;
      const isJsonPath = facts.language(state) === 'JSONPath';
      const allowed = isJsonPath
        ? ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']
        : ['Seconds', 'Timestamp'];
      // The order in which AWS names them.
      const inOrder = isJsonPath
        ? ['SecondsPath', 'Seconds', 'TimestampPath', 'Timestamp']
        : allowed;
      const [first, ...others] = state.node.properties.filter(({ key }) =>
        allowed.includes(key.value),
      );
      if (!first) {
        report(state.key, `The Wait state "${state.name}" needs one of ${allowed.join(', ')}.`, {
          aws: { message: awsWords.exactlyOne(inOrder), at: state.node.range },
        });
      }
      for (const property of others) {
        report(
          property.key,
          `A Wait state has only one of ${allowed.join(', ')}; ${first?.key.value ?? ''} is set already.`,
          {
            related: first ? [{ message: `${first.key.value} is here.`, range: first.range }] : [],
            fixes: [removeProperty(facts.document, property, `Remove ${property.key.value}`)],
            aws: { message: awsWords.onlyOne(inOrder), at: state.node.range },
            // AWS tells one of them, however many there are.
            isEcho: property !== others[0],
          },
        );
      }
    },
  },
};
